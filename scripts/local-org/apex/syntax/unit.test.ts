import { describe, expect, it } from 'vitest';
import { parseUnit, type ExprNode, type StmtNode, type Unit } from './index.ts';

function unit(kind: 'class' | 'trigger' | 'anonymous', text: string): Unit {
  const { ast, problems } = parseUnit({ path: 'X.cls', text, kind });
  expect(problems).toEqual([]);
  if (!ast) throw new Error('no tree');
  return ast;
}

function statements(text: string): readonly StmtNode[] {
  const ast = unit('anonymous', text);
  return ast.kind === 'anonymous' ? ast.body.statements : [];
}

function expr(text: string): ExprNode {
  const [stmt] = statements(`x = ${text};`);
  if (stmt?.kind !== 'expr' || stmt.expr.kind !== 'assign') throw new Error('not an assignment');
  return stmt.expr.value;
}

describe('Apex syntax', () => {
  it('keeps names as written, with a lower-case key and the position', () => {
    const ast = unit(
      'class',
      'public with sharing class Foo extends Bar implements A, B<C> {\n  public static final Integer X = 1, Y;\n}'
    );
    expect(ast).toMatchObject({
      kind: 'class',
      type: {
        name: { text: 'Foo', key: 'foo', pos: { line: 1, column: 27 } },
        modifiers: { words: ['public', 'with sharing'] },
        superclass: { parts: [{ name: { text: 'Bar' } }] },
        members: [
          {
            kind: 'field',
            modifiers: { words: ['public', 'static', 'final'] },
            variables: [{ name: { pos: { line: 2, column: 31 } } }, { name: { text: 'Y' }, initial: null }]
          }
        ]
      }
    });
  });

  it('reads annotations with and without names of their values', () => {
    const ast = unit(
      'class',
      "class F { @SuppressWarnings('PMD') @InvocableMethod(label='Go' description='x') public static void m() {} @IsTest(SeeAllData=true) static void t() {} }"
    );
    expect(
      ast.kind === 'class' && ast.type.members.map((m) => ('modifiers' in m ? m.modifiers.annotations : []))
    ).toMatchObject([
      [
        { key: 'suppresswarnings', values: { value: 'PMD' } },
        { key: 'invocablemethod', values: { label: 'Go', description: 'x' } }
      ],
      [{ key: 'istest', values: { SeeAllData: 'true' } }]
    ]);
  });

  it('reads properties, initialisers, constructors and inner types', () => {
    const ast = unit(
      'class',
      'class F { static { x(); } public Integer P { get; private set { p = value; } } F() { this(1); } enum E { A, B } interface I { void m(); } }'
    );
    expect(ast.kind === 'class' && ast.type.members).toMatchObject([
      { kind: 'initialiser', static: true },
      {
        kind: 'property',
        getter: { body: null },
        setter: { modifiers: { words: ['private'] }, body: { kind: 'block' } }
      },
      { kind: 'constructor', body: { statements: [{ expr: { kind: 'chain', to: 'this' } }] } },
      { kind: 'type', form: 'enum', enumValues: [{ text: 'A' }, { text: 'B' }] },
      { kind: 'type', form: 'interface', members: [{ kind: 'method', returns: null }] }
    ]);
  });

  it('binds operators as the platform does', () => {
    expect(expr('a ?? b == c')).toMatchObject({ op: '??', right: { op: '==' } });
    expect(expr('a + b * c >>> 2')).toMatchObject({ op: '>>>', left: { op: '+', right: { op: '*' } } });
    expect(expr('a >= b && c <> d')).toMatchObject({ op: '&&', left: { op: '>=' }, right: { op: '!=' } });
    expect(expr('a?.b.c(1)?.d[0]')).toMatchObject({
      kind: 'index',
      target: { kind: 'dot', safe: true, target: { kind: 'call', safe: false, target: { safe: true } } }
    });
    expect(expr('(String) o.get(x)')).toMatchObject({ kind: 'cast', value: { kind: 'call' } });
  });

  it('tells the literals apart', () => {
    expect(['1', '1L', '1.5', '1.5d', "'a\\n\\u0041'", 'TRUE', 'null'].map(expr)).toMatchObject([
      { literal: 'integer', digits: '1' },
      { literal: 'long', digits: '1' },
      { literal: 'decimal', digits: '1.5' },
      { literal: 'double', digits: '1.5' },
      { literal: 'string', value: 'a\nA' },
      { literal: 'boolean', value: true },
      { literal: 'null' }
    ]);
  });

  it('reads every form of new', () => {
    expect(
      [
        'new A.B(1)',
        'new List<Integer>{1, 2}',
        "new Map<String, Integer>{'a' => 1}",
        'new Integer[3]',
        'new Integer[]{1}',
        'new Set<Id>{}'
      ].map((t) => expr(t).kind)
    ).toEqual(['new', 'newValues', 'newMap', 'newArray', 'newArray', 'newValues']);
  });

  it('reads every statement', () => {
    const text =
      'if (a) b(); else { } switch on x { when 1, -2 { } when null { } when Account acc { } when A.B { } when else { } } for (Integer i = 0; i < 1; i++) { break; } for (A a : b) continue; while (x) { } do { } while (y); try { } catch (System.DmlException e) { } finally { } throw e; insert as user a; upsert a X__c; merge a b; System.runAs(u) { } Integer k = 1, l; return;';
    expect(statements(text).map((s) => s.kind)).toEqual([
      'if',
      'switch',
      'for',
      'forEach',
      'while',
      'do',
      'try',
      'throw',
      'dml',
      'dml',
      'dml',
      'runAs',
      'local',
      'return'
    ]);
  });

  it('gives queries in Apex the same tree, with their binds as expressions', () => {
    expect(expr('[SELECT Id FROM Account WHERE Id IN :ids AND X = :a.b(1)]')).toMatchObject({
      kind: 'soql',
      query: { from: { object: 'Account' } },
      binds: [{ kind: 'name' }, { kind: 'call' }]
    });
    expect(expr('[FIND :q IN ALL FIELDS RETURNING Account(Id WHERE X = :y), Contact]')).toMatchObject({
      kind: 'sosl',
      text: 'FIND :0 IN ALL FIELDS RETURNING Account(Id WHERE X = :1), Contact',
      returning: ['Account', 'Contact'],
      binds: [{}, {}]
    });
  });

  it('reads triggers with their events and own methods', () => {
    expect(
      unit('trigger', 'trigger T on Account (before insert, after update) { Integer x = 1; void m() { } }')
    ).toMatchObject({
      kind: 'trigger',
      object: { text: 'Account' },
      events: [{ text: 'before insert' }, { text: 'after update' }],
      body: { statements: [{ kind: 'local' }] },
      methods: [{ name: { text: 'm' } }]
    });
  });

  it('reports syntax errors with line and column and gives no tree', () => {
    const { ast, problems } = parseUnit({
      path: 'F.cls',
      kind: 'class',
      text: 'class F {\n  void m() {\n    Integer x = 1\n  }\n}'
    });
    expect(ast).toBeNull();
    expect(problems[0]).toMatchObject({
      file: 'F.cls',
      line: 4,
      column: 3,
      level: 'error',
      message: "Missing ';' at '}'"
    });
  });

  it('reports an unclosed class at its end', () => {
    expect(parseUnit({ path: 'F.cls', kind: 'class', text: 'class F { void m() {' }).problems[0]).toMatchObject({
      line: 1,
      column: 21
    });
  });
});

describe('a text with several errors', () => {
  const lines = (text: string, kind: 'class' | 'anonymous' = 'class'): string[] =>
    parseUnit({ path: 'x', text, kind }).problems.map((p) => `${p.line}: ${p.message}`);

  it('is told all of them, each once', () => {
    expect(
      lines(
        [
          'class A {',
          '  void a() {',
          '    Integer i = ;',
          '    if (i > 1) { b(; }',
          '    String s = f(1;',
          '  }',
          '  Integer where;',
          '  void c( { }',
          '  void fine() { a(); }',
          '}'
        ].join('\n')
      )
    ).toEqual([
      "3: Unexpected token ';'.",
      "4: Missing ')' at ';'",
      "5: Missing ')' at ';'",
      '7: Identifier name is reserved: where',
      "8: Missing ')' at '{'"
    ]);
  });

  it('is read in an anonymous block too', () => {
    expect(lines('Integer a = ;\nInteger b = 1;\nb = + ;', 'anonymous')).toEqual([
      "1: Unexpected token ';'.",
      "3: Unexpected token ';'."
    ]);
  });

  it('tells the end that is missing', () => {
    expect(lines('class A { void a() { ')).toHaveLength(1);
  });
});
