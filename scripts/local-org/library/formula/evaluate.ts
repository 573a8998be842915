import { DiagnosticError } from '../../contracts/diagnostics.ts';
import type { Formula, FormulaContext } from '../../contracts/formula.ts';
import type { RuntimeType } from '../../contracts/program.ts';
import type { FieldType } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { compileFormula } from '../../formula/index.ts';
import {
  type ApexList,
  Boxed,
  Decimal,
  type EnumValue,
  SObject,
  debugText,
  longToInteger,
  normaliseLong,
  throwApex
} from '../../values/index.ts';
import { libraryClass, listOf, need, plainGetters, stringSet } from '../define.ts';
import { Bean, PlatformObject } from '../registry.ts';
import { SObjectTypeToken, sobjectToken } from '../schema/tokens.ts';
import { ApexType } from '../system/type.ts';
import { resourceOf, valueAt } from './over-class.ts';

const RETURNS: Readonly<Record<string, FieldType>> = {
  BOOLEAN: 'Boolean',
  DATE: 'Date',
  DATETIME: 'Datetime',
  DECIMAL: 'Double',
  DOUBLE: 'Double',
  ID: 'Id',
  INTEGER: 'Double',
  LONG: 'Double',
  STRING: 'String',
  TIME: 'Time'
};

/** `FormulaEval.FormulaBuilder`. */
class FormulaBuilder extends PlatformObject {
  formula: string | null = null;
  type: SObjectTypeToken | null = null;
  over: RuntimeType | null = null;
  returns: string | null = null;
  blanksAsZero = false;
  asTemplate = false;
  globals: ReadonlySet<string> = new Set();
}
FormulaBuilder.for('FormulaEval.FormulaBuilder');

/** A formula, or the parts of a template: text, and formulas whose values are put between. */
type Compiled = Formula | readonly (string | Formula)[];

class FormulaInstance extends PlatformObject {
  readonly compiled: Compiled;
  readonly returns: string;
  readonly over: RuntimeType | null;

  constructor(compiled: Compiled, returns: string, over: RuntimeType | null) {
    super();
    this.compiled = compiled;
    this.returns = returns;
    this.over = over;
  }
}
FormulaInstance.for('FormulaEval.FormulaInstance');

function invalid(text: string): never {
  return throwApex('System.FormulaValidationException', text);
}

/** `$User` and its like may be used only when the builder was told so. */
function checkGlobals(formula: string, allowed: ReadonlySet<string>): void {
  for (const [, name = ''] of formula.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/\$(\w+)\./g)) {
    if (!allowed.has(name.toUpperCase())) invalid(`The global variable $${name} is not available`);
  }
}

/** `Hello {!Name}`: what stands between `{!` and `}` is a formula (Apex Developer Guide, Formula Evaluation in Apex). */
function templateParts(text: string): ({ readonly text: string } | { readonly merge: string })[] {
  return text
    .split(/(\{![^}]*\})/)
    .map((part) => (part.startsWith('{!') ? { merge: part.slice(2, -1) } : { text: part }));
}

function build(tx: Transaction, b: FormulaBuilder): FormulaInstance {
  if (b.formula === null) invalid('A formula is required');
  if (b.returns === null) invalid('A return type is required');
  if (b.asTemplate && b.returns !== 'STRING') invalid('A template returns a STRING');
  checkGlobals(b.formula as string, b.globals);
  const returnType = RETURNS[b.returns as string];
  const over = b.over && globalClass(b.over);
  const scope = {
    schema: tx.org.schema,
    blanksAsZero: b.blanksAsZero,
    file: 'FormulaEval',
    ...(b.type ? { object: b.type.info(tx) } : {}),
    ...(over ? { resource: (path: readonly string[]) => resourceOf(tx, over, path) } : {}),
    ...(returnType && !b.asTemplate ? { returnType } : {})
  };
  const compile = (text: string): Formula => compileFormula(text, 'formulaEval', scope);
  const text = b.formula as string;
  try {
    const compiled = b.asTemplate
      ? templateParts(text).map((p) => ('merge' in p ? compile(p.merge) : p.text))
      : compile(text);
    return new FormulaInstance(compiled, b.returns as string, over);
  } catch (e) {
    if (e instanceof DiagnosticError) return invalid(e.diagnostics.map((d) => d.message).join('; '));
    throw e;
  }
}

/** A path from the record in hand; a missing parent makes the whole path blank. */
function pathOf(record: SObject, path: readonly string[]): unknown {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return record.getByName(first);
  const parent = record.parent(first);
  return parent ? pathOf(parent, rest) : null;
}

function evaluate(tx: Transaction, f: FormulaInstance, subject: unknown): unknown {
  const { over } = f;
  const field = (path: readonly string[]): unknown => pathOf(need(subject as SObject | null), path);
  const resource = (path: readonly string[]): unknown => valueAt(tx, subject, over as RuntimeType, path);
  const context: FormulaContext = over ? { tx, field: resource, resource } : { tx, field };
  if ('value' in f.compiled) return asReturn(f.compiled.value(context), f.returns);
  return f.compiled.map((part) => (typeof part === 'string' ? part : mergedText(part.value(context)))).join('');
}

function mergedText(value: unknown): string {
  return value === null || value === undefined ? '' : debugText(value);
}

function readsOf({ compiled }: FormulaInstance): string[] {
  const formulas = 'value' in compiled ? [compiled] : compiled.filter((part) => typeof part !== 'string');
  return formulas.flatMap((formula) => formula.reads.map((path) => path.join('.')));
}

function asReturn(value: unknown, returns: string): unknown {
  if (!(value instanceof Decimal)) return value;
  if (returns === 'INTEGER') return longToInteger(normaliseLong(value.truncate()));
  if (returns === 'LONG') return new Boxed('Long', normaliseLong(value.truncate()));
  return returns === 'DOUBLE' ? new Boxed('Double', value.toNumber()) : value;
}

/** Documented: the class that a formula reads must be global. */
function globalClass(of: RuntimeType): RuntimeType {
  if (of.members && of.members.access !== 'global') invalid(`The class ${of.name} is not global`);
  return of;
}

function withType(b: FormulaBuilder, type: ApexType | SObjectTypeToken): FormulaBuilder {
  if (need(type) instanceof SObjectTypeToken) b.type = type as SObjectTypeToken;
  else if ((type as ApexType).of.kind === 'sobject') b.type = sobjectToken((type as ApexType).of.name);
  else b.over = (type as ApexType).of;
  return b;
}

/** A formula that cannot be computed gives a blank, as it does in a query; the result has no errors. */
function recalculated(tx: Transaction, record: SObject): Bean {
  tx.org.save.recalculate(tx, record);
  return new Bean('System.FormulaRecalcResult', [['record', record]]);
}

export const formulaClasses = [
  libraryClass('System.Formula', {
    'static FormulaEval.FormulaBuilder builder()': () => new FormulaBuilder(),
    'static List<FormulaRecalcResult> recalculateFormulas(List<SObject> records)': (tx, _, records: ApexList) =>
      listOf(
        'System.FormulaRecalcResult',
        // Records of an object without formula fields give no result (a public suite that passes on the platform counts them).
        (need(records).items as SObject[])
          .filter((record) => record.info.fields.some((field) => field.formula !== undefined))
          .map((record) => recalculated(tx, record))
      )
  }),
  libraryClass('System.FormulaRecalcResult', {
    'SObject getSObject()': (_, r: Bean) => r.get('record'),
    'Boolean isSuccess()': () => true,
    'List<FormulaRecalcFieldError> getErrors()': () => listOf('System.FormulaRecalcFieldError', [])
  }),
  libraryClass('System.FormulaRecalcFieldError', plainGetters('String fieldError', 'String fieldName')),
  libraryClass('FormulaEval.FormulaBuilder', {
    'static FormulaEval.FormulaBuilder builder()': () => new FormulaBuilder(),
    'FormulaEval.FormulaInstance build()': (tx, b: FormulaBuilder) => build(tx, b),
    'FormulaEval.FormulaBuilder parseAsTemplate(Boolean on)': (_, b: FormulaBuilder, on: boolean) =>
      Object.assign(b, { asTemplate: need(on) }),
    'FormulaEval.FormulaBuilder treatNumericNullAsZero(Boolean on)': (_, b: FormulaBuilder, on: boolean) =>
      Object.assign(b, { blanksAsZero: need(on) }),
    'FormulaEval.FormulaBuilder withGlobalVariables(List<FormulaEval.FormulaGlobal> globals)': (
      _,
      b: FormulaBuilder,
      globals: ApexList
    ) => Object.assign(b, { globals: new Set((need(globals).items as EnumValue[]).map((g) => g.name)) }),
    'FormulaEval.FormulaBuilder withFormula(String text)': (_, b: FormulaBuilder, text: string) =>
      Object.assign(b, { formula: need(text) }),
    'FormulaEval.FormulaBuilder withReturnType(FormulaEval.FormulaReturnType type)': (
      _,
      b: FormulaBuilder,
      type: EnumValue
    ) => Object.assign(b, { returns: need(type).name }),
    'FormulaEval.FormulaBuilder withType(Type type)': (_, b: FormulaBuilder, type: ApexType) => withType(b, type),
    'FormulaEval.FormulaBuilder withType(Schema.SObjectType type)': (_, b: FormulaBuilder, type: SObjectTypeToken) =>
      withType(b, type)
  }),
  libraryClass('FormulaEval.FormulaInstance', {
    'Object evaluate(Object record)': (tx, f: FormulaInstance, record) => evaluate(tx, f, record),
    'Set<String> getReferencedFields()': (_, f: FormulaInstance) => stringSet(readsOf(f))
  })
];
