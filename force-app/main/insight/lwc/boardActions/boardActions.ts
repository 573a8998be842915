import { LightningElement, api } from 'lwc';
import FORM_FACTOR from '@salesforce/client/formFactor';
import type { VerbResult } from 'baton/views';
import nudge from '@salesforce/apex/OversightController.nudge';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import FormModal from 'c/formModal';
import WhyModal from 'c/whyModal';
import BoardDone from '@salesforce/label/c.BoardDone';
import BoardExcuseMany from '@salesforce/label/c.BoardExcuseMany';
import BoardHandOverMany from '@salesforce/label/c.BoardHandOverMany';
import BoardNotDone from '@salesforce/label/c.BoardNotDone';
import BoardNudgeMany from '@salesforce/label/c.BoardNudgeMany';
import BoardSelect from '@salesforce/label/c.BoardSelect';
import BoardSelectEnd from '@salesforce/label/c.BoardSelectEnd';
import BtnClose from '@salesforce/label/c.BtnClose';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import WhyTitle from '@salesforce/label/c.WhyTitle';

/** What a row of the board says about itself, as far as actions need it. */
export interface ActionRow {
  readonly clockId: string;
  readonly leadId: string;
  readonly leadName: string;
  readonly tile: string;
}

export type ActionName = 'nudge' | 'handOver' | 'excuse';

/**
 * What a manager does from the board, with one clock or with many (ux.md 2.8). Says what came of it, one line for each that
 * was refused. Fires `toggle` to select rows and `changed` when something was done.
 */
export default class BoardActions extends LightningElement {
  /** The rows that are selected. */
  @api rows: ActionRow[] = [];
  @api selecting = false;
  /** False leaves only what changes nothing. */
  @api canAct = false;

  busy = false;
  message = '';
  failures: { key: string; text: string }[] = [];
  inlineForm: ActionName | '' = '';
  /** The clock that is explained below the buttons, on the phone. */
  explained: ActionRow | null = null;
  readonly closeLabel = BtnClose;
  private acted: ActionRow[] = [];
  private asked: ActionName | '' = '';

  /** Carries it out for these rows; hand over and excuse ask for more first. */
  @api
  async run(name: ActionName, rows: ActionRow[]): Promise<void> {
    this.acted = name === 'excuse' ? rows.filter((row) => row.tile === 'Late') : rows;
    this.say('', []);
    if (this.busy || this.acted.length === 0) {
      return;
    }
    if (name === 'nudge') {
      await this.nudge();
    } else if (FORM_FACTOR === 'Small') {
      this.inlineForm = name;
      this.asked = name;
      await this.focusFirst('[data-inline]');
    } else {
      await this.ask(name);
    }
  }

  /** "Why?" of a row: in a modal on the desktop, in the page on the phone. */
  @api
  async explain(row: ActionRow): Promise<void> {
    const { leadId, clockId, leadName } = row;
    if (FORM_FACTOR === 'Small') {
      this.explained = row;
      await this.focusFirst('[data-why]');
    } else {
      await WhyModal.open({ size: 'small', label: format(WhyTitle, leadName), leadId, clockId, leadName });
    }
  }

  get whyTitle(): string {
    return format(WhyTitle, this.explained?.leadName ?? '');
  }

  get selectLabel(): string {
    return this.selecting ? BoardSelectEnd : BoardSelect;
  }

  get hasRows(): boolean {
    return this.selecting && this.rows.length > 0;
  }

  get inlineLabel(): string {
    return this.inlineForm === 'handOver' ? this.handOverLabel : this.excuseLabel;
  }

  get late(): ActionRow[] {
    return this.rows.filter((row) => row.tile === 'Late');
  }

  get hasLate(): boolean {
    return this.late.length > 0;
  }

  get nudgeLabel(): string {
    return format(BoardNudgeMany, this.rows.length);
  }

  get handOverLabel(): string {
    return format(BoardHandOverMany, this.rows.length);
  }

  get excuseLabel(): string {
    return format(BoardExcuseMany, this.late.length);
  }

  get formLeads(): string[] {
    return [...new Set(this.acted.map((row) => row.leadId))];
  }

  get formClocks(): string[] {
    return this.acted.map((row) => row.clockId);
  }

  handleSelect(): void {
    this.dispatchEvent(new CustomEvent('toggle'));
  }

  handleMany(event: Event): void {
    const name = (event.currentTarget as HTMLElement).dataset.name as ActionName;
    void this.run(name, this.rows);
  }

  handleDone(event: CustomEvent<VerbResult[]>): void {
    this.inlineForm = '';
    this.finish(event.detail);
    void this.focusFirst('[data-result]');
  }

  handleWhyClosed(): void {
    this.explained = null;
    void this.focusFirst('[data-action="select"]', '[data-result]');
  }

  handleBack(): void {
    this.inlineForm = '';
    void this.focusFirst(`[data-name="${this.asked}"]`, '[data-action="select"]');
  }

  /** The form takes the place of what was pressed, and leaves it: the focus goes with it, to the first of these places. */
  private async focusFirst(...places: readonly string[]): Promise<void> {
    await Promise.resolve();
    const found = places.map((place) => this.template?.querySelector<HTMLElement>(place)).find(Boolean);
    found?.focus();
  }

  private async nudge(): Promise<void> {
    this.busy = true;
    try {
      this.finish((await nudge({ leadIds: this.formLeads, clockIds: this.formClocks })) as VerbResult[]);
    } catch (error) {
      this.say(messageOf(error) || format(ErrUnexpected, ''), []);
    } finally {
      this.busy = false;
    }
  }

  private async ask(form: 'handOver' | 'excuse'): Promise<void> {
    const results = await FormModal.open<VerbResult[]>({
      size: 'small',
      label: form === 'handOver' ? this.handOverLabel : this.excuseLabel,
      form,
      leadIds: this.formLeads,
      clockIds: this.formClocks,
      leadName: this.acted[0]?.leadName ?? ''
    });
    if (results) {
      this.finish(results);
    }
  }

  /** One answer is said as it is; of many the number that worked, and each that did not. */
  private finish(results: VerbResult[]): void {
    const refused = results.filter((result) => !result.ok);
    const done = results.length - refused.length;
    const summary = results.length === 1 ? (results[0]?.message ?? '') : format(BoardDone, done, refused.length);
    const lines = results.length === 1 ? [] : refused;
    this.say(
      summary,
      lines.map((result) => ({
        key: result.leadId ?? '',
        text: format(BoardNotDone, this.nameOf(result.leadId), result.message ?? '')
      }))
    );
    if (done > 0) {
      this.dispatchEvent(new CustomEvent('changed'));
    }
  }

  private nameOf(leadId: string | null | undefined): string {
    return this.acted.find((row) => row.leadId === leadId)?.leadName ?? '';
  }

  private say(message: string, failures: { key: string; text: string }[]): void {
    this.message = message;
    this.failures = failures;
  }
}
