import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileKey, keepCompiled, readCompiled, readParts } from '../index.ts';

const compiled = { units: [{ name: 'A', js: 'x' }] as never, problems: [] };

it('gives back what was kept under the same key and nothing under another', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'apex-cache-')), 'deep', 'apex.json');
  expect(readCompiled(file, 'k1')).toBeUndefined();
  keepCompiled(file, 'k1', compiled);
  expect(readCompiled(file, 'k1')).toEqual(compiled);
  expect(readCompiled(file, 'k2')).toBeUndefined();
  expect(readdirSync(join(file, '..'))).toEqual(['apex.json']);
});

it('passes a file by that is none of its own', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'apex-cache-')), 'apex.json');
  writeFileSync(file, 'not json');
  expect(readCompiled(file, 'k1')).toBeUndefined();
});

it('has a key for each order and content of the parts', () => {
  const keys = [['a', 'b'], ['ab'], ['b', 'a']].map((parts) => compileKey(parts));
  expect(new Set(keys).size).toBe(3);
  expect(compileKey(['a', 'b'])).toBe(keys[0]);
});

it('names a unit by its part, and gives the parts to a compile of other sources', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'apex-cache-')), 'apex.json');
  const unit = compiled.units[0] as never;
  const parts = { a: { unit, problems: [] }, b: { unit: null, problems: [] } };
  keepCompiled(file, 'k1', { units: [unit], problems: [], parts });
  expect(readCompiled(file, 'k1')).toEqual({ units: [unit], problems: [], parts });
  expect(readParts(file)).toEqual(parts);
  expect(readParts(`${file}.none`)).toEqual({});
});
