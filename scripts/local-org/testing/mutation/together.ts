import { testsOf } from './baseline.ts';
import { fails } from './trial.ts';
import type { Change, Trial } from './trial.ts';

/** What became of a change: the test that noticed, or null. */
export interface Verdict {
  readonly change: Change;
  readonly by: string | null;
}

/** So many changes are made at once, at most one a line: those within one another would hide each other. */
const GROUP = 16;

/**
 * Asks every test that covers a change, of several changes of a class at once: a test that passes with all of them
 * passes, as a rule, with each; one that fails is asked about each alone. Changes that hide one another may so be
 * taken for survivors, never the other way round.
 */
export function askTogether(trial: Trial, className: string, changes: readonly Change[], tell: (one: Verdict) => void) {
  for (const group of groups(changes))
    new Together(trial, className, tell).ask(group, testsFor(trial, className, group));
}

function groups(changes: readonly Change[]): Change[][] {
  const made: Change[][] = [];
  for (const change of changes) {
    const fitting = made.find(
      (group) => group.length < GROUP && group.every(({ mutant }) => mutant.line !== change.mutant.line)
    );
    if (fitting) fitting.push(change);
    else made.push([change]);
  }
  return made;
}

function testsFor(trial: Trial, className: string, group: readonly Change[]): Map<string, Change[]> {
  const byTest = new Map<string, Change[]>();
  for (const change of group)
    for (const test of testsOf(trial.covering, className, change.mutant.line))
      byTest.set(test, [...(byTest.get(test) ?? []), change]);
  return byTest;
}

class Together {
  private readonly trial: Trial;
  private readonly className: string;
  private readonly tell: (one: Verdict) => void;

  constructor(trial: Trial, className: string, tell: (one: Verdict) => void) {
    this.trial = trial;
    this.className = className;
    this.tell = tell;
  }

  ask(group: readonly Change[], tests: ReadonlyMap<string, readonly Change[]>): void {
    let alive = new Set(group);
    const left = [...tests];
    let works = this.make([...alive]);
    while (works && alive.size > 0 && left.length > 0) {
      const [test, concerned] = left.shift() as [string, readonly Change[]];
      const meant = concerned.filter((change) => alive.has(change));
      if (meant.length === 0 || !fails(this.trial, test)) continue;
      const killed = meant.filter((change) => this.make([change]) && fails(this.trial, test));
      for (const change of killed) this.tell({ change, by: test });
      alive = new Set([...alive].filter((change) => !killed.includes(change)));
      // It fails with all of them and with none alone: what is left is asked in halves.
      if (killed.length === 0 && alive.size > 1) return this.halve([...alive], left);
      works = this.make([...alive]);
    }
    if (!works && alive.size > 1) return this.halve([...alive], left);
    for (const change of alive) this.tell({ change, by: null });
  }

  private halve(alive: readonly Change[], left: readonly (readonly [string, readonly Change[]])[]): void {
    const middle = Math.ceil(alive.length / 2);
    this.ask(alive.slice(0, middle), new Map(left));
    this.ask(alive.slice(middle), new Map(left));
  }

  /** The class with these changes and no others; false when it does not compile so. */
  private make(changes: readonly Change[]): boolean {
    for (const { mutant } of changes) mutant.apply();
    try {
      const unit = this.trial.trees.compile(this.className);
      if (unit) this.trial.org.program.define([unit]);
      return unit !== null;
    } finally {
      for (const { mutant } of [...changes].reverse()) mutant.undo();
    }
  }
}
