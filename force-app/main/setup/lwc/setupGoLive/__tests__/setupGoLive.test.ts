import { createElement } from 'lwc';
import SetupGoLive from 'c/setupGoLive';
import type { SetupView } from 'baton/setup';
import { setupView } from '../../../../../../scripts/test/jest-data/setup';

type GoLive = HTMLElement & { view: SetupView; busy: boolean };

function show(change: Partial<SetupView> = {}): GoLive {
  const element = createElement('c-setup-go-live', { is: SetupGoLive }) as GoLive;
  element.view = setupView(change);
  document.body.appendChild(element);
  return element;
}

const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const current = (element: HTMLElement): string | undefined => find(element, '[aria-current="step"]')?.dataset.step;

describe('c-setup-go-live', () => {
  it('marks the present step, says what it does, since when and by whom', async () => {
    const element = show();
    expect(current(element)).toBe('Observe');
    expect(find(element, '[data-what]')?.textContent).toContain('GoLiveObserveWhat');
    expect(find(element, '[data-since]')?.textContent).toContain('GoLiveSince');
    expect(find(element, '[data-next-what]')?.textContent).toContain('GoLiveNotifyWhat');
    expect(element.shadowRoot?.querySelectorAll('details li')).toHaveLength(5);
    await expect(element).toBeAccessible();
  });

  it('asks for the next step and for the one before', () => {
    const element = show({ step: 'Notify' });
    const chosen: string[] = [];
    element.addEventListener('step', (event) => chosen.push((event as CustomEvent<{ step: string }>).detail.step));
    find(element, '[data-action="next"]')?.click();
    find(element, '[data-action="back"]')?.click();
    expect(chosen).toEqual(['Enforce', 'Observe']);
  });

  it('has no way on at the end and none while the engine is stopped', () => {
    const last = show({ step: 'Enforce' });
    expect(find(last, '[data-action="next"]')).toBeNull();
    expect(find(last, '[data-action="back"]')).not.toBeNull();
    const stopped = show({ state: 'Stopped' });
    expect(find(stopped, '[data-action="next"]')).toBeNull();
    expect(find(stopped, '[data-action="back"]')).toBeNull();
  });

  it('leads to the agreement as long as none is active, then to Start', () => {
    const none = show({ agreed: false });
    expect(current(none)).toBe('Agree');
    find(none, '[data-action="agreement"]')?.click();
    expect(find(none, '[data-what]')?.textContent).toContain('GoLiveAgreeWhat');
    const agreed = show({ state: 'NotStarted' });
    expect(find(agreed, '[data-action="agreement"]')).toBeNull();
    expect(find(agreed, '[data-what]')?.textContent).toContain('GoLiveStartWhat');
  });
});
