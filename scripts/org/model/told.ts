import type { RunDetails } from 'fast-check';
import type { Sequence } from './signals.ts';

/** A sequence that differs, as small as it could be made: how to play it again, a line for each signal, and where they differ. */
export function told(result: RunDetails<[Sequence]>, seed: number): string[] {
  if (!result.counterexample) return [];
  const [{ first, ops }] = result.counterexample;
  const error: unknown = result.errorInstance;
  return [
    `seed ${seed}, path ${result.counterexamplePath ?? ''}, shrunk ${result.numShrinks} times`,
    ...[...first, ...ops].map((one) => JSON.stringify(one)),
    error instanceof Error ? error.message : String(error)
  ];
}
