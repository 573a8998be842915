import type { LimitName, OrgServices, OrgWatch, TraceEvent, Transaction } from '../contracts/transaction.ts';
import { apexFrames } from '../values/index.ts';

/** Where in Apex something was asked for: `Class.Foo.bar`, and the line. */
export interface Place {
  readonly where: string;
  readonly line: number;
}

/** One part of what happened, with the parts inside it. */
export interface Part extends TraceEvent {
  readonly data: Record<string, unknown>;
  /** The statement and its callers, innermost first; empty where no Apex asked. */
  readonly places: readonly Place[];
  readonly parts: Part[];
  /** Use of the limit that the statement counts against, when it has run: `query 3 of 100`. */
  limit: { readonly name: LimitName; readonly used: number; readonly of: number } | null;
  milliseconds: number;
  /** All limits of a transaction when it has ended. */
  limits: readonly { readonly name: LimitName; readonly used: number; readonly of: number }[];
}

export interface Recording {
  /** What began while the org was watched, in order; mostly transactions. */
  readonly parts: readonly Part[];
  stop(): void;
}

const SHOWN: readonly LimitName[] = [
  'queries',
  'queryRows',
  'aggregateQueries',
  'dmlStatements',
  'dmlRows',
  'cpuTime',
  'queueableJobs',
  'futureCalls',
  'callouts',
  'emailInvocations',
  'publishImmediateDml'
];

/** What an Apex statement asks for. */
const FROM_APEX: ReadonlySet<TraceEvent['kind']> = new Set(['query', 'save', 'debug']);

/** Watches an org until `stop`. Only one recording at a time. */
export function record(org: OrgServices): Recording {
  if (org.watch) throw new Error('This org is watched already.');
  const recorder = new Recorder();
  org.watch = recorder;
  return { parts: recorder.parts, stop: () => void (org.watch = null) };
}

class Recorder implements OrgWatch {
  readonly parts: Part[] = [];
  private readonly open: { readonly part: Part; readonly begun: number }[] = [];

  begin(_tx: Transaction, event: TraceEvent): void {
    const places = FROM_APEX.has(event.kind) ? placesNow() : [];
    const part: Part = {
      ...event,
      data: { ...event.data },
      places,
      parts: [],
      limit: null,
      limits: [],
      milliseconds: 0
    };
    (this.open.at(-1)?.part.parts ?? this.parts).push(part);
    this.open.push({ part, begun: performance.now() });
  }

  /** A query that reads children has several plans. */
  add(data: Readonly<Record<string, unknown>>): void {
    const part = this.open.at(-1)?.part;
    if (!part) return;
    const { plan } = part.data;
    Object.assign(part.data, data);
    if (plan !== undefined && data['plan'] !== undefined)
      part.data['plan'] = `${String(plan)}; ${String(data['plan'])}`;
  }

  end(tx: Transaction): void {
    const last = this.open.pop();
    if (!last) return;
    const { part, begun } = last;
    part.milliseconds = performance.now() - begun;
    const counted = part.kind === 'query' ? 'queries' : part.kind === 'save' ? 'dmlStatements' : null;
    if (counted) part.limit = limitOf(tx, counted);
    if (part.kind === 'transaction')
      part.limits = SHOWN.map((name) => limitOf(tx, name)).filter(({ used }) => used > 0);
  }
}

function limitOf(tx: Transaction, name: LimitName): { name: LimitName; used: number; of: number } {
  return { name, used: tx.limits.used(name), of: tx.limits.limit(name) };
}

/** Callers as far as the trigger that runs: what is behind it is told by the save around it. */
function placesNow(): Place[] {
  const frames = apexFrames(new Error('place')).map(({ where, line }) => ({ where, line }));
  const trigger = frames.findIndex(({ where }) => where.startsWith('Trigger.'));
  return trigger < 0 ? frames : frames.slice(0, trigger + 1);
}
