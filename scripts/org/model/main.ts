/** `npm run model`: plays random sequences of signals against the package and the reference model; prints how many agreed. */
import { Command } from 'commander';
import fc from 'fast-check';
import { Run, sequences } from './sequence.ts';
import { World } from './world.ts';

interface Options {
  readonly sequences: string;
  readonly seed?: string;
}

const command = new Command('model')
  .description('Plays random signals in random order against the package and a small reference model.')
  .option('--sequences <number>', 'how many', '2000')
  .option('--seed <number>', 'of the sequences; left out, a new one, which is printed')
  .action((options: Options) => {
    const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
    const numRuns = Number(options.sequences);
    const world = new World();
    const begun = performance.now();
    let signals = 0;
    const entries = new Map<string, number>();
    const property = fc.property(sequences, (sequence) => {
      signals += sequence.ops.length;
      const run = new Run(world);
      run.play(sequence);
      for (const [type, count] of run.entries()) entries.set(type, (entries.get(type) ?? 0) + count);
    });
    const result = fc.check(property, { numRuns, seed });
    if (result.failed) {
      console.log(fc.defaultReportMessage(result));
      console.log(result.errorInstance instanceof Error ? result.errorInstance.message : result.errorInstance);
      process.exitCode = 1;
    }
    const told = [...entries].sort((a, b) => b[1] - a[1]).map(([type, count]) => `${type} ${count}`);
    console.log(`entries: ${told.join(', ')}`);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(
      `${result.numRuns} sequences, ${signals} signals, seed ${seed}, ${seconds} s: ${result.failed ? 'one differs' : 'all agree'}`
    );
  });

await command.parseAsync();
