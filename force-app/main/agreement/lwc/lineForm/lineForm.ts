import { api } from 'lwc';
import previewLine from '@salesforce/apex/AgreementEditorController.preview';
import saveLine from '@salesforce/apex/AgreementEditorController.saveLine';
import type { EditResult, LineView, OptionView, PreviewView } from 'baton/agreement';
import AgreementForm from 'c/agreementForm';
import type { ConditionChange } from 'c/conditionBuilder';
import type { Amount, From, LevelRow, TimeUnit } from 'c/lineModel';
import {
  actKey,
  actOfKey,
  actOptions,
  actWords,
  amountOf,
  emptyRow,
  hoursOf,
  isDue,
  minutesOf,
  rowsOf,
  stepsOf,
  storedUnit
} from 'c/lineModel';
import { namingFields, owingFields, placingFields, stoppingFields } from 'c/lineFields';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import { fieldsOf, stopsWords, whenOf } from 'c/agreementModel';
import type { Difference } from 'c/formConflict';
import type { FieldEdit, FormField } from 'c/formFields';
import FormActAdd from '@salesforce/label/c.FormActAdd';
import FormActChoose from '@salesforce/label/c.FormActChoose';
import FormActMissing from '@salesforce/label/c.FormActMissing';
import FormActRemove from '@salesforce/label/c.FormActRemove';
import FormAfter from '@salesforce/label/c.FormAfter';
import FormChaser from '@salesforce/label/c.FormChaser';
import FormChaserRow from '@salesforce/label/c.FormChaserRow';
import FormDays from '@salesforce/label/c.FormDays';
import FormFrom from '@salesforce/label/c.FormFrom';
import FormFromAfter from '@salesforce/label/c.FormFromAfter';
import FormFromBefore from '@salesforce/label/c.FormFromBefore';
import FormFromStart from '@salesforce/label/c.FormFromStart';
import FormHoursUnit from '@salesforce/label/c.FormHoursUnit';
import FormLate from '@salesforce/label/c.FormLate';
import FormLevels from '@salesforce/label/c.FormLevels';
import FormMinutes from '@salesforce/label/c.FormMinutes';
import FormOther from '@salesforce/label/c.FormOther';
import FormStops from '@salesforce/label/c.FormStops';
import FormUnit from '@salesforce/label/c.FormUnit';
import FormWhen from '@salesforce/label/c.FormWhen';
import LevelOrange from '@salesforce/label/c.LevelOrange';
import LevelRed from '@salesforce/label/c.LevelRed';
import LevelYellow from '@salesforce/label/c.LevelYellow';

type Field = HTMLElement & { setCustomValidity?(message: string): void; reportValidity?(): boolean };
type Builder = HTMLElement & {
  show(formula: string, condition: LineView['condition']): void;
  askForValues(): boolean;
};

/** Typing rests this long before the preview asks the server. */
const REST = 300;
const LEVEL_WORDS: Readonly<Record<string, string>> = { Yellow: LevelYellow, Orange: LevelOrange, Red: LevelRed };
/** Fields that are empty texts rather than nothing. */
const TEXTS = new Set(['name']);
const MARKETINGS = new Set(['Delivery', 'IntentData']);

/** One line of an agreement (ux.md 2.9). */
export default class LineForm extends AgreementForm<LineView> {
  /** Calendar of the agreement, for lines that name none. */
  @api agreementCalendar: string | null = null;
  promise: Amount = { amount: null, unit: 'min' };
  rows: LevelRow[] = [];
  hours = 'Owner';
  preview: PreviewView = {};
  stepsError = '';
  whenError = '';
  theirs: LineView | null = null;

  readonly label = { FormActChoose, FormAfter, FormChaser, FormFrom, FormLate, FormLevels, FormStops, FormUnit };
  readonly froms = [
    { value: 'start', label: FormFromStart },
    { value: 'before', label: FormFromBefore },
    { value: 'after', label: FormFromAfter }
  ];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private shownInBuilder = false;
  private asked = 0;

  @api
  get line(): LineView {
    return this.draft;
  }
  set line(line: LineView) {
    this.take(line);
  }

  connectedCallback(): void {
    void this.ask();
  }

  renderedCallback(): void {
    if (!this.shownInBuilder) {
      this.shownInBuilder = true;
      this.builder?.show(
        this.draft.appliesWhen ?? '',
        this.draft.condition === undefined ? { joiner: 'and', rows: [] } : this.draft.condition
      );
    }
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private take(line: LineView): void {
    this.draft = { ...line };
    this.promise = amountOf(line.promiseMinutes, line.unit);
    this.hours = hoursOf(line);
    this.rows = rowsOf(line);
    this.shownInBuilder = false;
  }

  protected toSave(): LineView {
    const promiseMinutes = minutesOf(this.promise);
    const hours = this.hours;
    const formula = this.draft.condition ? this.preview.formula : this.draft.appliesWhen;
    return {
      ...this.draft,
      appliesWhen: formula || null,
      promiseMinutes,
      unit: storedUnit(hours, this.promise.unit),
      hoursOf: hours === 'Named' ? 'Named' : 'Owner',
      businessHours: hours === 'Always' ? null : this.draft.businessHours || null,
      steps: stepsOf(this.rows, promiseMinutes ?? 0)
    };
  }

  /* ---- what is shown ---- */

  get shownFormula(): string {
    return this.draft.condition ? (this.preview.formula ?? '') : (this.draft.appliesWhen ?? '');
  }

  get naming(): FormField[] {
    return namingFields(this.draft);
  }

  get placing(): FormField[] {
    return placingFields(this.draft, this.options);
  }

  get owing(): FormField[] {
    return owingFields(this.draft, this.hours, this.options);
  }

  get stopping(): FormField[] {
    return stoppingFields(this.draft, this.options);
  }

  get units(): OptionView[] {
    return [
      { value: 'min', label: FormMinutes },
      { value: 'h', label: FormHoursUnit },
      { value: 'd', label: FormDays }
    ];
  }

  get acts(): OptionView[] {
    return actOptions(this.options.actions, this.options.userRoles);
  }

  get levels(): object[] {
    return this.rows.map((row, index) => {
      const name = levelName(row);
      return {
        ...row,
        index,
        name,
        isTimed: !isDue(row) || row.key.includes(':new:chaser'),
        // What is promised in days is counted in days.
        units: this.promise.unit === 'd' ? this.units.filter((unit) => unit.value === 'd') : this.units,
        hasActs: row.acts.length > 0,
        addLabel: format(FormActAdd, name),
        shownActs: row.acts.map((act) => {
          const words = actWords(act, this.options.userRoles);
          return { key: actKey(act), words, removeAlt: format(FormActRemove, words, name) };
        })
      };
    });
  }

  get stopWords(): string {
    return stopsWords(this.draft.stage);
  }

  get conflict(): Difference[] | null {
    if (!this.theirs) {
      return null;
    }
    const theirs = fieldsOf(this.theirs);
    const mine = fieldsOf({ ...this.toSave(), ...this.preview, promiseMinutes: minutesOf(this.promise) } as LineView);
    const rows = theirs.map(({ what, words }, index) => ({ what, theirs: words, mine: mine[index]?.words ?? '' }));
    const when = { what: FormWhen, theirs: whenOf(this.theirs), mine: whenOf(this.toSave()) };
    return [when, ...rows].filter((row) => row.theirs !== row.mine);
  }

  /* ---- what is typed ---- */

  handleEdit(event: CustomEvent<FieldEdit>): void {
    const { name, value } = event.detail;
    if (name === 'hours') {
      this.hours = value as string;
      this.changed();
      return;
    }
    this.draft = { ...this.draft, [name]: value ?? (TEXTS.has(name) ? '' : null) };
    if (name === 'stage') {
      this.draft.accountable = MARKETINGS.has(value as string) ? 'Marketing' : 'Sales';
      this.draft.stopGrade = value === 'FirstContact' ? (this.draft.stopGrade ?? 'Verified') : null;
    }
    this.changed();
  }

  handleCondition(event: CustomEvent<ConditionChange>): void {
    const { condition, formula } = event.detail;
    this.draft = { ...this.draft, condition, appliesWhen: condition ? this.draft.appliesWhen : formula };
    this.whenError = '';
    this.changed();
  }

  handlePromise(event: CustomEvent<{ value: string }>): void {
    this.promise = { ...this.promise, amount: numberOf(event.detail.value) };
    this.changed();
  }

  handlePromiseUnit(event: CustomEvent<{ value: TimeUnit }>): void {
    const unit = event.detail.value;
    this.promise = { ...this.promise, unit };
    this.rows = this.rows.map((row) => ({ ...row, unit: unit === 'd' ? 'd' : row.unit === 'd' ? 'min' : row.unit }));
    this.changed();
  }

  handleLevel(event: CustomEvent<{ value: string }>): void {
    const { index, part } = (event.currentTarget as HTMLElement).dataset;
    const value = event.detail.value;
    this.changeRow(Number(index), (row) => {
      if (part === 'amount') {
        return { ...row, amount: numberOf(value) };
      }
      return part === 'unit' ? { ...row, unit: value as TimeUnit } : { ...row, from: value as From };
    });
  }

  handleActAdded(event: CustomEvent<{ value: string }>): void {
    const box = event.currentTarget as HTMLElement & { value: string };
    const act = actOfKey(event.detail.value);
    this.changeRow(Number(box.dataset.index), (row) => {
      const isThere = row.acts.some((one) => actKey(one) === event.detail.value);
      return isThere ? row : { ...row, acts: [...row.acts, act] };
    });
    // The box is for adding only: it stands empty again.
    box.value = '';
  }

  handleActRemoved(event: Event): void {
    const { index, act } = (event.currentTarget as HTMLElement).dataset;
    this.changeRow(Number(index), (row) => ({ ...row, acts: row.acts.filter((one) => actKey(one) !== act) }));
  }

  handleChaser(): void {
    const row = emptyRow('', this.promise.unit === 'd' ? 'BusinessDays' : 'BusinessMinutes');
    this.rows = [...this.rows, { ...row, key: `${row.key}:new:chaser` }];
    this.changed();
  }

  private changeRow(index: number, change: (row: LevelRow) => LevelRow): void {
    this.rows = this.rows.map((row, at) => (at === index ? change(row) : row));
    this.stepsError = '';
    this.changed();
  }

  protected changed(): void {
    super.changed();
    clearTimeout(this.timer);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- the preview waits until typing rests
    this.timer = setTimeout(() => void this.ask(), REST);
  }

  /* ---- preview, save, conflict ---- */

  private async ask(): Promise<void> {
    const turn = ++this.asked;
    const line = JSON.stringify({ ...this.toSave(), condition: this.draft.condition ?? null });
    try {
      const preview = (await previewLine({ line, agreementCalendar: this.agreementCalendar })) as PreviewView;
      this.preview = turn === this.asked ? preview : this.preview;
    } catch (error) {
      this.preview = { ...this.preview, problem: messageOf(error) };
    }
  }

  protected save(line: string): Promise<unknown> {
    return saveLine({ agreementId: this.agreementId, line });
  }

  protected isComplete(): boolean {
    const missing = this.rows.some((row) => minutesOf(row) != null && row.acts.length === 0 && !isDue(row));
    this.stepsError = missing ? FormActMissing : '';
    return !missing && this.builder?.askForValues() !== false;
  }

  private get builder(): Builder | null {
    return this.template?.querySelector<Builder>('c-condition-builder') ?? null;
  }

  protected clearErrors(): void {
    super.clearErrors();
    this.stepsError = '';
    this.whenError = '';
    this.showAtPromise('');
  }

  protected refuse(result: EditResult): void {
    const message = result.message ?? '';
    this.theirs = result.theirs ?? null;
    if (result.field === 'steps') {
      this.stepsError = message;
    } else if (result.field === 'appliesWhen') {
      this.whenError = message;
    } else if (result.field === 'promise') {
      this.showAtPromise(message);
    } else {
      super.refuse(result);
    }
  }

  /** The base component draws the message and ties it to its input. */
  private showAtPromise(message: string): void {
    const field = this.template?.querySelector<Field>('[data-field="promise"]');
    field?.setCustomValidity?.(message);
    field?.reportValidity?.();
    if (message) {
      field?.focus();
    }
  }

  /** Mine replaces theirs: the edit now starts from what they stored. */
  handleMine(): void {
    this.draft = { ...this.draft, stamp: this.theirs?.stamp };
    this.leaveConflict();
    void this.submit();
  }

  handleTheirs(): void {
    this.take(this.theirs as LineView);
    this.leaveConflict();
    void this.ask();
  }

  private leaveConflict(): void {
    this.theirs = null;
    this.formError = '';
  }
}

/** What follows the end of the promise only chases what is late already. */
function levelName(row: LevelRow): string {
  const isChaser = !isDue(row) && (row.level === 'Red' || row.from === 'after');
  return isChaser ? FormChaserRow : (LEVEL_WORDS[row.level] ?? FormOther);
}

function numberOf(text: string): number | null {
  return text === '' || text == null ? null : Number(text);
}
