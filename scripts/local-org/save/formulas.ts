import type { CompileFormula, Dialect, Formula, FormulaContext } from '../contracts/formula.ts';
import type { FieldInfo, ObjectInfo, Schema } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { FormulaEvaluationError } from '../formula/index.ts';
import type { SObject } from '../values/index.ts';
import { planOf } from './plan.ts';

type ReadSlot = (slot: number) => unknown;

/** A nested formula deeper than this refers to itself. */
const MAX_DEPTH = 50;

/** Formulas over a record in hand: formula fields, default values and validation rules, each compiled once. */
export class RecordFormulas {
  private readonly compile: CompileFormula;
  private readonly compiled = new WeakMap<ObjectInfo, Map<string, Formula>>();

  constructor(compile: CompileFormula) {
    this.compile = compile;
  }

  /** Writes the values of the object's formula fields into a record; null where one cannot be computed. */
  fill(tx: Transaction, record: SObject): void {
    for (const field of planOf(record.info).formulas) {
      record.v[field.slot] = this.fieldValue(tx, record.info, field, (slot) => record.peek(slot), 0);
    }
  }

  /** A formula field of a stored row. */
  ofRow(tx: Transaction, object: ObjectInfo, field: FieldInfo, row: Row): unknown {
    return this.fieldValue(tx, object, field, (slot) => row[slot] ?? null, 0);
  }

  defaultValue(tx: Transaction, record: SObject, field: FieldInfo): unknown {
    const formula = this.get(
      tx.org.schema,
      record.info,
      `default ${field.name}`,
      field.defaultFormula ?? '',
      'default',
      field
    );
    try {
      return formula.value({ ...this.context(tx, record.info, (slot) => record.peek(slot), 0), isNew: true });
    } catch (error) {
      // Assumed: a default that cannot be worked out is none, as a formula field is then empty.
      if (error instanceof FormulaEvaluationError) return null;
      throw error;
    }
  }

  /** Whether a validation rule's condition holds, which is an error. */
  ruleHolds(
    tx: Transaction,
    record: SObject,
    rule: { readonly name: string; readonly condition: string; readonly file: string },
    old: Row | undefined
  ): boolean {
    const formula = this.get(
      tx.org.schema,
      record.info,
      `rule ${rule.name}`,
      rule.condition,
      'validation',
      undefined,
      rule.file
    );
    const now = this.context(tx, record.info, (slot) => record.peek(slot), 0);
    const before = old && this.context(tx, record.info, (slot) => old[slot] ?? null, 0);
    const context: FormulaContext = {
      ...now,
      isNew: old === undefined,
      isClone: record.isClone,
      ...(before ? { prior: before.field } : {})
    };
    return formula.value(context) === true;
  }

  private fieldValue(tx: Transaction, object: ObjectInfo, field: FieldInfo, read: ReadSlot, depth: number): unknown {
    if (depth > MAX_DEPTH) throw new Error(`The formula of ${object.name}.${field.name} refers to itself.`);
    const text = field.formula?.text ?? '';
    const formula = this.get(tx.org.schema, object, `field ${field.name}`, text, 'field', field);
    try {
      return formula.value(this.context(tx, object, read, depth)) ?? null;
    } catch (error) {
      if (error instanceof FormulaEvaluationError) return null;
      throw error;
    }
  }

  private context(tx: Transaction, object: ObjectInfo, read: ReadSlot, depth: number): FormulaContext {
    return { tx, field: (path) => this.path(tx, object, read, path, depth) };
  }

  /** A field by path: of the record itself, or of a parent that the store holds. */
  private path(tx: Transaction, object: ObjectInfo, read: ReadSlot, path: readonly string[], depth: number): unknown {
    const [name = '', ...rest] = path;
    if (rest.length === 0) {
      const field = object.field(name);
      if (!field) throw new Error(`${object.name} has no field ${name}.`);
      return field.formula ? this.fieldValue(tx, object, field, read, depth + 1) : read(field.slot);
    }
    const lookup = object.parentRelationship(name.split(':')[0] as string);
    if (!lookup) throw new Error(`${object.name} has no relationship ${name}.`);
    const id = read(lookup.slot);
    const parent = typeof id === 'string' ? tx.org.schema.byPrefix(id) : undefined;
    const row = parent && tx.org.store.get(parent, id as string);
    return parent && row ? this.path(tx, parent, (slot) => row[slot] ?? null, rest, depth) : null;
  }

  private get(
    schema: Schema,
    object: ObjectInfo,
    key: string,
    text: string,
    dialect: Dialect,
    field?: FieldInfo,
    file?: string
  ): Formula {
    let formulas = this.compiled.get(object);
    if (!formulas) this.compiled.set(object, (formulas = new Map()));
    let formula = formulas.get(key);
    if (!formula) {
      formula = this.compile(text, dialect, {
        schema,
        object,
        file: file ?? object.file ?? `${object.name}.${field?.name ?? ''}`,
        ...(field ? { returnType: field.type, blanksAsZero: field.formula?.blanksAsZero ?? false } : {})
      });
      formulas.set(key, formula);
    }
    return formula;
  }
}
