import type { BoundLocal, BoundMethod, BoundType, BoundUnit } from '../../contracts/bound.ts';
import type { SoqlQuery } from '../../contracts/soql.ts';
import { Emitter } from './emitter.ts';
import { typeData } from './metadata.ts';
import type { TypeData } from './metadata.ts';
import { localName } from './names.ts';
import { block } from './statements.ts';
import { typeBody, writeFunction } from './types.ts';

/** One compiled file: JavaScript whose line n is line n of the source, and the data that the linker needs. */
export interface EmittedUnit {
  readonly kind: BoundUnit['kind'];
  readonly name: string;
  readonly file: string;
  readonly apiVersion: number;
  /** An expression: `{c: classes by type, s: statics by type, f: the function that fills them}`. */
  readonly js: string;
  readonly types: readonly TypeData[];
  readonly queries: readonly SoqlQuery[];
  readonly lines: readonly number[];
  readonly uses: readonly string[];
  readonly trigger: { readonly object: string; readonly events: readonly string[] } | null;
}

export interface EmitOptions {
  /** Whether the text counts the statements that ran. */
  readonly coverage?: boolean;
}

/** Writes a checked unit as JavaScript. Throws only for a tree that `apex/check` must not build. */
export function emitUnit(unit: BoundUnit, options: EmitOptions = {}): EmittedUnit {
  const e = new Emitter(unit, options.coverage === true);
  for (const type of unit.types) if (unit.kind === 'class') typeBody(e, type);
  if (unit.kind !== 'class') scriptBody(e, unit);
  const types = unit.types.flatMap((t) => typeData(e, t));
  return {
    kind: unit.kind,
    name: unit.name,
    file: unit.file,
    apiVersion: unit.apiVersion,
    js: assemble(e, unit, types),
    types,
    queries: e.queries,
    lines: [...e.lines].sort((a, b) => a - b),
    uses: unit.uses,
    trigger: unit.trigger ? { object: unit.trigger.object, events: unit.trigger.events } : null
  };
}

/** Everything that is not the source's own text stands in front of its first line. */
function assemble(e: Emitter, unit: BoundUnit, types: readonly TypeData[]): string {
  const classes = types.map((t) => (t.form === 'enum' ? 'null' : classText(t))).join(',');
  const statics = types.map(staticsText).join(',');
  const coverage = e.coverage ? '$v=$.coverage(),' : '';
  const own = unit.kind === 'class' ? '' : `const ${coverage}$own={};`;
  const cover = unit.kind === 'class' && e.coverage ? 'const $v=$.coverage();' : '';
  const outer = unit.anonymous ? outerLocals(unit.anonymous.locals) : '';
  return `({c:[${classes}],s:[${statics}],f:function($){"use strict";${e.head()}${own}${cover}${outer}${e.body()}}})`;
}

function outerLocals(locals: readonly BoundLocal[]): string {
  return locals.length === 0 ? '' : `let ${locals.map((l) => `${localName(l.jsName)}=null`).join(',')};`;
}

function classText(type: TypeData): string {
  const own = type.fields.filter((f) => !f.static).map((f) => `${f.jsName}=null`);
  const name = type.name.replaceAll('.', '$');
  return `($S)=>class ${name} extends $S{${own.join(';')}}`;
}

function staticsText(type: TypeData): string {
  const own = type.fields.filter((f) => f.static).map((f) => `${f.jsName}:${f.constant ?? 'null'}`);
  return `()=>({${own.join(',')}})`;
}

/** Triggers and anonymous blocks: methods of the unit's own, the types of a block, and the body in source order. */
function scriptBody(e: Emitter, unit: BoundUnit): void {
  const script = unit.trigger ?? unit.anonymous;
  if (!script) throw new Error(`${unit.name} is neither class nor trigger nor anonymous block`);
  const label = unit.kind === 'trigger' ? `Trigger$${unit.name}` : 'AnonymousBlock';
  const before = [...script.methods, ...unit.types].sort(
    (a, b) => a.pos.line - b.pos.line || a.pos.column - b.pos.column
  );
  const late = before.filter((part) => part.pos.line > script.body.pos.line);
  for (const part of before) if (!late.includes(part)) scriptPart(e, part, label);
  e.put('$.script(');
  writeFunction(e, null, { label, params: '', statements: script.body, body: () => block(e, script.body) });
  e.put(');');
  for (const part of late) scriptPart(e, part, label);
}

function scriptPart(e: Emitter, part: BoundMethod | BoundType, label: string): void {
  if ('form' in part) return typeBody(e, part);
  const { body } = part;
  if (!body) return;
  e.at(part.pos);
  e.put(`$own.${part.jsName}=`);
  const recursive = e.recursive.has(part.jsName);
  writeFunction(e, null, { label, params: part.params, statements: body, recursive, body: () => block(e, body) });
  e.put(';');
}
