import { describe, expect, it } from 'vitest';
import { librarySupport, supportTable } from '../support.ts';

describe('the list of what the library has', () => {
  it('names what is there and what is not', () => {
    const page = librarySupport().find((c) => c.name === 'System.PageReference');
    expect(page?.members).toContainEqual({ signature: 'String getUrl()', supported: true });
    expect(page?.members).toContainEqual({ signature: 'Blob getContent()', supported: false });
    expect(page?.supported).toBeLessThan(page?.members.length ?? 0);
  });

  it('is a table with a line for each class that has something', () => {
    const table = supportTable();
    expect(table).toContain('| `System.String` |');
    expect(table).not.toContain('`ConnectApi.Topics`');
  });
});
