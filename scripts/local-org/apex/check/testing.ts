import type { BoundBlock, BoundUnit } from '../../contracts/bound.ts';
import { compileFormula } from '../../formula/index.ts';
import { buildSchema } from '../../schema/index.ts';
import { createQueryRules } from '../../soql/index.ts';
import { platformClasses } from '../../library/index.ts';
import type { Schema } from '../../contracts/schema.ts';
import { parseUnit, type Source } from '../syntax/index.ts';
import { checkProgram, type CheckEnv, type CheckUnit } from './index.ts';

let standard: Schema | undefined;

/** The standard objects alone. */
export function standardSchema(): Schema {
  standard ??= buildSchema({ namespace: null, registry: { all: () => [], get: () => undefined } }).schema;
  return standard;
}

export interface Checked {
  readonly units: readonly BoundUnit[];
  readonly messages: readonly string[];
  /** `line:column message`. */
  readonly places: readonly string[];
}

export interface TestOptions extends Partial<CheckEnv> {
  readonly apiVersion?: number;
}

/** Parses and checks sources; classes by their text, triggers when they begin so. */
export function check(sources: readonly string[], options: TestOptions = {}): Checked {
  const units = sources.map((text, i): CheckUnit => {
    const kind: Source['kind'] = /^\s*trigger\b/i.test(text) ? 'trigger' : 'class';
    return parsed({ path: `File${i}.cls`, text: seen(text), kind }, options);
  });
  return checked(units, options);
}

/** What a case does not say of a top-level type: that it is public. */
function seen(text: string): string {
  return /^(class|interface|enum|virtual|abstract)\b/i.test(text) ? `public ${text}` : text;
}

/** Statements inside a method of a class with the members given. */
export function checkBody(
  statements: string,
  members = '',
  others: readonly string[] = [],
  options: TestOptions = {}
): Checked {
  return check([`public class Sample { ${members}\npublic void run() {\n${statements}\n}\n}`, ...others], options);
}

/** The bound statements of an anonymous block; throws when it has errors. */
export function boundStatements(
  text: string,
  others: readonly string[] = [],
  options: TestOptions = {}
): BoundBlock['statements'] {
  const classes = others.map((other, i) => parsed({ path: `File${i}.cls`, text: other, kind: 'class' }, options));
  const block = parsed({ path: 'anonymous', text, kind: 'anonymous' }, options);
  const { units, messages } = checked([...classes, block], options);
  const made = units.find((u) => u.kind === 'anonymous')?.anonymous;
  if (!made) throw new Error(messages.join('\n'));
  return made.body.statements;
}

function parsed(source: Source, options: TestOptions): CheckUnit {
  const { ast, problems } = parseUnit(source);
  if (!ast) throw new Error(problems.map((p) => p.message).join('\n'));
  return { ast, apiVersion: options.apiVersion ?? 67 };
}

function checked(units: readonly CheckUnit[], options: TestOptions): Checked {
  const schema = options.schema ?? standardSchema();
  const result = checkProgram(units, {
    schema,
    queries: createQueryRules({ schema, compileFormula }),
    platform: platformClasses(),
    labels: null,
    namespace: null,
    supports: () => true,
    strict: false,
    ...options
  });
  return {
    units: result.units,
    messages: result.problems.map((p) => p.message),
    places: result.problems.map((p) => `${p.line}:${p.column} ${p.message}`)
  };
}
