import { describe, expect, it } from 'vitest';
import { check, checkBody } from './testing.ts';

/** Each case: statements inside a method, and the one message they give. */
function gives(cases: readonly (readonly [string, string])[], members = ''): void {
  for (const [statements, message] of cases)
    expect([statements, ...checkBody(statements, members).messages]).toEqual([statements, message]);
}

describe('errors of names and types', () => {
  it('names what does not exist', () => {
    gives([
      ['Integer i = x;', 'Variable does not exist: x'],
      ['Nothing n;', 'Invalid type: Nothing'],
      ['List<Nothing> n;', 'Invalid type: Nothing'],
      ['foo(1);', 'Method does not exist or incorrect signature: void foo(Integer) from the type Sample'],
      [
        "String s = 'a'.bar(1, 'x');",
        'Method does not exist or incorrect signature: void bar(Integer, String) from the type String'
      ],
      ['Account a = new Account(); a.Nope = 1;', 'Variable does not exist: Nope'],
      ["Account a = new Account(Nope = 'x');", 'Field does not exist: Nope on Account'],
      [
        'System.HttpRequest r = new System.HttpRequest(1);',
        'Constructor not defined: [System.HttpRequest].<Constructor>(Integer)'
      ],
      ['Sample s = new Sample(1);', 'Constructor not defined: [Sample].<Constructor>(Integer)'],
      ['Object o = System.TriggerOperation.NOPE;', 'Variable does not exist: NOPE'],
      ['Object o = nope.a.b;', 'Variable does not exist: nope.a'],
      ['Account a; Object o = a.Name.b;', 'A non foreign key field cannot be referenced in a path expression: Name']
    ]);
  });

  it('reports each unknown name once and nothing that follows from it', () => {
    expect(checkBody('Integer i = x + y; i = nothing(z).foo().bar;').messages).toEqual([
      'Variable does not exist: x',
      'Variable does not exist: y',
      'Variable does not exist: z'
    ]);
  });

  it('gives line and column of the name', () => {
    expect(checkBody('Integer i = 1;\n  i = x;').places).toEqual(['4:7 Variable does not exist: x']);
  });

  it('refuses assignments that lose meaning', () => {
    gives([
      ["Integer i = 'a';", 'Illegal assignment from String to Integer'],
      ['Integer i = 1L;', 'Illegal assignment from Long to Integer'],
      ['Integer i = 1.5;', 'Illegal assignment from Decimal to Integer'],
      ['String s = 1;', 'Illegal assignment from Integer to String'],
      ['Date d = Datetime.now();', 'Illegal assignment from Datetime to Date'],
      ['Account a = new Contact();', 'Illegal assignment from Contact to Account'],
      ['SObject s = new Account(); Account a = s;', 'Illegal assignment from SObject to Account'],
      ['Object o = 1; Integer i = o;', 'Illegal assignment from Object to Integer'],
      ['Set<String> s = new Set<Integer>();', 'Illegal assignment from Set<Integer> to Set<String>'],
      ['Set<String> s = new Set<Id>();', 'Illegal assignment from Set<Id> to Set<String>'],
      [
        'Map<Id, Account> m; Map<String, Account> n = m;',
        'Illegal assignment from Map<Id,Account> to Map<String,Account>'
      ],
      ['List<Integer> s = new List<Decimal>();', 'Illegal assignment from List<Decimal> to List<Integer>'],
      ["Account a = new Account(NumberOfEmployees = 'x');", 'Illegal assignment from String to Integer'],
      ["Integer i = 1; i += 'x';", 'Illegal assignment from String to Integer'],
      ['Integer i = 1; i += 1.5;', 'Illegal assignment from Decimal to Integer']
    ]);
  });

  it('refuses operands that do not fit', () => {
    gives([
      ["if ('a' == 1) { }", 'Comparison arguments must be compatible types: String, Integer'],
      ['Boolean b = true < false;', 'Inequality operator not allowed for this type: Boolean'],
      ['Boolean b = 1 < null;', 'Comparison arguments must be compatible types: Integer, NULL'],
      ["Boolean b = 'a' === 'a';", 'Exact equality operator only allowed for reference types: String'],
      ['Object o; Boolean b = o === null;', 'Comparison arguments must be compatible types: Object, NULL'],
      ['if (1) { }', 'Condition expression must be of type Boolean: Integer'],
      ["Integer i = 1 - 'a';", 'Arithmetic expressions must use numeric arguments'],
      ['Boolean b = !1;', '! operator can only be applied to boolean expressions'],
      ['Boolean b = 1 && true;', 'Logical operator can only be applied to Boolean'],
      ['Object o = -true;', 'Unary negation must use a numeric argument'],
      [
        'Boolean b = true; b++;',
        'Unary postfix increment/decrement can only be applied to numeric expressions: Boolean'
      ],
      ['Object o = Date.today() + true;', 'Date expressions must use Integer or Long'],
      ['Object o = Date.today() + 1.5;', 'Date expressions must use Integer or Long'],
      [
        "Object o = new List<Integer>{ 'x' };",
        'Initial expression is of incorrect type, expected: Integer but was: String'
      ],
      ["Object o = new Map<Integer, String>{ 'x' => 'y' };", 'Invalid key type String for Integer'],
      [
        "Object o = new List<Integer>('x');",
        'Invalid initializer type String found for List<Integer>: expected an Integer or a List of type Integer'
      ],
      ["List<Integer> l; Object o = l['x'];", 'List index must be of type Integer: String'],
      ["Object o = (Integer) 'a';", 'Incompatible types since an instance of String is never an instance of Integer'],
      [
        "Boolean b = 'a' instanceof Account;",
        'Operation instanceof is always false since an instance of String is never an instance of Account'
      ],
      ["Object o = true ? 'a' : 1;", 'Incompatible types in ternary operator: Integer, String'],
      ['for (String s : 1) { }', 'Loop must iterate over collection: Integer'],
      ["for (Integer i : new List<String>{ 'a' }) { }", 'Invalid loop variable type expected String was Integer'],
      ["throw 'a';", 'Throw expression must be of type exception: String'],
      ["insert 'a';", 'DML requires SObject or SObject list type: String'],
      ['1 + 1;', 'Expression cannot be a statement.'],
      ['1 = 2;', 'Expression cannot be assigned'],
      ['Integer i = 3000000000;', 'Illegal integer']
    ]);
  });

  it('refuses variables that are there already', () => {
    gives([
      ['Integer a; Integer A;', 'Duplicate variable: A'],
      ['Integer a; for (Integer a = 0; a < 1; a++) { }', 'Duplicate variable: a'],
      ['Integer a; try { } catch (Exception a) { }', 'Duplicate variable: a']
    ]);
    expect(checkBody('for (Integer i = 0; i < 1; i++) { } for (Integer i = 0; i < 1; i++) { }').messages).toEqual([]);
  });

  it('refuses writing what is final', () => {
    expect(checkBody('final Integer a = 1; a = 2;').messages).toEqual([]);
    gives(
      [['f = 2;', 'Final members can only be assigned in their declaration, init blocks, or constructors: f']],
      'final Integer f = 1;'
    );
  });
});

describe('errors of control flow', () => {
  it('asks for a return on every path', () => {
    const missing = 'Missing return statement required return type: Integer';
    expect(check(['class A { Integer m(Boolean b) { if (b) { return 1; } } }']).messages).toEqual([missing]);
    expect(check(['class A { Integer m(Boolean b) { while (b) { return 1; } } }']).messages).toEqual([missing]);
    expect(check(['class A { Integer P { get { if (P == 1) { return 1; } } } }']).messages).toEqual([missing]);
    expect(
      check(['class A { Integer m(Boolean b) { if (b) { return 1; } else { throw new DmlException(); } } }']).messages
    ).toEqual([]);
    expect(check(['class A { Integer m() { while (true) { return 1; } } }']).messages).toEqual([missing]);
    expect(check(['class A { Integer m() { try { m(); } finally { return 1; } } }']).messages).toEqual([missing]);
    expect(
      check(['class A { Integer m(Integer i) { switch on i { when 1 { return 1; } when else { return 2; } } } }'])
        .messages
    ).toEqual([]);
    expect(
      check(['class A { Integer m() { try { return 1; } catch (Exception e) { return 2; } finally { m(); } } }'])
        .messages
    ).toEqual([]);
  });

  it('refuses what is never reached', () => {
    gives([['return; Integer i;', 'Unreachable statement']]);
    expect(checkBody('while (true) { break; return; }').messages).toEqual([]);
    expect(checkBody('throw new DmlException(); return;').messages).toEqual([]);
  });

  it('refuses wrong returns and jumps', () => {
    gives([
      ['return 1;', 'Void method must not return a value'],
      ['break;', 'Break statement must be in loop']
    ]);
    expect(check(["class A { Integer m() { return 'a'; } }"]).messages).toEqual([
      'Illegal conversion from String to Integer'
    ]);
  });
});

describe('errors of classes', () => {
  it('asks for every method of an interface', () => {
    expect(
      check(['interface I { void m(Integer i); }', 'class A implements I { public void m(String s) { } }']).messages
    ).toEqual(['Class A must implement the method: void I.m(Integer)']);
    const wide = 'interface I { void m(Map<String, Integer> i); }';
    expect(check([wide, 'class A implements I { public void m(Map<String, Object> i) { } }']).messages).toEqual([]);
    expect(check([wide, 'class A implements I { public void m(Map<Id, Object> i) { } }']).messages).toHaveLength(1);
    expect(
      check(['class A implements Comparable { public Integer compareTo(Object o) { return 0; } }']).messages
    ).toEqual([]);
    expect(
      check([
        'class A implements Database.Batchable<SObject> { public Database.QueryLocator start(Database.BatchableContext c) { return null; } public void execute(Database.BatchableContext c, List<Account> l) { } }'
      ]).messages
    ).toEqual(['Class A must implement the method: void Database.Batchable.finish(Database.BatchableContext)']);
  });

  it('keeps the rules of overriding', () => {
    const base = 'virtual class Base { public virtual void v() { } public void f() { } }';
    expect(check([base, 'class A extends Base { public void v() { } }']).messages).toEqual([
      'Method must use the override keyword: void A.v()'
    ]);
    expect(check([base, 'class A extends Base { public override void x() { } }']).messages).toEqual([
      '@Override specified for non-overriding method: void A.x()'
    ]);
    expect(check([base, 'class A extends Base { public override void f() { } }']).messages).toEqual([
      'Non-virtual, non-abstract methods cannot be overridden: void A.f()'
    ]);
    expect(check([base, 'class A extends Base { public override void v() { super.v(); } }']).messages).toEqual([]);
  });

  it('refuses wrong parents', () => {
    expect(check(['class Base { }', 'class A extends Base { }']).messages).toEqual([
      'Non-virtual and non-abstract type cannot be extended: Base'
    ]);
    expect(check(['virtual class A extends B { }', 'virtual class B extends A { }']).messages).toContain(
      'Circular definition: A'
    );
    expect(check(['class Oops extends Exception { }']).messages).toEqual([
      'Classes extending Exception must have a name ending in Exception: Oops'
    ]);
  });

  it('refuses making what is abstract', () => {
    expect(check(['abstract class B { }', 'class A { B b = new B(); }']).messages).toEqual([
      'Abstract classes cannot be constructed: B'
    ]);
    expect(check(['interface B { }', 'class A { B b = new B(); }']).messages).toEqual([
      'Type cannot be constructed: B'
    ]);
  });

  it('tells static from instance', () => {
    expect(check(['class A { void m() { } static void s() { m(); } }']).messages).toEqual([
      'Non static method cannot be referenced from a static context: void A.m()'
    ]);
    expect(check(['class A { Integer f; static void s() { f = 1; } }']).messages).toEqual([
      'Variable does not exist: f'
    ]);
    expect(
      check(['class A { public enum Kind { X } Kind kind; static Kind s() { return A.Kind.X; } }']).messages
    ).toEqual([]);
    expect(check(['class A { static Object s() { return this; } }']).messages).toEqual([
      'This cannot be referenced in a static context'
    ]);
  });

  it('keeps private members private', () => {
    const other =
      'public class B { private Integer f; private static void m() { } @TestVisible private Integer t; protected Integer p; }';
    expect(check([other, 'class A { Object o = new B().f; }']).messages).toEqual(['Variable is not visible: B.f']);
    expect(check([other, 'class A { void x() { B.m(); } }']).messages).toEqual(['Method is not visible: void B.m()']);
    expect(check([other, 'class A { Object o = new B().t; }']).messages).toEqual(['Variable is not visible: B.t']);
    expect(check([other, '@IsTest class A { Object o = new B().t; }']).messages).toEqual([]);
    expect(
      check(['public class B { public Integer p { get; private set; } }', 'class A { void x(B b) { b.p = 1; } }'])
        .messages
    ).toEqual(['Variable is not visible: B.p']);
  });

  it('keeps private inner types private', () => {
    const outer = 'public class O { class P { } public class Q { } P p; }';
    expect(check([outer, 'class A { O.Q q; O.P p; }']).messages).toEqual(['Type is not visible: O.P']);
  });

  it('asks for abstract where a method has no body', () => {
    expect(check(['class A { public abstract void m(); }']).messages).toEqual([
      'Defining type for abstract methods must be declared as abstract'
    ]);
    expect(check(['class A { void m(); }']).messages).toEqual(['Method must have a body']);
  });

  it('refuses members that are there already', () => {
    expect(
      check([
        'class A { Integer x; String X; void m(Integer i) { } void M(Integer j) { } class I { } interface i { } }'
      ]).messages.toSorted()
    ).toEqual([
      'Duplicate field: X',
      'Method already defined: M void A.M(Integer) from the type A',
      'Type name already in use: i'
    ]);
    expect(check(['class A { }', 'class a { }']).messages).toEqual(['Duplicate class: a']);
  });

  it('lets a good class through beside a bad one', () => {
    const { units, messages } = check(['class Bad { Nothing n; }', 'class Good { Bad b; }']);
    expect(units.map((u) => u.name)).toEqual(['Good']);
    expect(messages).toEqual(['Invalid type: Nothing']);
  });
});

describe('overloads', () => {
  const two = 'void f(Account a) { } void f(Contact c) { }';

  it('that take the arguments equally well are ambiguous', () => {
    expect(checkBody('f(null);', two).messages).toEqual(['Ambiguous method signature: void f(NULL)']);
  });

  it('give way to the nearer one', () => {
    expect(checkBody('f(new Account());', two).messages).toEqual([]);
    expect(checkBody('f(null);', 'void f(Object o) { } void f(Account a) { }').messages).toEqual([]);
  });
});

describe('names of variables and classes', () => {
  const inbox = 'public class Inbox { public static Integer again() { return 1; } }';
  const missing = 'Method does not exist or incorrect signature: void again() from the type Integer';

  it('a field of the class or of one around it hides a class, whatever the case', () => {
    const own = 'public class A { static final Integer INBOX = 1; Integer f() { return Inbox.again(); } }';
    const around = 'public class A { static Integer INBOX; class B { Integer f() { return Inbox.again(); } } }';
    expect(check([inbox, own]).messages).toEqual([missing]);
    expect(check([inbox, around]).messages).toEqual([missing]);
  });

  it('an inherited field gives way to the class where it has no such member', () => {
    const base = 'public virtual class Base { public static Integer Inbox { get; set; } }';
    const heir = 'public class Heir extends Base { Integer f() { return Inbox.again(); } }';
    expect(check([inbox, base, heir]).messages).toEqual([]);
  });

  it('a local variable is not there yet in its own first value', () => {
    const text = 'public class A { void f() { Integer inbox = Inbox.again(); } }';
    expect(check([inbox, text]).messages).toEqual([]);
  });
});

describe('errors of annotations', () => {
  it('keeps their rules', () => {
    expect(check(['public class A { @InvocableMethod public void m(List<Id> l) { } }']).messages).toEqual([
      'InvocableMethod methods must be declared as static'
    ]);
    expect(
      check(['public class A { @InvocableMethod public static void m(List<Id> a, List<Id> b) { } }']).messages
    ).toEqual(['Only one parameter is supported on methods with @Invocable annotation']);
    expect(check(['public class A { @InvocableMethod public static void m(Id a) { } }']).messages[0]).toMatch(
      /^Unsupported parameter type Id/
    );
    expect(check(['public class A { @AuraEnabled public void m() { } }']).messages).toEqual([
      "Non static AuraEnabled methods must be named with a prefix 'get'"
    ]);
    expect(check(['public class A { @future public static Integer m(Account a) { return 1; } }']).messages).toEqual([
      'Future methods do not support return type of Integer',
      'Future methods do not support parameter type of Account'
    ]);
    expect(check(['public class A { @IsTest static void m() { } }']).messages).toEqual([
      'Defining type for IsTest methods must be declared as IsTest'
    ]);
    expect(check(['public class A { @IsTest static void m() { } }'], { apiVersion: 27 }).messages).toEqual([]);
    expect(check(['@IsTest class A { @IsTest static Integer m() { return 1; } }']).messages).toEqual([]);
    expect(check(['@IsTest class A { static testMethod Integer m() { return 1; } }']).messages).toEqual([]);
    expect(
      check(['@IsTest class A { @IsTest static void m(Integer i) { } @TestSetup static void s() { } }']).messages
    ).toEqual(['Test methods must have no arguments']);
    expect(check(['public class A { @Nope public void m() { } }']).messages).toEqual([
      'Annotation does not exist: Nope'
    ]);
  });
});

describe('members that the local org does not run', () => {
  it('are diagnostics of their own level in strict mode', () => {
    const none = { supports: () => false };
    expect(checkBody("String s = 'a'.trim();", '', [], { ...none, strict: true }).messages).toEqual([
      'Not supported by the local org: System.String.trim()'
    ]);
    expect(checkBody("String s = 'a'.trim();", '', [], none)).toMatchObject({
      messages: [],
      units: [{ name: 'Sample' }]
    });
  });
});
