import { Decimal } from 'decimal.js';

/** Apex and the JavaScript that does the same. */
export interface Case {
  readonly name: string;
  readonly apex: string;
  readonly raw: (n: number) => unknown;
  readonly n: number;
}

class RawLink {
  f = 0;
  next: RawLink | null = null;
}

class RawBase {
  p = 0;
  step(i: number): number {
    return i;
  }
}

class RawDerived extends RawBase {
  override step(i: number): number {
    return (i + 1) | 0;
  }
}

function rawPlus(a: number, b: number): number {
  return (a + b) | 0;
}

/** What keeps a scale in JavaScript with no library: an unscaled integer and a number of places. */
interface Scaled {
  readonly unscaled: bigint;
  readonly scale: number;
}

function addScaled(a: Scaled, b: Scaled): Scaled {
  if (a.scale === b.scale) return { unscaled: a.unscaled + b.unscaled, scale: a.scale };
  const scale = Math.max(a.scale, b.scale);
  const at = (v: Scaled): bigint => v.unscaled * 10n ** BigInt(scale - v.scale);
  return { unscaled: at(a) + at(b), scale };
}

export const MEMBERS = `Integer f = 0;
  Bench next;
  static Integer plus(Integer a, Integer b) { return a + b; }
  virtual class Base { public Integer p { get; set; } public virtual Integer step(Integer i) { return i; } }
  class Derived extends Base { public override Integer step(Integer i) { return i + 1; } }`;

export const CASES: readonly Case[] = [
  {
    name: 'Integer arithmetic',
    n: 3_000_000,
    apex: 'Integer s = 0; for (Integer i = 0; i < n; i++) { s = s * 31 + i; if (s > 1000000) s -= 1000000; } return s;',
    raw: (n) => {
      let s = 0;
      for (let i = 0; i < n; i++) {
        s = (Math.imul(s, 31) + i) | 0;
        if (s > 1_000_000) s = (s - 1_000_000) | 0;
      }
      return s;
    }
  },
  {
    name: 'Integer through nullable fields',
    n: 3_000_000,
    // A ring: a field that is written and read at once measures the processor's store buffer instead.
    apex: `Bench first = new Bench(); Bench t = first;
      for (Integer i = 0; i < 16; i++) { t.next = new Bench(); t = t.next; }
      t.next = first;
      for (Integer i = 0; i < n; i++) { t.f = t.f + i; t = t.next; }
      return first.f;`,
    raw: (n) => {
      const first = new RawLink();
      let t: RawLink = first;
      for (let i = 0; i < 16; i++) t = t.next = new RawLink();
      t.next = first;
      for (let i = 0; i < n; i++) {
        t.f = (t.f + i) | 0;
        t = t.next as RawLink;
      }
      return first.f;
    }
  },
  {
    name: 'Long arithmetic',
    n: 3_000_000,
    apex: 'Long s = 0; for (Integer i = 0; i < n; i++) { s = s + i * 3L; } return s;',
    raw: (n) => {
      let s = 0;
      for (let i = 0; i < n; i++) s = s + i * 3;
      return s;
    }
  },
  {
    name: 'Double arithmetic',
    n: 3_000_000,
    apex: 'Double s = 0; for (Integer i = 0; i < n; i++) { s = s * 0.5d + i; } return s;',
    raw: (n) => {
      let s = 0;
      for (let i = 0; i < n; i++) s = s * 0.5 + i;
      return s;
    }
  },
  {
    name: 'Decimal sums, against bigints with a scale',
    n: 300_000,
    apex: 'Decimal s = 0; for (Integer i = 0; i < n; i++) { s = s + 1.25; } return s;',
    raw: (n) => {
      let s: Scaled = { unscaled: 0n, scale: 0 };
      const by: Scaled = { unscaled: 125n, scale: 2 };
      for (let i = 0; i < n; i++) s = addScaled(s, by);
      return s;
    }
  },
  {
    name: 'Decimal products, against decimal.js',
    n: 100_000,
    apex: 'Decimal s = 1; for (Integer i = 0; i < n; i++) { s = (s * 1.01).setScale(2); if (s > 1000) s = 1; } return s;',
    raw: (n) => {
      let s = new Decimal(1);
      const by = new Decimal('1.01');
      for (let i = 0; i < n; i++) {
        s = s.mul(by).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
        if (s.gt(1000)) s = new Decimal(1);
      }
      return s;
    }
  },
  {
    name: 'String ==, against JavaScript that folds case',
    n: 1_000_000,
    apex: "List<String> w = new List<String>{ 'Alpha', 'BETA', 'gamma', 'alpha' }; Integer s = 0; for (Integer i = 0; i < n; i++) { if (w[i & 3] == 'alpha') s++; } return s;",
    raw: (n) => {
      const w = ['Alpha', 'BETA', 'gamma', 'alpha'];
      let s = 0;
      for (let i = 0; i < n; i++) if ((w[i & 3] as string).toLowerCase() === 'alpha') s++;
      return s;
    }
  },
  {
    name: 'String building',
    n: 1_000_000,
    apex: "String s = ''; for (Integer i = 0; i < n; i++) { s += 'x' + i; if (s.length() > 1000) s = ''; } return s;",
    raw: (n) => {
      let s = '';
      for (let i = 0; i < n; i++) {
        s += `x${i}`;
        if (s.length > 1000) s = '';
      }
      return s;
    }
  },
  {
    name: 'List building and for-each',
    n: 1_000_000,
    apex: 'List<Integer> xs = new List<Integer>(); for (Integer i = 0; i < n; i++) xs.add(i); Integer s = 0; for (Integer x : xs) s += x; return s;',
    raw: (n) => {
      const xs: number[] = [];
      for (let i = 0; i < n; i++) xs.push(i);
      let s = 0;
      for (const x of xs) s = (s + x) | 0;
      return s;
    }
  },
  {
    name: 'Map counting',
    n: 1_000_000,
    apex: "Map<String, Integer> m = new Map<String, Integer>(); for (Integer i = 0; i < n; i++) { String k = 'k' + Math.mod(i, 100); Integer c = m.get(k); m.put(k, c == null ? 1 : c + 1); } return m.size();",
    raw: (n) => {
      const m = new Map<string, number>();
      for (let i = 0; i < n; i++) {
        const k = `k${i % 100}`;
        m.set(k, (m.get(k) ?? 0) + 1);
      }
      return m.size;
    }
  },
  {
    name: 'Set membership',
    n: 1_000_000,
    apex: 'Set<Integer> m = new Set<Integer>(); Integer s = 0; for (Integer i = 0; i < n; i++) { if (!m.add(i & 1023)) s++; } return s;',
    raw: (n) => {
      const m = new Set<number>();
      let s = 0;
      for (let i = 0; i < n; i++) {
        const k = i & 1023;
        if (m.has(k)) s++;
        else m.add(k);
      }
      return s;
    }
  },
  {
    name: 'Virtual calls and properties',
    n: 3_000_000,
    apex: 'Base b = new Derived(); Integer s = 0; for (Integer i = 0; i < n; i++) { s += b.step(i); b.p = s; } return b.p;',
    raw: (n) => {
      const b: RawBase = new RawDerived();
      let s = 0;
      for (let i = 0; i < n; i++) {
        s = (s + b.step(i)) | 0;
        b.p = s;
      }
      return b.p;
    }
  },
  {
    name: 'Static calls',
    n: 3_000_000,
    apex: 'Integer s = 0; for (Integer i = 0; i < n; i++) { s = plus(s, i); } return s;',
    raw: (n) => {
      let s = 0;
      for (let i = 0; i < n; i++) s = rawPlus(s, i);
      return s;
    }
  }
];
