import type { Tried } from './run.ts';

/** A change that no test can notice, and why: by class, text of its line, and what is changed. */
export interface Equivalent {
  readonly class: string;
  /** The line of the source, trimmed. */
  readonly line: string;
  readonly change: string;
  readonly reason: string;
}

export interface ClassScore {
  readonly className: string;
  readonly killed: number;
  readonly survived: number;
  readonly equivalent: number;
}

export interface Score {
  readonly classes: readonly ClassScore[];
  readonly killed: number;
  readonly survived: number;
  readonly equivalent: number;
  /** Changes that do not compile: they count for nothing. */
  readonly invalid: number;
  /** Killed of those that could be killed, in percent with one decimal. */
  readonly percent: number;
  readonly survivors: readonly (Tried & { readonly source: string })[];
  /** Listed as equivalent, but killed or not there: the list is out of date. */
  readonly stale: readonly Equivalent[];
}

/** Adds up what was tried. `source` gives the trimmed line of a class. */
export function score(
  tried: readonly Tried[],
  known: readonly Equivalent[],
  source: (className: string, line: number) => string
): Score {
  const used = new Set<Equivalent>();
  const isKnown = (one: Tried): boolean => {
    const text = source(one.className, one.line);
    const found = known.find((e) => e.class === one.className && e.line === text && e.change === one.change);
    if (found) used.add(found);
    return found !== undefined;
  };
  const valid = tried.filter(({ fate }) => fate !== 'invalid');
  const survived = valid.filter(({ fate }) => fate === 'survived');
  const equivalent = new Set(survived.filter(isKnown));
  const survivors = survived.filter((one) => !equivalent.has(one));
  const killed = valid.length - survived.length;
  const names = [...new Set(tried.map(({ className }) => className))];
  const count = (list: Iterable<Tried>, name: string): number =>
    [...list].filter((one) => one.className === name).length;
  return {
    classes: names.map((className) => ({
      className,
      killed: count(
        valid.filter(({ fate }) => fate === 'killed'),
        className
      ),
      survived: count(survivors, className),
      equivalent: count(equivalent, className)
    })),
    killed,
    survived: survivors.length,
    equivalent: equivalent.size,
    invalid: tried.length - valid.length,
    percent: percent(killed, survivors.length),
    survivors: survivors.map((one) => ({ ...one, source: source(one.className, one.line) })),
    stale: known.filter((one) => names.includes(one.class) && !used.has(one))
  };
}

export function percent(killed: number, survived: number): number {
  return killed + survived === 0 ? 100 : Math.round((killed * 1000) / (killed + survived)) / 10;
}
