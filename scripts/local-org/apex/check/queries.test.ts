import { describe, expect, it } from 'vitest';
import { checkBody } from './testing.ts';

const BINDS =
  'String text; Date day; Integer count; Object thing; Account record; List<Account> records; List<String> texts; Map<Id, Account> byId;';

describe('errors of queries', () => {
  it('checks objects, fields and relationships against the schema', () => {
    const first = (text: string): string => checkBody(`Object o = ${text};`).messages.join(' | ').split('.')[0] ?? '';
    expect(first('[SELECT Id FROM Nope]')).toBe('Invalid type: Schema');
    expect(first('[SELECT Nope FROM Account]')).toBe("No such column 'Nope' on entity 'Account'");
    expect(first('[SELECT Owner.Nope FROM Account]')).toMatch(/^No such column 'Nope'/);
    expect(first('[SELECT Account.Owner.Name FROM Contact WHERE Account.Nope = 1]')).toBe(
      "No such column 'Nope' on entity 'Account'"
    );
    expect(first('[SELECT Nope.Name FROM Account]')).toBe("Didn't understand relationship 'Nope' in field path");
    expect(first('[SELECT Id, (SELECT Id FROM Nopes) FROM Account]')).toBe(
      "Didn't understand relationship 'Nopes' in FROM part of query call"
    );
    expect(first('[SELECT Id FROM Account WHERE Id IN (SELECT Nope FROM Contact)]')).toBe(
      "No such column 'Nope' on entity 'Contact'"
    );
    expect(first('[SELECT Id FROM Account WHERE Name = :nope]')).toBe('Variable does not exist: nope');
    expect(first('[SELECT COUNT(Id) n, Name FROM Account GROUP BY Name ORDER BY COUNT(Id)]')).toBe('');
  });

  it('refuses binds that cannot be compared with their column', () => {
    expect(checkBody('Integer i = 1; Object o = [SELECT Id FROM Account WHERE Name = :i];').messages).toEqual([
      'Invalid bind expression type of Integer for column of type String'
    ]);
    expect(
      checkBody(
        'Set<Id> ids; Object o = [SELECT Id FROM Account WHERE Id IN :ids AND NumberOfEmployees > :1.5 AND OwnerId = :UserInfo.getUserId()];'
      ).messages
    ).toEqual([]);
  });

  it('tells what is wrong with a query where its bracket opens, one thing at a time', () => {
    expect(checkBody('List<Account> l =\n  [\n  SELECT Nope, Neither FROM Account];').places).toEqual([
      expect.stringMatching(/^4:3 No such column 'Nope' on entity 'Account'/)
    ]);
    expect(checkBody('for (Account a : [SELECT Id FROM Account ORDER BY Description]) { }').places).toEqual([
      "3:18 field 'Description' can not be sorted in a query call"
    ]);
  });

  it('checks the binds of parents, children, functions, LIMIT and OFFSET', () => {
    const bound = (query: string): string => checkBody(`${BINDS} Object o = ${query};`).messages.join(' | ');
    const wrong = (bind: string, column: string) =>
      `Invalid bind expression type of ${bind} for column of type ${column}`;
    expect(bound('[SELECT Id FROM Contact WHERE Account.AnnualRevenue > :text]')).toBe(wrong('String', 'Decimal'));
    expect(bound('[SELECT Id, (SELECT Id FROM Contacts WHERE Birthdate = :text) FROM Account]')).toBe(
      wrong('String', 'Date')
    );
    expect(bound('[SELECT Id FROM Account WHERE CALENDAR_YEAR(CreatedDate) = :text]')).toBe(wrong('String', 'Integer'));
    expect(bound('[SELECT Name FROM Account GROUP BY Name HAVING COUNT(Id) > :text]')).toBe(wrong('String', 'Integer'));
    expect(bound('[SELECT Id FROM Account LIMIT :text]')).toBe(wrong('String', 'Integer'));
    expect(bound('[SELECT Id FROM Account OFFSET :1.5]')).toBe(wrong('Decimal', 'Integer'));
    expect(bound('[SELECT Id FROM Account WHERE Name IN (:text, :day)]')).toBe(wrong('Date', 'String'));
    expect(bound('[SELECT Id FROM Account WHERE Name > :texts]')).toBe(wrong('List<String>', 'String'));
    expect(bound('[SELECT Id FROM Account WHERE Name IN :byId]')).toBe(wrong('Map<Id,Account>', 'String'));
    expect(bound('[SELECT Id FROM Account WHERE Name = :thing]')).toBe(wrong('ANY', 'String'));
    expect(bound('[SELECT Id FROM Account WHERE Name = :this]')).toBe(wrong('APEX_OBJECT', 'String'));
    expect(bound('[SELECT Id FROM Account WHERE Name IN :records]')).toBe(wrong('List<Account>', 'String'));
    expect(bound('[FIND :day RETURNING Account]')).toBe(wrong('Date', 'String'));
    expect(bound('[FIND :text RETURNING Account(Id WHERE Name = :day LIMIT :count)]')).toBe(wrong('Date', 'String'));
  });

  it('takes binds that are converted, and lists where several values may stand', () => {
    const sound = [
      '[SELECT Id FROM Contact WHERE AccountId IN :records AND Account.ParentId = :record AND Id = :text]',
      '[SELECT Id FROM Account WHERE Name = :texts AND Name != :texts AND Name LIKE :texts AND Name = :null]',
      '[SELECT Id FROM Account WHERE CreatedDate > :day AND Id IN (SELECT AccountId FROM Contact WHERE Birthdate = :System.now())]',
      '[SELECT Id FROM Account LIMIT :count OFFSET :count]',
      '[FIND :text RETURNING Account(Id WHERE Name = :text LIMIT :count), Contact LIMIT :count]'
    ];
    for (const query of sound) expect(checkBody(`${BINDS} Object o = ${query};`).messages).toEqual([]);
  });

  it('refuses WITH SECURITY_ENFORCED from version 67 on', () => {
    const text = 'List<Account> l = [SELECT Id FROM Account WITH SECURITY_ENFORCED];';
    expect(checkBody(text, '', [], { apiVersion: 66 }).messages).toEqual([]);
    expect(checkBody(text).messages[0]).toMatch(/SECURITY_ENFORCED is not supported/);
  });
});
