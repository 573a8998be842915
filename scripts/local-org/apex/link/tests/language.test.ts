import { describe, expect, it } from 'vitest';
import { ApexException, stackText } from '../../../values/index.ts';
import { world } from './world.ts';

/** What `return <expression>;` of a static method answers, as text. */
function evaluate(expression: string, members = ''): unknown {
  return run(`return String.valueOf(${expression});`, members);
}

function run(body: string, members = ''): unknown {
  const w = world({ 'T.cls': `public class T { ${members} public static Object main() { ${body} } }` });
  expect(w.problems).toEqual([]);
  return w.program.invoke(w.tx, 'T', 'main', []);
}

function failure(work: () => unknown): ApexException {
  try {
    work();
  } catch (e) {
    if (e instanceof ApexException) return e;
    throw e;
  }
  throw new Error('nothing was thrown');
}

describe('arithmetic', () => {
  it.each([
    ['2147483647 + 1', '-2147483648'],
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['65536 * 65537', '65536'],
    ['5 & 3', '1'],
    ['5 | 3', '7'],
    ['5 ^ 3', '6'],
    ['1 << 33', '2'],
    ['-1 >>> 28', '15'],
    ['2147483648L + 1', '2147483649'],
    ['9223372036854775807L + 1', '-9223372036854775808'],
    ['1.50 + 1', '2.50'],
    ['1.0 * 3', '3.0'],
    ['10.0 / 4', '2.5'],
    ['5 + 2.5', '7.5'],
    ['(Integer) 3.99', '3'],
    ['(Long) 5', '5'],
    ['1 < 2 && 3 >= 3', 'true'],
    ['!(1 == 2)', 'true']
  ])('%s is %s', (expression, wanted) => {
    expect(evaluate(expression)).toBe(wanted);
  });

  it('throws MathException on division by zero and NullPointerException on null', () => {
    expect(failure(() => run('Integer z = 0; return 1 / z;')).typeName).toBe('System.MathException');
    expect(failure(() => run('Integer z; return 1 + z;')).typeName).toBe('System.NullPointerException');
    expect(run('Integer z; return z < 5;')).toBe(false);
  });

  it('tells a null receiver after the arguments were computed', () => {
    const members = `Integer f; T next; List<Integer> items = new List<Integer>{ 1, 2 };
      Integer take() { return items.remove(0); } void keep(Integer i) {}
      static Integer left(String what) { T t = new T(); T none; List<Integer> noList; Account noRecord;
        try { switch on what {
          when 'method' { none.keep(t.take()); } when 'field' { none.f = t.take(); }
          when 'library' { noList.add(t.take()); } when 'element' { noList[0] = t.take(); }
          when 'record' { noRecord.put('Name', String.valueOf(t.take())); } when 'column' { noRecord.AnnualRevenue = t.take(); }
          when 'chain' { t.next.next.keep(t.take()); } when 'nothing' { none?.keep(t.take()); }
        } } catch (NullPointerException e) { return t.items.size() + 10; } return t.items.size(); }`;
    const left = (what: string): unknown => run(`return left('${what}');`, members);
    for (const what of ['method', 'field', 'library', 'element', 'record', 'column'])
      expect([what, left(what)]).toEqual([what, 11]);
    expect([left('chain'), left('nothing')]).toEqual([12, 2]);
  });

  it('steps and compounds locals, fields, properties and elements once', () => {
    const members =
      'Integer f = 1; Integer p { get; set; } static Integer calls = 0; static List<Integer> items() { calls++; return xs; } static List<Integer> xs = new List<Integer>{ 1, 2 };';
    expect(run('Integer i = 1; Integer a = i++ + ++i; return a;', members)).toBe(4);
    expect(
      run('T t = new T(); t.p = 3; t.p += 4; Integer old = t.p++; return old * 100 + t.p * 10 + t.f--;', members)
    ).toBe(781);
    expect(run('items()[1] += 5; return String.valueOf(xs) + calls;', members)).toBe('(1, 7)1');
    expect(run('Decimal d = 1; d += 0.5; d *= 2; return String.valueOf(d);', members)).toBe('3.0');
    expect(run('String s; s += 1; return s;')).toBe('null1');
  });
});

describe('strings and equality', () => {
  it.each([
    ["'a' == 'A'", 'true'],
    ["'a' != 'b'", 'true'],
    ["'a' + 1 + null + true", 'a1nulltrue'],
    ["1 + 2 + 'x'", '3x'],
    ["'b' > 'a'", 'true'],
    ['1.0 == 1', 'true'],
    ['new List<Integer>{ 1 } == new List<Integer>{ 1 }', 'true'],
    ['1 == 1.0d', 'true'],
    ["'x' + 1.5d", 'x1.5'],
    ["(String) null + 'x'", 'nullx']
  ])('%s is %s', (expression, wanted) => {
    expect(evaluate(expression)).toBe(wanted);
  });

  it('compares objects by their own equals, else by identity', () => {
    const members =
      'class P { Integer x; P(Integer x) { this.x = x; } public Boolean equals(Object o) { return o instanceof P && ((P) o).x == x; } public Integer hashCode() { return x; } } class Q {}';
    expect(run('return new P(1) == new P(1);', members)).toBe(true);
    expect(run('return new Q() == new Q();', members)).toBe(false);
    expect(run('return new Set<P>{ new P(1), new P(1), new P(2) }.size();', members)).toBe(2);
  });
});

describe('control flow', () => {
  it('runs every kind of loop with break and continue', () => {
    expect(
      run(
        "String s = ''; for (Integer i = 0; i < 5; i++) { if (i == 1) continue; if (i == 4) break; s += i; } return s;"
      )
    ).toBe('023');
    expect(
      run(
        "String s = ''; Integer i = 0; while (true) { if (++i > 3) break; s += i; } do { s += '-'; } while (i++ < 5); return s;"
      )
    ).toBe('123--');
    expect(
      run("String s = ''; for (String k : new Map<String, Integer>{ 'a' => 1, 'b' => 2 }.keySet()) s += k; return s;")
    ).toBe('ab');
  });

  it('refuses to change a list while a loop reads it, and lets it be changed after a break', () => {
    expect(
      failure(() => run('List<Integer> a = new List<Integer>{ 1, 2 }; for (Integer x : a) a.add(x); return null;'))
        .typeName
    ).toBe('System.FinalException');
    expect(
      run('List<Integer> a = new List<Integer>{ 1, 2 }; for (Integer x : a) break; a.add(3); return a.size();')
    ).toBe(3);
  });

  it('switches on values, enums, null and types', () => {
    const members =
      "enum C { RED, GREEN } static String f(C c) { switch on c { when RED { return 'r'; } when GREEN, null { return 'gn'; } } return '?'; }";
    expect(run('return f(C.RED) + f(C.GREEN) + f(null);', members)).toBe('rgngn');
    expect(
      run(
        "SObject o = new Lead(Company = 'x'); switch on o { when Contact c { return 'c'; } when Lead l { return l.Company; } when else { return 'e'; } }"
      )
    ).toBe('x');
    expect(run("String s = 'b'; switch on s { when 'a', 'b' { return 1; } when else { return 2; } }")).toBe(1);
  });

  it('short-circuits logic and navigates safely', () => {
    const members =
      'T next; Integer n = 1; static Integer calls = 0; static Boolean yes() { calls++; return true; } T self() { calls++; return this; }';
    expect(run('Boolean b = false && yes(); b = true || yes(); return calls;', members)).toBe(0);
    expect(run('T t; return t?.next.next.n;', members)).toBe(null);
    expect(run('T t = new T(); return t?.self()?.next?.self().n;', members)).toBe(null);
    expect(run('T t = new T(); Integer x = t.self()?.self().n; return x * 10 + calls;', members)).toBe(12);
    expect(run('T t; return t?.n ?? 7;', members)).toBe(7);
  });
});

describe('classes', () => {
  it('dispatches virtually, calls super and keeps overloads apart', () => {
    const members =
      "virtual class A { public virtual String n() { return 'A'; } public String twice() { return n() + n(); } } class B extends A { public override String n() { return 'B' + super.n(); } } static String o(Integer i) { return 'i'; } static String o(String s) { return 's'; } static String o(Object x) { return 'o'; }";
    expect(run('A a = new B(); return a.twice();', members)).toBe('BABA');
    expect(run("return o(1) + o('x') + o(1.5);", members)).toBe('iso');
  });

  it('runs initialisers in order of the source, own ones before those of the superclass', () => {
    const members =
      "static String log = ''; virtual class A { { log += '1'; } public A() { log += '2'; } } class B extends A { Integer x = mark('3'); { log += '4'; } public B() { this(1); log += '6'; } public B(Integer i) { super(); log += '5'; } } static Integer mark(String s) { log += s; return 0; }";
    expect(run('new B(); return log;', members)).toBe('341256');
  });

  it('initialises statics once per transaction and at first use', () => {
    const w = world({
      'A.cls':
        'public class A { public static Integer n = B.n + 1; static { n *= 10; } public static Integer next() { return ++n; } }',
      'B.cls': 'public class B { public static Integer n = 4; }'
    });
    expect(w.problems).toEqual([]);
    expect([w.program.invoke(w.tx, 'A', 'next', []), w.program.invoke(w.tx, 'A', 'next', [])]).toEqual([51, 52]);
    w.tx.statics.length = 0;
    expect(w.program.invoke(w.tx, 'A', 'next', [])).toBe(51);
  });

  it('has properties with bodies, automatic ones and static ones', () => {
    const members =
      'Integer raw = 2; Integer twice { get { return raw * 2; } set { raw = value / 2; } } static Integer s { get { if (s == null) s = 9; return s; } set; } Integer a { get; private set; }';
    expect(run('T t = new T(); t.twice = 10; t.twice += 2; t.a = 1; return t.raw * 100 + s * 10 + t.a;', members)).toBe(
      691
    );
  });

  it('implements interfaces of the project and of the platform', () => {
    const members =
      'interface Shape { Integer area(); } class Sq implements Shape, Comparable { Integer s; Sq(Integer s) { this.s = s; } public Integer area() { return s * s; } public Integer compareTo(Object o) { return s - ((Sq) o).s; } }';
    expect(
      run(
        'List<Sq> all = new List<Sq>{ new Sq(3), new Sq(1) }; all.sort(); Shape f = all[0]; return f.area() * 10 + (f instanceof Comparable ? 1 : 0);',
        members
      )
    ).toBe(11);
  });

  it('casts with a check and tells types in its error', () => {
    const e = failure(() => run("Object o = 'x'; Integer i = (Integer) o; return i;"));
    expect([e.typeName, e.message]).toEqual([
      'System.TypeException',
      'Invalid conversion from runtime type String to Integer'
    ]);
    expect(run('Object o = 5L; return o instanceof Long;')).toBe(true);
    expect(run('Object o = 5; Decimal d = (Decimal) o; return String.valueOf(d + 0.50);')).toBe('5.50');
    expect(run('Object o = 2.5; return String.valueOf((Double) o);')).toBe('2.5');
    expect(run('Object o = new List<SObject>(); return o instanceof List<Account>;')).toBe(true);
    expect(run("Object o = new List<String>{ 'a' }; return ((List<Object>) o).size();")).toBe(1);
  });

  it('knows the values of its enums', () => {
    const members = 'enum Season { SPRING, SUMMER }';
    expect(
      run(
        "return Season.values().size() + Season.SUMMER.name() + Season.SUMMER.ordinal() + Season.valueOf('spring');",
        members
      )
    ).toBe('2SUMMER1SPRING');
  });
});

describe('exceptions', () => {
  const members =
    "class MyException extends Exception { public Integer code = 7; } class TwoException extends Exception { public TwoException(Integer n) { super('n' + n); } public override String getMessage() { return 'own ' + super.getMessage(); } }";

  it('carry message, cause and fields and are caught by type', () => {
    expect(
      run(
        "try { throw new MyException('m', new MyException('c')); } catch (MyException e) { return e.getMessage() + e.getCause().getMessage() + e.code + e.getTypeName(); }",
        members
      )
    ).toBe('mc7T.MyException');
    expect(run('try { throw new TwoException(3); } catch (Exception e) { return e.getMessage(); }', members)).toBe(
      'own n3'
    );
    expect(
      run(
        "try { T t; return t.toString(); } catch (DmlException e) { return 'dml'; } catch (NullPointerException e) { return e.getMessage(); }",
        members
      )
    ).toBe('Attempt to de-reference a null object');
    expect(run('try { return new List<Integer>()[0]; } catch (ListException e) { return e.getMessage(); }')).toBe(
      'List index out of bounds: 0'
    );
  });

  it('run finally on every way out', () => {
    const log = "static String log = ''; static Integer f() { try { return 1; } finally { log += 'f'; } }";
    expect(
      run(
        "Integer i = f(); try { try { throw new MyException('x'); } finally { log += 'g'; } } catch (Exception e) { log += 'c'; } return log;",
        members + log
      )
    ).toBe('fgc');
  });

  it('name class, method and line of every frame', () => {
    const w = world({
      'Around.cls': [
        'public class Around {',
        '  class Nested {',
        '    Integer n;',
        '    Nested() {',
        '      n = go(null);',
        '    }',
        '    Integer bad { get {',
        '      return go(null);',
        '    } }',
        '    Integer go(Around o) {',
        '      return o.x;',
        '    }',
        '  }',
        '  Integer x;',
        '  public static void main() {',
        '    new Nested();',
        '  }',
        '}'
      ].join('\n')
    });
    expect(w.problems).toEqual([]);
    const e = failure(() => w.program.invoke(w.tx, 'Around', 'main', []));
    expect(stackText(e)).toBe(
      'Class.Around.Nested.go: line 11, column 1\nClass.Around.Nested.<init>: line 5, column 1\nClass.Around.main: line 16, column 1'
    );
  });

  it('cannot be caught when a limit is passed, and then run no finally', () => {
    const w = world({
      'T.cls':
        "public class T { static String log = ''; public static void main() { try { while (true) { log = 'x'; } } catch (Exception e) { log += 'caught'; } finally { System.debug('finally'); } } }"
    });
    w.tx.tickLimit = 1000;
    const e = failure(() => w.program.invoke(w.tx, 'T', 'main', []));
    expect([e.typeName, e.message, w.log()]).toEqual(['System.LimitException', 'Apex CPU time limit exceeded', []]);
  });

  it('end endless recursion with the limit of the stack', () => {
    const e = failure(() => run('return f(1);', 'static Integer f(Integer i) { return f(i + 1) + 1; }'));
    expect([e.typeName, e.message]).toEqual(['System.LimitException', 'Maximum stack depth reached: 1001']);
  });
});

describe('a program', () => {
  it('calls the new code of a class that is defined again, from classes that are not', () => {
    const user = { 'A.cls': 'public class A { public static Integer go() { return B.n(); } }' };
    const w = world({ ...user, 'B.cls': 'public class B { public static Integer n() { return 1; } }' });
    expect(w.program.invoke(w.tx, 'A', 'go', [])).toBe(1);
    w.program.define([w.unit({ ...user, 'B.cls': 'public class B { public static Integer n() { return 2; } }' }, 'B')]);
    expect(w.program.invoke(w.tx, 'A', 'go', [])).toBe(2);
  });

  it('makes stubs whose methods ask their provider', () => {
    const w = world({
      'S.cls': 'public virtual class S { public virtual String hi(String name, Integer n) { return null; } }',
      'P.cls':
        "public class P implements System.StubProvider { public Object handleMethodCall(Object stub, String name, Type returns, List<Type> types, List<String> names, List<Object> args) { return name + returns + types + names + args; } public static String go() { return ((S) Test.createStub(S.class, new P())).hi('x', 2); } }"
    });
    expect(w.problems).toEqual([]);
    w.tx.test = { started: false } as never;
    expect(w.program.invoke(w.tx, 'P', 'go', [])).toBe('hiString(String, Integer)(name, n)(x, 2)');
  });
});

describe('anonymous blocks, triggers and coverage', () => {
  it('run against the classes with methods and types of their own', () => {
    const w = world({ 'A.cls': 'public class A { public static Integer n = 1; }' });
    w.program.execute(
      w.tx,
      'Integer k = 2;\nclass Box { Integer v = 5; }\nInteger twice(Integer x) { return x * 2; }\nSystem.debug(twice(k) + A.n + new Box().v);'
    );
    expect(w.log()).toEqual(['10']);
    const e = failure(() => w.program.execute(w.tx, '\nA a;\na.toString();'));
    expect(stackText(e)).toBe('AnonymousBlock: line 3, column 1');
  });

  it('puts an error on a field', () => {
    const w = world({
      'W.trigger':
        "trigger W on Account (before insert) {\n  Trigger.new[0].Name.addError('no');\n  Trigger.new[0].addError('never');\n}"
    });
    const [code] = w.program.triggersOf('Account');
    const record = w.record('Account', { Name: 'x' });
    code?.run(w.tx, {
      object: 'Account',
      isBefore: true,
      isAfter: false,
      operation: 'insert',
      newRecords: [record],
      oldRecords: null
    });
    expect(record.errors.map((e) => [e.message, e.fields])).toEqual([
      ['no', ['Name']],
      ['never', []]
    ]);
  });

  it('counts the lines that ran', () => {
    const w = world(
      {
        'C.cls':
          'public class C {\n  public static Integer f(Boolean b) {\n    if (b) {\n      return 1;\n    }\n    return 2;\n  }\n}'
      },
      { coverage: true }
    );
    w.program.invoke(w.tx, 'C', 'f', [true]);
    const { lines, hit } = w.program.coverage()?.get('C.cls') ?? { lines: [], hit: new Set() };
    expect([lines, [...hit]]).toEqual([
      [3, 4, 6],
      [3, 4]
    ]);
  });

  it('gives a trigger its records and its place in a stack', () => {
    const w = world({
      'W.trigger':
        "trigger W on Account (before insert) {\n  for (Account a : Trigger.new) {\n    a.Name += '!';\n    if (a.Name == 'bad!') throw new NullPointerException();\n  }\n}"
    });
    expect(w.problems).toEqual([]);
    const [code] = w.program.triggersOf('account');
    const records = [w.record('Account', { Name: 'x' }), w.record('Account', { Name: 'bad' })];
    const e = failure(() =>
      code?.run(w.tx, {
        object: 'Account',
        isBefore: true,
        isAfter: false,
        operation: 'insert',
        newRecords: records,
        oldRecords: null
      })
    );
    expect(records.map((r) => r.getByName('Name'))).toEqual(['x!', 'bad!']);
    expect(stackText(e)).toBe('Trigger.W: line 4, column 1');
  });
});

describe('sharing and mode', () => {
  it('follow the innermost class that states one', () => {
    const w = world({
      'A.cls':
        'public with sharing class A { public static void go() { Probe.look(); B.go(); C.go(); Probe.look(); } }',
      'B.cls': 'public without sharing class B { public static void go() { Probe.look(); C.go(); } }',
      'C.cls': 'public inherited sharing class C { public static void go() { Probe.look(); } }',
      'Probe.cls': 'public inherited sharing class Probe { public static void look() { System.debug(1); } }'
    });
    const seen: string[] = [];
    w.tx.debug = () => seen.push(w.tx.sharing);
    w.program.invoke(w.tx, 'A', 'go', []);
    expect(seen).toEqual(['with', 'without', 'without', 'with', 'with']);
    expect(w.tx.sharing).toBe('without');
  });

  it('are with sharing where a class that inherits is entered from outside', () => {
    const w = world({ 'A.cls': 'public inherited sharing class A { public static void go() { System.debug(1); } }' });
    const seen: string[] = [];
    w.tx.debug = () => seen.push(w.tx.sharing);
    w.program.invoke(w.tx, 'A', 'go', []);
    expect([seen, w.tx.sharing]).toEqual([['with'], 'without']);
  });

  it("is with sharing for a class without keyword from API 67, and the caller's before", () => {
    const source = { 'A.cls': 'public class A { public static void go() { System.debug(1); } }' };
    const seen = (apiVersion: number) => {
      const w = world(source, { apiVersion });
      const out: string[] = [];
      w.tx.debug = () => out.push(w.tx.sharing);
      w.program.invoke(w.tx, 'A', 'go', []);
      return out;
    };
    expect([seen(67), seen(66)]).toEqual([['with'], ['without']]);
  });
});

describe('a class named as a standard object', () => {
  it('leaves the object to signatures that name its namespace', () => {
    const w = world({
      'Account.cls': 'public class Account { }',
      'T.cls': 'public class T { public static List<Account> own(List<Schema.Account> records) { return null; } }'
    });
    expect(w.problems).toEqual([]);
    const [method] = w.program.type('T')?.members?.methods ?? [];
    expect(method?.params[0]?.type.element?.kind).toBe('sobject');
    expect(method?.returns.element?.kind).toBe('class');
  });
});

describe('a project with a namespace', () => {
  it('names its classes with it in the error of a wrong cast', () => {
    const w = world(
      {
        'T.cls':
          'public class T { class Other { } public static Object main() { Object o = new T(); return (Other) o; } }'
      },
      { namespace: 'acme' }
    );
    expect(failure(() => w.program.invoke(w.tx, 'T', 'main', [])).message).toBe(
      'Invalid conversion from runtime type acme.T to acme.T.Other'
    );
  });
});

describe('the name of an exception of a project', () => {
  it('carries the namespace, as that of its type does', () => {
    const w = world(
      {
        'T.cls':
          'public class T { public class OddException extends Exception { } public static Object main() { return new OddException().getTypeName() == OddException.class.getName() ? new OddException().getTypeName() : null; } }'
      },
      { namespace: 'acme' }
    );
    expect(w.program.invoke(w.tx, 'T', 'main', [])).toBe('acme.T.OddException');
  });
});

describe('null and instanceof', () => {
  const source = {
    'T.cls': 'public class T { public static Object main() { Object o; return o instanceof Account; } }'
  };

  it.each([
    [31, true],
    [32, false]
  ])('in version %i is %s', (apiVersion, wanted) => {
    const w = world(source, { apiVersion });
    expect(w.program.invoke(w.tx, 'T', 'main', [])).toBe(wanted);
  });
});

describe('a set that changes while it is iterated', () => {
  const source = {
    'T.cls':
      'public class T { public static Object main() { Set<Integer> all = new Set<Integer>{ 1, 2, 3 }; for (Integer n : all) if (n < 3) all.remove(n); return all.size(); } }'
  };

  it('is refused from version 62 on, and goes over what it held before', () => {
    const later = world(source, { apiVersion: 62 });
    expect(failure(() => later.program.invoke(later.tx, 'T', 'main', [])).typeName).toBe('System.FinalException');
    const before = world(source, { apiVersion: 61 });
    expect(before.program.invoke(before.tx, 'T', 'main', [])).toBe(1);
  });
});
