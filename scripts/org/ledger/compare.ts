import type { Rebuilt, State, Value } from './fold.ts';

/** A field of the clock as describe tells it, name without namespace. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly scale: number;
  readonly isFormula: boolean;
}

export interface Difference {
  readonly clock: string;
  /** The field, or null when the entries themselves do not fit together. */
  readonly field: string | null;
  readonly has: Value;
  readonly ledger: Value;
  readonly problem: string;
}

/** Not state: what the engine finds clocks by follows from the rest (decision 7). */
const SWEEPS = new Set(['Next_Check_Minute__c', 'Away_Key__c', 'Away_Look_Minute__c', 'Holder_Key__c', 'Veto_Key__c']);

/** The fields that make up the state: our own, without lookups, formulas and what the sweep finds clocks by. */
export function stateFields(fields: readonly Field[]): Field[] {
  return fields.filter(
    ({ name, type, isFormula }) => /__c$/.test(name) && type !== 'reference' && !isFormula && !SWEEPS.has(name)
  );
}

/** Where a clock is not what its entries tell. */
export function compare(clock: string, has: State, rebuilt: Rebuilt, fields: readonly Field[]): Difference[] {
  const broken = rebuilt.problems.map((problem) => ({ clock, field: null, has: null, ledger: null, problem }));
  const differing = fields.flatMap((field) => {
    const stored = plain(has[field.name], field);
    const told = plain(rebuilt.state[field.name], field);
    if (stored === told) return [];
    return [{ clock, field: field.name, has: stored, ledger: told, problem: 'differs' }];
  });
  return [...broken, ...differing];
}

/** A value as the database keeps it: seconds, the scale of the field, no empty text, an unset checkbox as false. */
function plain(value: Value | undefined, { type, scale }: Field): Value {
  if (type === 'boolean') return value === true;
  if (value === undefined || value === null || value === '') return null;
  if (type === 'datetime') return instant(String(value));
  if (typeof value === 'number') return Number(value.toFixed(scale));
  return value;
}

function instant(text: string): string {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : `${new Date(at).toISOString().slice(0, 19)}Z`;
}
