import { compileConditions } from '../conditions.ts';
import type { Test } from '../conditions.ts';
import { triggerMessages } from './messages.ts';
import type { Interview } from '../interview.ts';
import type { CustomErrorNode, DecisionNode, EndNode, LoopNode, RollbackNode } from '../model.ts';
import type { StepElement } from '../program.ts';
import { copied } from '../records.ts';
import type { FlowScope } from '../scope.ts';

/** An outcome that must be new: its conditions hold now and did not hold for the record before the save. */
function newlyTrue(test: Test): Test {
  return (interview) => {
    if (!test(interview)) return false;
    if (!interview.trigger?.prior) return true;
    interview.lookingBack = true;
    try {
      return !test(interview);
    } finally {
      interview.lookingBack = false;
    }
  };
}

export function decision(node: DecisionNode, scope: FlowScope): StepElement {
  const rules = node.rules.map((rule) => {
    const test = compileConditions(rule.conditions, scope, rule.line);
    return { key: rule.name.toLowerCase(), next: rule.next, test: rule.onlyWhenChanged ? newlyTrue(test) : test };
  });
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      const hit = rules.find((rule) => rule.test(interview));
      if (!hit) return node.otherwise;
      interview.taken.add(hit.key);
      return hit.next;
    }
  };
}

export function loop(node: LoopNode, scope: FlowScope): StepElement {
  const { get } = scope.resolve(node.collection, node.line);
  const item = scope.target(node.variable ?? node.name, node.line);
  const key = node.name.toLowerCase();
  const begin = (interview: Interview): { items: readonly unknown[]; index: number } => {
    const items = [get(interview)].flat();
    const state = { items: node.descending ? items.reverse() : items, index: 0 };
    interview.loops.set(key, state);
    return state;
  };
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      const state = interview.loops.get(key) ?? begin(interview);
      if (state.index < state.items.length) {
        item.set(interview, copied(state.items[state.index++]));
        return node.body;
      }
      interview.loops.delete(key);
      item.set(interview, null);
      return node.after;
    }
  };
}

/** Stops the save of the record with messages of the flow's own; the interview goes on where the flow says so. */
export function customError(node: CustomErrorNode, scope: FlowScope): StepElement {
  const messages = node.messages.map((message) => ({
    text: scope.template(message.text, message.line),
    field: message.field
  }));
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      interview.customErrors.push(...triggerMessages(interview, messages));
      return node.next;
    }
  };
}

export function rollback(node: RollbackNode, scope: FlowScope): StepElement {
  if (scope.model.start.trigger !== 'None')
    throw scope.problem(
      node.line,
      `${node.name}: Roll Back Records cannot be used in a flow that a record or an event starts.`
    );
  return {
    name: node.name,
    bulk: false,
    step: ({ context }) => {
      if (context.savepoint) context.tx.rollback(context.savepoint);
      return node.next;
    }
  };
}

export function end(node: EndNode): StepElement {
  return { name: node.name, bulk: false, step: () => undefined };
}
