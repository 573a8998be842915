import { describe, expect, it } from 'vitest';
import { check, checkBody } from './testing.ts';

const messages = (body: string): readonly string[] => checkBody(body).messages;

describe('receivers of built-in methods', () => {
  it('addError is of a record or of a field of one, and of nothing else', () => {
    const noField = 'addError must be invoked on an expression that is an exact SObject field reference';
    expect(
      messages("Account a; a.addError('x'); a.Name.addError('x'); a.Owner.Name.addError('x'); a.Id.addError('x');")
    ).toEqual([]);
    expect(messages("String s; s.addError('x');")).toEqual([noField]);
    expect(messages("Account a; a.Name.trim().addError('x');")).toEqual([noField]);
    expect(messages("Account a; a.Name?.addError('x');")).toEqual([
      'Safe navigation operator is not allowed with addError'
    ]);
    expect(messages("Object o; o.addError('x');")[0]).toMatch(/^Method does not exist/);
  });

  it('deepClone and getSObjectType are of collections of records', () => {
    expect(messages('List<Account> l; l.deepClone(); Map<Id, Account> m; m.deepClone(); l.getSObjectType();')).toEqual(
      []
    );
    expect(messages('List<String> l; l.deepClone();')).toEqual([
      'Operation only applies to SObject list types: List<String>'
    ]);
    expect(messages('Map<String, String> m; m.getSObjectType();')).toEqual([
      'Operation only applies to SObject value map types: Map<String,String>'
    ]);
  });

  it('sets take lists of their own type, lists take what converts', () => {
    expect(messages('Set<Id> s; List<String> l; s.removeAll(l);')).toEqual([
      'Illegal all method call for argument type, List<String>, for collection: Set<Id>'
    ]);
    expect(messages('List<Account> a; List<SObject> s; a.addAll(s);')).toEqual([
      'Illegal all method call for argument type, List<SObject>, for collection: List<Account>'
    ]);
    expect(messages('Map<Id, Account> m; List<SObject> s; m.putAll(s);')).toEqual([
      'Invalid putAll type List<SObject> found for Map<Id,Account>'
    ]);
    expect(
      messages('List<SObject> s; List<Account> a; s.addAll(a); List<Decimal> d; d.addAll(new List<Integer>());')
    ).toEqual([]);
  });

  it('collections are made of collections of the very same types', () => {
    expect(messages('Object o = new List<Decimal>(new List<Integer>());')).toEqual([
      'Invalid initializer type List<Integer> found for List<Decimal>: expected an Integer or a List of type Decimal'
    ]);
    expect(messages('Object o = new Set<Id>(new List<String>());')).toEqual([
      'Invalid initializer type List<String> found for Set<Id>: expected a List or a Set of type: Id'
    ]);
    expect(messages('List<SObject> l; Object o = new Map<Id, Account>(l);')[0]).toMatch(
      /^Invalid initializer type List<SObject> found for Map<Id,Account>/
    );
    expect(messages('List<Account> l; Object o = new Map<Id, SObject>(l); o = new Set<Id>(new List<Id>());')).toEqual(
      []
    );
  });
});

describe('types of collections', () => {
  it('lists and maps stand for those of what their values convert to', () => {
    const sound =
      'List<Integer> i; List<Decimal> d = i; List<Long> l = i; List<Double> b = d; d = b; List<Datetime> t = new List<Date>(); ' +
      'Map<String, Decimal> m = new Map<String, Integer>(); List<List<Decimal>> dd = new List<List<Integer>>();';
    expect(messages(sound)).toEqual([]);
    expect(messages('List<Decimal> d; List<Integer> i = d;')).toEqual([
      'Illegal assignment from List<Decimal> to List<Integer>'
    ]);
    expect(messages('Set<Decimal> d = new Set<Integer>();')).toEqual([
      'Illegal assignment from Set<Integer> to Set<Decimal>'
    ]);
  });

  it('what List.add gives is an Object', () => {
    expect(messages("List<String> l; Object o = l.add('x');")).toEqual([]);
    expect(messages("List<String> l; Boolean b = l.add('x');")).toEqual(['Illegal assignment from Object to Boolean']);
  });
});

describe('names', () => {
  it('a static field may follow an instance field of its name, not the other way round', () => {
    expect(check(['class A { Integer a; static String a; }']).messages).toEqual([]);
    expect(check(['class A { static String a; Integer a; }']).messages).toEqual(['Duplicate field: a']);
    expect(check(['class A { Integer a; String a { get; set; } }']).messages).toEqual(['Duplicate field: a']);
  });

  it('a page is one of the project, or one that every org has', () => {
    const pages = { has: (name: string) => name.toLowerCase() === 'known' };
    const page = (name: string): readonly string[] =>
      checkBody(`Object o = Page.${name};`, '', [], { pages, namespace: 'acme' }).places;
    expect([page('Known'), page('acme__Known'), page('other__Nope'), page('SiteLogin')]).toEqual([[], [], [], []]);
    expect(page('Nope')).toEqual(['3:17 Page does not exist: Nope']);
  });
});
