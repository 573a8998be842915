import type { Type } from '../../contracts/bound.ts';
import type { MethodDecl } from '../syntax/index.ts';
import {
  ERROR,
  OBJECT,
  paramText,
  VOID,
  type ClassSymbol,
  type MethodSymbol,
  type ProjectClass
} from '../symbols/index.ts';
import type { UnitContext } from './context.ts';
import { conversion } from './convert.ts';

/** A method of an interface that is answered by one of another signature. */
export interface Bridge {
  readonly jsName: string;
  readonly to: string;
}

/** What a class promises by extending, implementing and overriding, and whether it keeps it. */
export function checkInheritance(unit: UnitContext, cls: ProjectClass): Bridge[] {
  checkSuperclass(unit, cls);
  checkInterfaces(unit, cls);
  for (const m of cls.allMethods) if (m.decl && !m.static) checkOverride(unit, cls, m, m.decl);
  return cls.form === 'class' && !cls.abstract && cls.name !== '' ? checkImplemented(unit, cls) : [];
}

function checkSuperclass(unit: UnitContext, cls: ProjectClass): void {
  const ref = cls.decl.superclass;
  const base = cls.superclass;
  if (base) unit.use(base);
  if (ref && !base) noClass(unit, cls);
  if (!base && /exception$/i.test(cls.decl.name.text) && cls.form === 'class')
    unit.error(cls.decl.pos, `Exception class must extend another Exception class: ${cls.name}`);
  if (!ref || !base) return;
  const symbol = unit.world.symbolOf(base);
  if (!symbol) return;
  if (symbol.form !== 'class') unit.error(ref.pos, `Invalid class: ${symbol.name}`);
  else if (!symbol.virtual && symbol.source === 'project')
    unit.error(cls.decl.pos, `Non-virtual and non-abstract type cannot be extended: ${symbol.name}`);
  if (unit.world.isException(base) && !/exception$/i.test(cls.decl.name.text))
    unit.error(cls.decl.pos, `Classes extending Exception must have a name ending in Exception: ${cls.decl.name.text}`);
  if (unit.world.supertypes(base).includes(cls.type)) unit.error(cls.decl.pos, `Circular definition: ${symbol.name}`);
}

/** A superclass that is an object or a primitive (the text is assumed to be that for closed classes); unknown names are told elsewhere. */
function noClass(unit: UnitContext, cls: ProjectClass): void {
  const ref = cls.decl.superclass;
  const type = ref ? unit.world.typeOf(ref, cls) : ERROR;
  if (type === cls.type) unit.error(cls.decl.pos, `Circular definition: ${cls.name}`);
  if (ref && type !== ERROR && type !== cls.type)
    unit.error(cls.decl.pos, `Non-virtual and non-abstract type cannot be extended: ${type.text}`);
}

function checkInterfaces(unit: UnitContext, cls: ProjectClass): void {
  cls.interfaces.forEach((type, i) => {
    const pos = cls.decl.interfaces[i]?.pos ?? cls.decl.pos;
    unit.use(type);
    const symbol = unit.world.symbolOf(type);
    if (type !== ERROR && symbol?.form !== 'interface') unit.error(pos, `Invalid interface: ${type.text}`);
    if (cls.interfaces.indexOf(type) !== i) unit.error(pos, `Interface already implemented: ${type.text}`);
  });
}

function sameParams(a: readonly Type[], b: readonly Type[]): boolean {
  return a.length === b.length && a.every((t, i) => t.text === b[i]?.text);
}

/* ---- override ---- */

function checkOverride(unit: UnitContext, cls: ProjectClass, m: MethodSymbol, decl: MethodDecl): void {
  const base = inherited(unit, cls, m);
  if (!base) {
    if (m.override && !overridesObject(m) && !implementsMember(unit, cls, m))
      unit.error(decl.pos, `@Override specified for non-overriding method: ${text(m)}`);
    return;
  }
  if (!base.virtual && !base.abstract)
    return unit.error(decl.pos, `Non-virtual, non-abstract methods cannot be overridden: ${text(m)}`);
  if (!m.override && (!base.abstract || base.owner.form === 'class'))
    unit.error(decl.pos, `Method must use the override keyword: ${text(m)}`);
  if (OPENNESS[m.access] < OPENNESS[base.access] && base.owner.source === 'project')
    unit.error(decl.pos, `Cannot reduce the visibility of method: ${text(m)}`);
  if (base.returns !== ERROR && m.returns !== ERROR && !covariant(unit, m.returns, base.returns))
    unit.error(decl.pos, clash(m.returns, base.returns, cls));
}

/** How far a method is seen; public code that deploys overrides `global` with `public`. */
const OPENNESS: Readonly<Record<MethodSymbol['access'], number>> = { private: 0, protected: 1, public: 2, global: 2 };

function clash(own: Type, inherited: Type, cls: ProjectClass): string {
  return `Method return types clash: ${own.text} vs ${inherited.text} from the type ${cls.name}`;
}

function unanswered(cls: ProjectClass, wanted: MethodSymbol): string {
  const kind = wanted.owner.form === 'interface' ? '' : 'abstract ';
  return `Class ${cls.name} must implement the ${kind}method: ${text(wanted)}`;
}

/** The method of a superclass that this one replaces; private ones are not seen. */
function inherited(unit: UnitContext, cls: ProjectClass, m: MethodSymbol): MethodSymbol | undefined {
  let at: ClassSymbol | undefined = cls;
  for (let depth = 0; depth < 50; depth++) {
    at = at?.superclass ? unit.world.symbolOf(at.superclass) : undefined;
    if (!at) return undefined;
    const found = at.methods(m.key).find((b) => !b.static && sameParams(b.params, m.params) && b.access !== 'private');
    if (found) return found;
  }
  return undefined;
}

/** `override` is also accepted on toString, equals and hashCode, and on a method of an interface. */
function overridesObject(m: MethodSymbol): boolean {
  return (m.key === 'tostring' || m.key === 'hashcode') && m.params.length === 0
    ? true
    : m.key === 'equals' && m.params.length === 1;
}

function implementsMember(unit: UnitContext, cls: ProjectClass, m: MethodSymbol): boolean {
  return unit.world
    .supertypes(cls.type)
    .some(
      (t) =>
        t !== cls.type &&
        (unit.world.symbolOf(t)?.methods(m.key) ?? []).some((b) => b.params.length === m.params.length)
    );
}

/* ---- abstract members ---- */

function checkImplemented(unit: UnitContext, cls: ProjectClass): Bridge[] {
  const bridges: Bridge[] = [];
  for (const type of unit.world.supertypes(cls.type)) {
    const symbol = unit.world.symbolOf(type);
    if (!symbol || symbol === cls || (!symbol.abstract && symbol.form !== 'interface')) continue;
    for (const m of symbol.allMethods) {
      const found = m.abstract ? checkMember(unit, cls, m) : undefined;
      if (found && m.owner.source === 'project' && found.jsName !== m.jsName)
        bridges.push({ jsName: m.jsName, to: found.jsName });
    }
  }
  return bridges;
}

function checkMember(unit: UnitContext, cls: ProjectClass, wanted: MethodSymbol): MethodSymbol | undefined {
  const candidates = unit.world
    .methods(cls.type, wanted.key)
    .filter(
      (m) =>
        m !== wanted &&
        !m.abstract &&
        m.params.length === wanted.params.length &&
        (!m.static || wanted.owner.form === 'interface')
    );
  const exact = candidates.find((m) => sameParams(m.params, wanted.params) || m.params.some(isBroken));
  const near = wanted.owner.source === 'platform' ? loosely : wider;
  const found = exact ?? candidates.find((m) => near(unit, m.params, wanted.params));
  if (found) checkImplementation(unit, cls, found, wanted);
  else if (!isObjectMember(wanted) && !OPTIONAL.has(`${wanted.owner.name}.${wanted.key}`))
    unit.error(cls.decl.pos, unanswered(cls, wanted));
  return found;
}

/** A parameter may take more than the interface asks for (assumed: public code that deploys does so). */
function wider(unit: UnitContext, own: readonly Type[], wanted: readonly Type[]): boolean {
  return own.every((t, i) => holdsAll(unit, t, wanted[i] ?? VOID));
}

function holdsAll(unit: UnitContext, own: Type, wanted: Type): boolean {
  if (own.text === wanted.text) return true;
  if (own.kind === 'map' && wanted.kind === 'map')
    return own.key.text === wanted.key.text && holdsAll(unit, own.value, wanted.value);
  if (own.kind === 'list' && wanted.kind === 'list' && holdsAll(unit, own.element, wanted.element)) return true;
  return conversion(unit.world, wanted, own) !== null;
}

/** A parameter that was reported already says nothing about the method. */
function isBroken(type: Type): boolean {
  return (
    type === ERROR ||
    ((type.kind === 'list' || type.kind === 'set') && isBroken(type.element)) ||
    (type.kind === 'map' && (isBroken(type.key) || isBroken(type.value)))
  );
}

function isObjectMember(m: MethodSymbol): boolean {
  return overridesObject(m);
}

/** Members that the jars list on an interface and the platform does not ask for. */
const OPTIONAL: ReadonlySet<string> = new Set(['Auth.RegistrationHandler.updateUser'.toLowerCase()]);

function checkImplementation(unit: UnitContext, cls: ProjectClass, found: MethodSymbol, wanted: MethodSymbol): void {
  const pos = found.decl && found.owner === cls ? found.decl.pos : cls.decl.pos;
  if (wanted.owner.form === 'interface' && found.access !== 'public' && found.access !== 'global')
    unit.error(
      cls.decl.pos,
      `${cls.name}: Overriding implementations of global or public interface methods must be global or public: ${text(wanted)}`
    );
  if (wanted.owner.source === 'platform' || found.returns === ERROR || wanted.returns === ERROR) return;
  // Assumed: any value may be returned where an interface says Object, since public code that deploys does so.
  const boxes = wanted.owner.form === 'interface' && wanted.returns === OBJECT && found.returns !== VOID;
  // Assumed likewise: an inherited method that gives an Id stands for one that is to give a String.
  const isText = found.owner !== cls && found.returns.text === 'Id' && wanted.returns.text === 'String';
  if (boxes || isText || covariant(unit, found.returns, wanted.returns)) return;
  if (wanted.owner.form === 'interface') unit.error(cls.decl.pos, unanswered(cls, wanted));
  else unit.error(pos, clash(found.returns, wanted.returns, cls));
}

/** A method may return a class that is nearer than the one it promises. */
function covariant(unit: UnitContext, found: Type, wanted: Type): boolean {
  if (found.text === wanted.text) return true;
  return (
    found.kind !== 'primitive' &&
    found !== OBJECT &&
    wanted.kind !== 'primitive' &&
    conversion(unit.world, found, wanted) !== null
  );
}

/** Platform interfaces are typed loosely in the jars: `Batchable<SObject>.execute` takes a list of any record. */
function loosely(unit: UnitContext, own: readonly Type[], wanted: readonly Type[]): boolean {
  return own.every((t, i) => {
    const want = wanted[i] ?? VOID;
    return want === OBJECT || conversion(unit.world, t, want) !== null || conversion(unit.world, want, t) !== null;
  });
}

function text(m: MethodSymbol): string {
  return `${m.returns.text} ${m.owner.name}.${m.name}(${paramText(m.params)})`;
}
