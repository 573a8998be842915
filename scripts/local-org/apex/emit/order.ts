import type { Expr } from '../../contracts/bound.ts';
import type { Emitter } from './emitter.ts';
import { expression } from './expressions.ts';
import { acts, isSure } from './walk.ts';

/**
 * Writes a call or an assignment whose receiver may be null: that is told only after the arguments were computed, as in
 * Java, whose order the platform has (assumed: `null.take(items.remove(0))` removes). JavaScript would look first, so
 * receiver and arguments go into temporaries where an argument does something.
 */
export function nullLast(e: Emitter, receivers: readonly Expr[], args: readonly Expr[], write: () => void): void {
  const [receiver] = receivers;
  if (!receiver || cannotFail(e, receiver) || !args.some(acts)) return write();
  e.put('(');
  for (const part of [...receivers, ...args]) hold(e, part);
  write();
  e.put(')');
}

function cannotFail(e: Emitter, receiver: Expr): boolean {
  return receiver.kind === 'this' || e.held.has(receiver) || isSure(receiver, e.scope.sure);
}

function hold(e: Emitter, x: Expr): void {
  if (x.kind === 'literal' || e.held.has(x)) return;
  const temp = e.temp();
  e.put(`${temp}=`);
  expression(e, x);
  e.put(',');
  e.held.set(x, temp);
}
