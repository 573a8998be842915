import { LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import changeStep from '@salesforce/apex/SetupController.changeStep';
import getSetup from '@salesforce/apex/SetupController.getSetup';
import notifications from '@salesforce/apex/SetupController.notifications';
import pauseForLoad from '@salesforce/apex/SetupController.pauseForLoad';
import start from '@salesforce/apex/SetupController.start';
import stop from '@salesforce/apex/SetupController.stop';
import type { GoLiveStep, SetupView } from 'baton/setup';
import { messageOf } from 'c/callError';
import { format, serverTime, startTicking, syncServerTime } from 'c/clockTime';
import { STATE_NAMES, STEP_NAMES, beatsText, saidTurned, stateText } from 'c/setupModel';
import type { SwitchName } from 'c/setupSwitches';
import BtnRefresh from '@salesforce/label/c.BtnRefresh';
import ErrKill from '@salesforce/label/c.ErrKill';
import ErrSetupAction from '@salesforce/label/c.ErrSetupAction';
import ErrSetupLoad from '@salesforce/label/c.ErrSetupLoad';
import ErrStopReason from '@salesforce/label/c.ErrStopReason';
import Loading from '@salesforce/label/c.Loading';
import Refreshing from '@salesforce/label/c.Refreshing';
import SetupCopied from '@salesforce/label/c.SetupCopied';
import SetupEngine from '@salesforce/label/c.SetupEngine';
import SetupNoPermission from '@salesforce/label/c.SetupNoPermission';
import SetupNoPermissionNobody from '@salesforce/label/c.SetupNoPermissionNobody';
import SetupNotStarted from '@salesforce/label/c.SetupNotStarted';
import SetupSaidStarted from '@salesforce/label/c.SetupSaidStarted';
import SetupSaidStep from '@salesforce/label/c.SetupSaidStep';
import SetupSaidStopped from '@salesforce/label/c.SetupSaidStopped';
import SetupStart from '@salesforce/label/c.SetupStart';
import SetupStartBulletJobs from '@salesforce/label/c.SetupStartBulletJobs';
import SetupStartBulletLeads from '@salesforce/label/c.SetupStartBulletLeads';
import SetupStartBulletObserve from '@salesforce/label/c.SetupStartBulletObserve';
import SetupStarting from '@salesforce/label/c.SetupStarting';
import SetupStop from '@salesforce/label/c.SetupStop';
import SetupStopAsk from '@salesforce/label/c.SetupStopAsk';
import SetupStopOpenMany from '@salesforce/label/c.SetupStopOpenMany';
import SetupStopOpenOne from '@salesforce/label/c.SetupStopOpenOne';
import SetupStopping from '@salesforce/label/c.SetupStopping';
import SetupTitle from '@salesforce/label/c.SetupTitle';

const POLL = 60_000;

type Wired = { data?: SetupView; error?: unknown };
type Work = 'start' | 'stop' | 'other';

const START = '[data-action="start"]';
const STOP = '[data-action="ask-stop"]';
const REASON = '[data-field="reason"]';

type Focus = () => void;
type GoLive = HTMLElement & { focusStep(): void };
type SwitchList = HTMLElement & { focusSwitch(name: SwitchName): void };

/** Setup and health (product.md N1, ux.md 2.11): start and stop, go-live steps, checks, work, switches. */
export default class Setup extends LightningElement {
  view: SetupView | null = null;
  loadError = '';
  actionError = '';
  status = '';
  refreshing = false;
  working: Work | null = null;
  stopping = false;
  reason = '';
  now = serverTime();

  readonly label = {
    BtnRefresh,
    ErrKill,
    ErrStopReason,
    Loading,
    Refreshing,
    SetupCopied,
    SetupNotStarted,
    SetupStop,
    SetupStopAsk,
    SetupTitle
  };
  readonly bullets = [SetupStartBulletJobs, SetupStartBulletLeads, SetupStartBulletObserve];

  private wired: Wired | undefined;
  private stopTicking: (() => void) | undefined;
  private lastRead = Date.now();
  /** Puts the focus back where the form to stop was opened. */
  private giveBack: Focus = () => undefined;

  @wire(getSetup)
  receive(wired: Wired): void {
    this.wired = wired;
    if (wired.data) {
      syncServerTime(wired.data.serverNow);
      this.view = wired.data;
      this.loadError = '';
      this.now = serverTime();
    } else if (wired.error) {
      this.loadError = messageOf(wired.error) || ErrSetupLoad;
    }
  }

  connectedCallback(): void {
    this.stopTicking = startTicking({
      onTick: (now) => this.tick(now),
      onReturn: () => void this.refresh(),
      isUrgent: () => false
    });
  }

  disconnectedCallback(): void {
    this.stopTicking?.();
  }

  /* ---- what is shown ---- */

  get isLoading(): boolean {
    return !this.view && !this.loadError;
  }

  get isReady(): boolean {
    return this.view?.mayManage === true;
  }

  get isForbidden(): boolean {
    return this.view?.mayManage === false;
  }

  get forbiddenText(): string {
    const names = this.view?.admins ?? [];
    return names.length > 0 ? format(SetupNoPermission, names.join(', ')) : SetupNoPermissionNobody;
  }

  get busy(): boolean {
    return this.working !== null;
  }

  get engineText(): string {
    return this.view?.state ? format(SetupEngine, STATE_NAMES[this.view.state]) : '';
  }

  get beats(): string {
    return this.view?.mayManage ? beatsText(this.view, this.now) : '';
  }

  get stateText(): string {
    return this.view ? stateText(this.view, this.now) : '';
  }

  get stateCss(): string {
    const notice: Record<string, string> = { Slow: 'notice is-warning', Stopped: 'notice is-warning' };
    const css = this.view?.state === 'Bypassed' ? 'notice is-info' : notice[this.view?.state ?? ''];
    return `engine-text ${css ?? ''}`;
  }

  get isNotStarted(): boolean {
    return this.view?.state === 'NotStarted';
  }

  get isStopped(): boolean {
    return this.view?.state === 'Stopped';
  }

  get canStart(): boolean {
    return this.isNotStarted || this.isStopped;
  }

  get canStop(): boolean {
    return !this.stopping;
  }

  get startLabel(): string {
    return this.working === 'start' ? SetupStarting : SetupStart;
  }

  get stopLabel(): string {
    return this.working === 'stop' ? SetupStopping : SetupStop;
  }

  get openText(): string {
    const open = this.view?.openClocks ?? 0;
    return open === 1 ? SetupStopOpenOne : format(SetupStopOpenMany, open);
  }

  /* ---- what a person does ---- */

  handleRefresh(): void {
    void this.refresh();
  }

  handleChanged(): void {
    void this.refresh();
  }

  handleStart(): void {
    void this.run(
      'start',
      () => start(),
      SetupSaidStarted,
      () => this.focusFirst(STOP, START)
    );
  }

  handleAskStop(): void {
    this.askStop(() => this.focusFirst(STOP));
  }

  private askStop(giveBack: Focus): void {
    this.stopping = true;
    this.giveBack = giveBack;
    this.reason = '';
    this.actionError = '';
    void Promise.resolve().then(() => this.focusFirst(REASON));
  }

  handleCancelStop(): void {
    this.stopping = false;
    void Promise.resolve().then(this.giveBack);
  }

  handleStopKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !this.busy) {
      this.handleCancelStop();
    }
  }

  handleReason(event: Event): void {
    this.reason = (event as CustomEvent<{ value: string }>).detail.value;
    // The message goes while one types, not when the field is left: a button that moves under the pointer is not pressed.
    if (this.reason.trim()) {
      this.reasonField?.setCustomValidity('');
      this.reasonField?.reportValidity();
    }
  }

  /** An empty reason is told at its field, and nothing is asked of the server. */
  handleStop(event: Event): void {
    event.preventDefault();
    const field = this.reasonField;
    if (!this.reason.trim()) {
      field?.setCustomValidity(ErrStopReason);
      field?.reportValidity();
      field?.focus();
      return;
    }
    void this.run(
      'stop',
      () => stop({ reason: this.reason }),
      SetupSaidStopped,
      () => this.focusFirst(START, REASON)
    );
  }

  handleStep(event: CustomEvent<{ step: GoLiveStep }>): void {
    const { step } = event.detail;
    const focus = (): void => this.template?.querySelector<GoLive>('c-setup-go-live')?.focusStep();
    void this.run('other', () => changeStep({ step }), format(SetupSaidStep, STEP_NAMES[step]), focus);
  }

  handleTurn(event: CustomEvent<{ name: SwitchName; wanted: boolean }>): void {
    const { name, wanted } = event.detail;
    const focus = (): void => this.template?.querySelector<SwitchList>('c-setup-switches')?.focusSwitch(name);
    if (name === 'Engine') {
      this.turnEngine(wanted, focus);
    } else {
      const call = name === 'DataLoad' ? pauseForLoad : notifications;
      void this.run('other', () => call({ wanted }), saidTurned(name, wanted), focus);
    }
  }

  private get reasonField(): (HTMLElement & Validated) | null | undefined {
    return this.template?.querySelector<HTMLElement & Validated>(REASON);
  }

  private turnEngine(wanted: boolean, focus: Focus): void {
    if (wanted) {
      void this.run('start', () => start(), SetupSaidStarted, focus);
    } else {
      this.askStop(focus);
    }
  }

  /* ---- calls and time ---- */

  /** While it works every control is disabled and loses the focus; `focus` gives it to what comes next. */
  private async run(work: Work, call: () => Promise<unknown>, said: string, focus: Focus): Promise<void> {
    this.working = work;
    this.actionError = '';
    try {
      await call();
      this.stopping = false;
      this.status = said;
      await this.refresh();
    } catch (error) {
      this.actionError = messageOf(error) || ErrSetupAction;
    } finally {
      this.working = null;
      void Promise.resolve().then(focus);
    }
  }

  private async refresh(): Promise<void> {
    if (this.refreshing) {
      return;
    }
    this.refreshing = true;
    this.lastRead = Date.now();
    try {
      await refreshApex(this.wired);
    } finally {
      this.refreshing = false;
    }
  }

  private tick(now: number): void {
    this.now = now;
    if (Date.now() - this.lastRead >= POLL) {
      void this.refresh();
    }
  }

  /** The first of these places that is there. */
  private focusFirst(...places: readonly string[]): void {
    const found = places.map((place) => this.template?.querySelector<HTMLElement>(place)).find(Boolean);
    found?.focus();
  }
}

interface Validated {
  setCustomValidity(message: string): void;
  reportValidity(): boolean;
}
