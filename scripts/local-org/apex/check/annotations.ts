import type { Type } from '../../contracts/bound.ts';
import type { AnnotationNode, MethodDecl } from '../syntax/index.ts';
import { has, VOID, type MethodSymbol, type ProjectClass } from '../symbols/index.ts';
import type { UnitContext } from './context.ts';

/** Rules of annotations (Apex Developer Guide: Annotations). */

const KNOWN = new Set([
  'auraenabled',
  'deprecated',
  'future',
  'invocablemethod',
  'invocablevariable',
  'istest',
  'jsonaccess',
  'namespaceaccessible',
  'readonly',
  'remoteaction',
  'suppresswarnings',
  'testsetup',
  'testvisible',
  'restresource',
  'httpdelete',
  'httpget',
  'httppatch',
  'httppost',
  'httpput'
]);

export function isTestMethod(decl: MethodDecl): boolean {
  return has(decl.modifiers, 'testmethod') || decl.modifiers.annotations.some((a) => a.key === 'istest');
}

export function checkClassAnnotations(unit: UnitContext, cls: ProjectClass): void {
  known(unit, cls.decl.modifiers.annotations);
  for (const m of cls.decl.members) {
    if (m.kind === 'field' || m.kind === 'property') known(unit, m.modifiers.annotations);
    // "Interface methods have no access modifiers" (Apex Developer Guide: Interfaces); the words are assumed.
    else if (m.kind === 'method' && cls.decl.form === 'interface' && m.modifiers.words.length > 0)
      unit.error(m.pos, 'Modifiers are not allowed on interface methods');
  }
  const invocable = cls.allMethods.filter((m) => annotation(m.decl, 'invocablemethod'));
  const [, second] = invocable;
  if (second?.decl)
    unit.error(second.decl.pos, `Only one method per type can be defined with: InvocableMethod`, 'annotation');
}

function known(unit: UnitContext, list: readonly AnnotationNode[]): void {
  for (const a of list) if (!KNOWN.has(a.key)) unit.error(a.pos, `Annotation does not exist: ${a.name}`, 'annotation');
}

function annotation(decl: MethodDecl | null, key: string): AnnotationNode | undefined {
  return decl?.modifiers.annotations.find((a) => a.key === key);
}

export function checkMethodAnnotations(
  unit: UnitContext,
  cls: ProjectClass,
  decl: MethodDecl,
  method: MethodSymbol
): void {
  known(unit, decl.modifiers.annotations);
  for (const a of decl.modifiers.annotations) RULES[a.key]?.(unit, a, method, cls);
  if (isTestMethod(decl)) testMethod(unit, decl, method, cls);
}

type Rule = (unit: UnitContext, a: AnnotationNode, method: MethodSymbol, cls: ProjectClass) => void;

const RULES: Readonly<Record<string, Rule>> = {
  invocablemethod: (unit, a, m) => {
    if (!m.static) unit.error(a.pos, 'InvocableMethod methods must be declared as static', 'annotation');
    if (m.access !== 'public' && m.access !== 'global')
      unit.error(a.pos, 'InvocableMethod methods must be public or global', 'annotation');
    if (m.params.length > 1)
      unit.error(a.pos, 'Only one parameter is supported on methods with @Invocable annotation', 'annotation');
    const [param] = m.params;
    if (param && param.kind !== 'list')
      unit.error(
        a.pos,
        `Unsupported parameter type ${param.text}. Valid invocable parameters must be List types like List<T> where T is a supported type`,
        'annotation'
      );
    if (m.returns !== VOID && m.returns.kind !== 'list')
      unit.error(a.pos, `InvocableMethod methods do not support return type of ${m.returns.text}`, 'annotation');
  },
  auraenabled: (unit, a, m) => {
    if (m.static) return;
    if (!/^get/i.test(m.name))
      unit.error(a.pos, "Non static AuraEnabled methods must be named with a prefix 'get'", 'annotation');
    if (m.params.length > 0) unit.error(a.pos, 'Non static AuraEnabled methods may not have parameters', 'annotation');
  },
  future: (unit, a, m) => {
    if (!m.static) unit.error(a.pos, 'Future methods must be declared as static', 'annotation');
    if (m.returns !== VOID)
      unit.error(a.pos, `Future methods do not support return type of ${m.returns.text}`, 'annotation');
    for (const p of m.params)
      if (!isFutureType(p))
        unit.error(a.pos, `Future methods do not support parameter type of ${p.text}`, 'annotation');
  },
  testsetup: (unit, a, m, cls) => {
    if (!m.static) unit.error(a.pos, 'TestSetup methods must be declared as static');
    if (m.returns !== VOID) unit.error(a.pos, 'Test setup method must return void');
    if (m.params.length > 0) unit.error(a.pos, 'Test methods must have no arguments');
    if (!cls.top.isTest) unit.error(a.pos, 'TestSetup methods must be in a test class');
  }
};

/** Primitives and collections of primitives (Future Annotation). */
function isFutureType(type: Type): boolean {
  if (type.kind === 'list' || type.kind === 'set') return isFutureType(type.element);
  if (type.kind === 'map') return isFutureType(type.key) && isFutureType(type.value);
  return type.kind === 'primitive';
}

/** "Starting in Summer '13, test methods can be defined only in test classes" (release notes): for API 28.0 and later. */
const ONLY_IN_TEST_CLASSES = 28;

/**
 * Assumed: public code that deploys puts the annotation on helpers that return a value. They compile and are not run.
 */
function testMethod(unit: UnitContext, decl: MethodDecl, method: MethodSymbol, cls: ProjectClass): void {
  if (!method.static) unit.error(decl.pos, 'Test methods must be declared as static');
  if (method.params.length > 0) unit.error(decl.pos, 'Test methods must have no arguments');
  if (method.returns !== VOID && has(decl.modifiers, 'testmethod'))
    unit.error(decl.pos, `Test methods do not support return type of ${method.returns.text}`);
  if (!cls.top.isTest && unit.apiVersion >= ONLY_IN_TEST_CLASSES)
    unit.error(decl.pos, 'Test methods must be in test classes');
}
