import type { FlowNode } from '../model.ts';
import type { Element } from '../program.ts';
import type { FlowScope } from '../scope.ts';
import { asCollection, recordType, scalar } from '../types.ts';
import { action, actionOutputs } from './action.ts';
import { assignment } from './assignment.ts';
import { collection } from './collection.ts';
import { change, changeInFlight, create, lookup } from './data.ts';
import { customError, decision, end, loop, rollback } from './logic.ts';
import { subflow } from './subflow.ts';
import { transform } from './transform.ts';

/** Elements that a flow may have that runs before its record is saved. */
const BEFORE_SAVE: ReadonlySet<FlowNode['kind']> = new Set([
  'assignment',
  'decision',
  'loop',
  'lookup',
  'update',
  'collection',
  'transform',
  'customError',
  'end'
]);

/** Names what an element leaves behind for others, before any element is compiled. */
export function declareOutputs(node: FlowNode, scope: FlowScope): void {
  const store = (name: string, make: () => Parameters<FlowScope['stored']>[1]): void =>
    scope.define(name, node.line, () => scope.stored(name, make()));
  const isVariable = (name: string): boolean =>
    scope.model.variables.some((v) => v.name.toLowerCase() === name.toLowerCase());
  const itemOf = (name: string) => (): Parameters<FlowScope['stored']>[1] =>
    asCollection(scope.resolve(name, node.line).type, false);
  switch (node.kind) {
    case 'decision':
      for (const rule of node.rules)
        scope.define(rule.name, rule.line, () => ({
          type: scalar('Boolean'),
          get: (i) => i.taken.has(rule.name.toLowerCase())
        }));
      return;
    case 'loop':
      if (node.variable === undefined) store(node.name, itemOf(node.collection));
      return;
    case 'lookup':
      if (node.outputReference === undefined && node.outputAssignments.length === 0)
        store(node.name, () => recordType(scope.objectNamed(node.object, node.line), !node.firstOnly));
      return;
    case 'create':
      if (node.inputReference === undefined) store(node.name, () => scalar('Id'));
      return;
    case 'collection':
      if (node.processor === 'sort') return;
      if (!isVariable(node.variable ?? '')) store(node.variable ?? `currentItem_${node.name}`, itemOf(node.collection));
      store(node.name, () =>
        node.processor === 'map'
          ? recordType(scope.objectNamed(node.outputObject, node.line), true)
          : scope.resolve(node.collection, node.line).type
      );
      return;
    case 'transform':
      store(node.name, () => scope.typeOf(node));
      return;
    case 'action':
      for (const output of actionOutputs(node, scope)) store(`${node.name}.${output.name}`, () => output.type);
      return;
    case 'subflow':
      for (const v of scope.host.flow(node.flowName)?.variables ?? [])
        if (v.isOutput) store(`${node.name}.${v.name}`, () => scope.typeOf(v));
      return;
    case 'assignment':
    case 'update':
    case 'delete':
    case 'customError':
    case 'rollback':
    case 'end':
      return;
  }
}

/** Compiles one element. Throws DiagnosticError naming file, line and what is wrong. */
export function compileElement(node: FlowNode, scope: FlowScope): Element {
  const isBeforeSave = scope.model.start.trigger === 'RecordBeforeSave';
  if (isBeforeSave && !BEFORE_SAVE.has(node.kind))
    throw scope.problem(node.line, `${node.name}: an element of the kind ${node.kind} cannot be used before a save.`);
  switch (node.kind) {
    case 'assignment':
      return assignment(node, scope);
    case 'decision':
      return decision(node, scope);
    case 'loop':
      return loop(node, scope);
    case 'lookup':
      return lookup(node, scope);
    case 'create':
      return create(node, scope);
    case 'update':
    case 'delete':
      return isBeforeSave ? changeInFlight(node, scope) : change(node, scope);
    case 'action':
      return action(node, scope);
    case 'subflow':
      return subflow(node, scope);
    case 'collection':
      return collection(node, scope);
    case 'transform':
      return transform(node, scope);
    case 'customError':
      return customError(node, scope);
    case 'rollback':
      return rollback(node, scope);
    case 'end':
      return end(node);
  }
}
