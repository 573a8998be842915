import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { platformClasses } from '../../library/index.ts';

const folder = join(import.meta.dirname, '..');
const files = ['.', 'steps'].flatMap((name) =>
  readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, name, file))
);

describe('Every status that a save gives', () => {
  const used = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/saveError\(\s*'(\w+)'/g)].map((m) => m[1])
  );

  it('is a StatusCode of the platform', () => {
    const codes = [...platformClasses()].find((each) => each.name === 'System.StatusCode')?.enumValues ?? [];
    expect(codes.length).toBeGreaterThan(100);
    expect(used.length).toBeGreaterThan(20);
    expect([...new Set(used)].filter((status) => !codes.includes(status ?? ''))).toEqual([]);
  });
});
