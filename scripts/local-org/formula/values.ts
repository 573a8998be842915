import type { FieldType } from '../contracts/schema.ts';
import { ApexDate } from '../values/date.ts';
import { ApexDatetime } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { isValidId, toId } from '../values/id.ts';
import { ApexTime } from '../values/time.ts';
import { toLocal } from '../values/zones.ts';
import { DAY_MS } from './days.ts';
import { kindOfField } from './kinds.ts';
import type { Kind } from './kinds.ts';

/** Percent fields hold 50 for 50% and count as 0.5 in a formula (formula reference, "Percent"). */
const HUNDRED = Decimal.of(100);

export function dayInZone(instant: number, zone: string): number {
  return Math.floor(toLocal(zone, instant) / DAY_MS);
}

export function caseSafeId(text: string): string {
  return isValidId(text) ? toId(text) : text;
}

function fromNumber(value: unknown): Decimal | null {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal ? Decimal.of(value) : null;
}

const READERS: Readonly<Record<Kind, (value: unknown) => unknown>> = {
  Number: fromNumber,
  Text: String,
  Picklist: String,
  MultiPicklist: String,
  Boolean: (value) => value === true,
  Date: (value) => (value instanceof ApexDate ? value.days : null),
  Datetime: (value) => (value instanceof ApexDatetime ? value.at : null),
  Time: (value) => (value instanceof ApexTime ? value.millis : null),
  Location: (value) => value,
  Null: () => null
};

/** How an Apex value of a field type becomes the engine's own; blank is null, a blank Boolean false. */
export function reader(type: FieldType, kind: Kind, percentAsFraction: boolean): (value: unknown) => unknown {
  const read = READERS[kind];
  const fraction = type === 'Percent' && percentAsFraction;
  return (value) => {
    if (value === null || value === undefined) return kind === 'Boolean' ? false : null;
    const found = read(value);
    return fraction && found instanceof Decimal ? Decimal.of(found).mul(new Decimal(1n, 2)) : found;
  };
}

const WRITERS: Readonly<Record<Kind, (value: unknown) => unknown>> = {
  Number: (value) => value,
  Text: (value) => value,
  Picklist: (value) => value,
  MultiPicklist: (value) => value,
  Boolean: (value) => value,
  Date: (value) => new ApexDate(value as number),
  Datetime: (value) => new ApexDatetime(value as number),
  Time: (value) => new ApexTime((((value as number) % DAY_MS) + DAY_MS) % DAY_MS),
  Location: (value) => value,
  Null: () => null
};

/** How the engine's value becomes an Apex value of the wanted type. */
export function writer(kind: Kind, type: FieldType, percentAsFraction: boolean): (value: unknown) => unknown {
  const write = WRITERS[kind];
  const toInteger = type === 'Integer' || type === 'Long';
  const fraction = type === 'Percent' && percentAsFraction;
  const isBoolean = kindOfField(type) === 'Boolean';
  return (value) => {
    if (value === null || value === undefined) return isBoolean ? false : null;
    if (toInteger && value instanceof Decimal) return Number(value.setScale(0, 'HALF_UP').truncate());
    if (fraction && value instanceof Decimal) return value.mul(HUNDRED);
    return write(value);
  };
}
