import { createElement } from 'lwc';
import LeadPanel from 'c/leadPanel';
import FormModal from 'c/formModal';
import { onNews } from 'c/formNews';
import askFields from '@salesforce/apex/LeadRequestController.askFields';
import getPanel from '@salesforce/apex/LeadPanelController.getPanel';
import { refreshApex } from '@salesforce/apex';
import accept from '@salesforce/apex/LeadPanelController.accept';
import resume from '@salesforce/apex/LeadPanelController.resume';
import undo from '@salesforce/apex/LeadPanelController.undo';
import handOver from '@salesforce/apex/OversightController.handOver';
import nudge from '@salesforce/apex/OversightController.nudge';
import unexcuse from '@salesforce/apex/OversightController.unexcuse';
import getServerNow from '@salesforce/apex/LeadPanelController.getServerNow';
import type { PanelView } from 'baton/views';
import { asMock, find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { NOW, at, clock, panel, verbResult } from '../../../../../../scripts/test/jest-data/views';

jest.mock(
  '@salesforce/apex/LeadPanelController.getPanel',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/LeadPanelController.accept', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.resume', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.undo', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.getServerNow', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.handOver', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.nudge', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.unexcuse', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadRequestController.askFields', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('c/formModal', () => ({ __esModule: true, default: { open: jest.fn() } }));

const wire = getPanel as unknown as { emit(view: PanelView): void; error(body: unknown): void };

const action = (element: HTMLElement, name: string): HTMLElement | null => find(element, `[data-action="${name}"]`);

async function show(view: PanelView): Promise<HTMLElement> {
  const element = createElement('c-lead-panel', { is: LeadPanel });
  Object.assign(element, { recordId: view.leadId });
  document.body.appendChild(element);
  wire.emit(view);
  await flush();
  return element;
}

describe('c-lead-panel', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    asMock(getServerNow).mockImplementation(() => Promise.resolve(new Date(Date.now()).toISOString()));
  });
  afterEach(() => jest.useRealTimers());

  it('shows stencils until the first answer', async () => {
    const element = createElement('c-lead-panel', { is: LeadPanel });
    document.body.appendChild(element);
    await flush();
    expect(find(element, '[data-loading]')).not.toBeNull();
  });

  it('shows state, sentence, next step and both buttons to the one who owes', async () => {
    const element = await show(panel());
    expect(find(element, '[data-state]')?.dataset.state).toBe('Running');
    expect(find(element, '[data-sentence]')?.textContent).toBe('c.YouOweAccept');
    expect(find(element, '[data-next]')?.textContent).toBe('c.NextRemind');
    expect(action(element, 'accept')).not.toBeNull();
    expect(action(element, 'reject')).not.toBeNull();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('never announces the number, and gives it a text alternative', async () => {
    const element = await show(panel());
    const timer = find(element, '[role="timer"]');
    expect(timer?.getAttribute('aria-live')).toBe('off');
    expect(find(element, '[data-timer-text]')?.textContent).toBe('c.TimerAltMany');
  });

  it('has no buttons for somebody whose lead it is not', async () => {
    const element = await show(panel({ clock: clock({ isMine: false }), verbs: [] }));
    expect(find(element, '[data-sentence]')?.textContent).toBe('c.OtherOwes');
    expect(action(element, 'accept')).toBeNull();
    expect(action(element, 'reject')).toBeNull();
  });

  it('accepts with one click and shows what the server answered', async () => {
    const element = await show(panel());
    const accepted = panel({
      clock: clock({ state: 'Met', elapsedSeconds: 192, stoppedAt: at(0), undoUntil: at(5) }),
      verbs: ['undo']
    });
    asMock(accept).mockResolvedValue(verbResult({ code: 'DoneAccepted', panel: accepted }));
    action(element, 'accept')?.click();
    await flush();
    expect(accept).toHaveBeenCalledWith({ leadId: '00Q000000000001AAA' });
    expect(find(element, '[data-state]')?.dataset.state).toBe('Met');
    expect(find(element, '[data-undo-text]')?.textContent).toBe('c.UndoUntil');
    expect(find(element, '[data-status]')?.textContent).toBe('c.AnnounceAccepted');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('sends one accept when it is clicked twice', async () => {
    const element = await show(panel());
    asMock(accept).mockReturnValue(new Promise(() => undefined));
    action(element, 'accept')?.click();
    action(element, 'accept')?.click();
    await flush();
    expect(accept).toHaveBeenCalledTimes(1);
  });

  it('shows a refusal in the card and the state as it is now', async () => {
    const element = await show(panel());
    const now = panel({ clock: clock({ state: 'Met', isMine: false }), verbs: [] });
    asMock(accept).mockResolvedValue(
      verbResult({ ok: false, message: 'Dana accepted this lead at 10:31.', panel: now })
    );
    action(element, 'accept')?.click();
    await flush();
    expect(find(element, '[data-error="verb"]')?.textContent).toContain('Dana accepted');
    expect(action(element, 'accept')).toBeNull();
  });

  it('says what went wrong when the call itself failed, and can be used again', async () => {
    const element = await show(panel());
    asMock(accept).mockRejectedValue({ body: { message: 'no connection' } });
    action(element, 'accept')?.click();
    await flush();
    expect(find(element, '[data-error="verb"]')?.textContent).toBe('no connection');
    expect((action(element, 'accept') as HTMLElement & { disabled: boolean }).disabled).toBe(false);
  });

  it('undoes while the time for it lasts, and not after', async () => {
    const met = panel({ clock: clock({ state: 'Met', undoUntil: at(5), stoppedAt: at(0) }), verbs: ['undo'] });
    const element = await show(met);
    asMock(undo).mockResolvedValue(verbResult());
    action(element, 'undo')?.click();
    await flush();
    expect(undo).toHaveBeenCalledTimes(1);
    expect(find(element, '[data-state]')?.dataset.state).toBe('Running');
    const late = await show(
      panel({ clock: clock({ state: 'Met', undoUntil: at(-1), stoppedAt: at(-6) }), verbs: ['undo'] })
    );
    expect(action(late, 'undo')).toBeNull();
  });

  it('rejects in a modal on the desktop and shows the outcome', async () => {
    const element = await show(panel());
    const rejected = panel({
      clock: clock({ state: 'Rejected', reasonName: 'Not ICP', undoUntil: at(5) }),
      verbs: ['undo']
    });
    asMock(FormModal.open).mockResolvedValue(verbResult({ code: 'DoneRejected', panel: rejected }));
    action(element, 'reject')?.click();
    await flush();
    expect(find(element, '[data-state]')?.dataset.state).toBe('Rejected');
    expect(find(element, '[data-status]')?.textContent).toBe('c.AnnounceRejected');
  });

  it('changes nothing when the modal is cancelled', async () => {
    const element = await show(panel());
    asMock(FormModal.open).mockResolvedValue(undefined);
    action(element, 'reject')?.click();
    await flush();
    expect(find(element, '[data-state]')?.dataset.state).toBe('Running');
  });

  it('turns from yellow to red by time alone, and says each change once', async () => {
    const element = await show(panel({ clock: clock({ warnAt: at(1), escalateAt: at(2), dueAt: at(3) }) }));
    const levels: unknown[] = [];
    for (let minute = 0; minute < 3; minute++) {
      await jest.advanceTimersByTimeAsync(61_000);
      await flush();
      levels.push((find(element, 'c-clock-chip') as unknown as { level: string }).level);
    }
    expect(levels).toEqual(['Yellow', 'Orange', 'Red']);
    expect(find(element, '[data-status]')?.textContent).toBe('c.AnnounceLate');
  });

  it('says a change of level that comes with new data, once, and nothing of a clock seen for the first time', async () => {
    const element = await show(panel({ clock: clock({ warnAt: at(10), escalateAt: at(20), dueAt: at(30) }) }));
    const said = (): string | null | undefined => find(element, '[data-status]')?.textContent;
    expect(said()).toBe('');
    wire.emit(panel({ clock: clock({ warnAt: at(-1), escalateAt: at(20), dueAt: at(30) }) }));
    await flush();
    expect(said()).toBe('c.AnnounceDueSoon');
    wire.emit(panel({ clock: clock({ clockId: 'a0x', warnAt: at(-9), escalateAt: at(-1), dueAt: at(30) }) }));
    await flush();
    expect(said()).toBe('c.AnnounceDueSoon');
  });

  it('says when the lead had been accepted already, as no error', async () => {
    const element = await show(panel());
    asMock(accept).mockResolvedValue(verbResult({ code: 'ErrAlreadyAccepted', message: 'You accepted it at 10:30.' }));
    action(element, 'accept')?.click();
    await flush();
    expect(find(element, '[data-note]')?.textContent).toBe('You accepted it at 10:30.');
    expect(find(element, '[data-error="verb"]')).toBeNull();
  });

  it.each([
    ['every minute', 60, 120, 2],
    ['every half minute near the due instant', 10, 120, 4]
  ])('asks again %s', async (_text, dueIn, seconds, times) => {
    await show(panel({ clock: clock({ warnAt: at(-2), escalateAt: at(-1), dueAt: at(dueIn) }) }));
    asMock(refreshApex).mockClear();
    asMock(refreshApex).mockImplementation(() => {
      wire.emit(panel({ clock: clock({ warnAt: at(-2), escalateAt: at(-1), dueAt: at(dueIn) }) }));
      return Promise.resolve();
    });
    await jest.advanceTimersByTimeAsync(seconds * 1000 + 500);
    expect(asMock(refreshApex)).toHaveBeenCalledTimes(times);
  });

  it('asks for nothing while the page is hidden, and once when it is seen again', async () => {
    await show(panel());
    asMock(refreshApex).mockReset();
    asMock(refreshApex).mockResolvedValue(undefined);
    const visibility = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    await jest.advanceTimersByTimeAsync(600_000);
    expect(asMock(refreshApex)).not.toHaveBeenCalled();
    visibility.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await jest.advanceTimersByTimeAsync(100);
    expect(asMock(refreshApex)).toHaveBeenCalledTimes(1);
    visibility.mockRestore();
  });

  it('says that it could not load, with a way to try again', async () => {
    const element = createElement('c-lead-panel', { is: LeadPanel });
    document.body.appendChild(element);
    wire.error({ message: 'x' });
    await flush();
    expect(find(element, '[data-error="load"]')?.textContent).toContain('c.ErrLoad');
  });

  it('shows other clocks, past cycles and the observe badge where there are any', async () => {
    const others = [1, 2, 3].map((n) => clock({ clockId: `a0${n}`, stage: 'FirstContact' }));
    const pastCycles = [{ cycle: 1, startedAt: at(-100), endedAt: at(-50), clocks: [] }];
    const element = await show(panel({ others, pastCycles, observe: true }));
    expect(
      [...(element.shadowRoot?.querySelectorAll('ul')[0]?.children ?? [])].map((item) => item.textContent)
    ).toEqual(['c.AlsoRunning', 'c.AlsoRunning', 'c.AlsoMore']);
    const past = find(element, 'c-panel-past');
    expect((find(past, '[data-past]') as unknown as { label: string }).label).toBe('c.PastCyclesOne');
    expect(find(element, '[data-observe]')).not.toBeNull();
  });

  it('opens the outcome form in a modal and says what was saved', async () => {
    const element = await show(panel({ clock: clock({ stage: 'Disposition' }), verbs: ['dispose'] }));
    asMock(FormModal.open).mockResolvedValueOnce(verbResult({ code: 'DoneOutcome' }));
    expect(action(element, 'dispose')?.className).toContain('slds-button_brand');
    action(element, 'dispose')?.click();
    await flush();
    expect(FormModal.open).toHaveBeenCalledWith(expect.objectContaining({ form: 'outcome', size: 'small' }));
    expect(find(element, '[data-status]')?.textContent).toBe('c.AnnounceOutcome');
  });

  it('pauses by the menu, and resumes by a button', async () => {
    const element = await show(panel({ verbs: ['resume', 'pause'] }));
    asMock(FormModal.open).mockReset();
    asMock(FormModal.open).mockResolvedValueOnce(undefined);
    const items = [...(element.shadowRoot?.querySelectorAll('lightning-menu-item') ?? [])];
    expect(items.map((item) => (item as unknown as { value: string }).value)).toEqual(['pause', 'copyLink']);
    action(element, 'more')?.dispatchEvent(new CustomEvent('select', { detail: { value: 'pause' } }));
    await jest.advanceTimersByTimeAsync(0);
    await flush();
    expect(FormModal.open).toHaveBeenCalledWith(expect.objectContaining({ form: 'pause' }));
    asMock(resume).mockResolvedValueOnce(verbResult({ code: 'DoneResumed' }));
    action(element, 'resume')?.click();
    await flush();
    expect(resume).toHaveBeenCalledTimes(1);
    expect(find(element, '[data-status]')?.textContent).toBe('c.AnnounceResumed');
  });

  it('offers neither outcome nor pause to who may not', async () => {
    const element = await show(panel({ verbs: [] }));
    expect(action(element, 'dispose')).toBeNull();
    expect(action(element, 'resume')).toBeNull();
    expect(element.shadowRoot?.querySelectorAll('lightning-menu-item')).toHaveLength(1);
  });

  it('shows the people that a clock waits for, when it is asked to', async () => {
    const people = [
      { name: 'Lee Chan', role: 'User', stage: 'Working', known: true },
      { name: 'Kim Chan', known: false }
    ];
    const element = await show(panel({ clock: clock({ state: 'Waiting', people }), verbs: [] }));
    expect(find(element, '[data-people]')).toBeNull();
    action(element, 'people')?.click();
    await flush();
    expect(action(element, 'people')?.getAttribute('aria-expanded')).toBe('true');
    expect(find(element, '[data-people]')?.textContent).toBe('c.PersonKnownc.PersonUnknown');
  });

  it("helps with another's lead by two buttons, and says what came of it", async () => {
    const oversight = { verbs: ['nudge', 'handOver', 'excuse'], clockId: 'a01' };
    const element = await show(panel({ clock: clock({ isMine: false }), oversight, verbs: ['accept', 'reject'] }));
    const buttons = [...(find(element, '[data-buttons]')?.children ?? [])] as HTMLElement[];
    expect(buttons.map((button) => button.dataset.action)).toEqual(['nudge', 'handOver']);
    const items = [...(element.shadowRoot?.querySelectorAll('lightning-menu-item') ?? [])];
    expect(items.map((item) => (item as unknown as { value: string }).value)).toEqual([
      'accept',
      'reject',
      'copyLink',
      'excuse'
    ]);
    asMock(nudge).mockResolvedValueOnce([{ ok: true, message: 'Sam was nudged at 10:31.' }]);
    action(element, 'nudge')?.click();
    await flush();
    expect(nudge).toHaveBeenCalledWith({ leadIds: ['00Q000000000001AAA'], clockIds: null });
    expect(find(element, '[data-note]')?.textContent).toBe('Sam was nudged at 10:31.');
    expect(find(element, '[data-status]')?.textContent).toBe('Sam was nudged at 10:31.');
    asMock(FormModal.open).mockResolvedValueOnce([{ ok: true, message: 'Excused as System.' }]);
    action(element, 'more')?.dispatchEvent(new CustomEvent('select', { detail: { value: 'excuse' } }));
    await jest.advanceTimersByTimeAsync(0);
    await flush();
    expect(FormModal.open).toHaveBeenCalledWith(expect.objectContaining({ form: 'excuse', clockIds: ['a01'] }));
    expect(find(element, '[data-note]')?.textContent).toBe('Excused as System.');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('lets a colleague take the lead of somebody who is away, and takes an excuse back', async () => {
    const oversight = { verbs: ['take', 'unexcuse'], clockId: 'a01' };
    const element = await show(panel({ clock: clock({ isMine: false }), oversight, verbs: [] }));
    asMock(handOver).mockResolvedValueOnce([{ ok: true, message: 'Ken Sato has it now.' }]);
    action(element, 'take')?.click();
    await flush();
    expect(asMock(handOver).mock.calls[0][0].leadIds).toEqual(['00Q000000000001AAA']);
    expect(find(element, '[data-note]')?.textContent).toBe('Ken Sato has it now.');
    asMock(unexcuse).mockResolvedValueOnce([{ ok: false, message: 'Somebody else has to.' }]);
    action(element, 'more')?.dispatchEvent(new CustomEvent('select', { detail: { value: 'unexcuse' } }));
    await jest.advanceTimersByTimeAsync(0);
    await flush();
    expect(unexcuse).toHaveBeenCalledWith({ leadIds: ['00Q000000000001AAA'], clockIds: ['a01'] });
    expect(find(element, '[data-error="verb"]')?.textContent).toContain('Somebody else');
  });

  it('returns to the menu when a form that was opened from it is closed', async () => {
    const element = await show(panel({ oversight: { verbs: ['handOver'], clockId: 'a01' } }));
    asMock(FormModal.open).mockResolvedValueOnce(undefined);
    const more = action(element, 'more') as HTMLElement;
    const focus = jest.spyOn(more, 'focus');
    more.dispatchEvent(new CustomEvent('select', { detail: { value: 'handOver' } }));
    await jest.advanceTimersByTimeAsync(0);
    await flush();
    expect(FormModal.open).toHaveBeenCalledWith(expect.objectContaining({ form: 'handOver' }));
    expect(focus).toHaveBeenCalledTimes(1);
  });

  it('says in a form that is open that the lead changed, and lets it stay', async () => {
    const element = await show(panel());
    let close: (value: undefined) => void = () => undefined;
    asMock(FormModal.open).mockReturnValueOnce(new Promise((resolve) => (close = resolve)));
    const heard: string[] = [];
    const stop = onNews('00Q000000000001AAA', (sentence) => heard.push(sentence));
    action(element, 'reject')?.click();
    await flush();
    wire.emit(panel());
    await flush();
    expect(heard).toEqual([]);
    wire.emit(panel({ clock: clock({ state: 'Rejected', isMine: false, decidedByName: 'Jo' }), verbs: [] }));
    await flush();
    expect(heard).toEqual(['c.RejectedBy']);
    stop();
    close(undefined);
    await flush();
    wire.emit(panel());
    wire.emit(panel({ verbs: [] }));
    await flush();
    expect(heard).toHaveLength(1);
  });

  it('leads to the pages where others mend what is missing', async () => {
    const element = await show(
      panel({ kind: 'None', noClock: 'NotMql', clock: null, verbs: ['seeDefinition'], context: { agreementId: 'a01' } })
    );
    expect(action(element, 'seeDefinition')?.textContent?.trim()).toBe('c.SeeDefinition');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('asks who had the lead for what is missing, and says what came of it', async () => {
    const context = { lackingCount: 2, lackingFields: 'Pain, Timeline', lackingOwedBy: 'Sam Ortiz' };
    const element = await show(panel({ verbs: ['askFields'], context }));
    expect(find(element, '[data-lacks]')?.textContent).toBe('c.LacksMany c.OtherOwes');
    asMock(askFields).mockResolvedValueOnce(
      verbResult({ code: 'DoneAsked', message: 'Sam Ortiz was asked at 10:31.' })
    );
    action(element, 'askFields')?.click();
    await flush();
    expect(askFields).toHaveBeenCalledWith({ leadId: '00Q000000000001AAA' });
    expect(find(element, '[data-note]')?.textContent).toBe('Sam Ortiz was asked at 10:31.');
  });

  it('shows a spinner inside the card while a verb runs', async () => {
    const element = await show(panel());
    asMock(accept).mockReturnValue(new Promise(() => undefined));
    expect(find(element, '[data-body] lightning-spinner')).toBeNull();
    action(element, 'accept')?.click();
    await flush();
    expect(find(element, '[data-body] lightning-spinner')).not.toBeNull();
  });

  it('says the time of the accept beside the undo', async () => {
    const accepted = clock({ stage: 'FirstContact', undoUntil: at(5) });
    const element = await show(panel({ clock: accepted, verbs: ['undo'], context: { acceptedAt: at(0) } }));
    expect(find(element, '[data-undo-text]')?.textContent).toBe('c.DoneAccepted');
  });
});
