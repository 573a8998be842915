import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Progress } from '../progress.ts';
import type { Tried } from '../run.ts';

const one = (at: number): Tried => ({
  className: 'A',
  at,
  kind: 'constant',
  line: 1,
  column: 1,
  change: '1 becomes 2',
  fate: 'killed',
  by: 'ATest.a',
  tests: 1,
  asked: 1
});
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
  file = join(folder, 'tried.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('The progress of a run', () => {
  it('is read again for the same Apex', () => {
    const first = new Progress(file, 'apex 1');
    first.add(one(0));
    first.add(one(1));
    expect(new Progress(file, 'apex 1').tried).toEqual([one(0), one(1)]);
  });

  it('is thrown away when the Apex has changed', () => {
    new Progress(file, 'apex 1').add(one(0));
    expect(new Progress(file, 'apex 2').tried).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('apex 2\n');
  });

  it('leaves out a line that was cut off', () => {
    new Progress(file, 'apex 1').add(one(0));
    appendFileSync(file, '{"className":"A","at":1,"ki');
    const again = new Progress(file, 'apex 1');
    expect(again.tried).toEqual([one(0)]);
    again.add(one(1));
    expect(new Progress(file, 'apex 1').tried).toHaveLength(2);
  });

  it('keeps what is known last of a change', () => {
    const progress = new Progress(file, 'apex 1');
    progress.add({ ...one(0), fate: 'survived' });
    progress.add(one(0));
    expect(progress.tried).toEqual([one(0)]);
    expect(new Progress(file, 'apex 1').tried).toEqual([one(0)]);
  });

  it('is kept nowhere without a file', () => {
    const progress = new Progress(undefined, 'apex 1');
    progress.add(one(0));
    expect(progress.tried).toHaveLength(1);
  });
});
