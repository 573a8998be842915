/**
 * Prints what a newcomer waits for: `npm run bench:start [-- --starts 3]`. Clones the committed repository into a
 * temporary folder, installs it, starts it, starts it again, and opens a lead in Chromium. The baseline is the start of
 * Node itself. Nothing fails on a slow machine.
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { launchBrowser } from '../../test/browser.ts';

interface Served {
  readonly process: ChildProcess;
  /** Address that signs the first persona in. */
  readonly link: string;
  readonly seconds: number;
}

interface Figure {
  readonly name: string;
  readonly seconds: readonly number[];
  /** What issue and README promise, in seconds. */
  readonly goal?: number;
}

const LEAD_TAB = '/lightning/o/Lead/home';
/** A persona of the demo who has the board. */
const MANAGER = 'Jo Marsh';

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function run(command: string, args: readonly string[], cwd: string): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  return (performance.now() - begun) / 1000;
}

/** Starts the org of a folder and answers when its address is printed. */
function serve(folder: string): Promise<Served> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['dist/org.js', 'start', '--no-open'], { cwd: folder });
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const link = /https?:\/\/\S+token=\S+/.exec(text)?.[0];
      if (link !== undefined) resolve({ process: child, link, seconds: (performance.now() - begun) / 1000 });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`The start ended with ${code}:\n${text}`)));
  });
}

async function stop({ process: child }: Served): Promise<void> {
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function starts(folder: string, count: number): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let at = 0; at < count; at++) {
    const served = await serve(folder);
    seconds.push(served.seconds);
    await stop(served);
  }
  return seconds;
}

/** From asking for a page to its data: the list of leads, then a lead's panel and the board. */
async function pages(folder: string, count: number): Promise<readonly Figure[]> {
  const served = await serve(folder);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(served.link);
    await page.goto(new URL(LEAD_TAB, served.link).href);
    const lead = page.locator('a[href*="/lightning/r/Lead/"]').first();
    await lead.waitFor();
    const address = new URL((await lead.getAttribute('href')) as string, served.link).href;
    const toData = async (url: string, shown: string): Promise<readonly number[]> => {
      const seconds: number[] = [];
      for (let at = 0; at < count; at++) {
        const begun = performance.now();
        await page.goto(url);
        await page.locator(shown).first().waitFor();
        seconds.push((performance.now() - begun) / 1000);
      }
      return seconds;
    };
    const panel = await toData(address, 'c-lead-panel c-clock-chip');
    const become = page.waitForEvent('load');
    await page.locator('[data-persona]').selectOption({ label: MANAGER });
    await become;
    return [
      { name: 'lead page to its clock', seconds: panel, goal: 2 },
      {
        name: 'breach board to its rows',
        seconds: await toData(
          new URL('/lightning/n/Breach_Board', served.link).href,
          'c-breach-board [data-key="Late"]'
        ),
        goal: 2
      }
    ];
  } finally {
    await browser.close();
    await stop(served);
  }
}

function print({ name, seconds, goal }: Figure, node: number): void {
  const middle = median(seconds);
  const wanted = goal === undefined ? '' : `, wanted ${goal} s`;
  const many = seconds.length > 1 ? ` (median of ${seconds.length})` : '';
  console.log(
    `${name.padEnd(34)}${middle.toFixed(2)} s${many}${wanted}; ${Math.round(middle / node)} times a start of Node`
  );
}

async function bench(options: { readonly starts: string }): Promise<void> {
  const count = Number(options.starts);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--starts wants a whole number, got "${options.starts}".`);
  const folder = mkdtempSync(join(tmpdir(), 'baton-start-'));
  const clone = join(folder, 'baton');
  try {
    run('git', ['clone', '--quiet', process.cwd(), clone], folder);
    const node = median(Array.from({ length: 5 }, () => run(process.execPath, ['-e', '0'], clone)));
    print({ name: 'npm ci', seconds: [run('npm', ['ci', '--no-audit', '--no-fund'], clone)], goal: 90 }, node);
    print({ name: 'npm start, the first time', seconds: await starts(clone, 1), goal: 45 }, node);
    print({ name: 'npm start, after that', seconds: await starts(clone, count), goal: 5 }, node);
    for (const figure of await pages(clone, count)) print(figure, node);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await new Command('bench:start')
  .description('Print how long installing, starting and opening a page take in a fresh clone on this machine.')
  .option('--starts <number>', 'how often to repeat what is quick', '5')
  .action(bench)
  .parseAsync();
