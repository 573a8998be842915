import { describe, expect, it } from 'vitest';
import { readProject } from '../index.ts';
import { projectWith, xml } from './files.ts';

const META = xml('ApexClass', '<apiVersion>67.0</apiVersion><status>Active</status>');
const featuresOf = (files: Readonly<Record<string, string>>, config: object = {}): string[] =>
  [...readProject(projectWith(files, config)).features].sort();

describe('the features of the org that a project is made for', () => {
  it('are those of its scratch org definition, without quantities', () => {
    const definition = JSON.stringify({ features: ['PersonAccounts', 'PlatformCache:10'] });
    expect(featuresOf({ 'config/project-scratch-def.json': definition })).toEqual(['personaccounts', 'platformcache']);
    expect(featuresOf({ 'config/project-scratch-def.json': '{ "features": "Communities;Sites" }' })).toEqual([
      'communities',
      'sites'
    ]);
    expect(featuresOf({ 'config/project-scratch-def.json': '{ // no JSON' })).toEqual([]);
    expect(featuresOf({})).toEqual([]);
  });

  it('are those of the definitions that its package directories name', () => {
    const files = {
      'orgs/people.json': '{"features":["PersonAccounts"]}',
      'orgs/other.json': '{"features":["Sites"]}'
    };
    const packageDirectories = [
      { path: 'app', default: true, definitionFile: 'orgs/people.json' },
      { path: 'elsewhere', definitionFile: 'orgs/missing.json' }
    ];
    expect(featuresOf(files, { packageDirectories })).toEqual(['personaccounts']);
  });

  const withClass = (text: string) => featuresOf({ 'app/classes/A.cls': text, 'app/classes/A.cls-meta.xml': META });

  it.each([
    ['a field of people', 'class A { Id of(Account a) { return a.PersonContactId; } }'],
    ['a field of people in a query', "class A { List<Account> a = [SELECT Id FROM Account WHERE PersonEmail = 'x']; }"],
    ['a custom field of contacts', 'class A { Account a = new Account(Shoe__pc = 1); }'],
    ['a field that a test puts', "@IsTest class A { void a(SObject a) { a.put('PersonEmail', 'x'); } }"],
    [
      'a record type that a test must find',
      "@IsTest class A { Id a = Account.SObjectType.getDescribe().getRecordTypeInfosByName().get('Person Account').getRecordTypeId(); }"
    ]
  ])('are told by code that compiles or runs in no other org: %s', (_what, text) => {
    expect(withClass(text)).toEqual(['personaccounts']);
  });

  it.each([
    [
      'asks describe',
      "class A { Boolean a = fields.containsKey('IsPersonAccount') && fields.containsKey('PersonEmail'); }"
    ],
    ['speaks of them', "/* a.PersonContactId */ class A { // PersonEmail\n String a = 'PersonContactId'; }"],
    [
      'finds the record type where it is',
      "class A { Id a = Account.SObjectType.getDescribe().getRecordTypeInfosByName().get('Person Account').getRecordTypeId(); }"
    ],
    [
      'asks before it tests',
      "@IsTest class A { Boolean a = fields.containsKey('isPersonAccount'); void a(SObject a) { a.put('PersonEmail', 'x'); } }"
    ],
    ['names a variable so', 'class A { Boolean isPersonAccount; String personEmail; }']
  ])('are not told by code that only %s', (_what, text) => {
    expect(withClass(text)).toEqual([]);
  });

  it('are told by code that names the currency of a record', () => {
    expect(withClass('class A { String of(Account a) { return a.CurrencyIsoCode; } }')).toEqual(['multicurrency']);
    expect(withClass('class A { List<SObject> a = [SELECT IsoCode FROM CurrencyType]; }')).toEqual(['multicurrency']);
    expect(withClass("class A { Boolean a = fields.containsKey('CurrencyIsoCode'); }")).toEqual([]);
  });

  it('are told by components that no other org has', () => {
    const type = xml('RecordType', '<fullName>Patient</fullName><active>true</active><label>Patient</label>');
    expect(featuresOf({ 'app/objects/PersonAccount/recordTypes/Patient.recordType-meta.xml': type })).toEqual([
      'personaccounts'
    ]);
  });

  it('that the local org knows nothing of are named by a warning', () => {
    const definition = JSON.stringify({ features: ['Sites', 'FieldService'] });
    const { problems } = readProject(projectWith({ 'config/project-scratch-def.json': definition }));
    expect(problems).toMatchObject([
      {
        level: 'warning',
        message: 'the org feature fieldservice is not in the local org: what it brings may be missing'
      }
    ]);
  });

  it('have the currencies of the configuration, one of which is the corporate one', () => {
    const of = (text: string) => readProject(projectWith({ 'config/local-org.json': text })).currencies;
    expect(readProject(projectWith({})).currencies).toEqual({ USD: 1 });
    expect(of('{"currencies":{"EUR":1,"USD":1.1}}')).toEqual({ EUR: 1, USD: 1.1 });
    expect(() => of('{"currencies":{"EUR":2}}')).toThrow('one of them, the corporate one, has the rate 1');
    expect(() => of('{"currencies":{"euro":1}}')).toThrow('currencies are ISO codes');
  });

  it('have the rates by day of the configuration, of its currencies', () => {
    const of = (rates: object[]) => {
      const text = JSON.stringify({ currencies: { USD: 1, EUR: 0.9 }, datedRates: rates });
      return readProject(projectWith({ 'config/local-org.json': text })).datedRates;
    };
    expect(readProject(projectWith({})).datedRates).toEqual([]);
    const rate = { currency: 'EUR', from: '2026-02-01', rate: 0.8 };
    expect(of([rate])).toEqual([rate]);
    for (const odd of [{ currency: 'JPY' }, { from: '1 Feb' }, { rate: 0 }])
      expect(() => of([{ ...rate, ...odd }])).toThrow('a dated rate has a currency of the org');
  });

  it('have the custom fiscal years of the configuration, which leave no day between them', () => {
    const of = (...years: object[]) =>
      readProject(projectWith({ 'config/local-org.json': JSON.stringify({ fiscalYears: years }) })).fiscalYears;
    const first = { name: '2026', quarters: ['2026-02-02', '2026-08-03'], end: '2027-01-31' };
    const second = { name: '2027', quarters: ['2027-02-01', '2027-08-02'], end: '2028-01-30' };
    expect(readProject(projectWith({})).fiscalYears).toBeUndefined();
    expect(of(second, first)).toEqual([second, first]);
    expect(() => of({ ...first, quarters: [] })).toThrow('the first days of its quarters, in order');
    expect(() => of({ ...first, end: '2026-07-01' })).toThrow('the first days of its quarters, in order');
    expect(() => of({ ...first, end: '2027-01-30' }, second)).toThrow('fiscal years follow each other');
    expect(() => of({ ...first, end: '2027-02-01' }, second)).toThrow('fiscal years follow each other');
  });
});
