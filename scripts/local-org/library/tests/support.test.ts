import { describe, expect, it } from 'vitest';
import { librarySupport, supportTable } from '../support.ts';

describe('the list of what the library has', () => {
  it('names what is there and what is not', () => {
    const matcher = librarySupport().find((c) => c.name === 'System.Matcher');
    expect(matcher?.members).toContainEqual({ signature: 'Boolean find()', supported: true });
    expect(matcher?.members).toContainEqual({ signature: 'Boolean hitEnd()', supported: false });
    expect(matcher?.supported).toBeLessThan(matcher?.members.length ?? 0);
  });

  it('is a table with a line for each class that has something', () => {
    const table = supportTable();
    expect(table).toContain('| `System.String` |');
    expect(table).not.toContain('`ConnectApi.Topics`');
  });
});
