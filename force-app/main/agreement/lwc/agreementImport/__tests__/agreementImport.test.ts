import { createElement } from 'lwc';
import AgreementImport from 'c/agreementImport';
import check from '@salesforce/apex/AgreementFileController.check';
import run from '@salesforce/apex/AgreementFileController.run';
import type { ImportResult } from 'baton/agreementTools';

jest.mock('@salesforce/apex/AgreementFileController.check', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementFileController.run', () => ({ default: jest.fn() }), { virtual: true });

const checked = check as unknown as jest.Mock;
const ran = run as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) {
    await Promise.resolve();
  }
};
const found = (change: Partial<ImportResult> = {}): ImportResult => ({
  problems: [],
  missing: [],
  notes: [],
  name: 'Q4',
  version: 3,
  lineCount: 4,
  commitmentCount: 9,
  versionId: null,
  ...change
});

function show(): { element: HTMLElement; imported: jest.Mock } {
  const element = createElement('c-agreement-import', { is: AgreementImport });
  const imported = jest.fn();
  element.addEventListener('imported', (event) => imported((event as CustomEvent).detail));
  document.body.appendChild(element);
  return { element, imported };
}
const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const all = (element: HTMLElement, selector: string): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])
];

async function paste(element: HTMLElement, text = '{}'): Promise<void> {
  find(element, '[data-field="text"]')?.dispatchEvent(new CustomEvent('change', { detail: { value: text } }));
  await flush();
  find(element, '[data-action="check"]')?.click();
  await flush();
}

describe('c-agreement-import', () => {
  it('checks what was pasted and imports it', async () => {
    const { element, imported } = show();
    checked.mockResolvedValue(found({ notes: ['Version 2 is taken.'] }));
    ran.mockResolvedValue(found({ versionId: 'a01000000000004AAA' }));
    await paste(element);
    expect(checked).toHaveBeenCalledWith({ text: '{}', mapping: {} });
    expect(find(element, '[data-ready]')?.textContent).toContain('c.ImpCounts');
    expect(find(element, '[data-ready]')?.textContent).toContain('Version 2 is taken.');
    await expect(element).toBeAccessible();
    find(element, '[data-action="run"]')?.click();
    await flush();
    expect(imported).toHaveBeenCalledWith({ versionId: 'a01000000000004AAA' });
    expect(find(element, '[data-done]')?.textContent).toBe('c.ImpDone');
    expect(find(element, '[data-action="run"]')).toBeNull();
  });

  it('shows problems by line and offers no import', async () => {
    const { element } = show();
    checked.mockResolvedValue(
      found({
        problems: [
          { line: 9, what: 'No such queue.' },
          { line: 7, what: 'No such field.' }
        ]
      })
    );
    await paste(element);
    expect(all(element, '[data-problems] li')).toHaveLength(2);
    expect(find(element, '[data-problems] h4')?.textContent).toBe('c.ImpProblemsMany');
    expect(find(element, '[role="status"]')?.textContent).toBe('c.ImpProblemsMany');
    expect(find(element, '[data-action="run"]')).toBeNull();
    await expect(element).toBeAccessible();
    checked.mockResolvedValue(found({ problems: [{ line: 1, what: 'This is not JSON.' }] }));
    await paste(element, 'x');
    expect(find(element, '[data-problems] h4')?.textContent).toBe('c.ImpProblemsOne');
  });

  it('asks what stands for each thing that the org lacks', async () => {
    const { element } = show();
    checked.mockResolvedValue(
      found({
        missing: [
          { kind: 'queue', key: 'NA', lines: [3, 9], choices: [{ label: 'North', value: 'North' }] },
          { kind: 'user', key: 'jo@a.example', lines: [4], choices: [] }
        ]
      })
    );
    ran.mockResolvedValue(found({ problems: [{ line: 4, what: 'Refused.' }] }));
    await paste(element);
    const button = (): HTMLButtonElement => find(element, '[data-action="run"]') as HTMLButtonElement;
    expect(button().disabled).toBe(true);
    const boxes = all(element, 'lightning-combobox') as (HTMLElement & { options: { value: string }[] })[];
    expect(boxes.map((box) => box.options.map(({ value }) => value))).toEqual([
      ['NA', '(nobody)', 'North'],
      ['(nobody)']
    ]);
    boxes[0]?.dispatchEvent(new CustomEvent('change', { detail: { value: 'North' } }));
    boxes[1]?.dispatchEvent(new CustomEvent('change', { detail: { value: '(nobody)' } }));
    await flush();
    expect(button().disabled).toBe(false);
    button().click();
    await flush();
    expect(ran).toHaveBeenCalledWith({ text: '{}', mapping: { 'queue:NA': 'North', 'user:jo@a.example': '' } });
    expect(all(element, '[data-problems] li')).toHaveLength(1);
  });

  it('reads a file, and says when it cannot', async () => {
    const { element } = show();
    checked.mockResolvedValue(found());
    const input = find(element, '[data-field="file"]') as HTMLElement;
    const choose = async (files: unknown[]): Promise<void> => {
      Object.defineProperty(input, 'files', { value: files, configurable: true });
      input.dispatchEvent(new CustomEvent('change'));
      await flush();
    };
    await choose([]);
    expect(checked).not.toHaveBeenCalled();
    await choose([{ name: 'a.json', text: () => Promise.resolve('{"a":1}') }]);
    expect(checked).toHaveBeenCalledWith({ text: '{"a":1}', mapping: {} });
    await choose([{ name: 'b.json', text: () => Promise.reject(new Error('gone')) }]);
    expect(find(element, '[data-error]')?.textContent).toBe('c.ImpErrFile');
  });

  it('says when the call failed', async () => {
    const { element } = show();
    checked.mockRejectedValueOnce({ body: { message: 'Apex limit.' } });
    await paste(element);
    expect(find(element, '[data-error]')?.textContent).toBe('Apex limit.');
    checked.mockRejectedValueOnce({});
    await paste(element, 'again');
    expect(find(element, '[data-error]')?.textContent).toBe('c.ImpErrCall');
  });

  it('takes the focus to its heading, and can be left', () => {
    const { element } = show();
    const left = jest.fn();
    element.addEventListener('cancel', left);
    element.focus();
    expect(element.shadowRoot?.activeElement).toBe(find(element, '[data-heading]'));
    find(element, '[data-action="cancel"]')?.click();
    expect(left).toHaveBeenCalledTimes(1);
  });
});
