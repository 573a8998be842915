import type { Position } from '../contracts/diagnostics.ts';
import type { Value } from '../contracts/soql.ts';
import { queryError } from './errors.ts';
import { bindValue, type Run } from './run-context.ts';

/** The number of LIMIT or OFFSET. Throws for a negative or missing one. */
export function operandCount(value: Value, run: Run): number {
  const given =
    value.kind === 'bind' ? bindValue(run, value.index) : value.kind === 'number' ? Number(value.text) : null;
  if (typeof given !== 'number' || !Number.isInteger(given)) throw queryError(`Limit and offset must be whole numbers`);
  if (given < 0) throw queryError(`Limit must be a non-negative integer`);
  return given;
}

const MOST_OFFSET = 2000;

/** Throws for more than "the maximum offset" (SOQL and SOSL Reference, OFFSET). */
export function refuseFarOffset(offset: number, pos: Position): void {
  if (offset > MOST_OFFSET) throw queryError(`Maximum SOQL offset allowed is ${MOST_OFFSET}`, pos);
}
