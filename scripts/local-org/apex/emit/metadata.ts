import type { Annotation, BoundType, Expr, Type } from '../../contracts/bound.ts';
import type { Emitter } from './emitter.ts';
import { getterName, primitiveOf, runtimeText, setterName, text } from './names.ts';

/** What the linker and the readers of a class know of it; plain data, so that it can be kept in a cache. Types as text. */
export interface TypeData {
  readonly name: string;
  readonly form: BoundType['form'];
  readonly access: string;
  readonly abstract: boolean;
  readonly sharing: BoundType['sharing'];
  readonly apiVersion: number;
  readonly superclass: { readonly name: string; readonly source: 'project' | 'platform' } | null;
  readonly interfaces: readonly {
    readonly name: string;
    readonly text: string;
    readonly source: 'project' | 'platform';
  }[];
  readonly annotations: readonly AnnotationData[];
  readonly enumValues: readonly string[];
  readonly fields: readonly FieldData[];
  readonly methods: readonly MethodData[];
  readonly constructors: readonly {
    readonly params: readonly string[];
    readonly access: string;
    readonly jsName: string;
  }[];
}

export interface AnnotationData {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface FieldData {
  readonly name: string;
  readonly jsName: string;
  readonly type: string;
  readonly static: boolean;
  readonly access: string;
  readonly transient: boolean;
  readonly property: boolean;
  /** JavaScript of a static constant's literal, which is there before any initialiser runs. */
  readonly constant: string | null;
  readonly getter: string | null;
  readonly setter: string | null;
  readonly annotations: readonly AnnotationData[];
}

export interface MethodData {
  readonly name: string;
  readonly jsName: string;
  readonly static: boolean;
  readonly abstract: boolean;
  readonly access: string;
  readonly returns: string;
  readonly params: readonly { readonly name: string; readonly type: string }[];
  readonly annotations: readonly AnnotationData[];
  readonly line: number;
  readonly isTest: boolean;
}

/** The data of a type and of all its inner types, outer first. */
export function typeData(e: Emitter, type: BoundType): TypeData[] {
  const own: TypeData = {
    name: type.name,
    form: type.form,
    access: type.access,
    abstract: type.abstract,
    sharing: type.sharing,
    apiVersion: e.unit.apiVersion,
    superclass:
      type.superclass?.kind === 'class' ? { name: type.superclass.name, source: type.superclass.source } : null,
    interfaces: type.interfaces.map(interfaceData),
    annotations: type.annotations.map(annotationData),
    enumValues: type.enumValues.map((v) => v.name),
    fields: fields(e, type),
    methods: type.methods.map((m) => ({
      name: m.name,
      jsName: m.jsName,
      static: m.static,
      abstract: m.abstract || m.body === null,
      access: m.access,
      returns: runtimeText(m.returns),
      params: m.params.map((p) => ({ name: p.name, type: runtimeText(p.type) })),
      annotations: m.annotations.map(annotationData),
      line: m.pos.line,
      isTest: m.isTest
    })),
    constructors: type.constructors.map((c) => ({
      params: c.params.map((p) => runtimeText(p.type)),
      access: c.access,
      jsName: c.jsName
    }))
  };
  return [own, ...type.inner.flatMap((inner) => typeData(e, inner))];
}

function interfaceData(type: Type): TypeData['interfaces'][number] {
  if (type.kind !== 'class') return { name: type.text, text: type.text, source: 'platform' };
  return { name: type.name, text: type.text, source: type.source };
}

function annotationData(a: Annotation): AnnotationData {
  return { name: a.name, values: a.values };
}

/** Assumed: public code that passes on the platform reads constants above the line that declares them. */
function literalText(x: Expr | null): string | null {
  if (x?.kind !== 'literal' || x.value === null || primitiveOf(x.type) === 'Decimal') return null;
  if (typeof x.value === 'string') return text(x.value);
  return typeof x.value === 'bigint' ? null : String(x.value);
}

function fields(e: Emitter, type: BoundType): FieldData[] {
  const out: FieldData[] = [];
  for (const m of type.members) {
    if (m.kind === 'initialiser') continue;
    const property = m.kind === 'property';
    out.push({
      name: m.name,
      jsName: e.field(type.name, m.name),
      type: runtimeText(m.type),
      static: m.static,
      access: m.access,
      transient: m.transient,
      property,
      constant: m.kind === 'field' && m.static && m.final ? literalText(m.initial) : null,
      getter: property && (m.getter || m.abstract) ? getterName(m, type.name) : null,
      setter: property && (m.setter || m.abstract) ? setterName(m, type.name) : null,
      annotations: m.annotations.map(annotationData)
    });
  }
  return out;
}
