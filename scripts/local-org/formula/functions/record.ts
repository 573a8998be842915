import type { Dialect } from '../../contracts/formula.ts';
import { equalValues } from '../operators.ts';
import type { Call, CallCompiler, Compiled, FormulaFunction, Reference } from './spec.ts';
import { specials } from './spec.ts';

const ABOUT_A_SAVE: readonly Dialect[] = ['validation', 'workflow', 'filter', 'flow'];

type FieldArgument = Compiled & { readonly reference: Reference };

function fieldArgument(call: Call, compiler: CallCompiler): FieldArgument {
  const value = compiler.compile(call.args[0] as Call);
  if (!value.reference)
    throw compiler.problem(call, `Incorrect parameter for function '${call.name}()'. Expected Field reference.`);
  return value as FieldArgument;
}

function prior(argument: FieldArgument): Compiled['evaluate'] {
  const { path, read } = argument.reference;
  return (c) => (c.prior && !c.isNew ? read(c.prior(path)) : argument.evaluate(c));
}

/** ISCHANGED is false and PRIORVALUE gives the current value on a new record (formula reference). */
export const recordFunctions: readonly FormulaFunction[] = specials('record', [
  {
    name: 'ISNEW',
    dialects: ABOUT_A_SAVE,
    parameters: [],
    build: () => ({ kind: 'Boolean', evaluate: (c) => c.isNew === true })
  },
  {
    name: 'ISCLONE',
    dialects: ABOUT_A_SAVE,
    parameters: [],
    build: () => ({ kind: 'Boolean', evaluate: (c) => c.isClone === true })
  },
  {
    name: 'ISCHANGED',
    dialects: ABOUT_A_SAVE,
    parameters: ['Field'],
    build: (call, compiler) => {
      const field = fieldArgument(call, compiler);
      const before = prior(field);
      const kind = field.kind === 'Picklist' || field.kind === 'MultiPicklist' ? 'Text' : field.kind;
      return {
        kind: 'Boolean',
        evaluate: (c) => {
          const [now, then] = [field.evaluate(c), before(c)];
          return now === null || then === null ? now !== then : equalValues(kind, now, then) !== true;
        }
      };
    }
  },
  {
    name: 'PRIORVALUE',
    dialects: ABOUT_A_SAVE,
    parameters: ['Field'],
    build: (call, compiler) => {
      const field = fieldArgument(call, compiler);
      return { kind: field.kind, evaluate: prior(field), reference: { ...field.reference, isField: false } };
    }
  }
]);
