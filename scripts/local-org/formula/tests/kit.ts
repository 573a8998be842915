import type { FormulaContext, FormulaScope } from '../../contracts/formula.ts';
import type { FieldInfo, FieldType, ObjectInfo, Schema } from '../../contracts/schema.ts';
import type { Dialect } from '../../contracts/formula.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexDate } from '../../values/date.ts';
import { ApexDatetime } from '../../values/datetime.ts';
import { ApexTime } from '../../values/time.ts';
import { Decimal } from '../../values/decimal.ts';
import { compileFormula } from '../index.ts';

/** 2026-03-01 04:30 UTC: still February 28th in Los Angeles. */
export const NOW = Date.UTC(2026, 2, 1, 4, 30, 0);

interface FieldSketch {
  readonly type: FieldType;
  readonly referenceTo?: readonly string[];
  readonly relationshipName?: string;
}

function objectOf(
  name: string,
  fields: Readonly<Record<string, FieldSketch>>,
  extra: Partial<ObjectInfo> = {}
): ObjectInfo {
  const infos = Object.entries(fields).map(
    ([fieldName, f], slot) =>
      ({
        object: name,
        name: fieldName,
        slot,
        type: f.type,
        referenceTo: f.referenceTo ?? [],
        relationshipName: f.relationshipName
      }) as unknown as FieldInfo
  );
  const find = (key: string, by: (f: FieldInfo) => string | undefined): FieldInfo | undefined =>
    infos.find((f) => by(f)?.toLowerCase() === key.toLowerCase());
  return {
    name,
    kind: 'custom',
    fields: infos,
    field: (n: string) => find(n, (f) => f.name),
    parentRelationship: (n: string) => find(n, (f) => f.relationshipName),
    ...extra
  } as unknown as ObjectInfo;
}

const widget = objectOf('Widget__c', {
  Id: { type: 'Id' },
  Name: { type: 'String' },
  State__c: { type: 'Picklist' },
  Tags__c: { type: 'MultiPicklist' },
  Amount__c: { type: 'Currency' },
  Share__c: { type: 'Percent' },
  Active__c: { type: 'Boolean' },
  Due__c: { type: 'Date' },
  At__c: { type: 'Datetime' },
  Opens__c: { type: 'Time' },
  OwnerId: { type: 'Reference', referenceTo: ['User', 'Group'], relationshipName: 'Owner' },
  Maker__c: { type: 'Reference', referenceTo: ['Maker__c'], relationshipName: 'Maker__r' },
  RecordTypeId: { type: 'Reference', referenceTo: ['RecordType'], relationshipName: 'RecordType' }
});
const objects = [
  widget,
  objectOf('Maker__c', { Id: { type: 'Id' }, Country__c: { type: 'String' } }),
  objectOf('User', { Id: { type: 'Id' }, Email: { type: 'Email' }, Title: { type: 'String' } }),
  objectOf('RecordType', { Id: { type: 'Id' }, DeveloperName: { type: 'String' } }),
  objectOf('Group', { Id: { type: 'Id' }, Name: { type: 'String' } })
];
const schema = {
  object: (n: string) => objects.find((o) => o.name.toLowerCase() === n.toLowerCase())
} as unknown as Schema;

const RECORD: Readonly<Record<string, unknown>> = {
  Name: 'Blue widget',
  State__c: 'Open',
  Tags__c: 'red;blue',
  Amount__c: Decimal.parse('12.345'),
  Share__c: Decimal.parse('50'),
  Active__c: true,
  Due__c: ApexDate.of(2026, 1, 31),
  At__c: new ApexDatetime(Date.UTC(2026, 0, 31, 12, 0, 0)),
  Opens__c: new ApexTime(9 * 3_600_000 + 30 * 60_000),
  'Maker__r.Country__c': 'Chile',
  'Owner.Email': 'owner@example.com',
  'RecordType.DeveloperName': 'Large'
};

export interface Given {
  readonly dialect?: Dialect;
  readonly record?: Readonly<Record<string, unknown>>;
  readonly prior?: Readonly<Record<string, unknown>>;
  readonly isNew?: boolean;
  readonly zone?: string;
  readonly scope?: Partial<FormulaScope>;
  readonly resources?: Readonly<Record<string, { readonly type: FieldType; readonly value: unknown }>>;
}

function transaction(zone: string): Transaction {
  return {
    now: () => NOW,
    user: {
      id: '005000000000001AAA',
      username: 'ann@example.com',
      email: 'ann@example.com',
      timeZone: zone,
      profileId: '00e000000000001AAA',
      roleId: null
    },
    org: { access: { customPermission: (_u: unknown, name: string) => name === 'Can_Fly' } }
  } as unknown as Transaction;
}

function scopeOf(given: Given): FormulaScope {
  const { resources } = given;
  return {
    schema,
    object: widget,
    file: 'widget.xml',
    line: 10,
    ...(resources ? { resource: (path) => resources[path.join('.')] } : {}),
    ...given.scope
  };
}

/** The Apex value of a formula over the test record. */
export function valueOf(text: string, given: Given = {}): unknown {
  const formula = compileFormula(text, given.dialect ?? 'validation', scopeOf(given));
  const record = { ...RECORD, ...given.record };
  const context: FormulaContext = {
    tx: transaction(given.zone ?? 'America/Los_Angeles'),
    field: (path) => record[path.join('.')] ?? null,
    resource: (path) => given.resources?.[path.join('.')]?.value ?? null,
    ...(given.prior
      ? { prior: (path: readonly string[]) => ({ ...record, ...given.prior })[path.join('.')] ?? null }
      : {}),
    isNew: given.isNew ?? false
  };
  return formula.value(context);
}

/** A result as short text: numbers and dates by their digits. */
export function shown(text: string, given: Given = {}): unknown {
  const value = valueOf(text, given);
  return value instanceof Decimal
    ? value.stripTrailingZeros().toPlainString()
    : value instanceof ApexDatetime
      ? value.toIso()
      : value instanceof ApexDate || value instanceof ApexTime
        ? value.toString()
        : value;
}

export function compiled(text: string, given: Given = {}): ReturnType<typeof compileFormula> {
  return compileFormula(text, given.dialect ?? 'validation', scopeOf(given));
}
