import type { Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { AnnotationNode, MethodDecl } from '../syntax/index.ts';
import { has, VOID, type MethodSymbol, type ProjectClass } from '../symbols/index.ts';
import { checkProperties } from './annotation-properties.ts';
import type { UnitContext } from './context.ts';
import { checkModifiers, isAnnotation } from './modifiers.ts';

/** Rules of annotations (Apex Developer Guide: Annotations). */

export function isTestMethod(decl: MethodDecl): boolean {
  return has(decl.modifiers, 'testmethod') || decl.modifiers.annotations.some((a) => a.key === 'istest');
}

export function checkClassAnnotations(unit: UnitContext, cls: ProjectClass): void {
  checkModifiers(unit, cls);
  known(unit, cls.decl.modifiers.annotations);
  for (const m of cls.decl.members)
    if (m.kind === 'field' || m.kind === 'property') known(unit, m.modifiers.annotations);
  for (const [key, name] of ONE_PER_TYPE)
    if (cls.allMethods.filter((m) => annotated(m.decl, key)).length > 1)
      unit.error(cls.decl.pos, `Only one method per type can be defined with: ${name}`, 'annotation');
  if (cls.form === 'interface') bareMethods(unit, cls);
  overloads(unit, cls);
  if (annotated(cls.decl, 'istest')) wholeTestClass(unit, cls);
}

/** "Interface methods have no access modifiers" (Apex Developer Guide: Interfaces), nor others. */
function bareMethods(unit: UnitContext, cls: ProjectClass): void {
  for (const m of cls.decl.members) {
    const word = m.kind === 'method' ? m.modifiers.words[0] : undefined;
    if (word !== undefined) unit.error(m.pos, `Expecting '}' but was: '${word}'`);
  }
}

const ONE_PER_TYPE: ReadonlyMap<string, string> = new Map([
  ['invocablemethod', 'InvocableMethod'],
  ['testsetup', 'TestSetup'],
  ['httpdelete', 'HttpDelete'],
  ['httpget', 'HttpGet'],
  ['httppatch', 'HttpPatch'],
  ['httppost', 'HttpPost'],
  ['httpput', 'HttpPut']
]);

/** API version from which methods that components call have one form of a name. */
const NO_OVERLOADS = 55;

/** Methods that components call by name have one form of a name, remote actions one for each count of parameters. */
function overloads(unit: UnitContext, cls: ProjectClass): void {
  const aura = cls.allMethods.filter((m) => annotated(m.decl, 'auraenabled'));
  for (const m of aura)
    if (m.decl && unit.apiVersion >= NO_OVERLOADS && aura.some((other) => other !== m && other.key === m.key))
      unit.error(m.decl.pos, `Overload of AuraEnabled method: ${m.name} overload is not permitted`, 'annotation');
  const remote = cls.allMethods.filter((m) => annotated(m.decl, 'remoteaction'));
  const forms = remote.map((m) => `${m.key}/${m.params.length}`);
  if (new Set(forms).size < forms.length)
    unit.error(
      cls.decl.pos,
      'Remote Action does not support two remote action methods with the same name and same number of parameters',
      'annotation'
    );
}

/** What a test class with set-up, or one that runs beside others, may not do: see the data of the org. */
function wholeTestClass(unit: UnitContext, cls: ProjectClass): void {
  const say = (pos: Position, message: string): void => unit.error(pos, message, 'annotation');
  const is = (decl: Annotated | null, property: string): boolean =>
    annotated(decl, 'istest')?.values[property]?.toLowerCase() === 'true';
  const valueOf = (decl: Annotated | null, wanted: string): boolean =>
    Object.keys(annotated(decl, 'istest')?.values ?? {}).some((key) => key.toLowerCase() === wanted && is(decl, key));
  const seesAll = cls.allMethods.some((m) => valueOf(m.decl, 'seealldata'));
  const classSees = valueOf(cls.decl, 'seealldata');
  for (const m of cls.allMethods)
    if (m.decl && classSees && annotated(m.decl, 'testsetup'))
      say(cls.decl.pos, 'Test class cannot be annotated with @isTest(SeeAllData=true)');
  if (seesAll && cls.allMethods.some((m) => annotated(m.decl, 'testsetup')))
    say(
      cls.decl.pos,
      'Test class containing a test setup method cannot have any methods annotated with @isTest(SeeAllData=true)'
    );
  if (!valueOf(cls.decl, 'isparallel')) return;
  const beside = 'Test class annotated with @isTest(IsParallel=true) cannot';
  if (classSees) say(cls.decl.pos, `${beside} also be annotated with @isTest(SeeAllData=true)`);
  if (seesAll) say(cls.decl.pos, `${beside} have any methods annotated with @isTest(SeeAllData=true)`);
}

interface Annotated {
  readonly modifiers: { readonly annotations: readonly AnnotationNode[] };
}

function annotated(decl: Annotated | null, key: string): AnnotationNode | undefined {
  return decl?.modifiers.annotations.find((a) => a.key === key);
}

function known(unit: UnitContext, list: readonly AnnotationNode[]): void {
  for (const a of list) if (!isAnnotation(a)) unit.error(a.pos, `Annotation does not exist: ${a.name}`, 'annotation');
  checkProperties(unit, list);
}

export function checkMethodAnnotations(unit: UnitContext, decl: MethodDecl, method: MethodSymbol): void {
  known(unit, decl.modifiers.annotations);
  for (const a of decl.modifiers.annotations) RULES[a.key]?.(unit, decl.pos, method);
  if (isTestMethod(decl) && method.params.length > 0) unit.error(decl.pos, 'Test methods must have no arguments');
}

type Rule = (unit: UnitContext, pos: Position, method: MethodSymbol) => void;

const RULES: Readonly<Record<string, Rule>> = {
  invocablemethod: (unit, pos, m) => {
    if (m.decl?.modifiers.annotations.some((a) => a.key !== 'invocablemethod' && a.key !== 'deprecated'))
      unit.error(pos, 'The only annotation that can be used with InvocableMethod is Deprecated', 'annotation');
    if (m.params.length > 1)
      unit.error(pos, 'Only one parameter is supported on methods with @Invocable annotation', 'annotation');
    const [param] = m.params;
    if (param && param.kind !== 'list')
      unit.error(
        pos,
        `Unsupported parameter type ${param.text}. Valid invocable parameters must be List types like List<T> where T is a supported type`,
        'annotation'
      );
    if (m.returns !== VOID && m.returns.kind !== 'list')
      unit.error(pos, `InvocableMethod methods do not support return type of ${m.returns.text}`, 'annotation');
  },
  auraenabled: (unit, pos, m) => {
    if (m.static) return;
    if (!/^get/i.test(m.name))
      unit.error(pos, "Non static AuraEnabled methods must be named with a prefix 'get'", 'annotation');
    if (m.params.length > 0) unit.error(pos, 'Non static AuraEnabled methods may not have parameters', 'annotation');
  },
  future: (unit, pos, m) => {
    if (m.returns !== VOID)
      unit.error(pos, `Future methods do not support return type of ${m.returns.text}`, 'annotation');
    for (const p of m.params)
      if (!isFutureType(p)) unit.error(pos, `Future methods do not support parameter type of ${p.text}`, 'annotation');
  },
  testsetup: (unit, pos, m) => {
    if (m.returns !== VOID) unit.error(pos, 'Test setup method must return void');
    if (m.params.length > 0) unit.error(pos, 'Test methods must have no arguments');
  }
};

/** Primitives and collections of primitives (Future Annotation). */
function isFutureType(type: Type): boolean {
  if (type.kind === 'list' || type.kind === 'set') return isFutureType(type.element);
  if (type.kind === 'map') return isFutureType(type.key) && isFutureType(type.value);
  return type.kind === 'primitive';
}
