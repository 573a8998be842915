import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { Formula, FormulaScope } from '../contracts/formula.ts';
import type { FieldInfo, ObjectInfo, Schema } from '../contracts/schema.ts';
import type { MetadataComponent, MetadataRegistry } from '../contracts/transaction.ts';
import type { CustomFieldModel, ValidationRuleModel } from '../metadata/index.ts';
import { compileFormula } from './compiler.ts';
import { formulaProblem } from './errors.ts';
import { resolveField } from './references.ts';

interface Context {
  readonly schema: Schema;
  readonly findings: Diagnostic[];
  /** Compiled formula fields by `Object.Field`, to find those that go in a circle. */
  readonly fields: Map<
    string,
    {
      readonly object: ObjectInfo;
      readonly formula: Formula;
      readonly file: string;
      readonly line: number;
      readonly text: string;
    }
  >;
}

function attempt(context: Context, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    context.findings.push(...error.diagnostics);
  }
}

const keyOf = (object: ObjectInfo, field: FieldInfo): string => `${object.name}.${field.name}`;

function checkField(context: Context, component: MetadataComponent): void {
  const model = component.model as CustomFieldModel;
  const object = context.schema.object(model.object);
  const field = object?.field(model.name);
  if (!object || !field) return;
  const { file } = component;
  const { line } = model;
  const scope: FormulaScope = { schema: context.schema, object, file, line, returnType: field.type };
  const { formula, defaultFormula } = field;
  if (formula) {
    attempt(context, () => {
      const compiled = compileFormula(formula.text, 'field', { ...scope, blanksAsZero: formula.blanksAsZero });
      context.fields.set(keyOf(object, field), { object, formula: compiled, file, line, text: formula.text });
    });
  }
  if (defaultFormula !== undefined) attempt(context, () => compileFormula(defaultFormula, 'default', scope));
}

function checkRule(context: Context, { file, model }: MetadataComponent): void {
  const { object: name, condition, line } = model as ValidationRuleModel;
  const object = context.schema.object(name);
  if (!object) return;
  attempt(context, () =>
    compileFormula(condition, 'validation', { schema: context.schema, object, file, line, returnType: 'Boolean' })
  );
}

/** The formula fields that a formula field reads, one step on. */
function readFields(context: Context, key: string): string[] {
  const found = context.fields.get(key);
  if (!found) return [];
  return found.formula.reads.flatMap((path) => {
    const target = resolveField({ schema: context.schema, file: found.file }, found.object, path.join('.'));
    return target ? [`${target.field.object}.${target.field.name}`] : [];
  });
}

function refersToItself(context: Context, key: string): boolean {
  const open = readFields(context, key);
  const seen = new Set<string>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === key) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...readFields(context, next));
  }
  return false;
}

/**
 * Compiles every formula field, default value and validation rule of a project, as a deploy does. Gives everything that
 * is wrong, with the component's file and line.
 */
export function checkFormulas({
  schema,
  registry
}: {
  readonly schema: Schema;
  readonly registry: MetadataRegistry;
}): Diagnostic[] {
  const context: Context = { schema, findings: [], fields: new Map() };
  for (const component of registry.all('CustomField')) checkField(context, component);
  for (const component of registry.all('ValidationRule')) checkRule(context, component);
  for (const [key, { file, line, text }] of context.fields) {
    if (!refersToItself(context, key)) continue;
    const message = `Formula cannot use another formula field that directly or indirectly refers to itself. ${key}`;
    attempt(context, () => {
      throw formulaProblem({ file, line, text }, 0, message);
    });
  }
  return context.findings;
}
