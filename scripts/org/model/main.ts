/** `npm run model`: plays random sequences of signals against the package and the reference model; prints how many agreed. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import fc from 'fast-check';
import { prove } from '../ledger/prove.ts';
import { add, count, nothingPlayed, print } from './figures.ts';
import type { Played } from './figures.ts';
import { Run } from './sequence.ts';
import { sequences } from './signals.ts';
import { told } from './told.ts';
import { World } from './world.ts';

interface Options {
  readonly sequences: string;
  readonly seed?: string;
  readonly json?: boolean;
}

/** Sequences in one org and one process: the next ones get new ones and the next seed. */
const ORG = 100;

async function play(numRuns: number, seed: number): Promise<Played> {
  const world = new World();
  const played = nothingPlayed();
  let differs = false;
  const property = fc.property(sequences, (sequence) => {
    const run = new Run(world);
    try {
      run.play(sequence);
    } catch (error) {
      if (!differs)
        console.error(`seed ${seed}, sequence ${played.sequences + 1} differs: ${(error as Error).message}`);
      differs = true;
      throw error;
    }
    if (!differs) count(played, sequence, run);
  });
  const result = fc.check(property, { numRuns, seed });
  if (result.counterexample) {
    played.agree = false;
    for (const line of told(result, seed)) console.error(line);
  } else {
    const { clocks, changes, different, orphans, differences } = await prove(world.reader(), 20);
    Object.assign(played, { clocks, changes, agree: different + orphans === 0 });
    for (const one of differences) console.error(JSON.stringify(one));
  }
  return { ...played, memory: Math.round(process.resourceUsage().maxRSS / 1024) };
}

/** The same command for a part of the sequences, in a process of its own. */
function playApart(numRuns: number, seed: number): Played {
  const own = ['--sequences', String(numRuns), '--seed', String(seed), '--json'];
  const args = [...process.execArgv, fileURLToPath(import.meta.url), ...own];
  const { stdout } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  const played = JSON.parse(stdout) as Played;
  console.error(`seed ${seed}: ${played.sequences} sequences ${played.agree ? 'agree' : 'and one that differs'}`);
  return played;
}

async function act(options: Options): Promise<void> {
  const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
  const wanted = Number(options.sequences);
  const begun = performance.now();
  const all = nothingPlayed();
  if (wanted <= ORG) add(all, await play(wanted, seed));
  else
    for (let done = 0; all.agree && done < wanted; done += ORG)
      add(all, playApart(Math.min(ORG, wanted - done), seed + done / ORG));
  if (options.json) console.log(JSON.stringify(all));
  else print(all, seed, (performance.now() - begun) / 1000);
  process.exitCode = all.agree ? 0 : 1;
}

await new Command('model')
  .description('Plays random signals in random order against the package and a small reference model.')
  .option('--sequences <number>', 'how many', '2000')
  .option('--seed <number>', 'of the first hundred, the next have the next ones; left out, a new one, which is printed')
  .option('--json', 'print the figures as one JSON document')
  .action(act)
  .parseAsync();
