import type { BoundType, BoundUnit } from '../../contracts/bound.ts';
import { walk } from './walk.ts';

/**
 * The functions of a unit that may be on the stack twice, by the name that they are emitted with. Classes are not told
 * apart: a call of an overridden method may be of any of them. Recursion through other units is not seen; the stack of
 * JavaScript ends that.
 */
export function recursiveFunctions(unit: BoundUnit): ReadonlySet<string> {
  const calls = new Map<string, Set<string>>();
  const note = (name: string, body: unknown): void => {
    let called = calls.get(name);
    if (!called) calls.set(name, (called = new Set()));
    const into = called;
    walk(body, (n) => {
      if (n.kind === 'call' || n.kind === 'new') into.add(n.jsName);
    });
  };
  const visit = (type: BoundType): void => {
    for (const m of type.methods) if (m.body) note(m.jsName, m.body);
    for (const c of type.constructors) note(c.jsName, [c.chain?.args ?? [], c.body]);
    type.inner.forEach(visit);
  };
  unit.types.forEach(visit);
  for (const m of (unit.trigger ?? unit.anonymous)?.methods ?? []) if (m.body) note(m.jsName, m.body);
  return new Set([...calls.keys()].filter((name) => reaches(calls, name)));
}

function reaches(calls: ReadonlyMap<string, ReadonlySet<string>>, name: string): boolean {
  const seen = new Set<string>();
  const waiting = [...(calls.get(name) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(calls.get(next) ?? []));
  }
  return false;
}
