import type { Expr, Type } from '../../contracts/bound.ts';
import { ERROR, SOBJECT, type MethodSymbol } from '../symbols/index.ts';

/** What the platform's compiler asks of the receiver of a built-in method, beyond its type; null when all is well. */
export function receiverProblem(
  { owner, key }: MethodSymbol,
  on: Type,
  target: Expr | null,
  args: readonly Expr[],
  safe: boolean
): string | null {
  if (owner.source !== 'platform' || !target) return null;
  if (key === 'adderror' && on.kind !== 'sobject' && !isException(on)) return addErrorProblem(target, safe);
  if (on.kind === 'list') return RECORDS.has(key) ? needsRecords('list', on.element, on) : allProblem(key, on, args);
  if (on.kind === 'set') return allProblem(key, on, args);
  if (on.kind !== 'map') return null;
  return RECORDS.has(key) ? needsRecords('value map', on.value, on) : putAllProblem(key, on, args);
}

const RECORDS = new Set(['deepclone', 'getsobjecttype']);

function needsRecords(what: string, element: Type, on: Type): string | null {
  return element.kind === 'sobject' || element === ERROR
    ? null
    : `Operation only applies to SObject ${what} types: ${on.text}`;
}

function isException(on: Type): boolean {
  return on.kind === 'class' && on.name.endsWith('Exception');
}

/** `record.Name.addError('no')`: the field of a record itself, not its value. */
function addErrorProblem(target: Expr, safe: boolean): string | null {
  if (target.kind !== 'sobjectField')
    return 'addError must be invoked on an expression that is an exact SObject field reference';
  return safe || target.safe ? 'Safe navigation operator is not allowed with addError' : null;
}

/** Sets take only what is of their own type; lists take what converts, but no unknown records for known ones. */
function allProblem(key: string, on: Type & { kind: 'list' | 'set' }, args: readonly Expr[]): string | null {
  const [given] = args.map((arg) => arg.type);
  if (!key.endsWith('all') || given?.kind !== 'list' || given.element.text === on.element.text) return null;
  if (given.element === ERROR || on.element === ERROR) return null;
  if (on.kind === 'list' && !(given.element === SOBJECT && on.element.kind === 'sobject')) return null;
  return `Illegal all method call for argument type, ${given.text}, for collection: ${on.text}`;
}

function putAllProblem(key: string, on: Type & { kind: 'map' }, args: readonly Expr[]): string | null {
  const [given] = args.map((arg) => arg.type);
  const unknown = given?.kind === 'list' && given.element === SOBJECT && on.value !== SOBJECT;
  return key === 'putall' && unknown ? `Invalid putAll type ${given.text} found for ${on.text}` : null;
}
