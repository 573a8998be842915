import { LightningElement, api } from 'lwc';
import testFormula from '@salesforce/apex/AgreementEditorController.testFormula';
import type { ConditionRow, ConditionView, FieldView, FormulaResultView, OptionView } from 'baton/agreement';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import AgrErrLoad from '@salesforce/label/c.AgrErrLoad';
import CondAdd from '@salesforce/label/c.CondAdd';
import CondAll from '@salesforce/label/c.CondAll';
import CondAny from '@salesforce/label/c.CondAny';
import CondCheck from '@salesforce/label/c.CondCheck';
import CondField from '@salesforce/label/c.CondField';
import CondFormula from '@salesforce/label/c.CondFormula';
import CondJoiner from '@salesforce/label/c.CondJoiner';
import CondLegend from '@salesforce/label/c.CondLegend';
import CondMatches from '@salesforce/label/c.CondMatches';
import CondMatchesNamed from '@salesforce/label/c.CondMatchesNamed';
import CondNone from '@salesforce/label/c.CondNone';
import CondOperator from '@salesforce/label/c.CondOperator';
import CondRemove from '@salesforce/label/c.CondRemove';
import CondValue from '@salesforce/label/c.CondValue';
import CondValueMissing from '@salesforce/label/c.CondValueMissing';
import CondWrite from '@salesforce/label/c.CondWrite';
import OpBegins from '@salesforce/label/c.OpBegins';
import OpBlank from '@salesforce/label/c.OpBlank';
import OpContains from '@salesforce/label/c.OpContains';
import OpEq from '@salesforce/label/c.OpEq';
import OpGe from '@salesforce/label/c.OpGe';
import OpGt from '@salesforce/label/c.OpGt';
import OpLe from '@salesforce/label/c.OpLe';
import OpLt from '@salesforce/label/c.OpLt';
import OpNe from '@salesforce/label/c.OpNe';
import OpNo from '@salesforce/label/c.OpNo';
import OpNotBlank from '@salesforce/label/c.OpNotBlank';
import OpYes from '@salesforce/label/c.OpYes';

const WORDS: Readonly<Record<string, string>> = {
  eq: OpEq,
  ne: OpNe,
  ge: OpGe,
  gt: OpGt,
  le: OpLe,
  lt: OpLt,
  contains: OpContains,
  begins: OpBegins,
  blank: OpBlank,
  notBlank: OpNotBlank,
  yes: OpYes,
  no: OpNo
};
const ORDERED = ['ge', 'gt', 'le', 'lt', 'eq', 'ne', 'blank', 'notBlank'];
const OPERATORS: Readonly<Record<FieldView['kind'], readonly string[]>> = {
  number: ORDERED,
  date: ORDERED,
  text: ['eq', 'ne', 'contains', 'begins', 'blank', 'notBlank'],
  picklist: ['eq', 'ne', 'blank', 'notBlank'],
  checkbox: ['yes', 'no']
};
const WITHOUT_VALUE = new Set(['blank', 'notBlank', 'yes', 'no']);

type Field = HTMLElement & { setCustomValidity?(message: string): void; reportValidity?(): boolean };

const lacksValue = (row: ConditionRow): boolean => !WITHOUT_VALUE.has(row.operator) && !row.value;

export interface ConditionChange {
  /** Rows of the builder; null while a formula is written. */
  condition: ConditionView | null;
  /** The formula as typed; empty while rows are built: the server writes it. */
  formula: string;
}

/** The sentence builder and its formula (A5). Fires `change` with a ConditionChange. */
export default class ConditionBuilder extends LightningElement {
  @api legend = CondLegend;
  @api fields: readonly FieldView[] = [];
  /** The formula that the rows make, as the server writes it. */
  @api formula = '';
  /** Why the formula was refused. */
  @api problem = '';
  condition: ConditionView = { joiner: 'and', rows: [] };
  typed = '';
  isFormula = false;
  cannotBuild = false;
  checking = false;
  result: FormulaResultView | null = null;
  checkError = '';

  readonly label = {
    CondAdd,
    CondCheck,
    CondField,
    CondFormula,
    CondJoiner,
    CondNone,
    CondOperator,
    CondValue,
    CondWrite
  };
  readonly joiners = [
    { value: 'and', label: CondAll },
    { value: 'or', label: CondAny }
  ];

  /** Shows a stored formula: as rows where it has them, else as text. */
  @api
  show(formula: string, condition: ConditionView | null): void {
    this.typed = formula;
    this.isFormula = condition === null;
    this.cannotBuild = condition === null;
    this.condition = condition ?? { joiner: 'and', rows: [] };
    this.result = null;
  }

  /** True when no condition lacks its value; else it is asked for, and takes the focus. */
  @api
  askForValues(): boolean {
    const empty = this.condition.rows.findIndex(lacksValue);
    if (this.isFormula || empty < 0) {
      return true;
    }
    const field = this.template?.querySelector<Field>(`[data-index="${empty}"][data-part="value"]`);
    field?.setCustomValidity?.(CondValueMissing);
    field?.reportValidity?.();
    field?.focus();
    return false;
  }

  /** Without the value it would say something that nobody meant. */
  get shownFormula(): string {
    return this.condition.rows.some(lacksValue) ? '' : this.formula;
  }

  get isEmpty(): boolean {
    return this.condition.rows.length === 0;
  }

  get hasTwo(): boolean {
    return this.condition.rows.length > 1;
  }

  get cannotCheck(): boolean {
    return this.checking || !this.present;
  }

  get present(): string {
    return this.isFormula ? this.typed : this.formula;
  }

  get fieldOptions(): OptionView[] {
    return this.fields.map((field) => ({ value: field.name, label: field.label }));
  }

  get rows(): object[] {
    return this.condition.rows.map((row, index) => {
      const field = this.fields.find((one) => one.name === row.field);
      const kind = field?.kind ?? 'text';
      const hasValue = !WITHOUT_VALUE.has(row.operator);
      return {
        ...row,
        key: `row${index}`,
        index,
        operators: OPERATORS[kind].map((value) => ({ value, label: WORDS[value] as string })),
        values: field?.values ?? [],
        isPicklist: hasValue && kind === 'picklist',
        hasValue,
        inputType: kind === 'number' ? 'number' : kind === 'date' ? 'date' : 'text',
        removeAlt: format(CondRemove, index + 1)
      };
    });
  }

  get resultWords(): string {
    if (this.checkError || !this.result) {
      return this.checkError;
    }
    if (!this.result.ok) {
      return this.result.message ?? '';
    }
    const { matches, total, leads } = this.result;
    return leads.length > 0
      ? format(CondMatchesNamed, matches, total, leads.join(', '))
      : format(CondMatches, matches, total);
  }

  /** A refusal looks like one. */
  get resultCss(): string {
    return this.checkError || this.result?.ok === false ? 'result slds-text-color_error' : 'result';
  }

  handleAdd(): void {
    const [first] = this.fields;
    if (first) {
      const row = { field: first.name, operator: OPERATORS[first.kind][0] as string, value: '' };
      this.build({ ...this.condition, rows: [...this.condition.rows, row] });
    }
  }

  handleRemove(event: Event): void {
    const index = Number((event.currentTarget as HTMLElement).dataset.index);
    this.build({ ...this.condition, rows: this.condition.rows.filter((_row, at) => at !== index) });
  }

  handleJoiner(event: CustomEvent<{ value: 'and' | 'or' }>): void {
    this.build({ ...this.condition, joiner: event.detail.value });
  }

  handleRow(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    const field = event.currentTarget as Field;
    const { index, part } = field.dataset;
    field.setCustomValidity?.('');
    const rows = this.condition.rows.map((row, at) => {
      return at === Number(index) ? this.changed(row, part as keyof ConditionRow, event.detail.value) : row;
    });
    this.build({ ...this.condition, rows });
  }

  /** Another field may not know the operator, nor have the value. */
  private changed(row: ConditionRow, part: keyof ConditionRow, value: string): ConditionRow {
    if (part !== 'field') {
      return { ...row, [part]: value };
    }
    const kind = this.fields.find((one) => one.name === value)?.kind ?? 'text';
    const operator = OPERATORS[kind].includes(row.operator) ? row.operator : (OPERATORS[kind][0] as string);
    return { field: value, operator, value: '' };
  }

  handleFormula(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.typed = event.detail.value ?? '';
    this.tell({ condition: null, formula: this.typed });
  }

  handleMode(event: CustomEvent<{ checked: boolean }>): void {
    event.stopPropagation();
    this.isFormula = event.detail.checked;
    this.typed = this.formula;
    this.tell(this.isFormula ? { condition: null, formula: this.typed } : { condition: this.condition, formula: '' });
  }

  async handleCheck(): Promise<void> {
    if (!this.askForValues()) {
      return;
    }
    this.checking = true;
    this.checkError = '';
    try {
      this.result = (await testFormula({ formula: this.present })) as FormulaResultView;
    } catch (error) {
      this.checkError = messageOf(error) || AgrErrLoad;
    } finally {
      this.checking = false;
    }
  }

  private build(condition: ConditionView): void {
    this.condition = condition;
    this.tell({ condition, formula: '' });
  }

  private tell(detail: ConditionChange): void {
    this.result = null;
    this.checkError = '';
    this.dispatchEvent(new CustomEvent('change', { detail }));
  }
}
