import type { Dialect } from '../contracts/formula.ts';
import { ALL_FUNCTIONS } from './functions/table.ts';

export { checkFormulas } from './check.ts';
export { compileFormula } from './compiler.ts';
export { FormulaEvaluationError } from './errors.ts';

export interface FunctionSupport {
  readonly name: string;
  readonly family: string;
  /** Absent: every dialect. */
  readonly dialects?: readonly Dialect[];
  /** Why the local org refuses it; absent when it runs. */
  readonly refused?: string;
}

/** Every formula function that the local org knows, once each, for the support table. */
export function listFunctions(): readonly FunctionSupport[] {
  const rows = new Map<string, FunctionSupport>();
  for (const f of ALL_FUNCTIONS) {
    rows.set(f.name, {
      name: f.name,
      family: f.family,
      ...(f.dialects ? { dialects: f.dialects } : {}),
      ...(f.form === 'refused' ? { refused: f.reason } : {})
    });
  }
  return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name));
}
