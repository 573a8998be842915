import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createOrg } from '../org/index.ts';
import { lineCount, project, writeProject } from './generate.ts';
import { say } from './measure.ts';

const LINES_PER_SECOND = 5_000;
const MEGABYTES = 1_500;

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** The usual size cold and warm as the command line runs it, then how time and memory grow with the lines. */
export function compile(): void {
  usualSize();
  for (const lines of [50_000, 100_000, 300_000]) largeProject(lines);
}

function usualSize(): void {
  const classes = project(140, 30, 10);
  const dir = writeProject(classes);
  const what = `${classes.size} classes, ${lineCount(classes)} lines, 300 tests`;
  const cold = testRun(dir);
  say(`${what}, cold`, `${cold.toFixed(1)} s`, 'wanted 6 s', cold <= 6);
  const warm = testRun(dir);
  say(`${what}, warm`, `${warm.toFixed(1)} s`, 'wanted 2.5 s', warm <= 2.5);
  rmSync(dir, { recursive: true });
}

/** Seconds of `org test`, the start of Node included. */
function testRun(dir: string): number {
  const begun = performance.now();
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'org.js'), 'test', '--project', dir],
    { encoding: 'utf8' }
  );
  if (status !== 0) throw new Error(`the tests of the generated project fail:\n${stdout}`);
  return (performance.now() - begun) / 1000;
}

function largeProject(lines: number): void {
  const perClass = lineCount(project(2, 0, 0)) / 2;
  const classes = project(Math.ceil(lines / perClass), 0, 0);
  const dir = writeProject(classes);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=4096', process.argv[1] as string, 'compile-one', dir],
    { encoding: 'utf8' }
  );
  rmSync(dir, { recursive: true });
  if (!stdout) throw new Error(stderr);
  const { milliseconds, megabytes } = JSON.parse(stdout) as Measured;
  const each = (lineCount(classes) * 1000) / milliseconds;
  const figures = `${(milliseconds / 1000).toFixed(1)} s, ${Math.round(megabytes)} MB`;
  say(
    `${lineCount(classes)} lines deployed`,
    figures,
    `${Math.round(each)} lines/s`,
    each >= LINES_PER_SECOND && megabytes < MEGABYTES
  );
}

/** In a process of its own: deploys one project and prints what that took. */
export function compileOne(dir: string): void {
  const begun = performance.now();
  createOrg({ projectDir: dir });
  const measured: Measured = {
    milliseconds: performance.now() - begun,
    megabytes: process.resourceUsage().maxRSS / 1024
  };
  console.log(JSON.stringify(measured));
}
