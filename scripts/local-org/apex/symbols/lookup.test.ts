import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../schema/index.ts';
import { platformClasses } from '../../library/index.ts';
import { parseUnit, type TypeRef } from '../syntax/index.ts';
import { World } from './index.ts';

const schema = buildSchema({ namespace: null, registry: { all: () => [], get: () => undefined } }).schema;

function world(classes: readonly string[], namespace: string | null = null): World {
  const made = new World({ schema, platform: platformClasses(), namespace }, () => undefined);
  classes.forEach((text, i) => {
    const { ast } = parseUnit({ path: `F${i}.cls`, text, kind: 'class' });
    if (ast?.kind === 'class') made.declare(ast.type, ast.file);
  });
  return made;
}

/** Meaning of a written type inside a class (`Outer.Inner`), with its source. */
function meaning(w: World, text: string, scope?: string): string | undefined {
  const { ast } = parseUnit({ path: 'probe', text: `${text} probe;`, kind: 'anonymous' });
  const stmt = ast?.kind === 'anonymous' ? ast.body.statements[0] : undefined;
  const ref: TypeRef | undefined = stmt?.kind === 'local' ? stmt.type : undefined;
  const [top, inner] = (scope ?? '').toLowerCase().split('.');
  const outer = top ? w.projectClass(top) : undefined;
  const cls = inner === undefined ? outer : outer?.inner.get(inner);
  const found = ref ? w.findType(ref, cls ?? null) : undefined;
  if (!found) return undefined;
  return found.kind === 'class' ? `${found.source} ${found.text}` : `${found.kind} ${found.text}`;
}

describe('what a type name means', () => {
  it('is case-insensitive and built in first of all after the project', () => {
    const w = world([]);
    expect(meaning(w, 'STRING')).toBe('primitive String');
    expect(meaning(w, 'list<iD>')).toBe('list List<Id>');
    expect(meaning(w, 'Map<String, account[]>')).toBe('map Map<String,List<Account>>');
    expect(meaning(w, 'sobject')).toBe('sobject SObject');
  });

  it('is an inner type of the class, of its superclasses, then of the class around it', () => {
    const w = world([
      'virtual class Base { class Node { } }',
      'class A extends Base { class B { } class C { } }',
      'class Node { }'
    ]);
    expect(meaning(w, 'Node', 'A')).toBe('project Base.Node');
    expect(meaning(w, 'Node', 'A.B')).toBe('project Base.Node');
    expect(meaning(w, 'C', 'A.B')).toBe('project A.C');
    expect(meaning(w, 'Node')).toBe('project Node');
    expect(meaning(w, 'A.Node')).toBe('project Base.Node');
    expect(meaning(w, 'A.Nope')).toBeUndefined();
  });

  it('is a class of the project before one of System or an object', () => {
    const w = world(['class HttpRequest { }', 'class Account { }']);
    expect(meaning(w, 'HttpRequest')).toBe('project HttpRequest');
    expect(meaning(w, 'System.HttpRequest')).toBe('platform System.HttpRequest');
    expect(meaning(w, 'Account')).toBe('project Account');
    expect(meaning(w, 'Schema.Account')).toBe('sobject Account');
  });

  it('is a class of System, then of Schema, then an object', () => {
    const w = world([]);
    expect(meaning(w, 'HttpRequest')).toBe('platform System.HttpRequest');
    expect(meaning(w, 'SObjectType')).toBe('platform Schema.SObjectType');
    expect(meaning(w, 'Lead')).toBe('sobject Lead');
    expect(meaning(w, 'AggregateResult')).toBe('sobject AggregateResult');
    expect(meaning(w, 'SingleEmailMessage')).toBeUndefined();
    expect(meaning(w, 'Messaging.SingleEmailMessage')).toBe('platform Messaging.SingleEmailMessage');
    expect(meaning(w, 'Messaging.InboundEmail.Header')).toBe('platform Messaging.InboundEmail.Header');
  });

  it('may begin with the own namespace', () => {
    const w = world(['class A { class B { } }'], 'ns');
    expect(meaning(w, 'ns.A')).toBe('project A');
    expect(meaning(w, 'NS.A.B')).toBe('project A.B');
    expect(meaning(w, 'other.A')).toBeUndefined();
  });

  it('keeps the arguments of generic interfaces', () => {
    const w = world([
      'class It implements Iterator<Lead> { public Boolean hasNext() { return false; } public Lead next() { return null; } }'
    ]);
    const type = w.projectClass('it')?.type;
    expect(type && w.supertypes(type).map((t) => t.text)).toEqual(['It', 'System.Iterator<Lead>']);
    expect(type && w.methods(type, 'next').map((m) => m.returns.text)).toEqual(['Lead']);
  });

  it('survives classes that extend each other', () => {
    const w = world(['virtual class A extends B { }', 'virtual class B extends A { }']);
    const type = w.projectClass('a')?.type;
    expect(type && w.supertypes(type).map((t) => t.text)).toEqual(['A', 'B']);
  });
});
