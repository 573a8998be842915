import type { FieldMember, MethodInfo, RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, listType } from '../../values/index.ts';
import { fromApex, toApex } from '../coerce.ts';
import { FlowFault, apexFault, isElementError } from '../faults.ts';
import type { Interview } from '../interview.ts';
import type { ActionNode, NamedValue } from '../model.ts';
import type { BulkElement } from '../program.ts';
import type { FlowScope, Get, Resource } from '../scope.ts';
import { recordType, scalar } from '../types.ts';
import { CHATTER_INPUTS, chatterPost } from './chatter.ts';
import { STANDARD, inputsMissing, type StandardAction } from './standard.ts';
import { attempt } from './group.ts';

const isInvocable = (member: { readonly annotations: readonly { readonly name: string }[] }, name: string): boolean =>
  member.annotations.some((a) => a.name.toLowerCase() === name.toLowerCase());

export interface Invocable {
  readonly className: string;
  readonly method: MethodInfo;
  /** One input: a class with @InvocableVariable members, or a plain type. */
  readonly input: RuntimeType | undefined;
  readonly output: RuntimeType | undefined;
}

/** The @InvocableMethod of an Apex class. */
export function findInvocable(node: ActionNode, scope: FlowScope): Invocable {
  const method = scope
    .classMembers(node.actionName, node.line)
    .methods.find((m) => m.static && isInvocable(m, 'InvocableMethod'));
  if (!method)
    throw scope.problem(node.line, `${node.name}: the Apex class ${node.actionName} has no @InvocableMethod.`);
  return { className: node.actionName, method, input: method.params[0]?.type.element, output: method.returns.element };
}

export function invocableFields(type: RuntimeType | undefined): FieldMember[] {
  return (type?.members?.fields ?? []).filter((field) => isInvocable(field, 'InvocableVariable'));
}

/** The outputs of an action by name, as other elements may refer to them. */
export function actionOutputs(
  node: ActionNode,
  scope: FlowScope
): { readonly name: string; readonly type: Resource['type'] }[] {
  if (node.actionType === 'chatterPost') return [{ name: 'feedItemId', type: scalar('Id') }];
  if (node.actionType !== 'apex' || !scope.host.program?.type(node.actionName)) return [];
  const { output } = findInvocable(node, scope);
  if (!output) return [];
  const fields = invocableFields(output);
  if (fields.length === 0) return [{ name: 'output', type: outputType(node, 'output', output, scope) }];
  return fields.map((field) => ({ name: field.name, type: outputType(node, field.name, field.type, scope) }));
}

/** A generic SObject output is of the object that the flow maps it to. */
function outputType(node: ActionNode, name: string, type: RuntimeType, scope: FlowScope): Resource['type'] {
  const mapped = node.recordTypes.find((entry) => entry.parameter.toLowerCase() === name.toLowerCase());
  const isGeneric = (type.element ?? type).name === 'SObject';
  return mapped && isGeneric
    ? recordType(scope.objectNamed(mapped.object, node.line), type.kind === 'list')
    : scope.flowTypeOf(type);
}

type BuildInput = (interview: Interview) => unknown;

function fieldInputs(node: ActionNode, input: RuntimeType, scope: FlowScope): BuildInput {
  const fields = invocableFields(input);
  const writes = node.inputs.map((given) => {
    const field = fields.find((f) => f.name.toLowerCase() === given.name.toLowerCase());
    if (!field?.write)
      throw scope.problem(given.line, `${node.name}: ${given.name} is not an input of the action ${node.actionName}.`);
    return { type: field.type, write: field.write, get: scope.value(given.value).get };
  });
  return (interview) => {
    const request = interview.tx.org.program.construct(interview.tx, input.name);
    for (const { type, write, get } of writes) write(request, toApex(get(interview), type, interview.tx));
    return request;
  };
}

function buildInput(node: ActionNode, { input }: Invocable, scope: FlowScope): BuildInput {
  if (!input) return () => null;
  if (input.kind === 'class' && input.source === 'project') return fieldInputs(node, input, scope);
  const get = node.inputs[0] ? scope.value(node.inputs[0].value).get : (): null => null;
  return (interview) => toApex(get(interview), input, interview.tx);
}

type StoreOutput = (interview: Interview, result: unknown) => void;

function storeOutput(node: ActionNode, { output }: Invocable, scope: FlowScope): StoreOutput {
  if (!output) return () => undefined;
  const fields = invocableFields(output);
  const own = `${node.name.toLowerCase()}.`;
  const targets = node.outputs.map((out) => ({
    key: own + out.from.toLowerCase(),
    target: scope.target(out.to, out.line)
  }));
  return (interview, result) => {
    if (fields.length === 0) interview.values.set(`${own}output`, fromApex(result));
    for (const field of fields)
      interview.values.set(
        own + field.name.toLowerCase(),
        result === null ? null : fromApex(field.read?.(result as object))
      );
    for (const { key, target } of targets) target.set(interview, interview.values.get(key) ?? null);
  };
}

const COUNT_DIFFERS =
  'The number of results does not match the number of interviews that were executed in a single bulk execution request.';

/** Calls the action once for the whole group; a thrown exception takes back what the action did and fails the group. */
function apexAction(node: ActionNode, scope: FlowScope): BulkElement {
  const invocable = findInvocable(node, scope);
  const build = buildInput(node, invocable, scope);
  const store = storeOutput(node, invocable, scope);
  const call = (tx: Transaction, requests: readonly unknown[]): unknown => {
    const args = invocable.input ? [new ApexList(listType(invocable.input), [...requests])] : [];
    const savepoint = tx.savepoint();
    try {
      return tx.org.program.invoke(tx, invocable.className, invocable.method.name, args);
    } catch (error) {
      if (!isElementError(error)) throw error;
      tx.rollback(savepoint);
      throw new FlowFault(apexFault(error));
    }
  };
  return {
    name: node.name,
    bulk: true,
    run: (group) => {
      const requests = group
        .map((interview) => ({ interview, request: attempt(node, interview, () => build(interview)) }))
        .filter((entry) => entry.request !== undefined);
      const [first] = requests;
      if (!first) return;
      const interviews = requests.map((entry) => entry.interview);
      try {
        const result = call(
          first.interview.tx,
          requests.map((entry) => entry.request)
        );
        const results = result instanceof ApexList ? result.items : undefined;
        if (invocable.output && results?.length !== interviews.length) throw new FlowFault(COUNT_DIFFERS);
        interviews.forEach((interview, index) => {
          interview.at = node.next;
          attempt(node, interview, () => store(interview, results?.[index] ?? null));
        });
      } catch (error) {
        if (!(error instanceof FlowFault)) throw error;
        for (const interview of interviews) interview.fault(node.name, error.message, node.fault);
      }
    }
  };
}

/* ---- standard actions ---- */

/** Action types that run besides Apex. */
export const STANDARD_ACTIONS: readonly string[] = [...Object.keys(STANDARD), 'chatterPost'];

function compileInputs(
  node: ActionNode,
  action: Pick<StandardAction, 'required' | 'optional'>,
  scope: FlowScope
): (i: Interview) => Map<string, unknown> {
  const known = [...action.required, ...action.optional].map((name) => name.toLowerCase());
  const compiled = node.inputs.map((given: NamedValue): { key: string; get: Get } => {
    const key = given.name.toLowerCase();
    if (!known.includes(key))
      throw scope.problem(
        given.line,
        `${node.name}: the input ${given.name} of ${node.actionType} is not supported by the local org.`,
        'unsupported'
      );
    return { key, get: scope.value(given.value).get };
  });
  return (interview) => {
    const inputs = new Map(compiled.map(({ key, get }) => [key, get(interview)]));
    inputsMissing(action, inputs);
    return inputs;
  };
}

function standardAction(node: ActionNode, action: StandardAction, scope: FlowScope): BulkElement {
  const inputs = compileInputs(node, action, scope);
  return {
    name: node.name,
    bulk: true,
    run: (group) => {
      for (const interview of group) {
        interview.at = node.next;
        attempt(node, interview, () => action.run(interview.tx, inputs(interview)));
      }
    }
  };
}

export function action(node: ActionNode, scope: FlowScope): BulkElement {
  if (node.actionType === 'apex') return apexAction(node, scope);
  if (node.actionType === 'chatterPost') return chatterPost(node, compileInputs(node, CHATTER_INPUTS, scope), scope);
  const standard = STANDARD[node.actionType];
  if (!standard)
    throw scope.problem(
      node.line,
      `${node.name}: the action type ${node.actionType} is not supported by the local org.`,
      'unsupported'
    );
  return standardAction(node, standard, scope);
}
