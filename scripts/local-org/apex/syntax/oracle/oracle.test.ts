import { describe, expect, it } from 'vitest';
import { parseUnit, type Source } from '../index.ts';
import { parseWithGrammar } from './parse-unit.ts';

const EVERYTHING = `
@IsTest(SeeAllData=true isParallel=false)
global with sharing abstract class Everything extends Base.Inner implements A, B<List<C>>, Database.Batchable<SObject> {
  public static final Map<String, List<Map<Id, Account[]>>> TABLE = new Map<String, List<Map<Id, Account[]>>>{ 'a' => null, 'b' => new List<Map<Id, Account[]>>() };
  transient Integer transient1, b = 1 + 2 * 3 - -4;
  private Integer[] numbers = new Integer[]{ 1, 2, }; Integer[] more = new Integer[5];
  static { b = 1; } { this.c = 2; } ;
  public Integer P { get; private set { p = value; } } static String Q { get { return 'x'; } }
  protected Everything(final Integer some, @Foo String get) { this(some); }
  public Everything() { super(1, 'x'); }
  abstract void nothing(); webservice static void w() { } testMethod static void old() { }
  public override String toString() { return 'It\\'s ' + a.b?.c(1)[2].d + (String) o.get('x') + ((Integer) x).format() + (-b) + (Integer) -1; }
  Object types() { Type[] t = new Type[]{ String.class, A.B.class, List<String>.class, Map<Id, A.B>.class, Integer[].class, void.class }; return a < b ? c > d : e >= f; }
  Boolean logic() { return !a && (b || c) & d | e ^ ~f && g == h && i != j && k === l && m !== n && o <> p && q instanceof List<String> && r?.s == null ?? t; }
  void assign() { a = b += c -= d *= e /= f &= g |= h ^= i <<= j >>= k >>>= l; a++; --b; c = d << 1 >> 2 >>> 3; e = f ? g : h ? i : j; }
  void flow(Integer x) {
    if (a) b(); else if (c) { d(); } else e();
    for (Integer i = 0, j = 1; i < 10; i++, j--) { continue; } for (;;) { break; } for (i = 0; ; ) a(); for (Account acc : [SELECT Id FROM Account]) { }
    while (a) b(); do { c(); } while (d);
    switch on x { when 1, -2, 3L { } when 'a', null { } when RED, Color.GREEN { } when Account acc { } when (4) { } when else { } }
    try { a(); } catch (System.DmlException e) { throw e; } catch (Exception e) { throw new MyException('x', e); } finally { b(); }
    insert a; update as user b; delete as system c; undelete d; upsert e; upsert f Account.Ext__c; upsert as user g Ext__c; merge h i; System.runAs(u) { j(); } system.debug(k);
    final String s; List<String> ss = new List<String>{ 'x' }; Set<Id> ids = new Set<Id>{}; A.B c1 = new A.B(); SObject[] rs = (List<SObject>) Database.query('x');
    return;
  }
  void queries() {
    a = [SELECT Id, Owner.Name n, COUNT(Id) c, toLabel(Status), FORMAT(MIN(Amount)), CALENDAR_YEAR(convertTimezone(CreatedDate)), (SELECT Id FROM Contacts c WHERE Name = :x LIMIT 1), TYPEOF What WHEN Account THEN Id, Name ELSE Id END
      FROM Account a, a.Contacts c USING SCOPE mine
      WHERE (NOT Name LIKE '%x') AND (A = 1 OR B != -2.5 OR C IN ('a', :b, null) OR D NOT IN :e) AND F IN (SELECT Id FROM G) AND H = LAST_N_DAYS:3 AND I >= 2024-01-01 AND J < 2024-01-01T00:00:00Z AND K INCLUDES ('a;b') AND L = USD500 AND M = TODAY AND N = true
      WITH USER_MODE GROUP BY ROLLUP(Name, DAY_ONLY(CreatedDate)) HAVING COUNT(Id) > 1 ORDER BY Name DESC NULLS LAST, COUNT(Id) ASC LIMIT :most OFFSET 5 ALL ROWS FOR UPDATE];
    b = [SELECT DISTANCE(Loc__c, GEOLOCATION(37.5, :lng), 'mi') FROM A WHERE DISTANCE(Loc__c, GEOLOCATION(-1, 2), 'km') < 20][0].Id;
    c = [SELECT FIELDS(ALL) FROM A LIMIT 200].size();
    d = [FIND 'x\\-y*' IN ALL FIELDS RETURNING Account(Id, Name WHERE Name LIKE :y ORDER BY Name LIMIT 5), Contact, Lead(Id) WITH SNIPPET LIMIT 10];
    e = [FIND :term RETURNING Account];
  }
  enum Color { RED, GREEN } enum Nothing { } interface I extends J, K { void m(Integer i); List<String> n(); } virtual class V { } private inherited sharing class W { }
}`;

const ACCEPTED: readonly (readonly [Source['kind'], string])[] = [
  ['class', EVERYTHING],
  [
    'trigger',
    'trigger T on Account (before insert, after undelete) { Integer x = 1; for (Account a : Trigger.new) { a.Name = f(a); } String f(Account a) { return null; } }'
  ],
  [
    'anonymous',
    "public class A { } Integer i = 1; final String s = 'x'; void m() { } m(); System.debug([SELECT Id FROM A]); List<A> l; l.sort(); a.b.C d; if (i < 2) { }"
  ],
  [
    'anonymous',
    'Integer select1, from1, order, limit1, count, group1, user, name, data, all, format, get, after, before, with; order = count + user;'
  ],
  ['class', "class A {\n/** doc */ // line\n  /* block */ void m() { String s = '// no comment'; }\n}\n"]
];

const REFUSED: readonly (readonly [Source['kind'], string])[] = [
  ['class', 'class A { void m() { Integer x = 1 } }'],
  ['class', 'class A { void m() { foo(1,); } }'],
  ['class', 'class A { void m() { if a { } } }'],
  ['class', 'class A { void m() { for (Integer i : ) { } } }'],
  ['class', 'class A { void m() { try { } } }'],
  ['class', 'class A { void m() { do a(); while (b); } }'],
  ['class', 'class A { Integer class; }'],
  ['class', 'class A { void m(Integer) { } }'],
  ['class', 'class A { } class B { }'],
  ['class', 'class A { void m() { x = [SELECT FROM Account]; } }'],
  ['class', 'class A { void m() { x = [SELECT Id FROM Account WHERE A = 1 AND B = 2 OR C = 3]; } }'],
  ['class', 'class A { void m() { x = [SELECT Id FROM Account LIMIT x]; } }'],
  ['class', "class A { String s = 'a\\q'; }"],
  ['class', "class A { String s = 'a; }"],
  ['class', 'class A { void m() { switch on x { } } }'],
  ['class', 'class A { void m() { # } }'],
  ['class', 'interface I { void m() { } }'],
  ['trigger', 'trigger T on Account (during insert) { }'],
  ['class', 'class A { void m() { /* never closed }']
];

describe('the parser and the public grammar of Apex', () => {
  it('give the same tree', () => {
    for (const [kind, text] of ACCEPTED) {
      const source = { path: 'x', text, kind };
      const own = parseUnit(source);
      expect(own.problems).toEqual([]);
      expect(own.ast).toEqual(parseWithGrammar(source).ast);
    }
  });

  it('refuse the same texts', () => {
    for (const [kind, text] of REFUSED) {
      const source = { path: 'x', text, kind };
      expect([text, parseUnit(source).ast, parseWithGrammar(source).ast]).toEqual([text, null, null]);
    }
  });
});

describe('where the grammar is known to be wrong', () => {
  it('a value in parentheses before a sign is no cast', () => {
    const { ast } = parseUnit({ path: 'x', text: 'x = (a) + b; y = (Integer) -c;', kind: 'anonymous' });
    expect(ast?.kind === 'anonymous' && ast.body.statements).toMatchObject([
      { expr: { value: { kind: 'binary', op: '+' } } },
      { expr: { value: { kind: 'cast' } } }
    ]);
  });
});
