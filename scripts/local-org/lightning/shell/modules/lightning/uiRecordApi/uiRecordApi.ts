import { send } from 'shell/client';
import { recordsChanged, watchRecord } from 'shell/records';
import type { FieldValue, RecordData } from 'shell/records';

type FieldName = string | { readonly fieldApiName: string; readonly objectApiName: string };
type Emit = (value: { data: unknown; error: unknown }) => void;

interface RecordConfig {
  readonly recordId?: string;
  readonly fields?: FieldName | readonly FieldName[];
  readonly optionalFields?: FieldName | readonly FieldName[];
  readonly layoutTypes?: unknown;
}

function names(fields: FieldName | readonly FieldName[] | undefined): string[] {
  const list =
    fields === undefined ? [] : Array.isArray(fields) ? (fields as readonly FieldName[]) : [fields as FieldName];
  return list.map((field) => (typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`));
}

export class getRecord {
  private readonly emit: Emit;
  private stop: (() => void) | undefined;
  private config: RecordConfig = {};

  constructor(emit: Emit) {
    this.emit = emit;
    emit({ data: undefined, error: undefined });
  }

  connect(): void {
    this.watch();
  }

  update(config: RecordConfig): void {
    this.config = config;
    this.watch();
  }

  disconnect(): void {
    this.stop?.();
    this.stop = undefined;
  }

  private watch(): void {
    this.disconnect();
    const { recordId, fields, optionalFields, layoutTypes } = this.config;
    if (!recordId) return;
    if (layoutTypes !== undefined) {
      this.emit({
        data: undefined,
        error: { body: { message: 'getRecord by layoutTypes is not supported by the local org: name the fields.' } }
      });
      return;
    }
    const wanted = names(fields);
    const optional = names(optionalFields);
    if (wanted.length + optional.length === 0) return;
    this.stop = watchRecord({
      recordId,
      fields: wanted,
      optionalFields: optional,
      take: (data, error) => this.emit({ data, error })
    });
  }
}

function find(record: RecordData | undefined, field: FieldName): FieldValue | undefined {
  const path = (typeof field === 'string' ? field.split('.').slice(1) : field.fieldApiName.split('.')) as string[];
  let at: RecordData | undefined = record;
  for (const step of path.slice(0, -1)) at = at?.fields[step]?.value as RecordData | undefined;
  return at?.fields[path.at(-1) ?? ''];
}

export function getFieldValue(record: RecordData | undefined, field: FieldName): unknown {
  return find(record, field)?.value;
}

export function getFieldDisplayValue(record: RecordData | undefined, field: FieldName): string | null | undefined {
  return find(record, field)?.displayValue;
}

export async function createRecord(input: { apiName: string; fields: Record<string, unknown> }): Promise<RecordData> {
  return send<RecordData>('POST', 'record', input);
}

export async function updateRecord(input: { fields: Record<string, unknown> }): Promise<RecordData> {
  const record = await send<RecordData>('PATCH', 'record', input);
  await recordsChanged([record.id]);
  return record;
}

export async function deleteRecord(recordId: string): Promise<void> {
  await send('DELETE', `record?id=${encodeURIComponent(recordId)}`);
  await recordsChanged([recordId]);
}

export async function notifyRecordUpdateAvailable(records: readonly { recordId: string }[]): Promise<void> {
  await recordsChanged(records.map((record) => record.recordId));
}

export function getRecordNotifyChange(records: readonly { recordId: string }[]): void {
  void recordsChanged(records.map((record) => record.recordId));
}
