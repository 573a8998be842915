import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';

/** What saving an object needs to know of its fields, sorted once. */
export interface ObjectPlan {
  /** Length of a row. */
  readonly size: number;
  readonly formulas: readonly FieldInfo[];
  readonly references: readonly FieldInfo[];
  readonly required: readonly FieldInfo[];
  readonly unique: readonly FieldInfo[];
  readonly defaults: readonly FieldInfo[];
  readonly autoNumbers: readonly FieldInfo[];
  readonly booleans: readonly FieldInfo[];
  /** Roll-ups that are zero, not blank, over no records. */
  readonly sums: readonly FieldInfo[];
  /** Stored fields whose values are checked and normalised. */
  readonly checked: readonly FieldInfo[];
  readonly compounds: readonly FieldInfo[];
  readonly owner: FieldInfo | undefined;
  readonly name: FieldInfo | undefined;
  /** Countries and states that are picked by code, in orgs with picklists of them. */
  readonly addresses: readonly AddressFields[];
  /** The currency of a record, in orgs with several. */
  readonly currency: FieldInfo | undefined;
}

/** The fields of one address that say where it is, as text and as code. */
export interface AddressFields {
  readonly country: FieldInfo;
  readonly countryCode: FieldInfo;
  readonly state: FieldInfo;
  readonly stateCode: FieldInfo;
}

const plans = new WeakMap<ObjectInfo, ObjectPlan>();

export function planOf(object: ObjectInfo): ObjectPlan {
  let plan = plans.get(object);
  if (!plan) plans.set(object, (plan = build(object)));
  return plan;
}

export function isComputed(field: FieldInfo): boolean {
  return field.formula !== undefined || field.summary !== undefined;
}

function build(object: ObjectInfo): ObjectPlan {
  const { fields } = object;
  const stored = fields.filter((field) => !isComputed(field) && field.slot !== 0);
  const addresses = addressesOf(object);
  return {
    size: fields.reduce((size, field) => Math.max(size, field.slot + 1), 0),
    formulas: fields.filter((field) => field.formula !== undefined),
    references: stored.filter((field) => field.type === 'Reference'),
    required: stored.filter((field) => field.required && field.type !== 'Boolean' && field.autoNumber === undefined),
    unique: stored.filter((field) => field.unique),
    defaults: stored.filter(
      // A country is given as text or as code: its step knows whether any is.
      (field) => field.createable && hasDefault(field) && !addresses.some(({ countryCode }) => countryCode === field)
    ),
    autoNumbers: stored.filter((field) => field.autoNumber !== undefined),
    sums: fields.filter(({ summary }) => summary?.operation === 'count' || summary?.operation === 'sum'),
    booleans: stored.filter((field) => field.type === 'Boolean'),
    checked: stored.filter((field) => field.type !== 'Boolean' && field.type !== 'Base64'),
    compounds: stored.filter((field) => field.compound !== undefined && field.type === 'String'),
    owner: object.field('OwnerId'),
    name: fields.find((field) => field.nameField),
    addresses,
    currency: fields.find((field) => field.name === 'CurrencyIsoCode')
  };
}

function addressesOf(object: ObjectInfo): AddressFields[] {
  return object.fields.flatMap((countryCode) => {
    const prefix = /^(\w*)CountryCode$/.exec(countryCode.name)?.[1];
    if (prefix === undefined || countryCode.type !== 'Picklist') return [];
    const country = object.field(`${prefix}Country`);
    const state = object.field(`${prefix}State`);
    const stateCode = object.field(`${prefix}StateCode`);
    return country && state && stateCode ? [{ country, countryCode, state, stateCode }] : [];
  });
}

function hasDefault(field: FieldInfo): boolean {
  return (
    field.defaultFormula !== undefined ||
    field.defaultValue !== undefined ||
    (field.picklist?.values.some((value) => value.isDefault) ?? false)
  );
}
