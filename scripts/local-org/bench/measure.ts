/**
 * Milliseconds of processor time of the fastest of many runs of two things, run in turn: what else the machine does
 * then touches both alike.
 */
export function leastCpu(first: () => unknown, second: () => unknown, rounds = 60): readonly [number, number] {
  const least: [number, number] = [Infinity, Infinity];
  for (let i = 0; i < rounds; i++) {
    least[0] = Math.min(least[0], cpuOf(first));
    least[1] = Math.min(least[1], cpuOf(second));
  }
  return least;
}

export function cpuOf(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** One line of the report: what, how much, and whether it is within what the project wants. */
export function say(what: string, figures: string, verdict: string, within: boolean): void {
  console.log(`${what.padEnd(44)} ${figures.padEnd(52)} ${verdict.padStart(24)}  ${within ? 'ok' : 'SHORT'}`);
}
