import { LightningElement, api, wire } from 'lwc';
import FORM_FACTOR from '@salesforce/client/formFactor';
import askToSign from '@salesforce/apex/AgreementEditorController.askToSign';
import checkVersion from '@salesforce/apex/AgreementEditorController.checkVersion';
import deleteCommitment from '@salesforce/apex/AgreementEditorController.deleteCommitment';
import deleteDefinition from '@salesforce/apex/AgreementEditorController.deleteDefinition';
import deleteLine from '@salesforce/apex/AgreementEditorController.deleteLine';
import getMatches from '@salesforce/apex/AgreementEditorController.getMatches';
import getOptions from '@salesforce/apex/AgreementEditorController.getOptions';
import saveMove from '@salesforce/apex/AgreementEditorController.moveLine';
import publishVersion from '@salesforce/apex/AgreementEditorController.publishVersion';
import saveLine from '@salesforce/apex/AgreementEditorController.saveLine';
import newDraft from '@salesforce/apex/AgreementController.newDraft';
import LightningConfirm from 'lightning/confirm';
import AgreementModal from 'c/agreementModal';
import type {
  AgreementView,
  EditResult,
  EditorOptionsView,
  LineView,
  MatchesView,
  ProblemView,
  ReportView
} from 'baton/agreement';
import type { VersionAction } from 'c/agreementActions';
import { definitionKey } from 'c/agreementDefinitions';
import type { Act, Part } from 'c/agreementParts';
import { NO_OPTIONS, versionTitle } from 'c/agreementModel';
import { messageOf } from 'c/callError';
import { defaultLineForm, formOf, groupOf, lineOf, tabsOf } from 'c/editorForms';
import type { OpenForm } from 'c/editorForms';
import { format } from 'c/clockTime';
import AgrAsked from '@salesforce/label/c.AgrAsked';
import AgrErrLoad from '@salesforce/label/c.AgrErrLoad';
import AgrErrSave from '@salesforce/label/c.AgrErrSave';
import AgrHeadTitle from '@salesforce/label/c.AgrHeadTitle';
import AgrPublishAnyway from '@salesforce/label/c.AgrPublishAnyway';
import AgrPublished from '@salesforce/label/c.AgrPublished';
import AgrVoidBody from '@salesforce/label/c.AgrVoidBody';
import AgrVoidBodyOne from '@salesforce/label/c.AgrVoidBodyOne';
import AgrVoidTitle from '@salesforce/label/c.AgrVoidTitle';
import BtnUndo from '@salesforce/label/c.BtnUndo';
import LineDeleted from '@salesforce/label/c.LineDeleted';
import LineMoved from '@salesforce/label/c.LineMoved';
import LineRestored from '@salesforce/label/c.LineRestored';
import LineSaved from '@salesforce/label/c.LineSaved';
import TabPart from '@salesforce/label/c.TabPart';

type Parts = HTMLElement & { focusLine(lineId: string): void; focusAdd(): void };

/**
 * The editor of one version (ux.md 2.9). Every edit is one call that answers with the next state. Fires `changed`
 * (AgreementView), `read` and `open` ({ versionId }).
 */
export default class AgreementEditor extends LightningElement {
  @api view!: AgreementView;
  options: EditorOptionsView = NO_OPTIONS;
  matches: MatchesView | null = null;
  tab: Part = 'sales';
  error = '';
  status = '';
  busy = false;
  showCheck = false;
  showTry = false;
  report: ReportView | null = null;
  deleted: LineView | null = null;
  form: OpenForm | null = null;

  readonly label = { BtnUndo, TabPart };

  @wire(getOptions)
  receiveOptions({ data }: { data?: EditorOptionsView }): void {
    this.options = data ?? this.options;
  }

  connectedCallback(): void {
    void this.count();
  }

  /* ---- what is shown ---- */

  get title(): string {
    return versionTitle(this.view);
  }

  get lineCount(): number {
    return this.view.groups.reduce((sum, group) => sum + group.lines.length, 0);
  }

  get leadCount(): number {
    return this.report?.leads ?? 0;
  }

  /** What the check found, else what the last edit answered with. */
  get problems(): readonly ProblemView[] {
    return this.report?.problems ?? this.view.problems;
  }

  get deletedWords(): string {
    return format(LineDeleted, this.deleted?.name ?? '');
  }

  get isSmall(): boolean {
    return FORM_FACTOR === 'Small';
  }

  get tabs(): { value: Part; label: string }[] {
    return tabsOf(this.view);
  }

  get bodyCss(): string {
    return this.form ? 'is-hidden' : '';
  }

  /* ---- parts: lines, commitments, reasons, terms ---- */

  handleTab(event: CustomEvent): void {
    this.tab = (event.target as unknown as { value: Part }).value;
  }

  handlePart(event: CustomEvent<{ value: Part }>): void {
    this.tab = event.detail.value;
  }

  handleAct(event: CustomEvent<Act>): void {
    this.act(event.detail);
  }

  private act(act: Act): void {
    const form = formOf(act, this.view);
    if (form) {
      void (act.subject === 'reason' ? this.openReason(form) : this.open(form));
    } else if (act.subject === 'line') {
      this.actOnLine(act);
    } else if (act.verb === 'remove') {
      void this.remove(act);
    }
  }

  private actOnLine({ verb, lineId, place = 0 }: Act): void {
    const line = lineOf(this.view, lineId);
    if (line && verb === 'remove') {
      void this.removeLine(line);
    } else if (line && verb === 'move') {
      void this.moveLine(line, place);
    }
  }

  private async removeLine(line: LineView): Promise<void> {
    if (!(await this.mayEdit())) {
      return;
    }
    const gone = { agreementId: this.view.id, lineId: line.id, stamp: line.stamp };
    if (await this.edit(() => deleteLine(gone), format(LineDeleted, line.name))) {
      this.deleted = line;
      this.later(() => this.find('[data-action="undo"]')?.focus());
    }
  }

  async handleUndo(): Promise<void> {
    const line = { ...(this.deleted as LineView), id: null, stamp: null };
    const saved = { agreementId: this.view.id, line: JSON.stringify(line) };
    const result = await this.edit(() => saveLine(saved), format(LineRestored, line.name));
    if (result) {
      this.deleted = null;
      this.focusLine(result.lineId);
    }
  }

  private async moveLine(line: LineView, place: number): Promise<void> {
    const lineId = line.id as string;
    const count = groupOf(this.view, lineId)?.lines.length ?? 0;
    if (!(await this.mayEdit())) {
      return;
    }
    const moved = { agreementId: this.view.id, lineId, place };
    if (await this.edit(() => saveMove(moved), format(LineMoved, line.place ?? 0, place, count))) {
      this.focusLine(lineId);
    }
  }

  /** A commitment or a definition; lines can be taken back, these are quickly made anew. */
  private async remove(act: Act): Promise<void> {
    const agreementId = this.view.id;
    const commitment = this.view.commitments.find((one) => one.id === act.commitmentId);
    const definition = this.view.definitions.find((one) => definitionKey(one) === act.definitionKey);
    if (!(await this.mayEdit())) {
      return;
    }
    if (act.subject === 'commitment' && commitment) {
      const gone = { agreementId, commitmentId: commitment.id };
      await this.removeItem(() => deleteCommitment(gone), commitment.name);
    } else if (act.subject === 'definition' && definition) {
      const gone = { agreementId, definition: JSON.stringify(definition) };
      await this.removeItem(() => deleteDefinition(gone), definition.name ?? '');
    }
  }

  /** Its buttons are gone with it: the focus goes on to the one that adds another. */
  private async removeItem(call: () => Promise<unknown>, name: string): Promise<void> {
    if (await this.edit(call, format(LineDeleted, name))) {
      this.later(() => this.parts.forEach((part) => part.focusAdd()));
    }
  }

  /** Reasons are the org's: they can be changed whatever the version, and while it is signed that costs the signature. */
  private async openReason(form: OpenForm): Promise<void> {
    if (!this.view.canEdit || (await this.mayEdit())) {
      await this.openForm(form);
    }
  }

  handleHead(): void {
    void this.open({ kind: 'head', heading: AgrHeadTitle, facts: this.view.head });
  }

  /* ---- check, sign, publish ---- */

  handleChoose(event: CustomEvent<VersionAction>): void {
    const calls: Record<VersionAction, () => unknown> = {
      checkAgreement: () => this.check(),
      tryOut: () => (this.showTry = !this.showTry),
      read: () => this.dispatchEvent(new CustomEvent('read')),
      ask: () => this.ask(),
      publish: () => this.publish(),
      draft: () => this.draft()
    };
    void calls[event.detail]();
  }

  /** Reads the leads too, so it takes longer than the problems that every edit answers with. */
  private async check(): Promise<void> {
    this.showCheck = true;
    this.report = null;
    await Promise.resolve();
    this.find('c-agreement-check')?.focus();
    await this.readReport();
  }

  private async readReport(): Promise<void> {
    try {
      this.report = (await checkVersion({ agreementId: this.view.id })) as ReportView;
    } catch (error) {
      this.error = messageOf(error) || AgrErrLoad;
    }
  }

  handleGo(event: CustomEvent<ProblemView>): void {
    const { lineId, commitmentId } = event.detail;
    if (commitmentId) {
      this.tab = 'volume';
      this.act({ subject: 'commitment', verb: 'edit', part: 'volume', commitmentId });
    } else if (lineId) {
      this.tab = groupOf(this.view, lineId)?.accountable === 'Marketing' ? 'marketing' : 'sales';
      this.act({ subject: 'line', verb: 'edit', part: this.tab, lineId });
    }
  }

  handleFix(event: CustomEvent<ProblemView>): void {
    const { fix, stage, lineId } = event.detail;
    const line = lineOf(this.view, lineId);
    if (fix === 'NoDefault' && stage) {
      void this.open(defaultLineForm(stage));
    } else if (fix === 'AfterDefault' && line) {
      const lines = groupOf(this.view, lineId)?.lines ?? [];
      void this.moveLine(line, lines.findIndex((one) => !one.appliesWhen) + 1);
    }
  }

  private async ask(): Promise<void> {
    if (this.view.problems.some((problem) => problem.severity === 'MustFix')) {
      await this.check();
    }
    await this.edit(() => askToSign({ agreementId: this.view.id }), AgrAsked);
  }

  private async publish(): Promise<void> {
    const gap = this.view.gapWords;
    if (gap && !(await LightningConfirm.open({ label: AgrPublishAnyway, message: gap, theme: 'warning' }))) {
      return;
    }
    await this.edit(() => publishVersion({ agreementId: this.view.id }), AgrPublished);
  }

  private async draft(): Promise<void> {
    this.busy = true;
    this.error = '';
    try {
      const versionId = (await newDraft({ agreementId: this.view.id })) as string;
      this.dispatchEvent(new CustomEvent('open', { detail: { versionId } }));
    } catch (error) {
      this.error = messageOf(error) || AgrErrSave;
    } finally {
      this.busy = false;
    }
  }

  /* ---- forms ---- */

  private async open(form: OpenForm): Promise<void> {
    if (await this.mayEdit()) {
      await this.openForm(form);
    }
  }

  /** A modal on the desktop; the phone has none, there the form takes the place of the tabs. */
  private async openForm(form: OpenForm): Promise<void> {
    const { kind, heading, facts } = form;
    if (this.isSmall) {
      this.form = form;
      await Promise.resolve();
      this.find('[data-form-heading]')?.focus();
      return;
    }
    const result = await AgreementModal.open<EditResult>({
      label: heading,
      heading,
      size: 'medium',
      kind,
      agreementId: this.view.id,
      calendar: this.view.head.businessHours ?? null,
      options: this.options,
      facts
    });
    this.take(result);
  }

  handleFormDone(event: CustomEvent<EditResult>): void {
    this.leaveForm();
    this.take(event.detail);
  }

  handleFormBack(): void {
    this.leaveForm();
  }

  /** Back to the line that was edited, else to the title: the form that had the focus is gone. */
  private leaveForm(): void {
    const form = this.form;
    const lineId = form?.kind === 'line' ? (form.facts as LineView).id : null;
    this.form = null;
    this.later(() => this.find('[data-title]')?.focus());
    this.focusLine(lineId);
  }

  private take(result: EditResult | undefined): void {
    if (!result?.view) {
      return;
    }
    this.deleted = null;
    this.error = '';
    this.show(result.view, LineSaved);
    this.focusLine(result.lineId);
  }

  /* ---- one edit ---- */

  /** After a signature an edit costs it: that is asked first. */
  private async mayEdit(): Promise<boolean> {
    const signed = this.view.seats.filter((seat) => seat.signed).length;
    if (signed === 0 || !this.view.canEdit) {
      return this.view.canEdit;
    }
    const message = signed === 1 ? AgrVoidBodyOne : AgrVoidBody;
    return LightningConfirm.open({ label: AgrVoidTitle, message, theme: 'warning' });
  }

  private async edit(call: () => Promise<unknown>, said: string): Promise<EditResult | null> {
    this.busy = true;
    this.error = '';
    try {
      const result = (await call()) as EditResult;
      if (result.ok && result.view) {
        this.deleted = null;
        this.show(result.view, said);
        return result;
      }
      this.error = result.message ?? AgrErrSave;
    } catch (error) {
      this.error = messageOf(error) || AgrErrSave;
    } finally {
      this.busy = false;
    }
    return null;
  }

  private show(view: AgreementView, said: string): void {
    this.status = said;
    this.report = null;
    if (this.showCheck) {
      void this.readReport();
    }
    this.dispatchEvent(new CustomEvent('changed', { detail: view }));
    void this.count();
  }

  handleCounted(event: CustomEvent<MatchesView>): void {
    this.matches = event.detail;
  }

  private async count(): Promise<void> {
    try {
      this.matches = (await getMatches({ agreementId: this.view.id })) as MatchesView;
    } catch {
      // Beside the point: the lines stand without their numbers.
      this.matches = null;
    }
  }

  /** After the lines have been drawn anew. */
  private focusLine(lineId: string | null | undefined): void {
    if (lineId) {
      this.later(() => this.parts.forEach((part) => part.focusLine(lineId)));
    }
  }

  private get parts(): Parts[] {
    return [...(this.template?.querySelectorAll<Parts>('c-agreement-parts') ?? [])];
  }

  private find(selector: string): HTMLElement | null {
    return this.template?.querySelector<HTMLElement>(selector) ?? null;
  }

  private later(move: () => void): void {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- a menu gives the focus back first
    setTimeout(move);
  }
}
