import type { Position } from '../../contracts/diagnostics.ts';
import type { AnnotationNode, Member, Modifiers, TypeDecl } from '../syntax/index.ts';
import type { ProjectClass } from '../symbols/index.ts';
import type { UnitContext } from './context.ts';

/** Which modifiers and annotations may stand where: tables of what the platform's own compiler says. */

export type Target =
  'classes' | 'interfaces' | 'enums' | 'fields' | 'properties' | 'methods' | 'constructors' | 'locals' | 'parameters';

/** Modifiers and annotations by the names that errors give them. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['with sharing', 'withSharing'],
  ['without sharing', 'withoutSharing'],
  ['inherited sharing', 'inheritedSharing'],
  ['testmethod', 'testMethod'],
  ['webservice', 'webService'],
  ['@auraenabled', 'AuraEnabled'],
  ['@deprecated', 'Deprecated'],
  ['@future', 'Future'],
  ['@httpdelete', 'HttpDelete'],
  ['@httpget', 'HttpGet'],
  ['@httppatch', 'HttpPatch'],
  ['@httppost', 'HttpPost'],
  ['@httpput', 'HttpPut'],
  ['@invocablemethod', 'InvocableMethod'],
  ['@invocablevariable', 'InvocableVariable'],
  ['@istest', 'IsTest'],
  ['@jsonaccess', 'JsonAccess'],
  ['@namespaceaccessible', 'NamespaceAccessible'],
  ['@readonly', 'ReadOnly'],
  ['@remoteaction', 'RemoteAction'],
  ['@restresource', 'RestResource'],
  ['@suppresswarnings', 'SuppressWarnings'],
  ['@testsetup', 'TestSetup'],
  ['@testvisible', 'TestVisible']
]);

const VALUES: readonly Target[] = ['fields', 'properties'];
const PLACES: readonly Target[] = ['locals', 'parameters'];
const HTTP = ['HttpDelete', 'HttpGet', 'HttpPatch', 'HttpPost', 'HttpPut'];

/** `static is not allowed on classes`. */
const NOT_ALLOWED: Readonly<Record<string, readonly Target[]>> = {
  abstract: [...VALUES, 'enums', 'interfaces', 'constructors', ...PLACES],
  final: ['constructors', 'interfaces', 'enums'],
  global: PLACES,
  inheritedSharing: ['interfaces', 'enums'],
  override: [...VALUES, 'constructors', ...PLACES],
  private: PLACES,
  protected: ['classes', 'enums', ...PLACES],
  public: PLACES,
  static: ['classes', 'interfaces', 'enums', 'constructors', ...PLACES],
  testMethod: [...VALUES, ...PLACES],
  transient: ['classes', 'methods'],
  virtual: [...VALUES, 'enums', 'constructors', ...PLACES],
  webService: PLACES,
  withSharing: ['interfaces', 'enums'],
  withoutSharing: ['interfaces', 'enums'],
  AuraEnabled: ['classes', 'constructors'],
  Future: ['classes', ...VALUES, 'constructors'],
  InvocableMethod: ['classes', ...VALUES],
  InvocableVariable: ['classes', 'properties', 'methods'],
  IsTest: ['interfaces', ...VALUES],
  ReadOnly: ['classes', ...VALUES],
  RestResource: VALUES,
  TestSetup: ['classes', ...VALUES],
  TestVisible: ['parameters'],
  ...Object.fromEntries(HTTP.map((name): [string, Target[]] => [name, ['classes', ...VALUES]]))
};

/** `classes are by default final`. */
const BY_DEFAULT: Readonly<Record<string, readonly Target[]>> = { final: ['classes', 'methods'] };

type Wants = Readonly<Record<string, Readonly<Partial<Record<Target, readonly string[]>>>>>;

const STATIC = { methods: ['static'] } as const;

/** `Future methods must be declared as static`. */
const MUST_BE: Wants = {
  testMethod: STATIC,
  webService: STATIC,
  Future: STATIC,
  InvocableMethod: STATIC,
  IsTest: STATIC,
  RemoteAction: STATIC,
  TestSetup: STATIC,
  RestResource: { classes: ['global'] },
  ...Object.fromEntries(HTTP.map((name): [string, Wants[string]] => [name, { methods: ['static', 'global'] }]))
};

const SEEN = ['global', 'public', 'protected'];
const OPEN = ['global', 'public'];

/** `override methods require at least one of the following global, public, protected`. */
const ONE_OF: Wants = {
  abstract: { methods: SEEN },
  override: { methods: SEEN },
  AuraEnabled: { methods: OPEN, fields: OPEN, properties: OPEN },
  InvocableMethod: { methods: OPEN },
  InvocableVariable: { fields: OPEN },
  RemoteAction: { methods: OPEN }
};

/** API versions from which they do. */
const SINCE: Readonly<Record<string, Readonly<Partial<Record<Target, number>>>>> = {
  abstract: { methods: 65 },
  override: { methods: 65 },
  AuraEnabled: { properties: 47 }
};

/** `static methods cannot be virtual`. */
const CANNOT_BE: Wants = {
  protected: { methods: ['static'], fields: ['static'] },
  static: { methods: ['virtual'] },
  AuraEnabled: { fields: ['static'] },
  withSharing: { classes: ['withoutSharing', 'inheritedSharing'] },
  withoutSharing: { classes: ['inheritedSharing'] }
};

const GLOBAL_MEMBERS = { methods: ['global'], fields: ['global'], properties: ['global'], constructors: ['global'] };

/** `Defining type for global methods must be declared as global`. */
const DEFINING: Wants = {
  abstract: { methods: ['abstract'] },
  global: GLOBAL_MEMBERS,
  webService: GLOBAL_MEMBERS,
  testMethod: { methods: ['IsTest'] },
  IsTest: { methods: ['IsTest'] },
  TestSetup: { methods: ['IsTest'] }
};

/** "Starting in Summer '13, test methods can be defined only in test classes" (release notes): for API 28.0 and later. */
const ONLY_IN_TEST_CLASSES = 28;

const ACCESS = ['global', 'public', 'protected', 'private'];

interface Marked {
  readonly marks: readonly string[];
  readonly target: Target;
  readonly pos: Position;
}

function marksOf(modifiers: Modifiers): string[] {
  const words = [...modifiers.words, ...modifiers.annotations.map((a) => `@${a.key}`)];
  return words.map((word) => SHOWN.get(word) ?? word);
}

/** What may not stand on this declaration; `defining` are the marks of the class around it. */
function checkMarks(unit: UnitContext, { marks, target, pos }: Marked, defining: readonly string[] | null): void {
  const wanted = (table: Wants, mark: string): readonly string[] => table[mark]?.[target] ?? [];
  const say = (message: string): void => unit.error(pos, message, 'annotation');
  if (new Set(marks.filter((mark) => ACCESS.includes(mark))).size > 1) say('Declarations can only have one scope');
  marks.forEach((mark, i) => {
    if (marks.indexOf(mark) !== i) return say(`Duplicate modifier: ${mark}`);
    if (NOT_ALLOWED[mark]?.includes(target)) return say(`${mark} is not allowed on ${target}`);
    if (BY_DEFAULT[mark]?.includes(target)) return say(`${target} are by default ${mark}`);
    for (const other of wanted(MUST_BE, mark))
      if (!marks.includes(other)) say(`${mark} ${target} must be declared as ${other}`);
    for (const other of wanted(CANNOT_BE, mark)) if (marks.includes(other)) say(`${mark} ${target} cannot be ${other}`);
    for (const other of defining ? wanted(DEFINING, mark) : [])
      if (!defining?.includes(other)) say(`Defining type for ${mark} ${target} must be declared as ${other}`);
    const some = unit.apiVersion < (SINCE[mark]?.[target] ?? 0) ? [] : wanted(ONE_OF, mark);
    if (some.length > 0 && !some.some((one) => marks.includes(one)))
      say(`${mark} ${target} require at least one of the following ${some.join(', ')}`);
  });
  if (marks.includes('abstract') && marks.includes('virtual')) say('abstract are by default virtual');
}

/** Modifiers of a variable or parameter. */
export function checkLocalMarks(unit: UnitContext, modifiers: Modifiers, target: Target, pos: Position): void {
  if (modifiers.words.length > 0 || modifiers.annotations.length > 0)
    checkMarks(unit, { marks: marksOf(modifiers), target, pos }, null);
}

const TYPE_TARGET: Readonly<Record<TypeDecl['form'], Target>> = {
  class: 'classes',
  interface: 'interfaces',
  enum: 'enums'
};

/** Modifiers of a type and of its members. */
export function checkModifiers(unit: UnitContext, cls: ProjectClass): void {
  if (cls.name === '') return;
  const { decl } = cls;
  const marks = marksOf(decl.modifiers);
  checkMarks(unit, { marks, target: TYPE_TARGET[decl.form], pos: decl.pos }, null);
  const isInner = cls.outer !== null && cls.outer.name !== '';
  if (!cls.outer && !marks.some((mark) => mark === 'public' || mark === 'global' || mark === 'IsTest'))
    unit.error(decl.pos, 'Top-level type must have public or global visibility');
  if (isInner && marks.includes('IsTest')) unit.error(decl.pos, 'IsTest can only be used on a top level type');
  if (isInner && marks.includes('global') && cls.outer?.access !== 'global')
    unit.error(
      cls.outer?.decl.pos ?? decl.pos,
      'Enclosing type for global classes in apex classes must be declared as global'
    );
  if (decl.form === 'class') for (const member of decl.members) checkMember(unit, cls, member, marks);
}

function checkMember(unit: UnitContext, cls: ProjectClass, member: Member, around: readonly string[]): void {
  const target = TARGETS[member.kind];
  if (!target || !('modifiers' in member)) return;
  const marks = marksOf(member.modifiers);
  const defining = unit.apiVersion < ONLY_IN_TEST_CLASSES || cls.top.isTest ? [...around, 'IsTest'] : around;
  const places = member.kind === 'field' ? member.variables.map((v) => v.name.pos) : [member.pos];
  for (const pos of places) checkMarks(unit, { marks, target, pos }, defining);
  if (cls.outer && cls.outer.name !== '' && target === 'methods' && marks.includes('IsTest'))
    unit.error(member.pos, 'IsTest can only be used on methods of a top level type', 'annotation');
  if (member.kind !== 'method' && member.kind !== 'constructor') return;
  const isNew = marks.includes('protected') && !marks.includes('override');
  // Classes of an anonymous block are virtual by themselves.
  if (isNew && !cls.virtual && !cls.abstract && cls.outer?.name !== '')
    unit.error(member.pos, 'New protected methods cannot be defined in non-virtual classes', 'annotation');
}

const TARGETS: Readonly<Partial<Record<Member['kind'], Target>>> = {
  field: 'fields',
  property: 'properties',
  method: 'methods',
  constructor: 'constructors'
};

/** Whether an annotation is one of the platform. */
export function isAnnotation(one: AnnotationNode): boolean {
  return SHOWN.has(`@${one.key}`);
}
