import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { RefreshEvent } from 'lightning/refresh';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { refreshApex } from '@salesforce/apex';
import FORM_FACTOR from '@salesforce/client/formFactor';
import accept from '@salesforce/apex/LeadPanelController.accept';
import getPanel from '@salesforce/apex/LeadPanelController.getPanel';
import getServerNow from '@salesforce/apex/LeadPanelController.getServerNow';
import resume from '@salesforce/apex/LeadPanelController.resume';
import undo from '@salesforce/apex/LeadPanelController.undo';
import type { ClockView, PanelView, VerbResult } from 'baton/views';
import { messageOf } from 'c/callError';
import LeadFormModal from 'c/leadFormModal';
import RejectModal from 'c/rejectModal';
import { panelModel, pastCycleText } from 'c/panelModel';
import type { PanelModel } from 'c/panelModel';
import { stageName } from 'c/panelStages';
import {
  TICKING,
  duration,
  format,
  instantText,
  levelAt,
  serverTime,
  startTicking,
  syncServerTime,
  toMillis
} from 'c/clockTime';
import type { Level } from 'c/clockTime';
import AcceptAlt from '@salesforce/label/c.AcceptAlt';
import Accepting from '@salesforce/label/c.Accepting';
import AlsoMore from '@salesforce/label/c.AlsoMore';
import AlsoRunning from '@salesforce/label/c.AlsoRunning';
import AnnounceAccepted from '@salesforce/label/c.AnnounceAccepted';
import AnnounceDueSoon from '@salesforce/label/c.AnnounceDueSoon';
import AnnounceEscalated from '@salesforce/label/c.AnnounceEscalated';
import AnnounceLate from '@salesforce/label/c.AnnounceLate';
import AnnounceOutcome from '@salesforce/label/c.AnnounceOutcome';
import AnnouncePaused from '@salesforce/label/c.AnnouncePaused';
import AnnounceRejected from '@salesforce/label/c.AnnounceRejected';
import AnnounceResumed from '@salesforce/label/c.AnnounceResumed';
import AnnounceUndone from '@salesforce/label/c.AnnounceUndone';
import BtnAccept from '@salesforce/label/c.BtnAccept';
import BtnCopyLink from '@salesforce/label/c.BtnCopyLink';
import BtnLogOutcome from '@salesforce/label/c.BtnLogOutcome';
import BtnPause from '@salesforce/label/c.BtnPause';
import BtnRefresh from '@salesforce/label/c.BtnRefresh';
import BtnReject from '@salesforce/label/c.BtnReject';
import BtnResume from '@salesforce/label/c.BtnResume';
import BtnShowPeople from '@salesforce/label/c.BtnShowPeople';
import BtnTryAgain from '@salesforce/label/c.BtnTryAgain';
import BtnUndo from '@salesforce/label/c.BtnUndo';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import Loading from '@salesforce/label/c.Loading';
import LogOutcomeAlt from '@salesforce/label/c.LogOutcomeAlt';
import MoreAlt from '@salesforce/label/c.MoreAlt';
import ObserveBadge from '@salesforce/label/c.ObserveBadge';
import OpenSetup from '@salesforce/label/c.OpenSetup';
import PanelTitle from '@salesforce/label/c.PanelTitle';
import PersonKnown from '@salesforce/label/c.PersonKnown';
import PersonUnknown from '@salesforce/label/c.PersonUnknown';
import PastCyclesMany from '@salesforce/label/c.PastCyclesMany';
import PastCyclesOne from '@salesforce/label/c.PastCyclesOne';
import Refreshing from '@salesforce/label/c.Refreshing';
import RejectAlt from '@salesforce/label/c.RejectAlt';
import Resuming from '@salesforce/label/c.Resuming';
import StillWorking from '@salesforce/label/c.StillWorking';
import Undoing from '@salesforce/label/c.Undoing';
import UndoUntil from '@salesforce/label/c.UndoUntil';

const POLL_CALM = 60_000;
const POLL_NEAR = 30_000;
const NEAR = 15 * 60_000;
/** After this long a verb says that it still works. */
const SLOW = 1_000;
const MOST_OTHERS = 2;

type Wired = { data?: PanelView; error?: { body?: { message?: string } } };
type Verb = 'accept' | 'undo' | 'resume';
/** Forms that open in a modal on the desktop and inside the panel on the phone. */
type Form = 'reject' | 'outcome' | 'pause';
const SAID: Readonly<Record<Form, string>> = {
  reject: AnnounceRejected,
  outcome: AnnounceOutcome,
  pause: AnnouncePaused
};

/** The lead panel: state in words, time left, who owes what, Accept and Reject (product.md H1, ux.md 2.2). */
export default class LeadPanel extends NavigationMixin(LightningElement) {
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
  busyWith: Verb | '' = '';
  refreshing = false;
  slow = false;
  inlineForm: Form | '' = '';
  showsPeople = false;

  readonly noSection: string[] = [];
  readonly label = {
    BtnCopyLink,
    BtnLogOutcome,
    BtnPause,
    BtnRefresh,
    BtnReject,
    BtnShowPeople,
    BtnTryAgain,
    Loading,
    ObserveBadge,
    OpenSetup,
    PanelTitle,
    Refreshing,
    StillWorking
  };

  private wired: Wired | undefined;
  private stopTicking: (() => void) | undefined;
  private lastRead = 0;
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
    void this.syncClock();
    this.stopTicking = startTicking({
      onTick: (now) => this.tick(now),
      onReturn: () => void this.refresh(),
      isUrgent: (now) => this.isUrgent(now)
    });
  }

  disconnectedCallback(): void {
    this.stopTicking?.();
  }

  /* ---- what is shown ---- */

  get model(): PanelModel | null {
    return this.view ? panelModel(this.view, this.now) : null;
  }

  get clock(): ClockView | null {
    return this.view?.clock ?? null;
  }

  get chipDueAt(): string | null | undefined {
    return this.clock?.dueAt;
  }

  get chipStartsAt(): string | null | undefined {
    return this.clock?.startsAt;
  }

  get chipResumes(): boolean {
    return this.clock?.resumes === true;
  }

  get hasFigures(): boolean {
    return Boolean(this.model && (this.model.number || this.model.instant));
  }

  get barStyle(): string {
    return `width: ${this.model?.bar?.done ?? 0}%`;
  }

  get ticks(): { key: string; style: string }[] {
    return (this.model?.bar?.ticks ?? []).map((percent, index) => ({
      key: `tick-${index}`,
      style: `inset-inline-start: ${percent}%`
    }));
  }

  get others(): { key: string; text: string }[] {
    const all = this.view?.others ?? [];
    const shown = all.slice(0, MOST_OTHERS).map((other) => ({
      key: other.clockId,
      text: format(AlsoRunning, stageName(other.stage), other.dueAt ? instantText(other.dueAt, this.now) : '')
    }));
    const more = all.length - shown.length;
    return more > 0 ? [...shown, { key: 'more', text: format(AlsoMore, more) }] : shown;
  }

  get pastCycles(): { key: string; text: string }[] {
    return (this.view?.pastCycles ?? []).map((cycle) => ({
      key: `cycle-${cycle.cycle}`,
      text: pastCycleText(cycle, this.now)
    }));
  }

  get pastTitle(): string {
    return this.pastCycles.length === 1 ? PastCyclesOne : format(PastCyclesMany, this.pastCycles.length);
  }

  get isObserve(): boolean {
    return this.view?.observe === true;
  }

  get isSmall(): boolean {
    return FORM_FACTOR === 'Small';
  }

  get busy(): boolean {
    return this.busyWith !== '';
  }

  get canAccept(): boolean {
    return this.may('accept');
  }

  get canReject(): boolean {
    return this.may('reject');
  }

  get canDispose(): boolean {
    return this.may('dispose');
  }

  /** Where nothing else is asked for, logging the outcome is what the page is about. */
  get disposeClass(): string {
    return `slds-button button slds-button_${this.clock?.stage === 'Disposition' ? 'brand' : 'neutral'}`;
  }

  get disposeAlt(): string {
    return format(LogOutcomeAlt, this.leadName);
  }

  get canPause(): boolean {
    return this.may('pause');
  }

  get canResume(): boolean {
    return this.may('resume');
  }

  get resumeLabel(): string {
    return this.busyWith === 'resume' ? Resuming : BtnResume;
  }

  get isRejecting(): boolean {
    return this.inlineForm === 'reject';
  }

  get isDisposing(): boolean {
    return this.inlineForm === 'outcome';
  }

  get isPausing(): boolean {
    return this.inlineForm === 'pause';
  }

  get people(): { key: string; text: string }[] {
    return (this.clock?.people ?? []).map((person, index) => ({
      key: `person-${index}`,
      text: person.known ? format(PersonKnown, person.name, person.role ?? '') : format(PersonUnknown, person.name)
    }));
  }

  get peopleExpanded(): string {
    return String(this.showsPeople);
  }

  get canOpenSetup(): boolean {
    return this.may('openSetup');
  }

  get canUndo(): boolean {
    return this.may('undo') && this.undoLeft > 0;
  }

  get undoLeft(): number {
    const until = this.clock?.undoUntil;
    return until ? toMillis(until) - this.now : 0;
  }

  get undoText(): string {
    return this.canUndo ? format(UndoUntil, instantText(this.clock?.undoUntil as string, this.now)) : '';
  }

  get undoLabel(): string {
    return this.busyWith === 'undo' ? Undoing : `${BtnUndo} (${duration(this.undoLeft)})`;
  }

  get acceptLabel(): string {
    return this.busyWith === 'accept' ? Accepting : BtnAccept;
  }

  get leadName(): string {
    return this.view?.leadName ?? '';
  }

  get acceptAlt(): string {
    return format(AcceptAlt, this.leadName);
  }

  get rejectAlt(): string {
    return format(RejectAlt, this.leadName);
  }

  get moreAlt(): string {
    return format(MoreAlt, this.leadName);
  }

  /* ---- what a person does ---- */

  handleAccept(): void {
    void this.run('accept', () => accept({ leadId: this.recordId }), AnnounceAccepted);
  }

  handleUndo(): void {
    void this.run('undo', () => undo({ leadId: this.recordId }), AnnounceUndone);
  }

  handlePeople(): void {
    this.showsPeople = !this.showsPeople;
  }

  handleResume(): void {
    void this.run('resume', () => resume({ leadId: this.recordId }), AnnounceResumed);
  }

  handleReject(): void {
    const properties = { label: this.rejectAlt, recordId: this.recordId, leadName: this.leadName };
    void this.openForm('reject', () => RejectModal.open<VerbResult>({ size: 'small', ...properties }));
  }

  handleDispose(): void {
    void this.openForm('outcome', () => this.openModal('outcome', this.disposeAlt));
  }

  private openModal(form: 'outcome' | 'pause', label: string): Promise<VerbResult | undefined> {
    return LeadFormModal.open<VerbResult>({
      size: 'small',
      label,
      form,
      recordId: this.recordId,
      leadName: this.leadName
    });
  }

  private async openForm(form: Form, open: () => Promise<VerbResult | undefined>): Promise<void> {
    this.message = '';
    this.note = '';
    if (this.isSmall) {
      this.inlineForm = form;
      return;
    }
    const result = await open();
    if (result) {
      await this.finish(result, SAID[form]);
    } else {
      this.focusOn(`[data-action="${form === 'outcome' ? 'dispose' : form === 'pause' ? 'more' : 'reject'}"]`);
    }
  }

  handleFormDone(event: CustomEvent<VerbResult>): void {
    const said = this.inlineForm ? SAID[this.inlineForm] : '';
    this.inlineForm = '';
    void this.finish(event.detail, said);
  }

  /** The inline form says itself what went wrong; the state behind it may have changed. */
  handleRefused(event: CustomEvent<VerbResult>): void {
    if (event.detail.panel) {
      this.show(event.detail.panel);
    }
  }

  handleBack(): void {
    this.inlineForm = '';
    this.focusOn('[data-body]');
  }

  handleRefresh(): void {
    void this.refresh();
  }

  handleMenu(event: CustomEvent<{ value: string }>): void {
    if (event.detail.value === 'copyLink') {
      void this.copyLink();
    } else if (event.detail.value === 'pause') {
      void this.openForm('pause', () => this.openModal('pause', BtnPause));
    }
  }

  handleOpenSetup(): void {
    this[NavigationMixin.Navigate]({
      type: 'standard__objectPage',
      attributes: { objectApiName: 'SLA_Policy__c', actionName: 'list' }
    });
  }

  /* ---- verbs and reads ---- */

  private async run(verb: Verb, call: () => Promise<unknown>, announcement: string): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busyWith = verb;
    this.message = '';
    this.note = '';
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- says that a slow verb still works
    const timer = setTimeout(() => (this.slow = true), SLOW);
    try {
      await this.finish((await call()) as VerbResult, announcement);
    } catch (error) {
      this.message = messageOf(error) || format(ErrUnexpected, '');
    } finally {
      clearTimeout(timer);
      this.slow = false;
      this.busyWith = '';
    }
  }

  private async finish(result: VerbResult, announcement: string): Promise<void> {
    if (result.panel) {
      this.show(result.panel);
    }
    if (!result.ok) {
      this.message = result.message ?? '';
      return;
    }
    // Accepting twice is no error, but whoever did it in another tab should learn when.
    this.note = result.code === 'ErrAlreadyAccepted' ? (result.message ?? '') : '';
    this.status = this.note || format(announcement, this.leadName);
    this.focusOn('[data-body]');
    await refreshApex(this.wired);
    await notifyRecordUpdateAvailable([{ recordId: this.recordId as string }]);
    this.dispatchEvent(new RefreshEvent());
  }

  private async refresh(): Promise<void> {
    if (this.refreshing || this.busy) {
      return;
    }
    this.refreshing = true;
    try {
      await this.syncClock();
      await refreshApex(this.wired);
    } finally {
      this.refreshing = false;
    }
  }

  private async syncClock(): Promise<void> {
    try {
      syncServerTime((await getServerNow()) as string);
      this.tick(serverTime());
    } catch (error) {
      this.loadError = ErrLoad;
      this.errorReference = messageOf(error);
    }
  }

  private show(view: PanelView): void {
    const shown = this.clock?.clockId;
    this.view = view;
    this.loadError = '';
    this.errorReference = '';
    this.lastRead = Date.now();
    this.now = serverTime();
    // A clock seen for the first time is read with the page; what an answer changes afterwards is said.
    if (this.clock?.clockId === shown) {
      this.announceLevel();
    } else {
      this.announced = this.clock?.state === 'Running' ? levelAt(this.clock, this.now) : undefined;
    }
  }

  /* ---- time ---- */

  private tick(now: number): void {
    this.now = now;
    this.announceLevel();
    if (this.view && !this.busy && !this.inlineForm && Date.now() - this.lastRead >= this.pollInterval) {
      this.lastRead = Date.now();
      void this.refresh();
    }
  }

  private get pollInterval(): number {
    const due = this.clock?.dueAt;
    return due && Math.abs(toMillis(due) - this.now) < NEAR ? POLL_NEAR : POLL_CALM;
  }

  private isUrgent(now: number): boolean {
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
      this.status = this.levelText(level);
    }
  }

  private levelText(level: Level): string {
    if (level === 'Yellow') {
      return format(AnnounceDueSoon, this.leadName, duration(toMillis(this.clock?.dueAt as string) - this.now));
    }
    return level === 'Green' ? '' : format(level === 'Orange' ? AnnounceEscalated : AnnounceLate, this.leadName);
  }

  private may(verb: string): boolean {
    return this.view?.verbs.includes(verb) === true;
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
