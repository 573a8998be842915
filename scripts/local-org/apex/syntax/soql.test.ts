import { describe, expect, it } from 'vitest';
import { parseSoql, SoqlSyntaxError, UnsupportedSyntax } from './index.ts';

describe('SOQL syntax', () => {
  it('reads fields, relationship paths, functions and aliases', () => {
    const q = parseSoql('SELECT Id, Owner.Name, COUNT(Id) n, toLabel(Status) FROM Lead l GROUP BY Owner.Name');
    expect(q.select.map((s) => (s.kind === 'field' ? s.field : s.kind))).toMatchObject([
      { kind: 'path', path: ['Id'] },
      { kind: 'path', path: ['Owner', 'Name'] },
      { kind: 'function', name: 'COUNT', args: [{ path: ['Id'] }] },
      { kind: 'function', name: 'TOLABEL' }
    ]);
    expect(q.select[2]).toMatchObject({ alias: 'n' });
    expect(q.from).toMatchObject({ object: 'Lead', alias: 'l' });
    expect(q.groupBy).toMatchObject({ kind: 'plain', by: [{ path: ['Owner', 'Name'] }] });
  });

  it('keeps further names of FROM with their aliases', () => {
    expect(parseSoql('SELECT c.Name FROM Account a, a.Contacts c').alsoFrom).toMatchObject([
      { path: ['a', 'Contacts'], alias: 'c' }
    ]);
  });

  it('numbers binds through subqueries in the order in which they were written', () => {
    const q = parseSoql(
      'SELECT Id, (SELECT Id FROM Contacts WHERE Name = :a) FROM Account WHERE Id IN :ids AND X__c = :row.get(1) LIMIT :n'
    );
    expect(q.binds.map((b) => b.text)).toEqual(['a', 'ids', 'row.get(1)', 'n']);
    expect(q.limit).toEqual({ kind: 'bind', index: 3, text: 'n' });
  });

  it('reads every kind of value', () => {
    const value = (text: string, op = '='): unknown => {
      const where = parseSoql(`SELECT Id FROM Account WHERE A ${op} ${text}`).where;
      return where?.kind === 'compare' ? where.right : null;
    };
    expect(value('null')).toEqual({ kind: 'null' });
    expect(value("'it\\'s'")).toEqual({ kind: 'string', value: "it's" });
    expect(value('-12.50')).toEqual({ kind: 'number', text: '-12.50' });
    expect(value('USD500')).toEqual({ kind: 'currency', code: 'USD', text: '500' });
    expect(value('TRUE')).toEqual({ kind: 'boolean', value: true });
    expect(value('2024-02-29')).toEqual({ kind: 'date', text: '2024-02-29' });
    expect(value('2024-02-29T10:00:00Z')).toEqual({ kind: 'datetime', text: '2024-02-29T10:00:00Z' });
    expect(value('last_n_days:30')).toEqual({ kind: 'dateLiteral', name: 'LAST_N_DAYS', n: 30 });
    expect(value('TODAY')).toEqual({ kind: 'dateLiteral', name: 'TODAY' });
    expect(value("('a', :b)", 'IN')).toMatchObject({ kind: 'list', items: [{ kind: 'string' }, { kind: 'bind' }] });
    expect(value('(SELECT Id FROM B)', 'NOT IN')).toMatchObject({ kind: 'subquery' });
  });

  it('takes values in parentheses behind IN and INCLUDES alone, and there nothing else', () => {
    const problem = (condition: string) => () => parseSoql(`SELECT Id FROM A WHERE ${condition}`);
    expect(problem("B = ('a')")).toThrow("unexpected token: '('");
    expect(problem("B LIKE ('a', 'b')")).toThrow("unexpected token: '('");
    expect(problem('B = (SELECT C FROM D)')).toThrow("unexpected token: '('");
    expect(problem("B IN 'a'")).toThrow("unexpected token: ''a''");
    expect(problem("B INCLUDES 'a'")).toThrow("unexpected token: ''a''");
    expect(problem('B INCLUDES (SELECT C FROM D)')).toThrow("unexpected token: 'SELECT'");
  });

  it('nests conditions and keeps NOT', () => {
    const q = parseSoql("SELECT Id FROM A WHERE (NOT B LIKE 'x%') AND (C NOT IN (1, 2) OR D <> 3)");
    expect(q.where).toMatchObject({
      kind: 'and',
      items: [
        { kind: 'not', item: { op: 'LIKE' } },
        { kind: 'or', items: [{ op: 'NOT IN' }, { op: '!=' }] }
      ]
    });
  });

  it('keeps the backslash of an escaped wildcard for LIKE', () => {
    expect(parseSoql("SELECT Id FROM A WHERE B LIKE 'a\\%b\\_'").where).toMatchObject({ right: { value: 'a\\%b\\_' } });
  });

  it('reads the clauses behind WHERE', () => {
    const q = parseSoql(
      'SELECT A, SUM(B) FROM C USING SCOPE mine WITH USER_MODE GROUP BY ROLLUP(A) HAVING SUM(B) > 1 ORDER BY A DESC NULLS LAST LIMIT 5 OFFSET 2 ALL ROWS'
    );
    expect(q).toMatchObject({
      scope: 'mine',
      mode: 'USER_MODE',
      groupBy: { kind: 'rollup' },
      having: { op: '>' },
      limit: { text: '5' },
      offset: { text: '2' },
      allRows: true
    });
    expect(q.orderBy).toMatchObject([{ descending: true, nulls: 'LAST' }]);
    expect(parseSoql('SELECT Id FROM A FOR UPDATE').forClauses).toEqual(['UPDATE']);
    expect(parseSoql('SELECT Id FROM A FOR REFERENCE FOR VIEW').forClauses).toEqual(['VIEW', 'REFERENCE']);
  });

  it('reads TYPEOF and FIELDS()', () => {
    expect(parseSoql('SELECT TYPEOF What WHEN Account THEN Name, Phone ELSE Id END FROM Task').select[0]).toMatchObject(
      {
        kind: 'typeof',
        relationship: ['What'],
        when: [{ type: 'Account', fields: [['Name'], ['Phone']] }],
        otherwise: [['Id']]
      }
    );
    expect(parseSoql('SELECT FIELDS(STANDARD) FROM Task').select[0]).toMatchObject({ kind: 'fields', set: 'STANDARD' });
  });

  it('words errors as the platform does, with line and column', () => {
    const failure = (text: string): SoqlSyntaxError => {
      try {
        parseSoql(text);
      } catch (e) {
        if (e instanceof SoqlSyntaxError) return e;
        throw e;
      }
      throw new Error(`parsed: ${text}`);
    };
    expect(failure('SELECT Id FORM Account').message).toBe("unexpected token: 'Account'");
    expect(failure('SELECT Id FROM').message).toBe("unexpected token: '<EOF>'");
    expect(failure('SELECT Id\nFROM A WHERE B = %')).toMatchObject({
      message: "line 2:17 no viable alternative at character '%'",
      pos: { line: 2, column: 18 }
    });
    expect(failure('SELECT Id FROM A LIMIT 1 LIMIT 2').message).toBe("unexpected token: 'LIMIT'");
  });

  it('refuses by name what it cannot run', () => {
    expect(() => parseSoql('SELECT Id FROM A WITH DATA CATEGORY Geo__c AT x__c')).toThrow(UnsupportedSyntax);
  });
});
