import { Interview } from '../interview.ts';
import type { FlowModel, SubflowNode } from '../model.ts';
import type { BulkElement, FlowProgram } from '../program.ts';
import { copied } from '../records.ts';
import { runInterviews } from '../scheduler.ts';
import type { FlowScope, Resource, Set } from '../scope.ts';

type Target = Resource & { readonly set: Set };

/** Starts an interview of a flow and gives its variables their first values. */
export function begin(program: FlowProgram, parent: Pick<Interview, 'context' | 'trigger'>): Interview {
  const interview = new Interview(program, parent.context, parent.trigger, program.first);
  for (const variable of program.variables)
    interview.values.set(variable.name.toLowerCase(), variable.initial(interview));
  return interview;
}

/** The called flow: its active version, else the latest one (help: Flow Element: Subflow). */
function called(node: SubflowNode, scope: FlowScope): FlowModel {
  const model = scope.host.flow(node.flowName);
  if (!model) throw scope.problem(node.line, `${node.name}: the flow ${node.flowName} does not exist.`);
  if (model.refusal === undefined) return model;
  throw scope.problem(
    node.line,
    `${node.name}: the flow ${node.flowName} cannot run in the local org: ${model.refusal}.`,
    'unsupported'
  );
}

/** The interviews of a subflow run together, as those of the calling flow stand at it together. */
export function subflow(node: SubflowNode, scope: FlowScope): BulkElement {
  const model = called(node, scope);
  const inputs = node.inputs.map((input) => {
    const variable = model.variables.find((v) => v.isInput && v.name.toLowerCase() === input.name.toLowerCase());
    if (!variable)
      throw scope.problem(input.line, `${node.name}: ${input.name} is not an input of the flow ${node.flowName}.`);
    return { name: variable.name.toLowerCase(), get: scope.value(input.value).get };
  });
  const outputs = node.outputs.map((output): { name: string; target: Target } => ({
    name: output.from.toLowerCase(),
    target: scope.target(output.to, output.line)
  }));
  const own = `${node.name.toLowerCase()}.`;
  const finish = (parent: Interview, child: Interview): void => {
    parent.customErrors.push(...child.customErrors);
    if (child.failure) {
      parent.fault(child.failure.element, child.failure.message, undefined);
      return;
    }
    for (const variable of child.program.variables) {
      if (variable.isOutput)
        parent.values.set(own + variable.name.toLowerCase(), child.values.get(variable.name.toLowerCase()) ?? null);
    }
    for (const { name, target } of outputs) target.set(parent, child.values.get(name) ?? null);
    parent.at = node.next;
  };
  return {
    name: node.name,
    bulk: true,
    run: (group) => {
      const program = scope.host.programOf(model);
      const children = group.map((parent) => {
        const child = begin(program, { context: parent.context, trigger: null });
        for (const { name, get } of inputs) child.values.set(name, copied(get(parent)));
        return child;
      });
      runInterviews(children);
      group.forEach((parent, index) => finish(parent, children[index] as Interview));
    }
  };
}
