import { freeze, get } from 'shell/client';

/** One value of a record as the UI API gives it. */
export interface FieldValue {
  readonly displayValue: string | null;
  readonly value: unknown;
}

export interface RecordData {
  readonly apiName: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export interface RecordWatch {
  readonly recordId: string;
  readonly fields: readonly string[];
  readonly optionalFields: readonly string[];
  take(data: RecordData | undefined, error: unknown): void;
}

const watches = new Set<RecordWatch>();
const listeners = new Set<(ids: readonly string[]) => void>();

/** Loads a record for a watcher and keeps it up to date until the returned function is called. */
export function watchRecord(watch: RecordWatch): () => void {
  watches.add(watch);
  void load(watch);
  return () => watches.delete(watch);
}

async function load(watch: RecordWatch): Promise<void> {
  try {
    const record = await get<RecordData>('record', {
      id: watch.recordId,
      fields: watch.fields.join(','),
      optional: watch.optionalFields.join(',')
    });
    if (watches.has(watch)) watch.take(freeze(record), undefined);
  } catch (error) {
    if (watches.has(watch)) watch.take(undefined, error);
  }
}

/** Loads records again for whoever shows them, the page's own details included. */
export async function recordsChanged(ids: readonly string[]): Promise<void> {
  listeners.forEach((listener) => listener(ids));
  await Promise.all([...watches].filter((watch) => ids.includes(watch.recordId)).map(load));
}

/** Everything on the page again: after the clock has moved or a refresh was asked for. */
export async function reloadRecords(): Promise<void> {
  listeners.forEach((listener) => listener([]));
  await Promise.all([...watches].map(load));
}

/** Called with the ids that changed, or with none when anything may have. */
export function onRecordsChanged(listener: (ids: readonly string[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
