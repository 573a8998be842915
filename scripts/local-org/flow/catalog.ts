import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { Program } from '../contracts/program.ts';
import type { Schema } from '../contracts/schema.ts';
import { compileFlow } from './compile.ts';
import { flowProblem } from './faults.ts';
import type { FlowModel, TriggerType } from './model.ts';
import type { FlowProgram } from './program.ts';
import type { FlowHost } from './scope.ts';

/** 1 to 1,000 run first, then flows without an order, then 1,001 to 2,000 (help: Define the Run Order of Record-Triggered Flows). */
const LATE_ORDER = 1000;

/** Same order: by API name. Without an order the platform goes by creation date, which source does not hold (assumed: by name). */
function runOrder(a: FlowModel, b: FlowModel): number {
  const rank = ({ triggerOrder: order }: FlowModel): number => (order === undefined ? 1 : order <= LATE_ORDER ? 0 : 2);
  return rank(a) - rank(b) || (a.triggerOrder ?? 0) - (b.triggerOrder ?? 0) || a.name.localeCompare(b.name);
}

/** The flows of the org: the active ones compiled, found by name and by what triggers them; drafts when they are started. */
export class FlowCatalog implements FlowHost {
  readonly schema: Schema;
  readonly program: Pick<Program, 'type'> | undefined;
  private readonly models = new Map<string, FlowModel>();
  private readonly programs = new Map<FlowModel, FlowProgram>();
  private readonly switchedOff = new Set<FlowModel>();
  private readonly triggered = new Map<string, FlowProgram[]>();
  /** What runs in place of an overridable flow. */
  private readonly overriding = new Map<FlowModel, FlowModel>();
  /** Process Automation Settings, Default Workflow User: whoever the org schedules flows as. */
  defaultUser: string | null = null;
  /** What is wrong with flows that did not compile; they are not in the catalog. */
  readonly findings: readonly Diagnostic[];

  constructor(schema: Schema, program: Pick<Program, 'type'> | undefined, models: readonly FlowModel[]) {
    this.schema = schema;
    this.program = program;
    const sorted = [...models].sort(runOrder);
    for (const model of sorted) this.models.set(model.name.toLowerCase(), model);
    const runnable = sorted.filter((model) => model.active && model.refusal === undefined);
    this.findings = [...this.overrideAll(runnable), ...this.compileAll(runnable)];
  }

  private overrideAll(models: readonly FlowModel[]): Diagnostic[] {
    const findings: Diagnostic[] = [];
    for (const model of models) {
      if (model.overrides === undefined) continue;
      const base = this.named(model.overrides);
      if (base?.overridable) this.overriding.set(base, model);
      else findings.push(...noOverride(model, base !== undefined).diagnostics);
    }
    return findings;
  }

  private compileAll(models: readonly FlowModel[]): Diagnostic[] {
    const findings: Diagnostic[] = [];
    for (const model of models) {
      try {
        this.index(this.programOf(model));
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        findings.push(...error.diagnostics);
        this.models.delete(model.name.toLowerCase());
      }
    }
    return findings;
  }

  private index(program: FlowProgram): void {
    const { start } = program.model;
    if (start.trigger === 'None') return;
    const key = triggerKey(start.trigger, program.object?.name ?? '');
    this.triggered.set(key, [...(this.triggered.get(key) ?? []), program]);
  }

  /**
   * The flow that runs under a name, with or without the project's own namespace: an active override instead of the
   * flow it overrides. A draft is given too, since flow administrators may start it.
   */
  flow(name: string): FlowModel | undefined {
    const model = this.named(name);
    if (!model) return undefined;
    const override = this.activeOverride(model);
    if (override) return override;
    return this.switchedOff.has(model) ? undefined : model;
  }

  private activeOverride(model: FlowModel): FlowModel | undefined {
    const override = this.overriding.get(model);
    return override && !this.switchedOff.has(override) ? override : undefined;
  }

  private named(name: string): FlowModel | undefined {
    const prefix = `${this.schema.namespace ?? ''}__`.toLowerCase();
    const key = name.toLowerCase();
    return (
      this.models.get(key) ??
      (prefix !== '__' && key.startsWith(prefix) ? this.models.get(key.slice(prefix.length)) : undefined)
    );
  }

  /** Activates or deactivates a deployed flow, as an admin does in Setup. Throws when the org has no such active flow. */
  setActive(name: string, active: boolean): FlowModel {
    const model = this.named(name);
    if (!model?.active) throw new Error(`The org has no flow ${name}.`);
    if (active) this.switchedOff.delete(model);
    else this.switchedOff.add(model);
    return model;
  }

  workflowUser(): string | null {
    return this.defaultUser;
  }

  programOf(model: FlowModel): FlowProgram {
    let program = this.programs.get(model);
    if (!program) this.programs.set(model, (program = compileFlow(this, model)));
    return program;
  }

  /** In their run order. The object may be named without the project's own namespace. */
  triggeredBy(trigger: TriggerType, object: string): readonly FlowProgram[] {
    if (this.triggered.size === 0) return [];
    const found =
      this.triggered.get(triggerKey(trigger, object)) ??
      this.triggered.get(triggerKey(trigger, this.schema.object(object)?.name ?? '')) ??
      [];
    if (this.switchedOff.size === 0 && this.overriding.size === 0) return found;
    return found.filter(({ model }) => !this.switchedOff.has(model) && !this.activeOverride(model));
  }

  scheduled(): readonly FlowProgram[] {
    return [...this.programs.values()].filter(
      ({ model }) => model.active && model.start.trigger === 'Scheduled' && !this.overriding.has(model)
    );
  }
}

function noOverride({ file, name, overrides }: FlowModel, exists: boolean): DiagnosticError {
  const why = exists ? 'is not overridable (<isOverridable>)' : 'does not exist';
  return flowProblem(file, 1, `${name}: the flow ${overrides} that it overrides ${why}.`);
}

function triggerKey(trigger: TriggerType, object: string): string {
  return `${trigger} ${object.toLowerCase()}`;
}
