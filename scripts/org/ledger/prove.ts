import { compare, stateFields } from './compare.ts';
import type { Difference } from './compare.ts';
import { fold } from './fold.ts';
import type { State } from './fold.ts';
import { LedgerReader } from './read.ts';
import type { Clock, OrgReader } from './read.ts';

export interface Proof {
  readonly clocks: number;
  readonly entries: number;
  /** Changes of state that were folded. */
  readonly changes: number;
  /** Values that were compared. */
  readonly values: number;
  /** Clocks that are not what their entries tell. */
  readonly different: number;
  /** Entries about clocks that are no longer there. */
  readonly orphans: number;
  /** The first ones. */
  readonly differences: readonly Difference[];
}

export interface ClockThen {
  readonly clock: string;
  readonly id: string;
  /** Null when it did not exist yet. */
  readonly state: State | null;
  readonly problems: readonly string[];
}

/** Rebuilds every clock of the org from its entries and compares each field of its state. */
export async function prove(
  org: OrgReader,
  most: number,
  progress: (clocks: number) => void = () => undefined
): Promise<Proof> {
  const reader = await LedgerReader.open(org);
  const fields = stateFields(reader.fields);
  const differences: Difference[] = [];
  let [clocks, entries, changes, different] = [0, 0, 0, 0];
  for await (const page of reader.clocks()) {
    const checked = await check(reader, page);
    for (const one of checked) {
      entries += one.entries;
      changes += one.changes;
      different += one.found.length > 0 ? 1 : 0;
      differences.push(...one.found.slice(0, Math.max(0, most - differences.length)));
    }
    clocks += page.length;
    progress(clocks);
  }
  const values = clocks * fields.length;
  return { clocks, entries, changes, values, different, orphans: await reader.orphans(), differences };
}

interface Checked {
  readonly entries: number;
  readonly changes: number;
  readonly found: readonly Difference[];
}

async function check(reader: LedgerReader, page: readonly Clock[]): Promise<Checked[]> {
  const first = await checkOnce(reader, page);
  const suspects = page.filter((_, at) => (first[at] as Checked).found.length > 0);
  if (suspects.length === 0) return first;
  // An org that works may have changed a clock between the two reads: what differs is read once more.
  const again = new Map<string, Checked>();
  for (const clock of suspects) {
    for await (const now of reader.clocks(`Id = '${clock.id}'`))
      again.set(clock.id, (await checkOnce(reader, now))[0] as Checked);
  }
  return page.map(({ id }, at) => again.get(id) ?? (first[at] as Checked));
}

async function checkOnce(reader: LedgerReader, page: readonly Clock[]): Promise<Checked[]> {
  const fields = stateFields(reader.fields);
  const entries = await reader.entries(page);
  return page.map((clock) => {
    const own = entries.get(clock.id) ?? [];
    const rebuilt = fold(own);
    return {
      entries: own.length,
      changes: rebuilt.changes,
      found: compare(clock.name, clock.state, rebuilt, fields)
    };
  });
}

/** The clocks of a lead, or one clock, as the ledger knew them at an instant. */
export async function asOf(org: OrgReader, id: string, until: number): Promise<ClockThen[]> {
  const reader = await LedgerReader.open(org);
  const field = id.startsWith('00Q') ? 'Lead_Id__c' : 'Id';
  const found: ClockThen[] = [];
  for await (const page of reader.clocks(`${field} = '${id}'`)) {
    const entries = await reader.entries(page);
    for (const clock of page) {
      const { state, changes, problems } = fold(entries.get(clock.id) ?? [], until);
      found.push({ clock: clock.name, id: clock.id, state: changes === 0 ? null : state, problems });
    }
  }
  return found;
}
