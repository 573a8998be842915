import { describe, expect, it } from 'vitest';
import type { Expr, Stmt } from '../../contracts/bound.ts';
import type { Schema } from '../../contracts/schema.ts';
import { boundStatements, check, checkBody, standardSchema } from './testing.ts';

/** The bound value of the last local variable of a block. */
function value(text: string, others: readonly string[] = []): Expr {
  const last = boundStatements(text, others)
    .filter((s): s is Stmt & { kind: 'local' } => s.kind === 'local')
    .pop();
  if (!last?.initial) throw new Error('no value');
  return last.initial;
}

function typeOf(text: string, others: readonly string[] = []): string {
  return value(`Object probe = ${text};`, others).type.text === 'Object'
    ? boxed(value(`Object probe = ${text};`, others))
    : value(`Object probe = ${text};`, others).type.text;
}

function boxed(expr: Expr): string {
  return expr.kind === 'convert' ? expr.from.text : expr.type.text;
}

describe('conversions', () => {
  it('are all written out', () => {
    expect(value('Decimal d = 1;')).toMatchObject({
      kind: 'convert',
      how: 'widen',
      from: { text: 'Integer' },
      type: { text: 'Decimal' }
    });
    expect(value('Double d = 1.5;')).toMatchObject({ kind: 'convert', how: 'widen', from: { text: 'Decimal' } });
    expect(value("Id i = '001000000000001';")).toMatchObject({ how: 'toId' });
    expect(value('Id i; String s = i;')).toMatchObject({ how: 'idToString' });
    expect(value('Datetime d = Date.today();')).toMatchObject({ how: 'dateToDatetime' });
    expect(value('Object o = 1L;')).toMatchObject({ how: 'box', from: { text: 'Long' } });
    expect(value('Object o = 1; Integer i = (Integer) o;')).toMatchObject({ how: 'cast' });
    expect(value('Integer i = (Integer) 1.5;')).toMatchObject({ how: 'narrow' });
    expect(value('SObject s; Account a = (Account) s;')).toMatchObject({ how: 'cast' });
    expect(value('Account a = [SELECT Id FROM Account];')).toMatchObject({ how: 'single', value: { kind: 'soql' } });
    expect(value("Account a = Database.query('x');")).toMatchObject({ how: 'single', value: { kind: 'platformCall' } });
    expect(value('SObject s = new Account();')).toMatchObject({ kind: 'newSObject' });
  });

  it('let record lists go both ways and other lists only up', () => {
    expect(
      checkBody(
        'List<SObject> s = new List<Account>(); List<Account> a = s; List<Object> o = new List<String>(); Iterable<String> i = new List<String>();'
      ).messages
    ).toEqual([]);
    expect(checkBody('Map<Id, SObject> m = new Map<Id, Account>(); Map<Id, Account> n = m;').messages).toEqual([
      'Illegal assignment from Map<Id,SObject> to Map<Id,Account>'
    ]);
    expect(checkBody('Set<Object> s = new Set<String>();').messages).toHaveLength(1);
    expect(checkBody('List<String> s = new List<Object>();').messages).toHaveLength(1);
  });

  it('convert the elements of a loop', () => {
    expect(boundStatements('for (Decimal d : new List<Integer>{ 1 }) { }')[0]).toMatchObject({
      kind: 'forEach',
      convertItem: { how: 'widen', from: { text: 'Integer' } }
    });
    expect(boundStatements('for (SObject a : new List<Account>()) { }')[0]).not.toHaveProperty('convertItem');
  });
});

describe('operators', () => {
  it('promote numbers', () => {
    expect(
      ['1 + 1', '1 + 1L', '1L * 1.5d', '1.5d - 1.5', '7 / 2', '1 << 2', 'true & false'].map((t) => typeOf(t))
    ).toEqual(['Integer', 'Long', 'Double', 'Decimal', 'Integer', 'Integer', 'Boolean']);
    expect(value('Decimal d = 1.5 * 2;')).toMatchObject({
      kind: 'arith',
      operands: { text: 'Decimal' },
      right: { kind: 'convert', how: 'widen' }
    });
  });

  it('join texts', () => {
    expect(value("String s = 'a' + 1 + null;")).toMatchObject({
      kind: 'concat',
      left: { kind: 'concat', right: { type: { text: 'Integer' } } }
    });
    expect(boundStatements("String s = 'a'; s += 1;")[1]).toMatchObject({ expr: { kind: 'assign', op: 'concat' } });
  });

  it('add days to dates', () => {
    expect(value('Date d = Date.today() + 1;')).toMatchObject({
      kind: 'arith',
      operands: { text: 'Date' },
      right: { type: { text: 'Integer' } }
    });
  });

  it('say how to compare', () => {
    const operands = (text: string): unknown => {
      const found = value(`Boolean b = ${text};`);
      return found.kind === 'compare' ? found.operands.text : found.kind;
    };
    expect(operands("'a' == 'b'")).toBe('String');
    expect(operands('1 == 1.5')).toBe('Decimal');
    expect(operands('UserInfo.getUserId() == (Id) null')).toBe('String');
    expect(operands('Date.today() < Datetime.now()')).toBe('Datetime');
    expect(operands('new Account() != null')).toBe('Account');
    expect(operands('(Object) 1 == 1')).toBe('Object');
  });

  it('find the type of a choice', () => {
    expect(typeOf('true ? 1 : 2L')).toBe('Long');
    expect(typeOf('true ? new Account() : (SObject) new Contact()')).toBe('SObject');
    expect(typeOf('null ?? 1')).toBe('Integer');
    expect(typeOf('true ? new DmlException() : (Exception) new MathException()')).toBe('System.Exception');
  });

  it('refuse the smallest Integer written as such', () => {
    expect(checkBody('Integer i = -2147483648;').messages).toEqual(['Illegal integer']);
    expect(checkBody('Long l = 9223372036854775808L;').messages).toEqual(['Illegal long']);
  });
});

describe('names', () => {
  it('let a variable hide a type, but not a static field where it has no such member', () => {
    expect(value('Account account = new Account(); String s = Account.Name;')).toMatchObject({
      kind: 'sobjectField',
      target: { kind: 'local' }
    });
    expect(
      check([
        'public virtual class Base { public static Base Test; }',
        'public class A extends Base { Boolean b = Test.isRunningTest(); void m(Account account) { Object o = Account.SObjectType; } }'
      ]).messages
    ).toEqual(['Variable does not exist: SObjectType']);
  });

  it('read tokens and describes', () => {
    expect(value('Object o = Account.Name;')).toMatchObject({
      kind: 'schemaToken',
      token: 'SObjectField',
      object: 'Account',
      field: 'Name'
    });
    expect(value('Object o = Schema.Account.SObjectType;')).toMatchObject({ token: 'SObjectType', object: 'Account' });
    expect(value('Object o = Schema.SObjectType.Account;')).toMatchObject({ token: 'DescribeSObject' });
    expect(value('Object o = SObjectType.Account.fields.Name;')).toMatchObject({
      token: 'SObjectField',
      field: 'Name'
    });
    expect(value('Schema.DescribeFieldResult d = SObjectType.Account.fields.Name;')).toMatchObject({
      token: 'DescribeField',
      field: 'Name'
    });
    expect(value('String s = SObjectType.Account.fields.Name.getLabel();')).toMatchObject({
      owner: 'Schema.DescribeFieldResult',
      target: { token: 'DescribeField' }
    });
    expect(value('Schema.SObjectField f = Schema.SObjectType.Account.fields.Name;')).toMatchObject({
      token: 'SObjectField',
      field: 'Name'
    });
    expect(value('Object o = Schema.SObjectType.Account.fields.getMap();')).toMatchObject({
      kind: 'platformCall',
      target: { kind: 'platformField', name: 'fields' }
    });
    expect(value('Object o = Account.getSObjectType();')).toMatchObject({ token: 'SObjectType' });
  });

  it('tell a class of System from the object of the same name', () => {
    expect(
      checkBody(
        'BusinessHours b = [SELECT Id, Name FROM BusinessHours LIMIT 1]; Long l = BusinessHours.diff(b.Id, null, null); Object o = BusinessHours.SObjectType;'
      ).messages
    ).toEqual([]);
  });

  it('read labels with and without a namespace', () => {
    expect(value('String s = System.Label.Greeting;')).toMatchObject({
      kind: 'label',
      namespace: null,
      name: 'Greeting'
    });
    expect(checkBody('String s = Label.nope;', '', [], { labels: new Set(['greeting']) }).messages).toEqual([
      'External string does not exist: nope'
    ]);
  });

  it('reach parents, children and polymorphic parents', () => {
    expect(value('Contact c; String s = c.Account.Owner.Name;')).toMatchObject({
      kind: 'sobjectField',
      field: 'Name',
      target: { kind: 'sobjectRelation', relation: 'Owner', target: { relation: 'Account', child: false } }
    });
    expect(value('Account a; List<Contact> l = a.Contacts;')).toMatchObject({ kind: 'sobjectRelation', child: true });
    expect(value('Task t; String s = t.What.Name;')).toMatchObject({
      object: 'Name',
      target: { relation: 'What', type: { text: 'Name' } }
    });
  });

  it('keep the dot of safe navigation', () => {
    expect(value('Contact c; String s = c?.Account?.Name.trim();')).toMatchObject({
      kind: 'platformCall',
      safe: false,
      target: { safe: true, target: { safe: true } }
    });
  });

  it('give constants of enums of project and platform', () => {
    expect(value('Object o = Color.RED;', ['public enum Color { Red, Green }'])).toMatchObject({
      kind: 'enumValue',
      owner: 'Color',
      source: 'project',
      name: 'Red'
    });
    expect(value('Object o = System.TriggerOperation.BEFORE_INSERT;')).toMatchObject({
      kind: 'enumValue',
      source: 'platform',
      owner: 'System.TriggerOperation'
    });
    expect(value('List<Color> l = Color.values();', ['public enum Color { Red, Green }'])).toMatchObject({
      signature: 'System.Enum.values()',
      static: true,
      target: { kind: 'typeLiteral' }
    });
    expect(value('Integer i = Color.Red.ordinal();', ['public enum Color { Red, Green }'])).toMatchObject({
      signature: 'System.Enum.ordinal()',
      static: false
    });
  });
});

describe('calls', () => {
  const overloads =
    'public class O { public static String m(Object o) { return null; } public static String m(Long l) { return null; } public static String m(Id i) { return null; } public static String m(SObject s) { return null; } public static String m(List<SObject> s) { return null; } }';

  it('choose the nearest overload', () => {
    const chosen = (arg: string): unknown => {
      const found = value(`String s = O.m(${arg});`, [overloads]);
      return found.kind === 'call' ? found.jsName : found.kind;
    };
    expect(chosen('1')).toBe('m$Long');
    expect(chosen('1.5')).toBe('m$Object');
    expect(chosen("'x'")).toBe('m$Id');
    expect(chosen('new Account()')).toBe('m$SObject');
    expect(chosen('new List<Account>()')).toBe('m$List_SObject_');
    expect(chosen('new DmlException()')).toBe('m$Object');
  });

  it('name platform members by their key, with generics filled in', () => {
    expect(value("Map<String, List<Integer>> m; Integer i = m.get('a').get(0);")).toMatchObject({
      signature: 'System.List.get(Integer)',
      type: { text: 'Integer' },
      target: { signature: 'System.Map.get(K)', type: { text: 'List<Integer>' } }
    });
    expect(value('String s = String.valueOf(1);')).toMatchObject({
      signature: 'System.String.valueOf(Integer)',
      static: true,
      target: null
    });
    expect(value('Account a; Account b = a.clone();')).toMatchObject({
      signature: 'System.SObject.clone()',
      type: { text: 'Account' }
    });
  });

  it('know that a platform method may be answered by a project class', () => {
    expect(value('Iterator<String> i; String s = i.next();')).toMatchObject({
      dynamic: true,
      type: { text: 'String' }
    });
    expect(
      value('MyException e; String s = e.getMessage();', ['public class MyException extends Exception { }'])
    ).toMatchObject({ owner: 'System.Exception', dynamic: true });
  });

  it('make exceptions with their built-in constructors', () => {
    expect(
      value("MyException e = new MyException('a');", ['public class MyException extends Exception { }'])
    ).toMatchObject({ kind: 'new', owner: 'MyException', jsName: 'new$String' });
    expect(value('DmlException e = new DmlException();')).toMatchObject({
      kind: 'platformNew',
      owner: 'System.DmlException'
    });
  });

  it('reach static members through classes, inner classes and the own namespace', () => {
    const outer =
      'public class Around { public static Integer X = 1; public class Nested { public Integer get() { return X + helper(); } } private static Integer helper() { return 1; } }';
    expect(value('Integer i = new Around.Nested().get() + Around.X;', [outer])).toMatchObject({
      left: { kind: 'call', how: 'virtual' },
      right: { kind: 'field', target: null }
    });
    expect(
      check(['public class A { Around.Nested x = new ns.Around.Nested(); Object o = ns.Around.X; }', outer], {
        namespace: 'ns'
      }).messages
    ).toEqual([]);
  });

  it('call the superclass without dispatch', () => {
    const { units } = check([
      'public virtual class B { public virtual void m() { } }',
      'public class A extends B { public override void m() { super.m(); } }'
    ]);
    expect(units[1]?.types[0]?.methods[0]?.body?.statements[0]).toMatchObject({
      expr: { kind: 'call', how: 'super', owner: 'B' }
    });
    expect(units[1]?.uses).toEqual(['B']);
  });
});

describe('custom settings', () => {
  const account = standardSchema().object('Account');
  const setting: unknown = Object.create(account ?? null, {
    name: { value: 'Gadget__c' },
    kind: { value: 'customSetting' }
  });
  const schema = Object.create(standardSchema(), {
    object: { value: (name: string) => (name === 'Gadget__c' ? setting : standardSchema().object(name)) }
  }) as Schema;

  it('answer on their type, with the token of the object as receiver', () => {
    const [first] = boundStatements('Gadget__c g = Gadget__c.getInstance(UserInfo.getUserId());', [], { schema });
    expect(first).toMatchObject({
      initial: {
        kind: 'platformCall',
        signature: 'System.SObject.getInstance(String)',
        static: true,
        target: { kind: 'schemaToken', object: 'Gadget__c' },
        type: { text: 'Gadget__c' }
      }
    });
    expect(boundStatements('Object o = Gadget__c.getAll().values();', [], { schema })[0]).toMatchObject({
      initial: { type: { text: 'List<Gadget__c>' } }
    });
    expect(checkBody('Object o = Account.getInstance();', '', [], { schema }).messages).toHaveLength(1);
  });
});

describe('members', () => {
  it('mean the backing field inside their own accessors', () => {
    const { units } = check([
      'public class A { public Integer P { get { if (P == null) { P = 1; } return P; } set; } Integer q() { return P; } }'
    ]);
    const type = units[0]?.types[0];
    const property = type?.members[0];
    expect(property?.kind === 'property' && property.getter?.body?.statements[1]).toMatchObject({
      value: { kind: 'field', property: true, backing: true }
    });
    expect(type?.methods[0]?.body?.statements[0]).not.toHaveProperty('value.backing');
  });

  it('keep constructors and what they chain to', () => {
    const { units } = check([
      'public class A { public A() { this(1); } public A(Long l) { } }',
      "public class MyException extends Exception { public MyException(Integer i) { this('x' + i); } }"
    ]);
    expect(units[0]?.types[0]?.constructors[0]).toMatchObject({
      jsName: 'new$',
      chain: { to: 'this', jsName: 'new$Long', args: [{ kind: 'convert', how: 'widen' }] }
    });
    expect(units[1]?.types[0]?.constructors[0]).toMatchObject({ chain: { to: 'this', jsName: 'new$String' } });
  });

  it('give every local a name of its own in JavaScript', () => {
    expect(
      boundStatements('for (Integer i = 0; i < 1; i++) { } for (Integer i = 0; i < 1; i++) { } Integer function = 1;')
        .map((s) => (s.kind === 'for' ? s.init[0] : s))
        .map((s) => (s?.kind === 'local' ? s.local.jsName : null))
    ).toEqual(['i', 'i$2', 'function$']);
  });
});

describe('triggers', () => {
  it('type the records of Trigger by their object', () => {
    const { units, messages } = check([
      'trigger T on Account (before insert, after update) { for (Account a : Trigger.new) { a.Name = Trigger.oldMap.get(a.Id).Name; } if (Trigger.isBefore && Trigger.size > 1) { helper(); } void helper() { } }'
    ]);
    expect(messages).toEqual([]);
    expect(units[0]).toMatchObject({
      kind: 'trigger',
      name: 'T',
      trigger: {
        object: 'Account',
        events: ['before insert', 'after update'],
        methods: [{ name: 'helper', static: true }]
      }
    });
  });

  it('refuse objects that are not there', () => {
    expect(check(['trigger T on Nope (before insert) { }']).messages).toEqual(['Invalid type: Schema.Nope']);
  });
});

describe('statements', () => {
  it('loop over queries by row and by chunk', () => {
    expect(boundStatements('for (Account a : [SELECT Id FROM Account]) { }')[0]).toMatchObject({
      kind: 'forQuery',
      chunked: false
    });
    expect(boundStatements('for (List<Account> a : [SELECT Id FROM Account]) { }')[0]).toMatchObject({
      kind: 'forQuery',
      chunked: true
    });
  });

  it('read every form of switch', () => {
    expect(
      boundStatements("String s = 'a'; switch on s { when 'a', 'b' { } when null { } when else { } }")[1]
    ).toMatchObject({
      cases: [{ when: { values: [{}, {}] } }, { when: { values: [{ value: null }] } }],
      otherwise: {}
    });
    expect(boundStatements('SObject s; switch on s { when Account a { a.Name = null; } }')[1]).toMatchObject({
      cases: [{ when: { kind: 'type', type: { text: 'Account' } } }]
    });
    expect(boundStatements('switch on Color.Red { when RED { } }', ['public enum Color { Red }'])[0]).toMatchObject({
      cases: [{ when: { values: [{ kind: 'enumValue', name: 'Red' }] } }]
    });
  });

  it('keep the mode of DML and the field of upsert', () => {
    expect(
      boundStatements(
        'Account a; insert as user a; update as system a; upsert a Id; System.runAs(new User()) { }'
      ).slice(1)
    ).toMatchObject([
      { op: 'insert', mode: 'user' },
      { mode: 'system' },
      { op: 'upsert', externalId: 'Id' },
      { kind: 'runAs' }
    ]);
  });

  it('type queries by what they give', () => {
    expect(value('Integer i = [SELECT COUNT() FROM Account];')).toMatchObject({
      kind: 'soql',
      type: { text: 'Integer' }
    });
    expect(value('Object o = [SELECT COUNT(Id) FROM Account];').type.text).toBe('List<AggregateResult>');
    expect(value('String s = [SELECT Name FROM Account LIMIT 1].Name;')).toMatchObject({
      kind: 'sobjectField',
      target: { how: 'single' }
    });
    expect(value("List<List<SObject>> l = [FIND 'x' RETURNING Account];")).toMatchObject({ kind: 'sosl' });
  });
});
