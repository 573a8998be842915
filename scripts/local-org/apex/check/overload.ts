import type { Expr, Type } from '../../contracts/bound.ts';
import { SOBJECT, type World } from '../symbols/index.ts';
import { conversion, fieldToken, singleRecord, tryConvert } from './convert.ts';

interface Callable {
  readonly params: readonly Type[];
}

/** The overload whose parameters are nearest to the arguments; undefined when none takes them. */
export function chooseOverload<T extends Callable>(
  world: World,
  candidates: readonly T[],
  args: readonly Expr[]
): T | undefined {
  let best: T | undefined;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    if (candidate.params.length !== args.length) continue;
    const cost = totalCost(world, candidate, args);
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}

/**
 * Whether another overload takes the arguments as well as the chosen one, and neither is nearer than the other: as for
 * `null` where one wants an Account and one a Contact (assumed: as in Java, from which the rule comes).
 */
export function isAmbiguous<T extends Callable>(
  world: World,
  candidates: readonly T[],
  args: readonly Expr[],
  chosen: T
): boolean {
  if (candidates.length < 2) return false;
  const cost = totalCost(world, chosen, args);
  const rivals = candidates.filter(
    (c) => c !== chosen && c.params.length === args.length && totalCost(world, c, args) === cost
  );
  return rivals.some(
    (rival) => !sameParams(rival, chosen) && !fits(world, chosen, rival) && !fits(world, rival, chosen)
  );
}

function sameParams(a: Callable, b: Callable): boolean {
  return a.params.every((type, i) => type.text === b.params[i]?.text);
}

function fits(world: World, a: Callable, b: Callable): boolean {
  return a.params.every((type, i) => conversion(world, type, b.params[i] ?? type) !== null);
}

function totalCost(world: World, candidate: Callable, args: readonly Expr[]): number {
  let total = 0;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    const param = candidate.params[i];
    if (!arg || !param) return Infinity;
    const found = conversion(world, arg.type, param);
    if (found) total += found.cost;
    else if (fieldToken(arg, param)) total += 1;
    else if (singleRecord(world, arg, param)) total += param === SOBJECT ? 9 : 8;
    else return Infinity;
  }
  return total;
}

export function convertArgs(world: World, chosen: Callable, args: readonly Expr[]): Expr[] {
  return args.map((arg, i) => {
    const param = chosen.params[i];
    return (param && tryConvert(world, arg, param)) ?? arg;
  });
}
