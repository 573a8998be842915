import type { FlowEngine } from '../contracts/flow.ts';
import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { Program } from '../contracts/program.ts';
import type { Schema } from '../contracts/schema.ts';
import type { MetadataComponent, OrgServices, Transaction } from '../contracts/transaction.ts';
import {
  ApexList,
  type SObject,
  apexError,
  listType,
  objectType,
  sobjectType,
  stringType,
  decimalType,
  primitives
} from '../values/index.ts';
import type { RuntimeType } from '../contracts/program.ts';
import { FlowCatalog } from './catalog.ts';
import { coerce, fromApex } from './coerce.ts';
import { begin } from './elements/subflow.ts';
import { runStandard } from './elements/standard.ts';
import { FlowFault, triggerError } from './faults.ts';
import type { Interview } from './interview.ts';
import type { FlowModel } from './model.ts';
import { ScheduledPaths } from './paths.ts';
import type { PendingPath } from './paths.ts';
import type { FlowProgram, Variable } from './program.ts';
import { contextOf, runFor, runTraced } from './run.ts';
import { startSchedules } from './schedules.ts';
import { RecordTriggers, meets, triggerRecord } from './triggers.ts';
import { scalarKind } from './types.ts';
import type { FlowType } from './types.ts';

export interface FlowEngineOptions {
  readonly schema: Schema;
  /** Components of the type Flow, whose models `flowReader` has read. */
  readonly flows: readonly MetadataComponent[];
  /** Compiled Apex, for the types of invocable actions; without it flows with Apex actions do not compile. */
  readonly program?: Pick<Program, 'type'>;
}

/** The flow engine, with what an org needs beyond the contract. */
export interface LocalFlowEngine extends FlowEngine {
  /** What is wrong with flows that did not compile: they do not run. The caller decides whether that stops a deploy. */
  readonly findings: readonly Diagnostic[];
  /** Puts schedule-triggered flows on the clock, as that user (the Default Workflow User). */
  startSchedules(org: OrgServices, userId: string): void;
  /** Paths that wait for their instant, as plain data for a snapshot of the org. */
  pendingPaths(): readonly PendingPath[];
  restorePaths(org: OrgServices, kept: readonly PendingPath[]): void;
  /** Activates or deactivates a deployed flow; a deactivated one loses its waiting paths. Throws for an unknown name. */
  setActive(org: OrgServices, name: string, active: boolean): void;
}

const TRIGGERS = ['RecordBeforeSave', 'RecordAfterSave', 'RecordBeforeDelete', 'PlatformEvent'] as const;

function elementType(type: FlowType): RuntimeType {
  if (type.base === 'record') return sobjectType(type.object.name);
  if (type.base !== 'scalar') return objectType;
  const kind = scalarKind(type.field);
  if (kind === 'number') return decimalType;
  const names = {
    boolean: 'Boolean',
    date: 'Date',
    datetime: 'Datetime',
    time: 'Time',
    text: 'String',
    blob: 'Blob'
  } as const;
  return primitives[names[kind]] ?? stringType;
}

function outputOf(variable: Variable, interview: Interview): unknown {
  const value = interview.values.get(variable.name.toLowerCase()) ?? null;
  return Array.isArray(value) ? new ApexList(listType(elementType(variable.type)), value) : value;
}

/** An unhandled failure of a started flow; the platform's text does not say more, the details are in the facts. */
function flowException(interview: Interview): Error {
  const error = apexError('System.FlowException', 'An error occurred when executing a flow interview.');
  error.facts.set('flow', interview.program.model.name);
  error.facts.set('details', interview.failure?.message ?? interview.customErrors.map((e) => e.message).join('; '));
  return error;
}

/** A name that is no input of the flow is left alone (assumed: public tests hand one list of inputs to many flows). */
function giveInputs(program: FlowProgram, interview: Interview, inputs: ReadonlyMap<string, unknown>): void {
  for (const [name, value] of inputs) {
    const variable = program.variables.find((v) => v.isInput && v.name.toLowerCase() === name.toLowerCase());
    if (variable)
      interview.values.set(variable.name.toLowerCase(), coerce(fromApex(value), variable.type, interview.tx));
  }
}

class Engine implements LocalFlowEngine {
  private readonly catalog: FlowCatalog;
  private readonly paths: ScheduledPaths;
  readonly beforeSave: FlowEngine['beforeSave'];
  readonly afterSave: FlowEngine['afterSave'];
  readonly beforeDelete: FlowEngine['beforeDelete'];
  readonly schedulePaths: FlowEngine['schedulePaths'];
  readonly findings: readonly Diagnostic[];

  constructor({ schema, flows, program }: FlowEngineOptions) {
    const models = flows.map((component) => component.model as FlowModel);
    this.catalog = new FlowCatalog(schema, program, models);
    this.findings = this.catalog.findings;
    const triggers = new RecordTriggers(this.catalog);
    const paths = (this.paths = new ScheduledPaths(this.catalog));
    this.beforeSave = triggers.beforeSave.bind(triggers);
    this.afterSave = triggers.afterSave.bind(triggers);
    this.beforeDelete = triggers.beforeDelete.bind(triggers);
    this.schedulePaths = paths.schedule.bind(paths);
  }

  onEvents(tx: Transaction, object: string, events: SObject[]): void {
    for (const program of this.catalog.triggeredBy('PlatformEvent', object)) {
      const context = contextOf(program, tx);
      const triggers = events
        .map((event) => triggerRecord(event, undefined))
        .filter((trigger) => meets(program, context, trigger));
      if (triggers.length === 0) continue;
      const failed = runFor(program, tx, triggers, program.first).find((interview) => interview.failure);
      if (failed?.failure) throw new Error(triggerError(program.model.label, failed.failure.message).message);
    }
  }

  standardAction(
    tx: Transaction,
    name: string,
    inputs: ReadonlyMap<string, unknown>
  ): Map<string, unknown> | undefined {
    try {
      return runStandard(tx, name, inputs);
    } catch (error) {
      if (error instanceof FlowFault) throw apexError('System.FlowException', error.message);
      throw error;
    }
  }

  launch(tx: Transaction, name: string, inputs: ReadonlyMap<string, unknown>): Map<string, unknown> {
    const program = this.catalog.programOf(this.launchable(tx, name));
    const interview = begin(program, {
      context: { ...contextOf(program, tx), savepoint: tx.savepoint() },
      trigger: null
    });
    giveInputs(program, interview, inputs);
    runTraced(program, tx, [interview]);
    if (interview.failure || interview.customErrors.length > 0) throw flowException(interview);
    return new Map(program.variables.filter((v) => v.isOutput).map((v) => [v.name, outputOf(v, interview)]));
  }

  /** "Flow admins" may run a flow that has no active version (help: Considerations for Activating Flows). */
  private launchable(tx: Transaction, name: string): FlowModel {
    const model = this.catalog.flow(name);
    if (model?.refusal !== undefined) throw new UnsupportedByLocalOrg(`the flow ${name}: ${model.refusal}`);
    const mayRun = model?.active === true || tx.org.access.systemPermission(tx.user, 'ManageFlow');
    if (!model || model.start.trigger !== 'None' || !mayRun)
      throw apexError('System.TypeException', `Invalid type: Flow.Interview.${name}`);
    return model;
  }

  has(name: string): boolean {
    return this.catalog.flow(name)?.start.trigger === 'None';
  }

  /** Also true of a platform event that starts flows: its bus asks so. */
  hasRecordFlows(object: string): boolean {
    return TRIGGERS.some((trigger) => this.catalog.triggeredBy(trigger, object).length > 0);
  }

  startSchedules(org: OrgServices, userId: string): void {
    this.catalog.defaultUser = userId;
    startSchedules(org, this.catalog, userId);
  }

  pendingPaths(): readonly PendingPath[] {
    return this.paths.pending();
  }

  restorePaths(org: OrgServices, kept: readonly PendingPath[]): void {
    this.paths.restore(org, kept);
  }

  setActive(org: OrgServices, name: string, active: boolean): void {
    const model = this.catalog.setActive(name, active);
    if (!active) this.paths.drop(org, model.name);
  }
}

/** Compiles the active flows of a project; `findings` lists everything that is wrong in any of them. */
export function createFlowEngine(options: FlowEngineOptions): LocalFlowEngine {
  return new Engine(options);
}
