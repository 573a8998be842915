import type { ClassCoverage, TestRun } from './runner.ts';

/** Below this many classes for each, starting a process costs more than it saves. */
const WORTH_A_WORKER = 8;

/** Shares test classes out to at most that many workers: the same classes always go to the same one. */
export function shareOut(classes: readonly string[], workers: number): string[][] {
  const used = Math.max(1, Math.min(workers, Math.floor(classes.length / WORTH_A_WORKER)));
  const shares: string[][] = Array.from({ length: used }, () => []);
  [...classes].sort().forEach((name, at) => shares[at % used]?.push(name));
  return shares;
}

/** One run out of the runs of the workers, in the order in which a single process would have run the classes. */
export function joinRuns(runs: readonly TestRun[], milliseconds: number): TestRun {
  const results = runs.flatMap((run) => run.results);
  const order = [...new Set(results.map((result) => result.className))].sort();
  const place = new Map(order.map((name, at) => [name, at]));
  results.sort((a, b) => (place.get(a.className) ?? 0) - (place.get(b.className) ?? 0));
  return { results, milliseconds, coverage: joinCoverage(runs) };
}

/** A line is missed when every worker missed it. */
function joinCoverage(runs: readonly TestRun[]): ClassCoverage[] | null {
  if (runs.some((run) => run.coverage === null)) return null;
  const joined = new Map<string, ClassCoverage>();
  for (const one of runs.flatMap((run) => run.coverage ?? [])) {
    const known = joined.get(one.file);
    const missed = known ? known.missed.filter((line) => one.missed.includes(line)) : one.missed;
    joined.set(one.file, { ...one, missed, covered: one.lines - missed.length });
  }
  return [...joined.values()].sort((a, b) => a.file.localeCompare(b.file));
}
