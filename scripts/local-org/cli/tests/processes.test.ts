import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../org.ts');
const META =
  '<?xml version="1.0"?><ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></ApexClass>';

const testClass = (name: string, body: string) =>
  `@IsTest\nprivate class ${name} {\n  @IsTest\n  static void one() {\n    ${body}\n  }\n}\n`;

/** A project of test classes. */
function project(classes: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'processes-'));
  mkdirSync(join(dir, 'app', 'classes'), { recursive: true });
  writeFileSync(
    join(dir, 'sfdx-project.json'),
    JSON.stringify({ packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '67.0' })
  );
  for (const [name, body] of Object.entries(classes)) {
    writeFileSync(join(dir, 'app', 'classes', `${name}.cls`), testClass(name, body));
    writeFileSync(join(dir, 'app', 'classes', `${name}.cls-meta.xml`), META);
  }
  return dir;
}

/** The command line as a process of its own; its workers read TypeScript as it does. */
function start(...words: string[]): { child: ChildProcess; told: () => string } {
  const child = spawn(process.execPath, [PROGRAM, 'test', ...words], {
    env: { ...process.env, NODE_OPTIONS: '--import=tsx' }
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (told += chunk.toString()));
  return { child, told: () => told };
}

async function until(told: () => string, pattern: RegExp): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (pattern.test(told())) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${String(pattern)} is not in: ${told()}`);
}

describe('the test command as a process', () => {
  it('shares classes out to workers, joins what they found, and shows the line that failed', async () => {
    const classes = Object.fromEntries(
      Array.from({ length: 16 }, (_, i) => [`Shared${i}Test`, i === 3 ? "Assert.fail('no');" : 'Assert.isTrue(true);'])
    );
    const dir = project(classes);
    const report = join(dir, 'report.json');
    const { child, told } = start('--workers', '2', '--project', dir, '--report', report);
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(told()).toContain('15 passed, 1 failed');
    expect(told()).toContain("> Assert.fail('no');");
    expect(code).toBe(1);
    const { result } = JSON.parse(readFileSync(report, 'utf8')) as { result: { results: { className: string }[] } };
    expect(result.results.map((r) => r.className)).toEqual(Object.keys(classes).sort());
  }, 90_000);

  it('runs the tests again after a change when it watches', async () => {
    const dir = project({ WatchedTest: "Assert.fail('not yet');" });
    const { child, told } = start('--watch', '--project', dir);
    try {
      await until(told, /0 passed, 1 failed[\s\S]*waiting for a change/);
      writeFileSync(join(dir, 'app', 'classes', 'WatchedTest.cls'), testClass('WatchedTest', 'Assert.isTrue(true);'));
      await until(told, /changed: app.classes.WatchedTest\.cls[\s\S]*1 passed, 0 failed/);
    } finally {
      child.kill();
    }
  }, 90_000);
});
