import { createElement } from 'lwc';
import AgreementCheck from 'c/agreementCheck';
import type { ProblemView } from 'baton/agreement';

const problems: ProblemView[] = [
  { severity: 'LookAt', text: 'Line A matched no lead in 90 days.', why: 'It may be wrong.', lineId: 'a' },
  { severity: 'MustFix', text: 'Acceptance has no last line.', fix: 'NoDefault', stage: 'Acceptance' },
  { severity: 'MustFix', text: 'MQL volume has no month.', commitmentId: 'c' }
];

async function show(found: readonly ProblemView[], leadCount = 0) {
  const element = createElement('c-agreement-check', { is: AgreementCheck }) as HTMLElement & { focus(): void };
  const told = jest.fn();
  ['go', 'fix'].forEach((name) => element.addEventListener(name, (event) => told(name, (event as CustomEvent).detail)));
  Object.assign(element, { problems: found, lineCount: 14, leadCount });
  document.body.appendChild(element);
  await Promise.resolve();
  return { element, told };
}

const find = (element: HTMLElement, selector: string): HTMLElement =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) as HTMLElement;

describe('c-agreement-check', () => {
  it('shows what must be fixed before what deserves a look', async () => {
    const { element } = await show(problems);
    const groups = [...(element.shadowRoot?.querySelectorAll('[data-severity]') ?? [])];
    expect(groups.map((group) => group.getAttribute('data-severity'))).toEqual(['MustFix', 'LookAt']);
    expect(groups[1]?.textContent).toContain('It may be wrong.');
    await expect(element).toBeAccessible();
  });

  it('leads to where it is, and mends where that is possible', async () => {
    const { element, told } = await show(problems);
    find(element, '[data-severity="LookAt"] [data-action="go"]').click();
    expect(told).toHaveBeenLastCalledWith('go', problems[0]);
    find(element, '[data-action="fix"]').click();
    expect(told).toHaveBeenLastCalledWith('fix', problems[1]);
    find(element, '[data-severity="MustFix"] [data-action="go"]').click();
    expect(told).toHaveBeenLastCalledWith('go', problems[2]);
  });

  it('says that all is well, and over how many leads', async () => {
    const { element } = await show([]);
    expect(find(element, '[data-fine]').textContent).toBe('c.CheckFine');
    const { element: other } = await show([], 2184);
    expect(find(other, '[data-fine]').textContent).toBe('c.CheckFineLeads');
  });

  it('takes the focus', async () => {
    const { element } = await show([]);
    element.focus();
    expect(element.shadowRoot?.activeElement).toBe(find(element, '[data-heading]'));
  });
});
