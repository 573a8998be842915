import { num } from '../numbers.ts';
import type { Call, CallCompiler, Compiled, FormulaFunction } from './spec.ts';
import { specials } from './spec.ts';

const selected = (value: unknown): string[] => (value === null || value === '' ? [] : String(value).split(';'));

function literal(call: Call, compiler: CallCompiler): Compiled {
  return compiler.expect(call.args[1] as Call, call, ['Text']);
}

/** The second argument of INCLUDES and ISPICKVAL may be any text expression here; the platform wants a literal for INCLUDES. */
export const picklistFunctions: readonly FormulaFunction[] = specials('picklist', [
  {
    name: 'ISPICKVAL',
    parameters: ['Picklist', 'Text'],
    build: (call, compiler) => {
      const field = compiler.expect(call.args[0] as Call, call, ['Picklist']);
      const value = literal(call, compiler);
      return { kind: 'Boolean', evaluate: (c) => (field.evaluate(c) ?? '') === (value.evaluate(c) ?? '') };
    }
  },
  {
    name: 'INCLUDES',
    parameters: ['MultiPicklist', 'Text'],
    build: (call, compiler) => {
      const field = compiler.expect(call.args[0] as Call, call, ['MultiPicklist']);
      const value = literal(call, compiler);
      return {
        kind: 'Boolean',
        evaluate: (c) => selected(field.evaluate(c)).includes(String(value.evaluate(c) ?? ''))
      };
    }
  },
  {
    name: 'PICKLISTCOUNT',
    parameters: ['MultiPicklist'],
    build: (call, compiler) => {
      const field = compiler.expect(call.args[0] as Call, call, ['MultiPicklist']);
      return { kind: 'Number', evaluate: (c) => num(selected(field.evaluate(c)).length) };
    }
  }
]);
