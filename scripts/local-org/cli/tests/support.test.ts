import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { featuresPage, metadataPage, orderPage, supportPage, supportRows } from '../work/support.ts';

const committed = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../../docs/reference', name), 'utf8');

describe('the pages about the local org', () => {
  it('list what the rooms have now (npm run reference writes them anew)', () => {
    expect(committed('support.md')).toBe(supportPage());
    expect(committed('order-of-execution.md')).toBe(orderPage());
    expect(committed('features.md')).toBe(featuresPage());
    expect(committed('metadata.md')).toBe(metadataPage());
  });

  it('tell what runs from what is refused, and name nothing twice', () => {
    const rows = supportRows();
    expect(rows.find((row) => row.area === 'flow' && row.name === 'screens')?.refused).toBe('screens');
    expect(rows.find((row) => row.area === 'flow' && row.name === 'decisions')).not.toHaveProperty('refused');
    const names = rows.map((row) => `${row.area} ${row.name} ${row.detail}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
