import { FormulaEvaluationError } from '../errors.ts';
import { equalValues } from '../operators.ts';
import type { Call, CallCompiler, Compiled, Evaluate, FormulaFunction } from './spec.ts';
import { specials } from './spec.ts';

type Built = Omit<Compiled, 'node'>;

function conditions(call: Call, compiler: CallCompiler): Evaluate[] {
  if (call.args.length === 0) throw compiler.wrongArguments(call, 1);
  return call.args.map((arg) => compiler.expect(arg, call, ['Boolean']).evaluate);
}

function buildIf(call: Call, compiler: CallCompiler): Built {
  const [condition, whenTrue, whenFalse] = call.args.map((arg) => compiler.compile(arg)) as [
    Compiled,
    Compiled,
    Compiled
  ];
  if (condition.kind !== 'Boolean' && condition.kind !== 'Null') throw compiler.wrongType(call, 'Boolean', condition);
  const kind = compiler.common(call, [whenTrue, whenFalse]);
  return { kind, evaluate: (c) => (condition.evaluate(c) === true ? whenTrue.evaluate(c) : whenFalse.evaluate(c)) };
}

function buildIfs(call: Call, compiler: CallCompiler): Built {
  if (call.args.length < 3 || call.args.length % 2 === 0) throw compiler.wrongArguments(call, call.args.length + 1);
  const args = call.args.map((arg) => compiler.compile(arg));
  const otherwise = args[args.length - 1] as Compiled;
  const pairs: [Compiled, Compiled][] = [];
  for (let i = 0; i + 1 < args.length; i += 2) pairs.push([args[i] as Compiled, args[i + 1] as Compiled]);
  for (const [condition] of pairs)
    if (condition.kind !== 'Boolean') throw compiler.wrongType(call, 'Boolean', condition);
  const kind = compiler.common(call, [...pairs.map(([, result]) => result), otherwise]);
  return {
    kind,
    evaluate: (c) => (pairs.find(([condition]) => condition.evaluate(c) === true)?.[1] ?? otherwise).evaluate(c)
  };
}

function buildCase(call: Call, compiler: CallCompiler): Built {
  if (call.args.length < 4 || call.args.length % 2 !== 0) throw compiler.wrongArguments(call, call.args.length + 1);
  const [subject, ...rest] = call.args.map((arg) => compiler.compile(arg)) as [Compiled, ...Compiled[]];
  const otherwise = rest[rest.length - 1] as Compiled;
  const branches: { readonly match: Compiled; readonly result: Compiled }[] = [];
  for (let i = 0; i + 1 < rest.length; i += 2)
    branches.push({ match: rest[i] as Compiled, result: rest[i + 1] as Compiled });
  const isPicklist = subject.kind === 'Picklist';
  for (const { match } of branches) {
    const fits =
      match.kind === subject.kind ||
      match.kind === 'Null' ||
      subject.kind === 'Null' ||
      (isPicklist && match.kind === 'Text');
    if (!fits) throw compiler.wrongType(call, isPicklist ? 'Text' : subject.kind, match);
  }
  const kind = compiler.common(call, [...branches.map((b) => b.result), otherwise]);
  const compared = isPicklist ? 'Text' : subject.kind;
  return {
    kind,
    evaluate: (c) => {
      const value = subject.evaluate(c);
      const hit = branches.find((b) => equalValues(compared, value, b.match.evaluate(c)) === true);
      return (hit?.result ?? otherwise).evaluate(c);
    }
  };
}

const isBlank = (value: unknown): boolean => value === null || value === '';

function buildBlankTest(call: Call, compiler: CallCompiler): Built {
  const value = compiler.compile(call.args[0] as Call);
  return { kind: 'Boolean', evaluate: (c) => isBlank(value.evaluate(c)) };
}

/** ISNULL and NULLVALUE never find a text empty (formula reference: "Text fields are never null"). */
function buildNullTest(call: Call, compiler: CallCompiler): Built {
  const value = compiler.compile(call.args[0] as Call);
  return { kind: 'Boolean', evaluate: value.kind === 'Text' ? () => false : (c) => value.evaluate(c) === null };
}

function buildReplacement(call: Call, compiler: CallCompiler, textIsNeverNull: boolean): Built {
  const [value, other] = call.args.map((arg) => compiler.plain(compiler.compile(arg))) as [Compiled, Compiled];
  const kind = compiler.common(call, [value, other]);
  if (kind === 'Text' && textIsNeverNull) return { kind, evaluate: value.evaluate };
  return {
    kind,
    evaluate: (c) => {
      const found = value.evaluate(c);
      return isBlank(found) ? other.evaluate(c) : found;
    }
  };
}

function buildIfError(call: Call, compiler: CallCompiler): Built {
  const [value, other] = call.args.map((arg) => compiler.compile(arg)) as [Compiled, Compiled];
  return {
    kind: compiler.common(call, [value, other]),
    evaluate: (c) => {
      try {
        return value.evaluate(c);
      } catch (error) {
        if (error instanceof FormulaEvaluationError) return other.evaluate(c);
        throw error;
      }
    }
  };
}

/** A null condition counts as false in AND, OR and IF, and stays null in NOT (three-valued, as the open engine does). */
export const logicalFunctions: readonly FormulaFunction[] = specials('logical', [
  {
    name: 'AND',
    parameters: ['Boolean...'],
    build: (call, compiler) => {
      const tests = conditions(call, compiler);
      return { kind: 'Boolean', evaluate: (c) => tests.every((test) => test(c) === true) };
    }
  },
  {
    name: 'OR',
    parameters: ['Boolean...'],
    build: (call, compiler) => {
      const tests = conditions(call, compiler);
      return { kind: 'Boolean', evaluate: (c) => tests.some((test) => test(c) === true) };
    }
  },
  {
    name: 'NOT',
    parameters: ['Boolean'],
    build: (call, compiler) => {
      const test = compiler.expect(call.args[0] as Call, call, ['Boolean']).evaluate;
      return {
        kind: 'Boolean',
        evaluate: (c) => {
          const value = test(c);
          return value === null ? null : value !== true;
        }
      };
    }
  },
  { name: 'IF', parameters: ['Boolean', 'Any', 'Any'], build: buildIf },
  { name: 'IFS', parameters: ['Any...'], build: buildIfs },
  { name: 'CASE', parameters: ['Any...'], build: buildCase },
  { name: 'ISBLANK', parameters: ['Any'], build: buildBlankTest },
  { name: 'ISNULL', parameters: ['Any'], build: buildNullTest },
  {
    name: 'BLANKVALUE',
    parameters: ['Any', 'Any'],
    build: (call, compiler) => buildReplacement(call, compiler, false)
  },
  { name: 'NULLVALUE', parameters: ['Any', 'Any'], build: (call, compiler) => buildReplacement(call, compiler, true) },
  { name: 'IFERROR', parameters: ['Any', 'Any'], build: buildIfError }
]);
