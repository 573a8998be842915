import { methodJsName } from '../../contracts/bound.ts';
import type {
  BoundBlock,
  BoundConstructor,
  BoundField,
  BoundInitialiser,
  BoundLocal,
  BoundMethod,
  BoundProperty,
  BoundType,
  Expr
} from '../../contracts/bound.ts';
import type { Emitter } from './emitter.ts';
import { expression } from './expressions.ts';
import { frameLabel, getterName, localName, setterName, text } from './names.ts';
import { block, covered, tick } from './statements.ts';
import { bindsByName, leaves, neverNull } from './walk.ts';

type Member = BoundField | BoundProperty | BoundInitialiser | BoundMethod | BoundConstructor | BoundType;

/** Writes the members of a type and of its inner types in the order of the source, as assignments to its prototype. */
export function typeBody(e: Emitter, type: BoundType): void {
  if (type.form !== 'class') return;
  const outer = e.initialisers;
  e.initialisers = new Map(type.members.filter(isComputed).map((m) => [m, e.fresh('x')]));
  for (const member of inSourceOrder(type)) writeMember(e, type, member);
  if (type.constructors.length === 0) defaultConstructor(e, type);
  exceptionFields(e, type);
  for (const { jsName, to } of type.bridges ?? [])
    e.put(`${prototypeOf(e, type)}.${jsName}=function(...a){return this.${to}(...a);};`);
  e.initialisers = outer;
}

/** An instance initialiser that is a function of its own; constants are written into the constructors. */
function isComputed(m: BoundType['members'][number]): m is BoundField | BoundInitialiser {
  if (m.kind === 'property' || m.static) return false;
  return m.kind === 'initialiser' || (m.initial !== null && m.initial.kind !== 'literal');
}

function inSourceOrder(type: BoundType): Member[] {
  const all: Member[] = [...type.members, ...type.methods, ...type.constructors, ...type.inner];
  return all.sort((a, b) => a.pos.line - b.pos.line || a.pos.column - b.pos.column);
}

function writeMember(e: Emitter, type: BoundType, member: Member): void {
  if ('form' in member) return typeBody(e, member);
  if (!('kind' in member)) return 'returns' in member ? method(e, type, member) : constructor(e, type, member);
  if (member.kind === 'property') return property(e, type, member);
  if (member.kind === 'initialiser') return writeInitialiser(e, type, member, member.body, () => block(e, member.body));
  if (member.initial) fieldInitialiser(e, type, member, member.initial);
}

function prototypeOf(e: Emitter, type: BoundType): string {
  return `${e.constant('k', `$.jsClass(${text(type.name)})`)}.prototype`;
}

function holder(e: Emitter, type: BoundType, isStatic: boolean): string {
  return isStatic ? e.constant('m', `$.methods(${text(type.name)})`) : prototypeOf(e, type);
}

/** Effective sharing of a type, or null where the caller's stays. API 67 reads a class without keyword as `with`. */
export function sharingOf(type: BoundType, apiVersion: number): 'with' | 'without' | null {
  if (type.sharing === 'with' || type.sharing === 'without') return type.sharing;
  return type.sharing === null && apiVersion >= 67 ? 'with' : null;
}

interface FunctionParts {
  readonly label: string;
  readonly params: readonly BoundLocal[] | string;
  readonly statements: unknown;
  readonly prologue?: () => void;
  readonly body: () => void;
  readonly inConstructor?: boolean;
  /** It may call itself, by itself or through others of its unit: then its depth is counted. */
  readonly recursive?: boolean;
}

/** `function label(params){ count, sharing, body, temporaries }`. */
export function writeFunction(e: Emitter, type: BoundType | null, parts: FunctionParts): void {
  const locals = typeof parts.params === 'string' ? [] : parts.params;
  const keepsGone = bindsByName(parts.statements);
  e.beginFunction(neverNull(parts.statements), parts.inConstructor === true, type, locals, keepsGone);
  e.put(`function ${parts.label}(${typeof parts.params === 'string' ? parts.params : params(parts.params)}){`);
  if (keepsGone) e.put('const $g={__proto__:null};');
  const leaving = leaves(parts.statements);
  const sharing = type && leaving ? sharingOf(type, e.unit.apiVersion) : null;
  if (sharing) e.put(`const $h=$.tx.sharing;$.tx.sharing=${text(sharing)};try{`);
  if (leaving) tick(e);
  if (parts.recursive) e.put('if(++$.tx.depth.calls>1000)$.tx.tooDeep();try{');
  parts.prologue?.();
  parts.body();
  if (parts.recursive) e.put('}finally{$.tx.depth.calls--;}');
  if (sharing) e.put('}finally{$.tx.sharing=$h;}');
  e.endFunction();
  e.put('}');
}

function params(list: readonly { readonly jsName: string }[]): string {
  return list.map((p) => localName(p.jsName)).join(',');
}

export function method(e: Emitter, type: BoundType, m: BoundMethod): void {
  if (!m.body) return;
  const body = m.body;
  e.at(m.pos);
  e.put(`${holder(e, type, m.static)}.${m.jsName}=`);
  writeFunction(e, type, {
    label: frameLabel(type.name, m.name),
    params: m.params,
    statements: body,
    recursive: e.recursive.has(m.jsName),
    prologue: () => staticEntry(e, type, m.static),
    body: () => block(e, body)
  });
  e.put(';');
}

/** Static initialisers with effects run before the first static method or constructor, not only before the first field. */
function staticEntry(e: Emitter, type: BoundType, applies: boolean): void {
  if (applies && hasActiveStatics(type)) e.put(`${e.constant('s', `$.statics(${text(type.name)})`)}();`);
}

function hasActiveStatics(type: BoundType): boolean {
  return type.members.some(
    (m) =>
      m.kind !== 'property' &&
      m.static &&
      (m.kind === 'initialiser' || (m.initial !== null && m.initial.kind !== 'literal'))
  );
}

function fieldInitialiser(e: Emitter, type: BoundType, m: BoundField, initial: Expr): void {
  if (!m.static && !isComputed(m)) return;
  writeInitialiser(e, type, m, initial, () => {
    if (e.coverage) covered(e, m.pos.line);
    e.put(m.static ? `$s.${e.field(type.name, m.name)}=` : `this.${e.field(type.name, m.name)}=`);
    expression(e, initial);
    e.put(';');
  });
}

function writeInitialiser(
  e: Emitter,
  type: BoundType,
  m: BoundField | BoundInitialiser,
  statements: BoundBlock | Expr,
  body: () => void
): void {
  e.at(m.pos);
  e.put(m.static ? `$.staticInitialiser(${text(type.name)},` : `const ${e.initialisers.get(m)}=`);
  writeFunction(e, type, {
    label: frameLabel(type.name, m.static ? '_clinit_' : '_init_'),
    params: m.static ? '$s' : '',
    statements,
    body
  });
  e.put(m.static ? ');' : ';');
}

function property(e: Emitter, type: BoundType, p: BoundProperty): void {
  if (p.abstract) return;
  const own = holder(e, type, p.static);
  const backing = p.static
    ? `${e.constant('s', `$.statics(${text(type.name)})`)}().${e.field(type.name, p.name)}`
    : `this.${e.field(type.name, p.name)}`;
  const label = frameLabel(type.name, p.name);
  e.at(p.pos);
  const write = {
    getter: () => getter(e, type, p, own, label, backing),
    setter: () => setter(e, type, p, own, label, backing)
  };
  const setterFirst =
    p.setter && p.getter && (p.setter.pos.line - p.getter.pos.line || p.setter.pos.column - p.getter.pos.column) < 0;
  for (const part of setterFirst ? (['setter', 'getter'] as const) : (['getter', 'setter'] as const)) write[part]();
}

function getter(e: Emitter, type: BoundType, p: BoundProperty, own: string, label: string, backing: string): void {
  const body = p.getter?.body;
  if (p.getter) e.at(p.getter.pos);
  e.put(`${own}.${getterName(p, type.name)}=`);
  if (!body) return e.put(`function ${label}(){return ${backing};};`);
  writeFunction(e, type, {
    label,
    params: '',
    statements: body,
    prologue: () => staticEntry(e, type, p.static),
    body: () => block(e, body)
  });
  e.put(';');
}

function setter(e: Emitter, type: BoundType, p: BoundProperty, own: string, label: string, backing: string): void {
  const body = p.setter?.body;
  if (p.setter) e.at(p.setter.pos);
  e.put(`${own}.${setterName(p, type.name)}=`);
  if (!body || !p.setter) return e.put(`function ${label}($value){${backing}=$value;};`);
  writeFunction(e, type, {
    label,
    params: [p.setter.param],
    statements: body,
    prologue: () => staticEntry(e, type, p.static),
    body: () => block(e, body)
  });
  e.put(';');
}

function constructor(e: Emitter, type: BoundType, c: BoundConstructor): void {
  e.at(c.pos);
  e.put(`${prototypeOf(e, type)}.${c.jsName}=`);
  writeFunction(e, type, {
    label: frameLabel(type.name, '_init_'),
    params: c.params,
    statements: [c.chain?.args ?? [], c.body],
    inConstructor: true,
    recursive: e.recursive.has(c.jsName),
    prologue: () => {
      staticEntry(e, type, true);
      chain(e, type, c.chain);
    },
    body: () => {
      block(e, c.body);
      e.put('return this;');
    }
  });
  e.put(';');
}

/**
 * The own initialisers run before a written `super(...)`: fflib-apex-common passes on the platform only so
 * (`DerivedUnitOfWork` has its lists when the superclass calls `onRegisterType`), otherwise than in Java. Where none is
 * written the superclass is first, as in Java: a public trigger framework reads in an initialiser what it has set.
 */
function chain(e: Emitter, type: BoundType, to: BoundConstructor['chain']): void {
  if (to?.to === 'this') return ownConstructor(e, type, to);
  if (to) runInitialisers(e, type);
  superConstructor(e, type, to);
  if (!to) runInitialisers(e, type);
}

/** Of this very class: a subclass may have a constructor of the same parameters, which is not meant. */
function ownConstructor(e: Emitter, type: BoundType, to: NonNullable<BoundConstructor['chain']>): void {
  e.put(`${prototypeOf(e, type)}.${to.jsName}.call(this`);
  for (const arg of to.args) {
    e.put(',');
    expression(e, arg);
  }
  e.put(');');
}

function superConstructor(e: Emitter, type: BoundType, to: BoundConstructor['chain']): void {
  const parent = type.superclass;
  if (parent?.kind !== 'class') return;
  if (parent.source === 'project')
    e.put(
      `${e.constant('k', `$.jsClass(${text(parent.name)})`)}.prototype.${to?.jsName ?? methodJsName('new', [])}.call(this`
    );
  else if (to) e.put(`$.platformSuper(${text(parent.name)},this`);
  else return;
  for (const arg of to?.args ?? []) {
    e.put(',');
    expression(e, arg);
  }
  e.put(');');
}

function runInitialisers(e: Emitter, type: BoundType): void {
  for (const m of type.members) {
    const name = e.initialisers.get(m);
    if (name !== undefined) e.put(`${name}.call(this);`);
    else if (m.kind === 'field' && !m.static && m.initial !== null) {
      e.put(`this.${e.field(type.name, m.name)}=`);
      constant(e, m.initial);
      e.put(';');
    }
  }
}

/** A literal away from its line: it cannot fail, so it needs none. */
function constant(e: Emitter, x: Expr): void {
  expression(e, { ...x, pos: { line: 0, column: 0 } });
}

function isException(type: BoundType): boolean {
  return type.superclass?.kind === 'class' && /Exception$/i.test(type.superclass.name);
}

/** The constructors that every exception class has, and no source shows, run the initialisers through `$fields`. */
function exceptionFields(e: Emitter, type: BoundType): void {
  const some = type.members.some(
    (m) => m.kind !== 'property' && !m.static && (m.kind === 'initialiser' || m.initial !== null)
  );
  if (!some || !isException(type)) return;
  const { superclass } = type;
  e.put(`${prototypeOf(e, type)}.$fields=function ${frameLabel(type.name, '_init_')}(){`);
  if (superclass?.kind === 'class' && superclass.source === 'project')
    e.put(`${e.constant('k', `$.jsClass(${text(superclass.name)})`)}.prototype.$fields?.call(this);`);
  runInitialisers(e, type);
  e.put('};');
}

/** `new X()` without declared constructor. Exceptions have their four from the linker. */
function defaultConstructor(e: Emitter, type: BoundType): void {
  if (isException(type)) return;
  e.put(`${prototypeOf(e, type)}.${methodJsName('new', [])}=function ${frameLabel(type.name, '_init_')}(){`);
  staticEntry(e, type, true);
  chain(e, type, null);
  e.put('return this;};');
}
