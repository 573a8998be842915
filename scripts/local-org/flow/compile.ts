import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { ObjectInfo } from '../contracts/schema.ts';
import { ApexDate, ApexDatetime } from '../values/index.ts';
import { coerce } from './coerce.ts';
import { compileEntryFilters } from './conditions.ts';
import { compileElement, declareOutputs } from './elements/index.ts';
import type { Interview } from './interview.ts';
import type { FlowModel, FlowNode, ScheduledPath } from './model.ts';
import type { CompiledPath, Element, EntryTest, FlowProgram, Variable } from './program.ts';
import { FlowScope } from './scope.ts';
import type { FlowHost } from './scope.ts';

const RECORD_TRIGGERS = ['RecordBeforeSave', 'RecordAfterSave', 'RecordBeforeDelete', 'PlatformEvent'];

/** Collects the findings of independent parts, so that a deploy lists them all at once. */
class Findings {
  readonly all: Diagnostic[] = [];

  try<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.all.push(...error.diagnostics);
      return undefined;
    }
  }
}

function connectors(node: FlowNode): (string | undefined)[] {
  switch (node.kind) {
    case 'decision':
      return [node.otherwise, ...node.rules.map((rule) => rule.next)];
    case 'loop':
      return [node.body, node.after];
    case 'lookup':
    case 'create':
    case 'update':
    case 'delete':
    case 'action':
      return [node.next, node.fault];
    case 'end':
      return [];
    default:
      return [node.next];
  }
}

function checkConnector(target: string | undefined, line: number, scope: FlowScope): void {
  if (target !== undefined && !scope.model.nodes.some((node) => node.name.toLowerCase() === target.toLowerCase())) {
    throw scope.problem(line, `The element ${target} does not exist in the flow.`);
  }
}

function compileNodes(scope: FlowScope, findings: Findings): Map<string, Element> {
  const { nodes } = scope.model;
  const elements = new Map<string, Element>();
  for (const node of nodes) findings.try(() => declareOutputs(node, scope));
  for (const node of nodes) {
    for (const target of connectors(node)) findings.try(() => checkConnector(target, node.line, scope));
    const element = findings.try(() => compileElement(node, scope));
    if (element) elements.set(node.name.toLowerCase(), element);
  }
  return elements;
}

function compileVariables(scope: FlowScope): Variable[] {
  return scope.model.variables.map((v) => {
    const { type } = scope.resolve(v.name, v.line);
    const { get } = scope.value(v.value);
    return {
      name: v.name,
      type,
      isInput: v.isInput,
      isOutput: v.isOutput,
      // A collection that nothing was put into is null to whoever started the flow.
      initial: (interview) => (v.value ? coerce(get(interview), type, interview.tx) : null)
    };
  });
}

function compileEntry(scope: FlowScope): EntryTest {
  const { start } = scope.model;
  if (start.formula !== undefined) {
    const holds = scope.formula(start.formula, start.line, 'Boolean');
    return (interview) => holds(interview) === true;
  }
  return compileEntryFilters(start.filters, scope, start.line);
}

/** A Date counts from its midnight in the running user's zone (assumed). */
function instantOf(value: unknown, interview: Interview): number | null {
  if (value instanceof ApexDatetime) return value.at;
  return value instanceof ApexDate ? ApexDatetime.ofDateTime(interview.tx.user.timeZone, value, 0).at : null;
}

function compilePath(path: ScheduledPath, scope: FlowScope): CompiledPath {
  checkConnector(path.next, path.line, scope);
  if (path.async || path.source === 'RecordTriggerEvent') return { ...path, anchor: (interview) => interview.tx.now() };
  const { type, get } = scope.resolve(`$Record.${path.field}`, path.line);
  if (type.base !== 'scalar' || (type.field !== 'Date' && type.field !== 'Datetime')) {
    throw scope.problem(
      path.line,
      `The scheduled path ${path.name} needs a Date or Date/Time field, found ${path.field}.`
    );
  }
  return { ...path, anchor: (interview) => instantOf(get(interview), interview) };
}

/** What the platform demands of the start element (help: Considerations for Record-Triggered Flows). */
function checkStart(scope: FlowScope): void {
  const { start, nodes } = scope.model;
  checkConnector(start.next, start.line, scope);
  const scheduled = start.paths.filter((path) => !path.async);
  if (start.paths.length > 0 && start.trigger !== 'RecordAfterSave')
    throw scope.problem(start.line, 'Scheduled paths need a flow that runs after the record is saved.');
  if (scheduled.length > 0 && start.on !== 'Create' && !start.changedToMeet) {
    throw scope.problem(start.line, 'Scheduled paths on an update need <doesRequireRecordChangedToMeetCriteria>.');
  }
  if (start.changedToMeet && start.filters.items.length === 0 && start.formula === undefined) {
    throw scope.problem(start.line, '<doesRequireRecordChangedToMeetCriteria> needs entry conditions.');
  }
  if (start.next === undefined && start.paths.length === 0 && nodes.length > 0)
    throw scope.problem(start.line, 'The start element leads nowhere.');
}

function triggerObject(host: FlowHost, model: FlowModel): ObjectInfo | undefined {
  const { start } = model;
  const needsObject = RECORD_TRIGGERS.includes(start.trigger);
  if (start.object === undefined && !needsObject) return undefined;
  return new FlowScope(
    host,
    { ...model, variables: [], formulas: [], constants: [], templates: [] },
    undefined
  ).objectNamed(start.object, start.line);
}

/** Compiles a flow. Throws DiagnosticError with everything that is wrong in it, by file and line. */
export function compileFlow(host: FlowHost, model: FlowModel): FlowProgram {
  const findings = new Findings();
  const object = findings.try(() => triggerObject(host, model));
  const scope = findings.try(() => new FlowScope(host, model, object));
  if (!scope || findings.all.length > 0) throw new DiagnosticError(findings.all);
  findings.try(() => checkStart(scope));
  const elements = compileNodes(scope, findings);
  const variables = findings.try(() => compileVariables(scope)) ?? [];
  const entry = findings.try(() => compileEntry(scope));
  const paths = model.start.paths
    .map((path) => findings.try(() => compilePath(path, scope)))
    .filter((path) => path !== undefined);
  if (!entry || findings.all.length > 0) throw new DiagnosticError(findings.all);
  const workflowUser = (): string | null => host.workflowUser();
  return { model, object, first: model.start.next, elements, variables, entry, paths, workflowUser };
}
