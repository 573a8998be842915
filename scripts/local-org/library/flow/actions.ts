import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { FieldMember, MethodInfo, RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexException,
  ApexList,
  ApexMap,
  ApexObject,
  listType,
  objectType,
  throwApex,
  unbox
} from '../../values/index.ts';
import { libraryClass, listOf, need, objectMap } from '../define.ts';
import { Bean, PlatformObject } from '../registry.ts';
import { fieldsOf } from '../json/fields.ts';

function entries(map: ApexMap): Map<string, unknown> {
  return new Map([...need(map).pairs()].map(([k, v]) => [k as string, unbox(v)]));
}

/* ---- Flow.Interview ---- */

/** `Flow.Interview`: runs when `start` is called. */
class Interview extends PlatformObject {
  readonly flow: string;
  readonly inputs: ReadonlyMap<string, unknown>;
  outputs: Map<string, unknown> = new Map();

  constructor(flow: string, inputs: ReadonlyMap<string, unknown>) {
    super();
    this.flow = flow;
    this.inputs = inputs;
    this.outputs = new Map(inputs);
  }
}
Interview.for('Flow.Interview');

function interview(tx: Transaction, flow: string, inputs: ApexMap): Interview {
  if (!tx.org.flows.has(need(flow))) throwApex('System.TypeException', `Invalid flow: ${flow}`);
  return new Interview(flow, entries(inputs));
}

function variable(self: Interview, name: string): unknown {
  const wanted = need(name).toLowerCase();
  for (const [key, value] of self.outputs) if (key.toLowerCase() === wanted) return value;
  return null;
}

const interviewClass = libraryClass('Flow.Interview', {
  'static Flow.Interview createInterview(String flow, Map<String,Object> inputs)': (
    tx,
    _,
    flow: string,
    inputs: ApexMap
  ) => interview(tx, flow, inputs),
  'static Flow.Interview createInterview(String namespace, String flow, Map<String,Object> inputs)': (
    tx,
    _,
    namespace: string,
    flow: string,
    inputs: ApexMap
  ) => interview(tx, namespace ? `${namespace}__${flow}` : flow, inputs),
  'void start()': (tx, self: Interview) => {
    for (const [k, v] of tx.org.flows.launch(tx, self.flow, self.inputs)) self.outputs.set(k, v);
  },
  'Object getVariableValue(String name)': (_, self: Interview, name: string) => variable(self, name)
});

/* ---- Invocable.Action ---- */

/** `Invocable.Action` over a flow, an invocable Apex method or a standard action. */
class Action extends PlatformObject {
  readonly kind: 'apex' | 'flow' | 'standard';
  readonly name: string;
  readonly namespace: string | null;
  invocations: ApexMap[] = [];
  next: ApexMap = objectMap();

  constructor(kind: 'apex' | 'flow' | 'standard', namespace: string | null, name: string) {
    super();
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
  }

  /** What runs: the invocations, with the parameters that were set last where none was added. */
  all(): ApexMap[] {
    return this.invocations.length === 0 ? [this.next] : this.invocations;
  }
}
Action.for('Invocable.Action');

function createAction(kind: string, namespace: string | null, name: string): Action {
  const key = need(kind).toLowerCase();
  if (key !== 'apex' && key !== 'flow') throw new UnsupportedByLocalOrg(`Invocable.Action of type ${kind}`);
  return new Action(key, namespace, need(name));
}

function invocable(
  tx: Transaction,
  className: string
): { readonly type: RuntimeType; readonly method: MethodInfo } | undefined {
  const type = tx.org.program.type(className);
  const method = type?.members?.methods.find((m) =>
    m.annotations.some((a) => a.name.toLowerCase() === 'invocablemethod')
  );
  return type && method ? { type, method } : undefined;
}

function variables(tx: Transaction, type: RuntimeType): FieldMember[] {
  return fieldsOf(tx, type).filter((f) => f.annotations.some((a) => a.name.toLowerCase() === 'invocablevariable'));
}

/** One request object from named parameters; a method that takes plain values has one parameter of any name. */
function requestOf(tx: Transaction, element: RuntimeType, parameters: ApexMap): unknown {
  if (element.kind !== 'class' || element.source !== 'project' || !element.ctor)
    return unbox([...parameters.values()][0] ?? null);
  const made = tx.org.program.construct(tx, element.name);
  const byName = new Map(variables(tx, element).map((f) => [f.name.toLowerCase(), f]));
  for (const [key, value] of parameters.pairs()) {
    const field = byName.get(String(key).toLowerCase());
    if (!field?.write) throwApex('System.IllegalArgumentException', `${element.name} has no input ${key}`);
    field.write(made, unbox(value));
  }
  return made;
}

function outputsOf(tx: Transaction, output: unknown): ApexMap {
  if (!(output instanceof ApexObject) || output.$type.source !== 'project')
    return objectMap([['output', output ?? null]]);
  return objectMap(variables(tx, output.$type).map((f) => [f.name, f.read?.(output) ?? null] as const));
}

/** The words of github.com/octoberswimmer/aer-dist/issues/167. */
function notFound(action: Action): never {
  const name = action.namespace ? `${action.namespace}__${action.name}` : action.name;
  return throwApex('System.IllegalArgumentException', `Action name not found: ${name}`);
}

function runApex(tx: Transaction, action: Action): ApexMap[] {
  const found = invocable(tx, action.name);
  if (!found) return notFound(action);
  const param = found.method.params[0];
  const element = param?.type.element ?? objectType;
  const requests = action.all().map((p) => requestOf(tx, element, p));
  const result = tx.org.program.invoke(
    tx,
    found.type.name,
    found.method.name,
    param ? [new ApexList(listType(element), requests)] : []
  );
  const outputs = result instanceof ApexList ? result.items : [];
  return action.all().map((_, i) => (result instanceof ApexList ? outputsOf(tx, outputs[i]) : objectMap()));
}

/** Which standard actions there are, the documents list; those that do not run here are refused by their name. */
function runStandard(tx: Transaction, action: Action): ApexMap[] {
  return action.all().map((p) => {
    const outputs = tx.org.flows.standardAction(tx, action.name, entries(p));
    if (!outputs) throw new UnsupportedByLocalOrg(`the standard action ${action.name}`);
    return objectMap(outputs);
  });
}

const RUN = { apex: runApex, flow: runFlow, standard: runStandard } as const;

function runFlow(tx: Transaction, action: Action): ApexMap[] {
  if (!tx.org.flows.has(action.name)) notFound(action);
  return action.all().map((p) => objectMap(tx.org.flows.launch(tx, action.name, entries(p))));
}

function invoke(tx: Transaction, action: Action): ApexList {
  try {
    const outputs = RUN[action.kind](tx, action);
    return listOf(
      'Invocable.Action.Result',
      outputs.map((o, i) => resultOf(action, i, o, []))
    );
  } catch (e) {
    if (!(e instanceof ApexException) || !e.catchable) throw e;
    const error = new Bean('Invocable.Action.Error', [
      ['code', 'UNKNOWN_EXCEPTION'],
      ['message', e.message]
    ]);
    return listOf(
      'Invocable.Action.Result',
      action.all().map((_, i) => resultOf(action, i, objectMap(), [error]))
    );
  }
}

function resultOf(action: Action, i: number, outputs: ApexMap, errors: Bean[]): Bean {
  return new Bean('Invocable.Action.Result', [
    ['action', action],
    ['success', errors.length === 0],
    ['errors', listOf('Invocable.Action.Error', errors)],
    ['outputParameters', outputs],
    ['invocationParameters', action.all()[i] ?? null]
  ]);
}

const actionClasses = [
  libraryClass('Invocable.Action', {
    'static Invocable.Action createCustomAction(String type, String name)': (tx, _, type: string, name: string) =>
      createAction(type, null, name),
    'static Invocable.Action createCustomAction(String type, String namespace, String name)': (
      tx,
      _,
      type: string,
      namespace: string,
      name: string
    ) => createAction(type, namespace, name),
    'static Invocable.Action createStandardAction(String name)': (_, __, name: string) =>
      new Action('standard', null, need(name)),
    'Invocable.Action addInvocation()': (_, a: Action) => {
      a.next = objectMap();
      a.invocations.push(a.next);
      return a;
    },
    'Invocable.Action clearInvocations()': (_, a: Action) => Object.assign(a, { invocations: [], next: objectMap() }),
    'Invocable.Action setInvocationParameter(String name, Object value)': (_, a: Action, name: string, value) => {
      a.next.put(need(name), value);
      return a;
    },
    'Invocable.Action setInvocations(List<Map<String,Object>> all)': (_, a: Action, all: ApexList) =>
      Object.assign(a, { invocations: [...(need(all).items as ApexMap[])] }),
    'String getName()': (_, a: Action) => a.name,
    'String getNamespace()': (_, a: Action) => a.namespace,
    // A standard action is its own type (assumed).
    'String getType()': (_, a: Action) => (a.kind === 'standard' ? a.name : a.kind),
    'Boolean isStandard()': (_, a: Action) => a.kind === 'standard',
    'List<Invocable.Action.Result> invoke()': (tx, a: Action) => invoke(tx, a)
  }),
  libraryClass('Invocable.Action.Result', {
    'Invocable.Action getAction()': (_, r: Bean) => r.get('action'),
    'List<Invocable.Action.Error> getErrors()': (_, r: Bean) => r.get('errors'),
    'Map<String,Object> getInvocationParameters()': (_, r: Bean) => r.get('invocationParameters'),
    'Map<String,Object> getOutputParameters()': (_, r: Bean) => r.get('outputParameters'),
    'Boolean isSuccess()': (_, r: Bean) => r.get('success')
  }),
  libraryClass('Invocable.Action.Error', {
    'String getCode()': (_, e: Bean) => e.get('code'),
    'String getMessage()': (_, e: Bean) => e.get('message')
  })
];

export const flowClasses = [interviewClass, ...actionClasses];
