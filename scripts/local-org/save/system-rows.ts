import type { OrgServices } from '../contracts/transaction.ts';
import { ApexDatetime } from '../values/index.ts';
import { planOf } from './plan.ts';

/**
 * Writes a row that the platform itself keeps (jobs, cron triggers, setup rows of a fresh org): no triggers, no rules, no
 * limits. Values are by field name; a name that the object does not have is an error. Returns the id; with `id` the row
 * is changed, with `newId` it is created under that id.
 */
export function writeSystemRow(
  org: Pick<OrgServices, 'schema' | 'store' | 'clock'>,
  objectName: string,
  values: Readonly<Record<string, unknown>>,
  options: { readonly id?: string; readonly newId?: string; readonly userId?: string } = {}
): string {
  const object = org.schema.object(objectName);
  if (!object) throw new Error(`The org has no object ${objectName}.`);
  const old = options.id === undefined ? undefined : org.store.get(object, options.id);
  if (options.id !== undefined && !old) throw new Error(`There is no ${objectName} with id ${options.id}.`);
  const id = options.id ?? options.newId ?? org.store.newId(object);
  const row: unknown[] = old ? [...old] : new Array<unknown>(planOf(object).size).fill(null);
  const put = (name: string, value: unknown) => {
    const field = object.field(name);
    if (field) row[field.slot] = value;
    return field !== undefined;
  };
  const now = new ApexDatetime(Math.floor(org.clock.now() / 1000) * 1000);
  if (!old) {
    for (const field of object.fields) if (field.type === 'Boolean') row[field.slot] = field.defaultValue === true;
    for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp']) put(name, now);
    if (options.userId) for (const name of ['CreatedById', 'LastModifiedById']) put(name, options.userId);
  } else {
    for (const name of ['LastModifiedDate', 'SystemModstamp']) put(name, now);
  }
  row[0] = id;
  for (const [name, value] of Object.entries(values)) {
    if (!put(name, value)) throw new Error(`${objectName} has no field ${name}.`);
  }
  org.store.put(object, id, row);
  return id;
}

export function removeSystemRow(org: Pick<OrgServices, 'schema' | 'store'>, objectName: string, id: string): void {
  const object = org.schema.object(objectName);
  if (object) org.store.put(object, id, undefined);
}
