/** Values as JSON has them: text, number, boolean, null. */
export type Value = string | number | boolean | null;
export type State = Readonly<Record<string, Value>>;

/** An entry of the ledger as far as rebuilding needs it. */
export interface Entry {
  readonly name: string;
  /** When the engine wrote it, in milliseconds. */
  readonly detectedAt: number;
  /** `After__c`; null on entries that tell no change of state. */
  readonly after: string | null;
}

export interface Rebuilt {
  readonly state: State;
  /** Changes of state that were folded. */
  readonly changes: number;
  /** What is wrong with the entries themselves: a missing number, a text that does not fit. */
  readonly problems: readonly string[];
}

interface Splice {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

interface Delta {
  readonly entry: Entry;
  readonly revision: number;
  readonly told: Readonly<Record<string, Value | Splice>>;
}

const REVISION = 'Revision__c';

/** The state of a clock after its entries, told by them alone; only those written until `until` when it is given. */
export function fold(entries: readonly Entry[], until?: number): Rebuilt {
  const problems: string[] = [];
  const deltas = entries
    .filter((entry) => until === undefined || entry.detectedAt <= until)
    .flatMap((entry) => read(entry, problems))
    .sort((a, b) => a.revision - b.revision);
  const state: Record<string, Value> = {};
  deltas.forEach((delta, at) => {
    if (delta.revision !== at + 1) problems.push(`${delta.entry.name} is change ${delta.revision}, not ${at + 1}`);
    apply(state, delta, problems);
  });
  return { state, changes: deltas.length, problems };
}

function read(entry: Entry, problems: string[]): Delta[] {
  if (entry.after === null) return [];
  try {
    const told = short(JSON.parse(entry.after) as Record<string, Value | Splice>);
    const revision = told[REVISION];
    if (typeof revision === 'number') return [{ entry, revision, told }];
    problems.push(`${entry.name} has no number`);
  } catch (error) {
    problems.push(`${entry.name} cannot be read: ${(error as Error).message}`);
  }
  return [];
}

function apply(state: Record<string, Value>, { entry, told }: Delta, problems: string[]): void {
  for (const [field, value] of Object.entries(told)) {
    if (value === null || typeof value !== 'object') {
      state[field] = value;
      continue;
    }
    const before = state[field];
    if (typeof before === 'string' && value.at + value.cut <= before.length)
      state[field] = before.slice(0, value.at) + value.put + before.slice(value.at + value.cut);
    else problems.push(`${entry.name} changes a part of ${field} that is not there`);
  }
}

/** Names without the namespace of the org that wrote them. */
export function short<T>(row: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [bare(name), value]));
}

export function bare(name: string): string {
  return name.replace(/^[A-Za-z][A-Za-z0-9]*__(?=.+__c$)/, '');
}
