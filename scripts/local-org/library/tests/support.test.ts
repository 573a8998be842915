import { describe, expect, it } from 'vitest';
import { librarySupport, supportTable } from '../support.ts';

describe('the list of what the library has', () => {
  it('names what is there and what is not', () => {
    const http = librarySupport().find((c) => c.name === 'System.HttpRequest');
    expect(http?.members).toContainEqual({ signature: 'void setBody(String)', supported: true });
    expect(http?.members).toContainEqual({ signature: 'void setClientCertificateName(String)', supported: false });
    expect(http?.supported).toBeLessThan(http?.members.length ?? 0);
  });

  it('is a table with a line for each class that has something', () => {
    const table = supportTable();
    expect(table).toContain('| `System.String` |');
    expect(table).not.toContain('`ConnectApi.Topics`');
  });
});
