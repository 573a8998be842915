import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Changes } from '../work/index.ts';

it('tells what changed once it is quiet, what changed meanwhile included, and nothing of caches', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'changes-'));
  mkdirSync(join(dir, 'app', '.local-org'), { recursive: true });
  const changes = new Changes(dir, ['app']);
  try {
    writeFileSync(join(dir, 'app', 'A.cls'), 'one');
    writeFileSync(join(dir, 'app', '.local-org', 'cache.json'), '{}');
    expect(await changes.next()).toEqual([join('app', 'A.cls')]);
    const next = changes.next();
    writeFileSync(join(dir, 'app', 'B.cls'), 'two');
    expect(await next).toEqual([join('app', 'B.cls')]);
  } finally {
    changes.close();
  }
});
