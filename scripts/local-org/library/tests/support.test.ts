import { describe, expect, it } from 'vitest';
import { refused } from '../refusals.ts';
import { librarySupport, supportTable } from '../support.ts';

describe('the list of what the library has', () => {
  it('names what is there and what is not', () => {
    const page = librarySupport().find((c) => c.name === 'System.PageReference');
    expect(page?.members).toContainEqual({ signature: 'String getUrl()', supported: true });
    expect(page?.members).toContainEqual({
      signature: 'Blob getContent()',
      supported: false,
      refused: 'pages of Visualforce are not drawn'
    });
    expect(page?.supported).toBeLessThan(page?.members.length ?? 0);
  });

  it('gives every member that is refused its reason, and the language its own', () => {
    const all = librarySupport().filter((c) => c.supported > 0);
    const bare = all.flatMap((c) => c.members.filter((m) => !m.supported && !m.refused).map((m) => m.signature));
    expect(bare).toEqual([]);
    const list = all.find((c) => c.name === 'System.List');
    expect(list?.supported).toBe(list?.members.length);
  });

  it('names a refused member with its reason', () => {
    expect(refused('System.Url.getFileFieldURL(String,String)')).toBe(
      'System.Url.getFileFieldURL(String,String) (no document gives the form of that address)'
    );
    expect(refused('get System.SObject.UserRecordAccess')).toMatch(/^System\.SObject\.UserRecordAccess \(/);
    expect(refused('new System.Crypto()')).toBe('new System.Crypto() (no document describes this constructor)');
  });

  it('is a table with a line for each class that has something', () => {
    const table = supportTable();
    expect(table).toContain('| `System.String` |');
    expect(table).not.toContain('`ConnectApi.Topics`');
  });
});
