import { createElement } from 'lwc';
import Setup from 'c/setup';
import changeStep from '@salesforce/apex/SetupController.changeStep';
import getSetup from '@salesforce/apex/SetupController.getSetup';
import notifications from '@salesforce/apex/SetupController.notifications';
import pauseForLoad from '@salesforce/apex/SetupController.pauseForLoad';
import start from '@salesforce/apex/SetupController.start';
import stop from '@salesforce/apex/SetupController.stop';
import { refreshApex } from '@salesforce/apex';
import type { SetupView } from 'baton/setup';
import { NOW, at } from '../../../../../../scripts/test/jest-data/views';
import { setupView } from '../../../../../../scripts/test/jest-data/setup';
import { find } from '../../../../../../scripts/test/jest-data/dom';

jest.mock(
  '@salesforce/apex/SetupController.getSetup',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock(
  '@salesforce/apex/HealthController.getWork',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/HealthController.runChecks', () => ({ default: jest.fn(() => Promise.resolve([])) }), {
  virtual: true
});
jest.mock('@salesforce/apex/SetupController.start', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SetupController.stop', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SetupController.changeStep', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SetupController.pauseForLoad', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/SetupController.notifications', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const wire = getSetup as unknown as { emit(view: SetupView): void; error(body: unknown): void };
const flush = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) {
    await Promise.resolve();
  }
};

async function show(change: Partial<SetupView> = {}): Promise<HTMLElement> {
  const element = createElement('c-setup', { is: Setup });
  document.body.appendChild(element);
  wire.emit(setupView(change));
  await flush();
  return element;
}

const action = (element: HTMLElement, name: string): HTMLElement | null => find(element, `[data-action="${name}"]`);

async function press(element: HTMLElement, name: string): Promise<void> {
  action(element, name)?.click();
  await flush();
}

describe('c-setup', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    for (const call of [start, stop, changeStep, pauseForLoad, notifications]) {
      (call as unknown as jest.Mock).mockResolvedValue(null);
    }
  });
  afterEach(() => jest.useRealTimers());

  it('shows the engine, its beats, and the parts of the page', async () => {
    const element = await show();
    expect(find(element, '[data-engine]')?.textContent).toContain('SetupEngine');
    expect(find(element, '[data-beats]')?.textContent).toContain('SetupBeats');
    for (const part of ['c-setup-go-live', 'c-health-checks', 'c-health-work', 'c-setup-switches']) {
      expect(find(element, part)).not.toBeNull();
    }
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('offers Start with what it does, and says that it runs', async () => {
    const element = await show({ state: 'NotStarted', copied: true });
    expect(element.shadowRoot?.querySelectorAll('.engine-text li')).toHaveLength(3);
    expect(find(element, '[data-copied]')).not.toBeNull();
    await press(element, 'start');
    expect(start).toHaveBeenCalled();
    expect(refreshApex).toHaveBeenCalled();
    expect(find(element, '[data-status]')?.textContent).toContain('SetupSaidStarted');
  });

  it('asks why before it stops, and sends nothing without a reason', async () => {
    const element = await show();
    await press(element, 'ask-stop');
    expect(find(element, '[data-open]')?.textContent).toContain('SetupStopOpenMany');
    const field = find<HTMLElement & { setCustomValidity: jest.Mock; reportValidity: jest.Mock }>(
      element,
      '[data-field="reason"]'
    ) as HTMLElement & { setCustomValidity: jest.Mock; reportValidity: jest.Mock };
    field.setCustomValidity = jest.fn();
    field.reportValidity = jest.fn();
    await press(element, 'submit');
    expect(field.setCustomValidity).toHaveBeenLastCalledWith('c.ErrStopReason');
    expect(stop).not.toHaveBeenCalled();
    field.dispatchEvent(new CustomEvent('change', { detail: { value: 'Load' } }));
    find(element, '[data-form="stop"]')?.dispatchEvent(new CustomEvent('submit', { cancelable: true }));
    await flush();
    expect(field.setCustomValidity).toHaveBeenLastCalledWith('');
    expect(stop).toHaveBeenCalledWith({ reason: 'Load' });
    expect(find(element, '[data-form="stop"]')).toBeNull();
  });

  it('forgets the question when it is cancelled, and knows one clock from many', async () => {
    const element = await show({ openClocks: 1 });
    await press(element, 'ask-stop');
    expect(find(element, '[data-open]')?.textContent).toContain('SetupStopOpenOne');
    await press(element, 'cancel');
    expect(find(element, '[data-form="stop"]')).toBeNull();
    expect(action(element, 'ask-stop')).not.toBeNull();
  });

  it('goes to the step that was chosen, and says what stood against it', async () => {
    const element = await show();
    const goLive = find(element, 'c-setup-go-live');
    goLive?.dispatchEvent(new CustomEvent('step', { detail: { step: 'Notify' } }));
    await flush();
    expect(changeStep).toHaveBeenCalledWith({ step: 'Notify' });
    (changeStep as unknown as jest.Mock).mockRejectedValue({ body: { message: 'Not now' } });
    goLive?.dispatchEvent(new CustomEvent('step', { detail: { step: 'Enforce' } }));
    await flush();
    expect(find(element, '[data-error="action"]')?.textContent).toContain('Not now');
    (changeStep as unknown as jest.Mock).mockRejectedValue({});
    goLive?.dispatchEvent(new CustomEvent('step', { detail: { step: 'Enforce' } }));
    await flush();
    expect(find(element, '[data-error="action"]')?.textContent).toContain('ErrSetupAction');
  });

  it('turns the switches, and asks first when it is the engine', async () => {
    const element = await show();
    const switches = find(element, 'c-setup-switches');
    const turnTo = async (name: string, wanted: boolean): Promise<void> => {
      switches?.dispatchEvent(new CustomEvent('turn', { detail: { name, wanted } }));
      await flush();
    };
    await turnTo('DataLoad', true);
    expect(pauseForLoad).toHaveBeenCalledWith({ wanted: true });
    await turnTo('Notifications', false);
    expect(notifications).toHaveBeenCalledWith({ wanted: false });
    await turnTo('Engine', false);
    expect(find(element, '[data-form="stop"]')).not.toBeNull();
    expect(stop).not.toHaveBeenCalled();
    await turnTo('Engine', true);
    expect(start).toHaveBeenCalled();
  });

  it('says who can when the viewer may not', async () => {
    const element = await show({ mayManage: false, admins: ['Alex Admin'], turns: [], state: undefined });
    expect(find(element, '[data-forbidden]')?.textContent).toContain('SetupNoPermission');
    expect(find(element, 'c-setup-go-live')).toBeNull();
    wire.emit(setupView({ mayManage: false, state: undefined }));
    await flush();
    expect(find(element, '[data-forbidden]')?.textContent).toContain('SetupNoPermissionNobody');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('marks what is not as it should be', async () => {
    const element = await show({ state: 'Stopped', stoppedAt: at(-5), stoppedByName: 'Alex', stopReason: 'Load' });
    expect(find(element, '.engine-text')?.className).toContain('is-warning');
    expect(find(element, '[data-kill]')?.textContent).toContain('ErrKill');
    expect(action(element, 'start')).not.toBeNull();
    wire.emit(setupView({ state: 'Bypassed', loadUntil: at(60) }));
    await flush();
    expect(find(element, '.engine-text')?.className).toContain('is-info');
    expect(find(element, '[data-kill]')).toBeNull();
  });

  it('reads again each minute, after a change of a part, and by its button', async () => {
    const element = await show();
    (refreshApex as unknown as jest.Mock).mockClear();
    jest.advanceTimersByTime(75_000);
    await flush();
    expect((refreshApex as unknown as jest.Mock).mock.calls.length).toBeGreaterThan(0);
    (refreshApex as unknown as jest.Mock).mockClear();
    find(element, 'c-health-work')?.dispatchEvent(new CustomEvent('changed'));
    await flush();
    find(element, '[data-action="refresh"]')?.click();
    await flush();
    expect(refreshApex).toHaveBeenCalledTimes(2);
  });

  it('says when it cannot be loaded', async () => {
    const element = createElement('c-setup', { is: Setup });
    document.body.appendChild(element);
    expect(find(element, '.stencil')).not.toBeNull();
    wire.error({ message: 'Broken' });
    await flush();
    expect(find(element, '[data-error="load"]')?.textContent).toContain('Broken');
  });
});
