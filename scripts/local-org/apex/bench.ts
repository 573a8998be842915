/**
 * Times compiled Apex against plain JavaScript that does the same, as a ratio. Best of seven rounds each.
 *
 * Usage: npx tsx scripts/local-org/apex/bench.ts
 */
import { world } from './link/tests/world.ts';

interface Case {
  readonly name: string;
  readonly apex: string;
  readonly raw: (n: number) => unknown;
  readonly n: number;
}

const CASES: readonly Case[] = [
  {
    name: 'Integer arithmetic', n: 5_000_000,
    apex: 'Integer s = 0; for (Integer i = 0; i < n; i++) { s = s * 31 + i; if (s > 1000000) s -= 1000000; } return s;',
    raw: (n) => { let s = 0; for (let i = 0; i < n; i++) { s = (Math.imul(s, 31) + i) | 0; if (s > 1_000_000) s = (s - 1_000_000) | 0; } return s; },
  },
  {
    name: 'Integer through nullable fields', n: 5_000_000,
    apex: 'T t = new T(); for (Integer i = 0; i < n; i++) { t.f = t.f + i; } return t.f;',
    raw: (n) => { const t = { f: 0 }; for (let i = 0; i < n; i++) t.f = (t.f + i) | 0; return t.f; },
  },
  {
    name: 'Long arithmetic', n: 2_000_000,
    apex: 'Long s = 0; for (Integer i = 0; i < n; i++) { s = s + i * 3L; } return s;',
    raw: (n) => { let s = 0; for (let i = 0; i < n; i++) s = s + i * 3; return s; },
  },
  {
    name: 'Double arithmetic', n: 5_000_000,
    apex: 'Double s = 0; for (Integer i = 0; i < n; i++) { s = s * 0.5d + i; } return s;',
    raw: (n) => { let s = 0; for (let i = 0; i < n; i++) s = s * 0.5 + i; return s; },
  },
  {
    name: 'String building', n: 1_000_000,
    apex: "String s = ''; for (Integer i = 0; i < n; i++) { s += 'x' + i; if (s.length() > 1000) s = ''; } return s;",
    raw: (n) => { let s = ''; for (let i = 0; i < n; i++) { s += `x${i}`; if (s.length > 1000) s = ''; } return s; },
  },
  {
    name: 'List building and for-each', n: 1_000_000,
    apex: 'List<Integer> xs = new List<Integer>(); for (Integer i = 0; i < n; i++) xs.add(i); Integer s = 0; for (Integer x : xs) s += x; return s;',
    raw: (n) => { const xs: number[] = []; for (let i = 0; i < n; i++) xs.push(i); let s = 0; for (const x of xs) s = (s + x) | 0; return s; },
  },
  {
    name: 'Map counting', n: 1_000_000,
    apex: "Map<String, Integer> m = new Map<String, Integer>(); for (Integer i = 0; i < n; i++) { String k = 'k' + Math.mod(i, 100); Integer c = m.get(k); m.put(k, c == null ? 1 : c + 1); } return m.size();",
    raw: (n) => { const m = new Map<string, number>(); for (let i = 0; i < n; i++) { const k = `k${i % 100}`; m.set(k, (m.get(k) ?? 0) + 1); } return m.size; },
  },
  {
    name: 'Virtual calls and properties', n: 5_000_000,
    apex: 'Base b = new Derived(); Integer s = 0; for (Integer i = 0; i < n; i++) { s += b.step(i); b.p = s; } return b.p;',
    raw: (n) => { const b = new RawDerived(); let s = 0; for (let i = 0; i < n; i++) { s = (s + b.step(i)) | 0; b.p = s; } return b.p; },
  },
  {
    name: 'Static calls', n: 5_000_000,
    apex: 'Integer s = 0; for (Integer i = 0; i < n; i++) { s = plus(s, i); } return s;',
    raw: (n) => { let s = 0; for (let i = 0; i < n; i++) s = rawPlus(s, i); return s; },
  },
];

class RawBase {
  p = 0;
  step(i: number): number { return i; }
}
class RawDerived extends RawBase {
  override step(i: number): number { return (i + 1) | 0; }
}
function rawPlus(a: number, b: number): number { return (a + b) | 0; }

const MEMBERS = 'Integer f = 0; static Integer plus(Integer a, Integer b) { return a + b; } virtual class Base { public Integer p { get; set; } public virtual Integer step(Integer i) { return i; } } class Derived extends Base { public override Integer step(Integer i) { return i + 1; } }';

function best(run: () => unknown): number {
  let least = Infinity;
  for (let i = 0; i < 7; i++) {
    const begun = performance.now();
    run();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

function main(): void {
  for (const c of CASES) {
    const w = world({ 'T.cls': `public without sharing class T { ${MEMBERS} public static Object main(Integer n) { ${c.apex} } }` });
    if (w.problems.length > 0) throw new Error(w.problems.join('\n'));
    const apex = best(() => {
      w.tx.ticks = 0;
      return w.program.invoke(w.tx, 'T', 'main', [c.n]);
    });
    const raw = best(() => c.raw(c.n));
    console.log(`${c.name.padEnd(34)} ${apex.toFixed(1).padStart(8)} ms  JavaScript ${raw.toFixed(1).padStart(7)} ms  ratio ${(apex / raw).toFixed(1)}`);
  }
}

main();
