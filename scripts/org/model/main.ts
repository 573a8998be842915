/** `npm run model`: plays random sequences of signals against the package and the reference model; prints how many agreed. */
import { Command } from 'commander';
import fc from 'fast-check';
import { prove } from '../ledger/prove.ts';
import { table } from '../../local-org/cli/output.ts';
import { STAGES } from './clock.ts';
import { Run } from './sequence.ts';
import { WHATS, sequences } from './signals.ts';
import type { Sequence } from './signals.ts';
import { World } from './world.ts';

interface Options {
  readonly sequences: string;
  readonly seed?: string;
}

/** Sequences in one org: the next ones get a new org and the next seed. */
const ORG = 100;

/** What was played so far. */
class Figures {
  sequences = 0;
  signals = 0;
  clocks = 0;
  changes = 0;
  private readonly done = new Map<string, Map<string, number>>();
  private readonly entries = new Map<string, number>();

  add(sequence: Sequence, run: Run): void {
    this.sequences++;
    this.signals += sequence.ops.length;
    for (const [type, count] of run.entries()) this.entries.set(type, (this.entries.get(type) ?? 0) + count);
    for (const [what, stages] of run.done) {
      const known = this.done.get(what) ?? new Map<string, number>();
      for (const [stage, count] of stages) known.set(stage, (known.get(stage) ?? 0) + count);
      this.done.set(what, known);
    }
  }

  /** How often each signal met an open clock of each stage; `none`: no clock was open. */
  print(): void {
    const columns = [...STAGES, 'none'];
    const rows = WHATS.map((what) => [what, ...columns.map((stage) => String(this.done.get(what)?.get(stage) ?? 0))]);
    console.log(table(['signal', ...columns], rows));
    const told = [...this.entries].sort((a, b) => b[1] - a[1]).map(([type, count]) => `${type} ${count}`);
    console.log(`entries: ${told.join(', ')}`);
  }
}

async function play(count: number, seed: number, figures: Figures): Promise<boolean> {
  const world = new World();
  const property = fc.property(sequences, (sequence) => {
    const run = new Run(world);
    run.play(sequence);
    figures.add(sequence, run);
    if (figures.sequences % 20 === 0) process.stderr.write(`${figures.sequences} sequences\n`);
  });
  const result = fc.check(property, { numRuns: count, seed });
  if (result.counterexample) {
    console.log(`seed ${seed}, path ${result.counterexamplePath ?? ''}, shrunk ${result.numShrinks} times`);
    for (const line of words((result.counterexample as [Sequence])[0])) console.log(line);
    console.log(result.errorInstance instanceof Error ? result.errorInstance.message : result.errorInstance);
    return false;
  }
  const { clocks, changes, different, orphans, differences } = await prove(world.reader(), 20);
  figures.clocks += clocks;
  figures.changes += changes;
  for (const one of differences) console.log(JSON.stringify(one));
  return different + orphans === 0;
}

/** The sequence, a line for each signal. */
function words({ first, ops }: Sequence): string[] {
  return [...first, ...ops].map((one) => JSON.stringify(one));
}

async function act(options: Options): Promise<void> {
  const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
  const wanted = Number(options.sequences);
  const begun = performance.now();
  const figures = new Figures();
  let agree = true;
  for (let done = 0; agree && done < wanted; done += ORG)
    agree = await play(Math.min(ORG, wanted - done), seed + done / ORG, figures);
  figures.print();
  console.log(`the ledgers tell ${figures.clocks} clocks by ${figures.changes} changes`);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${figures.sequences} sequences, ${figures.signals} signals, seed ${seed}, ${seconds} s, ${memory} MB: ${agree ? 'all agree' : 'one differs'}`
  );
  process.exitCode = agree ? 0 : 1;
}

await new Command('model')
  .description('Plays random signals in random order against the package and a small reference model.')
  .option('--sequences <number>', 'how many', '2000')
  .option('--seed <number>', 'of the first hundred, the next have the next ones; left out, a new one, which is printed')
  .action(act)
  .parseAsync();
