import { LightningElement, api } from 'lwc';
import check from '@salesforce/apex/AgreementFileController.check';
import run from '@salesforce/apex/AgreementFileController.run';
import type { ImportResult, MissingReference, ReferenceKind } from 'baton/agreementTools';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import ImpAtLine from '@salesforce/label/c.ImpAtLine';
import ImpAtLines from '@salesforce/label/c.ImpAtLines';
import ImpCheck from '@salesforce/label/c.ImpCheck';
import ImpChoose from '@salesforce/label/c.ImpChoose';
import ImpCounts from '@salesforce/label/c.ImpCounts';
import ImpDone from '@salesforce/label/c.ImpDone';
import ImpErrCall from '@salesforce/label/c.ImpErrCall';
import ImpErrFile from '@salesforce/label/c.ImpErrFile';
import ImpFile from '@salesforce/label/c.ImpFile';
import ImpKeep from '@salesforce/label/c.ImpKeep';
import ImpLeaveEmpty from '@salesforce/label/c.ImpLeaveEmpty';
import ImpLine from '@salesforce/label/c.ImpLine';
import ImpMapTitle from '@salesforce/label/c.ImpMapTitle';
import ImpMissingCalendar from '@salesforce/label/c.ImpMissingCalendar';
import ImpMissingQueue from '@salesforce/label/c.ImpMissingQueue';
import ImpMissingRole from '@salesforce/label/c.ImpMissingRole';
import ImpMissingUser from '@salesforce/label/c.ImpMissingUser';
import ImpProblemsMany from '@salesforce/label/c.ImpProblemsMany';
import ImpProblemsOne from '@salesforce/label/c.ImpProblemsOne';
import ImpRun from '@salesforce/label/c.ImpRun';
import ImpText from '@salesforce/label/c.ImpText';
import ImpTitle from '@salesforce/label/c.ImpTitle';
import Loading from '@salesforce/label/c.Loading';

/** Values of a combobox may not be empty. */
const NOBODY = '(nobody)';

const MISSING: Readonly<Record<ReferenceKind, string>> = {
  user: ImpMissingUser,
  calendar: ImpMissingCalendar,
  queue: ImpMissingQueue,
  role: ImpMissingRole
};

interface MappingRow {
  id: string;
  label: string;
  value: string;
  options: { label: string; value: string }[];
}

/**
 * Upload or paste a document, see its problems by line, map what this org lacks, import. Fires `imported` with
 * `{ versionId }`, and `cancel`.
 */
export default class AgreementImport extends LightningElement {
  text = '';
  result: ImportResult | null = null;
  missing: readonly MissingReference[] = [];
  error = '';
  status = '';
  busy = false;
  readonly label = { BtnCancel, ImpCheck, ImpChoose, ImpFile, ImpMapTitle, ImpRun, ImpText, ImpTitle };
  private mapping: Record<string, string> = {};

  /** To its heading, when it has been opened. */
  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('[data-heading]')?.focus();
  }

  get hasNoText(): boolean {
    return this.busy || this.text.trim() === '';
  }

  get problems(): { id: string; text: string }[] {
    const byLine = [...(this.result?.problems ?? [])].sort((one, other) => one.line - other.line);
    return byLine.map(({ line, what }, index) => ({
      id: String(index),
      text: format(ImpLine, line, what)
    }));
  }

  get hasProblems(): boolean {
    return this.problems.length > 0;
  }

  get problemsTitle(): string {
    return this.problems.length === 1 ? ImpProblemsOne : format(ImpProblemsMany, this.problems.length);
  }

  get isReady(): boolean {
    return this.result !== null && !this.hasProblems && !this.isDone;
  }

  get isDone(): boolean {
    return Boolean(this.result?.versionId);
  }

  get summary(): string {
    const { name, version, lineCount, commitmentCount } = this.result as ImportResult;
    return format(this.isDone ? ImpDone : ImpCounts, name ?? '', version ?? '', lineCount, commitmentCount);
  }

  get notes(): { id: string; text: string }[] {
    return (this.result?.notes ?? []).map((text, index) => ({ id: String(index), text }));
  }

  get rows(): MappingRow[] {
    return this.missing.map((one) => {
      const id = `${one.kind}:${one.key}`;
      const value = this.mapping[id];
      return {
        id,
        label: format(
          MISSING[one.kind],
          one.key,
          format(one.lines.length === 1 ? ImpAtLine : ImpAtLines, one.lines.join(', '))
        ),
        value: value === '' ? NOBODY : (value ?? ''),
        options: [
          ...(one.kind === 'user' ? [] : [{ label: format(ImpKeep, one.key), value: one.key }]),
          { label: ImpLeaveEmpty, value: NOBODY },
          ...one.choices
        ]
      };
    });
  }

  get hasRows(): boolean {
    return this.isReady && this.missing.length > 0;
  }

  get cannotImport(): boolean {
    return this.busy || this.rows.some(({ value }) => value === '');
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.take(event.detail.value);
  }

  async handleFile(event: Event): Promise<void> {
    const [file] = [...((event.target as HTMLInputElement).files ?? [])];
    if (!file) {
      return;
    }
    try {
      this.take(await file.text());
      await this.look();
    } catch (problem) {
      this.error = messageOf(problem) || format(ImpErrFile, file.name);
    }
  }

  handleMap(event: CustomEvent<{ value: string }>): void {
    const id = (event.target as HTMLElement).dataset.id as string;
    this.mapping = { ...this.mapping, [id]: event.detail.value === NOBODY ? '' : event.detail.value };
  }

  handleCheck(): void {
    void this.look();
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  async handleRun(): Promise<void> {
    await this.ask(() => run({ text: this.text, mapping: this.mapping }));
    if (this.isDone) {
      this.dispatchEvent(new CustomEvent('imported', { detail: { versionId: this.result?.versionId } }));
    }
  }

  private take(text: string): void {
    this.text = text;
    this.result = null;
    this.missing = [];
    this.mapping = {};
    this.error = '';
  }

  private async look(): Promise<void> {
    await this.ask(() => check({ text: this.text, mapping: {} }));
    this.missing = this.result?.missing ?? [];
  }

  private async ask(call: () => Promise<ImportResult>): Promise<void> {
    this.busy = true;
    this.error = '';
    this.status = Loading;
    try {
      this.result = await call();
      this.status = this.hasProblems ? this.problemsTitle : this.summary;
    } catch (problem) {
      this.error = messageOf(problem) || ImpErrCall;
      this.status = '';
    } finally {
      this.busy = false;
    }
  }
}
