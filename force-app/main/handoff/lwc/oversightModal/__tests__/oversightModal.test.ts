import { createElement } from 'lwc';
import LightningConfirm from 'lightning/confirm';
import OversightModal from 'c/oversightModal';

jest.mock(
  '@salesforce/apex/OversightController.getCandidates',
  () => ({ default: jest.fn(() => new Promise(() => {})) }),
  {
    virtual: true
  }
);
jest.mock('@salesforce/apex/OversightController.handOver', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.excuse', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.dispute', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.decide', () => ({ default: jest.fn() }), { virtual: true });

type Modal = HTMLElement & { close: jest.Mock; disableClose: boolean };
const flush = async (): Promise<void> => {
  for (let i = 0; i < 6; i++) {
    await Promise.resolve();
  }
};

async function modal(properties: Record<string, unknown>): Promise<Modal> {
  const element = createElement('c-oversight-modal', { is: OversightModal as never }) as unknown as Modal;
  Object.assign(element, { leadIds: ['L1'], leadName: 'Ada Byron', ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

function find<T extends Element = HTMLElement>(element: HTMLElement, selector: string): T | null {
  return element.shadowRoot?.querySelector<T>(selector) ?? null;
}

const header = (element: HTMLElement): string =>
  (find(element, 'lightning-modal-header') as unknown as { label: string }).label;

describe('c-oversight-modal', () => {
  it('hosts the form that was asked for, under its title', async () => {
    const one = await modal({ form: 'handOver' });
    expect(find(one, 'c-hand-over-form')).not.toBeNull();
    expect(header(one)).toContain('c.HandOverTitle');
    const many = await modal({ form: 'excuse', leadIds: ['L1', 'L2'] });
    expect(find(many, 'c-excuse-form')).not.toBeNull();
    expect(header(many)).toContain('c.ExcuseTitleMany');
    expect(header(await modal({ form: 'handOver', leadIds: ['L1', 'L2'] }))).toContain('c.HandOverTitleMany');
    await expect(many).toBeAccessible();
  });

  it('sends the form, shows that it saves, and closes with what came of it', async () => {
    const element = await modal({ form: 'dispute' });
    const form = find<HTMLElement & { submit: jest.Mock }>(element, '[data-form]');
    const submit = jest.spyOn(form as never, 'submit').mockResolvedValue(undefined as never);
    find(element, '[data-action="submit"]')?.click();
    expect(submit).toHaveBeenCalled();
    form?.dispatchEvent(new CustomEvent('saving', { detail: { saving: true, label: 'Sending' } }));
    await flush();
    expect((find(element, '[data-action="submit"]') as unknown as { label: string }).label).toBe('Sending');
    const closed = jest.fn();
    element.addEventListener('modalclose', (event) => closed((event as CustomEvent).detail));
    form?.dispatchEvent(new CustomEvent('done', { detail: [{ ok: true }] }));
    await flush();
    expect(closed).toHaveBeenCalledWith([{ ok: true }]);
  });

  it('asks before a typed note is thrown away', async () => {
    const element = await modal({ form: 'excuse' });
    const form = find(element, '[data-form]');
    form?.shadowRoot
      ?.querySelector('[data-field="note"]')
      ?.dispatchEvent(new CustomEvent('change', { detail: { value: 'typed' } }));
    await flush();
    const ask = jest.spyOn(LightningConfirm, 'open').mockResolvedValue(false as never);
    find(element, '[data-action="cancel"]')?.click();
    await flush();
    expect(ask).toHaveBeenCalled();
  });
});
