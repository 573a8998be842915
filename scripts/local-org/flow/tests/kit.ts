import { DiagnosticError } from '../../contracts/diagnostics.ts';
import type { FieldMember, MethodInfo, Program, RuntimeType } from '../../contracts/program.ts';
import type { Condition, Queries, SoqlQuery } from '../../contracts/soql.ts';
import type { MetadataComponent, Transaction } from '../../contracts/transaction.ts';
import { ElementReader, parseXml } from '../../metadata/index.ts';
import { testOrg } from '../../save/tests/org.ts';
import type { TestOrg } from '../../save/tests/org.ts';
import { ApexList, SObject, listType, primitives } from '../../values/index.ts';
import { OPERATORS } from '../compare.ts';
import { recordOfRow } from '../records.ts';
import { createFlowEngine, readFlow } from '../index.ts';
import type { LocalFlowEngine } from '../index.ts';

/* ---- flow metadata in short ---- */

export const tag = (name: string, body: string | number | boolean): string => `<${name}>${body}</${name}>`;
export const to = (target: string, name = 'connector'): string => tag(name, tag('targetReference', target));
export const ref = (name: string): string => tag('elementReference', name);
export const text = (value: string): string => tag('stringValue', value);
export const num = (value: number): string => tag('numberValue', value);
export const flag = (value: boolean): string => tag('booleanValue', value);

/** An element with its name and position, as Flow Builder writes it. */
export const element = (kind: string, name: string, body: string): string =>
  tag(kind, tag('name', name) + tag('label', name) + tag('locationX', 0) + tag('locationY', 0) + body);

export const assign = (target: string, value: string, operator = 'Assign'): string =>
  tag('assignmentItems', tag('assignToReference', target) + tag('operator', operator) + tag('value', value));
export const filter = (field: string, operator: string, value: string): string =>
  tag('filters', tag('field', field) + tag('operator', operator) + tag('value', value));
export const condition = (left: string, operator: string, right: string): string =>
  tag('conditions', tag('leftValueReference', left) + tag('operator', operator) + tag('rightValue', right));
export const rule = (name: string, body: string, target: string, logic = 'and'): string =>
  tag('rules', tag('name', name) + tag('conditionLogic', logic) + body + to(target) + tag('label', name));
export const put = (field: string, value: string): string =>
  tag('inputAssignments', tag('field', field) + tag('value', value));
export const variable = (name: string, dataType: string, more = ''): string =>
  tag('variables', tag('name', name) + tag('dataType', dataType) + more);
export const INPUT = tag('isInput', true);
export const OUTPUT = tag('isOutput', true);
export const MANY = tag('isCollection', true);

export const afterSave = (first: string, more = ''): string =>
  tag(
    'start',
    tag('locationX', 0) +
      tag('locationY', 0) +
      to(first) +
      tag('object', 'Widget__c') +
      tag('recordTriggerType', 'CreateAndUpdate') +
      tag('triggerType', 'RecordAfterSave') +
      more
  );
export const beforeSave = (first: string, more = ''): string =>
  afterSave(first, more).replace('RecordAfterSave', 'RecordBeforeSave');
export const launched = (first: string): string => tag('start', tag('locationX', 0) + tag('locationY', 0) + to(first));

export const flowXml = (label: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Flow xmlns="http://soap.sforce.com/2006/04/metadata">\n<apiVersion>67.0</apiVersion>\n${body.replace(/></g, '>\n<')}\n<label>${label}</label>\n<processType>AutoLaunchedFlow</processType>\n<status>Active</status>\n</Flow>`;

/** Reads flow metadata as a deploy does; problems are those that the file has. */
export function read(name: string, xml: string): { component: MetadataComponent; problems: string[] } {
  const file = `flows/${name}.flow-meta.xml`;
  const from = new ElementReader(parseXml(file, xml), file);
  const model = readFlow(from, name);
  return {
    component: { type: 'Flow', fullName: name, file, model },
    problems: from.finish().map((d) => `${d.file}:${d.line} ${d.level} ${d.message}`)
  };
}

/* ---- Apex in JavaScript ---- */

interface ActionSketch {
  readonly inputs: Readonly<Record<string, RuntimeType>>;
  readonly outputs?: Readonly<Record<string, RuntimeType>>;
  run(requests: readonly Record<string, unknown>[], tx: Transaction): readonly Record<string, unknown>[];
}

export const TYPES = primitives;

function classOf(name: string, fields: Readonly<Record<string, RuntimeType>>): RuntimeType {
  const members = Object.entries(fields).map(([key, type]) => ({
    name: key,
    type,
    annotations: [{ name: 'InvocableVariable', values: {} }],
    read: (self: object | null) => (self as Record<string, unknown>)[key] ?? null,
    write: (self: object | null, value: unknown) => void ((self as Record<string, unknown>)[key] = value)
  })) as unknown as FieldMember[];
  return {
    name,
    kind: 'class',
    source: 'project',
    supers: new Set([name]),
    members: { fields: members, methods: [] }
  } as unknown as RuntimeType;
}

/** A program whose invocable classes are functions of the test. */
function programOf(actions: Readonly<Record<string, ActionSketch>>, base: Program): Program {
  const types = new Map<string, RuntimeType>();
  for (const [name, action] of Object.entries(actions)) {
    const input = classOf(`${name}.Request`, action.inputs);
    const output = action.outputs ? classOf(`${name}.Result`, action.outputs) : undefined;
    const method = {
      name: 'run',
      static: true,
      annotations: [{ name: 'InvocableMethod', values: {} }],
      params: [{ name: 'requests', type: listType(input) }],
      returns: output ? listType(output) : TYPES['Object']
    } as unknown as MethodInfo;
    types.set(name, {
      name,
      kind: 'class',
      source: 'project',
      supers: new Set([name]),
      members: { fields: [], methods: [method] }
    } as unknown as RuntimeType);
  }
  return {
    ...base,
    type: (name: string) => types.get(name),
    construct: () => ({}),
    invoke: (tx: Transaction, target: string | object, method: string, args: readonly unknown[]) => {
      const action = typeof target === 'string' ? actions[target] : undefined;
      if (!action) return base.invoke(tx, target, method, args);
      const results = action.run((args[0] as ApexList).items as Record<string, unknown>[], tx);
      return action.outputs ? new ApexList(listType(TYPES['Object'] as RuntimeType), [...results]) : null;
    }
  };
}

/* ---- queries in JavaScript: enough of the tree that flows build ---- */

const SOQL_OPERATORS = {
  '=': 'EqualTo',
  '!=': 'NotEqualTo',
  '<': 'LessThan',
  '<=': 'LessThanOrEqualTo',
  '>': 'GreaterThan',
  '>=': 'GreaterThanOrEqualTo'
} as const;

function holds(tx: Transaction, where: Condition | undefined, record: SObject, binds: readonly unknown[]): boolean {
  if (!where) return true;
  if (where.kind === 'not') return !holds(tx, where.item, record, binds);
  if (where.kind !== 'compare')
    return where.items[where.kind === 'and' ? 'every' : 'some']((item) => holds(tx, item, record, binds));
  const path = where.left.kind === 'path' ? where.left.path : [];
  const value = record.v[record.fieldNamed(path[0] as string).slot] ?? null;
  const bound = where.right.kind === 'bind' ? binds[where.right.index] : null;
  if (where.op === 'LIKE') return new RegExp(`^${String(bound).replace(/%/g, '.*')}$`, 'i').test(String(value ?? ''));
  if (where.op === 'IN' || where.op === 'NOT IN')
    return (bound as ApexList).items.includes(value) === (where.op === 'IN');
  return OPERATORS[SOQL_OPERATORS[where.op as keyof typeof SOQL_OPERATORS]]?.(value, bound, tx) ?? false;
}

function runQuery(tx: Transaction, query: SoqlQuery, binds: readonly unknown[]): SObject[] {
  const info = tx.org.schema.object(query.from.object);
  if (!info) throw new Error(`no object ${query.from.object}`);
  tx.limits.count('queries');
  const order = query.orderBy[0];
  let found = [...tx.org.store.scan(info, { kind: 'all' })]
    .map((row) => recordOfRow(info, row))
    .filter((record) => holds(tx, query.where, record, binds));
  if (order && order.by.kind === 'path') {
    const slot = info.field(order.by.path[0] as string)?.slot ?? 0;
    found = found.sort((a, b) => (String(a.v[slot]) < String(b.v[slot]) ? -1 : 1) * (order.descending ? -1 : 1));
  }
  const limit = query.limit?.kind === 'bind' ? Number(binds[query.limit.index]) : Infinity;
  found = found.slice(0, limit);
  tx.limits.count('queryRows', found.length);
  return found;
}

/* ---- an org with flows ---- */

export interface FlowOrg extends TestOrg {
  readonly engine: LocalFlowEngine;
  /** Inserts widgets in a transaction of their own that commits; gives the transaction for its counts. */
  insert(records: SObject[]): Transaction;
  update(records: SObject[]): Transaction;
}

export function flowOrg(
  flows: Readonly<Record<string, string>>,
  actions: Readonly<Record<string, ActionSketch>> = {}
): FlowOrg {
  const t = testOrg();
  const components = Object.entries(flows).map(([name, body]) => {
    const { component, problems } = read(name, flowXml(`${name} label`, body));
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return component;
  });
  const program = programOf(actions, t.org.program);
  const queries = {
    run: (tx: Transaction, query: SoqlQuery, binds: readonly unknown[]) => ({
      records: runQuery(tx, query, binds),
      size: 0
    })
  } as unknown as Queries;
  const engine = createFlowEngine({ schema: t.org.schema, flows: components, program });
  if (engine.findings.length > 0) throw new DiagnosticError(engine.findings);
  Object.assign(t.org, { program, queries, flows: engine });
  const write = (op: 'insert' | 'update', records: SObject[]): Transaction => {
    const tx = t.begin();
    t.org.save.run(tx, op, records, {
      access: { mode: 'system', sharing: 'without' },
      allOrNone: true,
      source: 'apex'
    });
    tx.commit();
    return tx;
  };
  return { ...t, engine, insert: (records) => write('insert', records), update: (records) => write('update', records) };
}

/** An invocable class: inputs and outputs by Apex type name. */
export function apexClass(
  inputs: Readonly<Record<string, string>>,
  run: ActionSketch['run'],
  outputs?: Readonly<Record<string, string>>
): ActionSketch {
  const typed = (names: Readonly<Record<string, string>>): Record<string, RuntimeType> =>
    Object.fromEntries(Object.entries(names).map(([name, type]) => [name, TYPES[type] as RuntimeType]));
  return { inputs: typed(inputs), run, ...(outputs ? { outputs: typed(outputs) } : {}) };
}
