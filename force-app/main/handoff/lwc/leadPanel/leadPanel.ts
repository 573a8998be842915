import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { RefreshEvent } from 'lightning/refresh';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { refreshApex } from '@salesforce/apex';
import FORM_FACTOR from '@salesforce/client/formFactor';
import getPanel from '@salesforce/apex/LeadPanelController.getPanel';
import type { ClockView, PanelView, VerbResult } from 'baton/views';
import { messageOf } from 'c/callError';
import FormModal from 'c/formModal';
import { tellForms } from 'c/formNews';
import type { FormName } from 'c/leadForms';
import { LiveRead } from 'c/liveRead';
import type { LiveScreen } from 'c/liveRead';
import { panelActions, undoText } from 'c/panelActions';
import type { ActionName, Actions } from 'c/panelActions';
import { BUSY, FORMS, SAID, isVerb, runVerb } from 'c/panelCalls';
import { levelText } from 'c/panelLevels';
import { isAway, lacksText, panelModel } from 'c/panelModel';
import type { PanelModel } from 'c/panelModel';
import { placeOf } from 'c/panelPlaces';
import { otherClocks } from 'c/panelStages';
import { TICKING, format, levelAt, serverTime, toMillis } from 'c/clockTime';
import type { Level } from 'c/clockTime';
import BtnRefresh from '@salesforce/label/c.BtnRefresh';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import Loading from '@salesforce/label/c.Loading';
import MoreAlt from '@salesforce/label/c.MoreAlt';
import ObserveBadge from '@salesforce/label/c.ObserveBadge';
import PanelTitle from '@salesforce/label/c.PanelTitle';
import Refreshing from '@salesforce/label/c.Refreshing';
import StillWorking from '@salesforce/label/c.StillWorking';

const POLL_CALM = 60_000;
const POLL_NEAR = 30_000;
const NEAR = 15 * 60_000;
/** After this long a verb says that it still works. */
const SLOW = 1_000;

type Wired = { data?: PanelView; error?: { body?: { message?: string } } };
type Buttons = HTMLElement & { focusAction(name: string): boolean };
const NO_ACTIONS: Actions = { buttons: [], menu: [] };

/** The lead panel: state in words, time left, who owes what, Accept and Reject (product.md H1, ux.md 2.2). */
export default class LeadPanel extends NavigationMixin(LightningElement) implements LiveScreen {
  @api recordId?: string;
  @api objectApiName?: string;

  view: PanelView | null = null;
  now = serverTime();
  loadError = '';
  errorReference = '';
  message = '';
  /** What is worth knowing though nothing went wrong. */
  note = '';
  status = '';
  busyWith: ActionName | '' = '';
  refreshing = false;
  slow = false;
  inlineForm: FormName | '' = '';
  /** The action that the open form belongs to. */
  private asked: ActionName | '' = '';
  showsPeople = false;

  readonly label = {
    BtnRefresh,
    Loading,
    ObserveBadge,
    PanelTitle,
    Refreshing,
    StillWorking
  };

  private readonly live = new LiveRead(this);
  private wired: Wired | undefined;
  private announced: Level | undefined;

  @wire(getPanel, { leadId: '$recordId' })
  receive(wired: Wired): void {
    this.wired = wired;
    if (wired.data) {
      this.show(wired.data);
    } else if (wired.error) {
      this.loadError = ErrLoad;
      this.errorReference = wired.error.body?.message ?? '';
    }
  }

  connectedCallback(): void {
    this.live.start();
  }

  disconnectedCallback(): void {
    this.live.stop();
  }

  /* ---- what is shown ---- */

  get model(): PanelModel | null {
    return this.view ? panelModel(this.view, this.now) : null;
  }

  get clock(): ClockView | null {
    return this.view?.clock ?? null;
  }

  get others(): { key: string; text: string }[] {
    return otherClocks(this.view?.others ?? [], this.now);
  }

  get isObserve(): boolean {
    return this.view?.observe === true;
  }

  get isSmall(): boolean {
    return FORM_FACTOR === 'Small';
  }

  /** Large enough for a finger on the phone, and for a pointer elsewhere (ux.md 2.1). */
  get menuSize(): 'small' | 'large' {
    return this.isSmall ? 'large' : 'small';
  }

  get busy(): boolean {
    return this.busyWith !== '';
  }

  get actions(): Actions {
    return this.view ? panelActions(this.view, this.now) : NO_ACTIONS;
  }

  get saysAway(): boolean {
    return this.view != null && isAway(this.view);
  }

  /** A reject says so itself, in the place of the number. */
  get undoText(): string {
    return this.view && this.model?.state !== 'Rejected' ? undoText(this.view, this.now) : '';
  }

  get lacks(): string {
    return lacksText(this.view?.context);
  }

  get busyText(): string {
    return this.busyWith ? (BUSY[this.busyWith] ?? StillWorking) : '';
  }

  get leadIds(): string[] {
    return this.recordId ? [this.recordId] : [];
  }

  get clockIds(): string[] {
    return this.view?.oversight?.clockId ? [this.view.oversight.clockId] : [];
  }

  get leadName(): string {
    return this.view?.leadName ?? '';
  }

  get moreAlt(): string {
    return format(MoreAlt, this.leadName);
  }

  /* ---- what a person does ---- */

  handleAct(event: CustomEvent<ActionName>): void {
    this.act(event.detail);
  }

  handleMenu(event: CustomEvent<{ value: string }>): void {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- the menu takes the focus back first; a modal must have it last
    setTimeout(() => this.act(event.detail.value as ActionName));
  }

  private act(name: ActionName): void {
    const form = FORMS[name];
    const place = placeOf(name, this.view);
    if (form) {
      void this.openForm(name, form);
    } else if (place) {
      this[NavigationMixin.Navigate](place);
    } else if (name === 'people') {
      this.showsPeople = !this.showsPeople;
    } else if (name === 'copyLink') {
      void this.copyLink();
    } else if (isVerb(name)) {
      void this.run(name);
    }
  }

  private async openForm(name: ActionName, form: FormName): Promise<void> {
    this.message = '';
    this.note = '';
    this.asked = name;
    if (this.isSmall) {
      await this.openInline(form);
      return;
    }
    const result = await FormModal.open<VerbResult | VerbResult[]>({
      size: 'small',
      label: this.formLabel,
      form,
      leadIds: this.leadIds,
      clockIds: this.clockIds,
      leadName: this.leadName
    });
    this.asked = '';
    if (result) {
      await this.finish(result);
      // The modal gives the focus back to its opener, which is gone: the panel takes it after that.
      this.focusLater('[data-body]');
    } else {
      this.focusOnAction(name);
    }
  }

  /** The button is gone: the form, which stands in its place, takes the focus. */
  private async openInline(form: FormName): Promise<void> {
    this.inlineForm = form;
    await Promise.resolve();
    this.focusOn('[data-inline]');
  }

  /** What the open form is about, as its button said. */
  get formLabel(): string {
    const { buttons, menu } = this.actions;
    const action = [...buttons, ...menu].find((one) => one.name === this.asked);
    return action?.alt ?? action?.label ?? '';
  }

  handleFormDone(event: CustomEvent<VerbResult | VerbResult[]>): void {
    this.closeInline();
    void this.finish(event.detail);
  }

  handleSwitch(event: CustomEvent<FormName>): void {
    void this.openInline(event.detail);
  }

  /** The inline form says itself what went wrong; the state behind it may have changed. */
  handleRefused(event: CustomEvent<VerbResult>): void {
    if (event.detail.panel) {
      this.show(event.detail.panel);
    }
  }

  handleBack(): void {
    this.closeInline();
    this.focusOn('[data-body]');
  }

  private closeInline(): void {
    this.inlineForm = '';
    this.asked = '';
  }

  handleRefresh(): void {
    void this.live.refresh();
  }

  /* ---- verbs and reads ---- */

  private async run(verb: ActionName): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busyWith = verb;
    this.message = '';
    this.note = '';
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- says that a slow verb still works
    const timer = setTimeout(() => (this.slow = true), SLOW);
    try {
      await this.finish(await runVerb(verb, this));
    } catch (error) {
      this.message = messageOf(error) || format(ErrUnexpected, '');
    } finally {
      clearTimeout(timer);
      this.slow = false;
      this.busyWith = '';
      // What was pressed was disabled meanwhile; of what worked the panel itself has the focus.
      void Promise.resolve().then(() => this.message && this.focusOnAction(verb));
    }
  }

  private async finish(answer: VerbResult | VerbResult[]): Promise<void> {
    const result = (Array.isArray(answer) ? answer[0] : answer) as VerbResult;
    if (result.panel) {
      this.show(result.panel);
    }
    if (!result.ok) {
      this.message = result.message ?? '';
      return;
    }
    const said = SAID[result.code ?? ''];
    // Accepting twice is no error, but whoever did it in another tab should learn when.
    this.note = said ? '' : (result.message ?? '');
    this.status = this.note || format(said ?? '', this.leadName);
    this.focusOn('[data-body]');
    await refreshApex(this.wired);
    await notifyRecordUpdateAvailable([{ recordId: this.recordId as string }]);
    this.dispatchEvent(new RefreshEvent());
  }

  private show(view: PanelView): void {
    const shown = this.clock?.clockId;
    this.tellForm(view);
    this.view = view;
    this.loadError = '';
    this.errorReference = '';
    this.live.noteAnswer();
    this.now = serverTime();
    // A clock seen for the first time is read with the page; what an answer changes afterwards is said.
    if (this.clock?.clockId === shown) {
      this.announceLevel();
    } else {
      this.announced = this.clock?.state === 'Running' ? levelAt(this.clock, this.now) : undefined;
    }
  }

  /** A form that is open for what is no longer possible says so, and stays (ux.md 2.2). */
  private tellForm(view: PanelView): void {
    const offers = (one: PanelView | null): boolean => {
      const actions = one ? panelActions(one, serverTime()) : NO_ACTIONS;
      return [...actions.buttons, ...actions.menu].some((action) => action.name === this.asked);
    };
    if (this.asked && offers(this.view) && !offers(view)) {
      tellForms(view.leadId, panelModel(view, serverTime()).sentence);
    }
  }

  /* ---- time ---- */

  tick(now: number): void {
    this.now = now;
    this.announceLevel();
  }

  async read(): Promise<void> {
    await refreshApex(this.wired);
  }

  markRefreshing(refreshing: boolean): void {
    this.refreshing = refreshing;
  }

  noteFailure(error: unknown): void {
    this.loadError = ErrLoad;
    this.errorReference = messageOf(error);
  }

  get pollInterval(): number {
    const due = this.clock?.dueAt;
    return due && Math.abs(toMillis(due) - this.now) < NEAR ? POLL_NEAR : POLL_CALM;
  }

  isUrgent(now: number): boolean {
    const clock = this.clock;
    const near = (instant?: string | null): boolean => instant != null && Math.abs(toMillis(instant) - now) < TICKING;
    return clock != null && (near(clock.undoUntil) || (clock.state === 'Running' && near(clock.dueAt)));
  }

  /** A change of level is said once; the ticking number never is. */
  private announceLevel(): void {
    const clock = this.clock;
    if (clock?.state !== 'Running') {
      return;
    }
    const level = levelAt(clock, this.now);
    if (level !== this.announced) {
      this.announced = level;
      this.status = levelText(level, clock, this.leadName, this.now);
    }
  }

  /** Its button, or the menu that it was chosen from. */
  private focusOnAction(name: ActionName): void {
    if (!this.template?.querySelector<Buttons>('c-panel-buttons')?.focusAction(name)) {
      this.focusOn('[data-action="more"]');
    }
  }

  private focusLater(selector: string): void {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- the modal moves the focus once more when it is gone
    setTimeout(() => this.focusOn(selector));
  }

  private focusOn(selector: string): void {
    this.template?.querySelector<HTMLElement>(selector)?.focus();
  }

  private async copyLink(): Promise<void> {
    const path = await this[NavigationMixin.GenerateUrl]({
      type: 'standard__recordPage',
      attributes: { recordId: this.recordId, objectApiName: this.objectApiName ?? 'Lead', actionName: 'view' }
    });
    await navigator.clipboard.writeText(new URL(path, window.location.href).href);
  }
}
