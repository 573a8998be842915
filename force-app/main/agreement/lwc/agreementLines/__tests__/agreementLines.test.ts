import { createElement } from 'lwc';
import AgreementLines from 'c/agreementLines';
import type { GroupView, ProblemView } from 'baton/agreement';
import { line, rest, view } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/label/c.LineMatched', () => ({ default: 'matched {0} leads in 90 days' }), { virtual: true });

type Element = HTMLElement & {
  groups: readonly GroupView[];
  problems: readonly ProblemView[];
  leadCounts: unknown;
  canEdit: boolean;
  focusLine(id: string): void;
};

const flush = (): Promise<void> => Promise.resolve();

async function show(change: Partial<Element> = {}): Promise<{ element: Element; told: jest.Mock }> {
  const element = createElement('c-agreement-lines', { is: AgreementLines }) as Element;
  const told = jest.fn();
  ['add', 'edit', 'copy', 'remove', 'move'].forEach((name) =>
    element.addEventListener(name, (event) => told(name, (event as CustomEvent).detail))
  );
  Object.assign(element, { groups: view().groups.slice(0, 1), canEdit: true, ...change });
  document.body.appendChild(element);
  await flush();
  return { element, told };
}

const all = (element: HTMLElement, selector: string): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])
];

const menu = (element: HTMLElement, id: string, value: string): void => {
  const found = all(element, 'lightning-button-menu').find((one) => one.dataset.id === id);
  found?.dispatchEvent(new CustomEvent('select', { detail: { value } }));
};

describe('c-agreement-lines', () => {
  it('shows each line with its condition, hours, steps, matches, change and problems', async () => {
    const { element } = await show({
      groups: [{ ...(view().groups[0] as GroupView), lines: [line({ changeWords: 'was 4 h' }), rest()] }],
      problems: [
        { severity: 'MustFix', text: 'x', lineId: line().id },
        { severity: 'LookAt', text: 'y', lineId: rest().id }
      ],
      leadCounts: { state: 'Kept', leads: 2184, matches: { [line().id as string]: 1041 } }
    });
    const [first, second] = all(element, 'li').map((one) => one.textContent);
    expect(first).toContain('Lead score is above 80');
    expect(first).toContain('was 4 h');
    expect(first).toContain('c.AgrProblemsOne');
    expect(first).toContain('matched 1,041 leads in 90 days');
    expect(second).toContain('c.LineNotCounted');
    expect(second).toContain('c.LineElse');
    expect(second).not.toContain('c.AgrProblemsOne');
    await expect(element).toBeAccessible();
  });

  it('says one lead, and nothing where nobody has counted', async () => {
    const counted = { state: 'Now', leads: 1, matches: { [line().id as string]: 1 } };
    expect(all((await show({ leadCounts: counted })).element, 'li')[0]?.textContent).toContain('c.LineMatchedOne');
    const { element } = await show({ leadCounts: { state: 'TooMany', leads: null, matches: {} } });
    expect(all(element, 'li')[0]?.textContent).not.toMatch(/matched|c\.Line(Matched|NotCounted)/);
  });

  it('shows the formula where there are no words for it', async () => {
    const { element } = await show({
      groups: [
        { ...(view().groups[0] as GroupView), lines: [line({ whenWords: null, appliesWhen: 'LEN(Company) > 3' })] }
      ]
    });
    expect(all(element, '.formula')[0]?.textContent).toBe('LEN(Company) > 3');
  });

  it('tells what a person does with a line', async () => {
    const { element, told } = await show();
    all(element, '[data-action="add"]')[0]?.click();
    expect(told).toHaveBeenLastCalledWith('add', { stage: 'Acceptance', role: 'Any' });
    all(element, '[data-action="edit"]')[0]?.click();
    expect(told).toHaveBeenLastCalledWith('edit', { lineId: line().id });
    menu(element, line().id as string, 'copy');
    expect(told).toHaveBeenLastCalledWith('copy', { lineId: line().id });
    menu(element, line().id as string, 'delete');
    expect(told).toHaveBeenLastCalledWith('remove', { lineId: line().id });
    all(element, '[data-action="addStage"]')[0]?.click();
    expect(told).toHaveBeenLastCalledWith('add', {});
  });

  it('moves by the menu within its group only', async () => {
    const { element, told } = await show();
    menu(element, rest().id as string, 'up');
    expect(told).toHaveBeenLastCalledWith('move', { lineId: rest().id, place: 1 });
    told.mockClear();
    menu(element, rest().id as string, 'down');
    expect(told).not.toHaveBeenCalled();
  });

  it('moves by dragging', async () => {
    const { element, told } = await show();
    const [first, second] = all(element, 'li');
    second?.dispatchEvent(new CustomEvent('dragstart'));
    first?.dispatchEvent(new CustomEvent('dragover', { cancelable: true }));
    await flush();
    expect(first?.className).toContain('is-over');
    first?.dispatchEvent(new CustomEvent('drop', { cancelable: true }));
    expect(told).toHaveBeenLastCalledWith('move', { lineId: rest().id, place: 1 });
  });

  it('says of an only line that it takes every lead', async () => {
    const { element } = await show({ groups: view().groups.slice(1) });
    expect(all(element, 'li')[0]?.textContent).toContain('c.LineEvery');
  });

  it('offers nothing to who may only read, and says when there is no line', async () => {
    const { element } = await show({ canEdit: false });
    expect(all(element, 'lightning-button-menu, [data-action]')).toHaveLength(0);
    element.groups = [];
    await flush();
    expect(all(element, '[data-empty]')).toHaveLength(1);
    await expect(element).toBeAccessible();
  });

  it('gives the focus to a line', async () => {
    const { element } = await show();
    element.focusLine(rest().id as string);
    expect(element.shadowRoot?.activeElement?.getAttribute('data-id')).toBe(rest().id);
  });
});
