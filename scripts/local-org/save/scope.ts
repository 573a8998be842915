import type { ObjectInfo, Schema } from '../contracts/schema.ts';
import { personModel } from './persons.ts';
import { planOf } from './plan.ts';

/** What an org has or has not, by the name that scratch org definitions give it. */
const FEATURES = {
  PersonAccounts: (schema: Schema) => personModel(schema) !== undefined,
  StateAndCountryPicklist: (_: Schema, object: ObjectInfo) => planOf(object).addresses.length > 0,
  MultiCurrency: (_: Schema, object: ObjectInfo) => planOf(object).currency !== undefined
} as const;

/** What objects of a sort have, in words that the table of steps shows. */
const TRAITS = {
  shares: (object: ObjectInfo) => object.kind === 'share',
  'objects with a name of parts': (object: ObjectInfo) => planOf(object).compounds.length > 0
} as const;

/** Which saves a step is for: each that it names must hold. A step without a scope is for every save. */
export interface StepScope {
  /** In orgs with this feature. */
  readonly feature?: keyof typeof FEATURES;
  /** Records of one of these objects. */
  readonly objects?: readonly string[];
  /** Records of objects of this sort. */
  readonly trait?: keyof typeof TRAITS;
}

export function isInScope(scope: StepScope | undefined, schema: Schema, object: ObjectInfo): boolean {
  if (!scope) return true;
  const { feature, objects, trait } = scope;
  return (
    (objects?.includes(object.name) ?? true) &&
    (trait === undefined || TRAITS[trait](object)) &&
    (feature === undefined || FEATURES[feature](schema, object))
  );
}

/** `Account, Contact in orgs with PersonAccounts`; `every object` for a step without a scope. */
export function scopeText(scope: StepScope | undefined): string {
  const what = scope?.objects?.join(', ') ?? scope?.trait ?? 'every object';
  return scope?.feature === undefined ? what : `${what} in orgs with ${scope.feature}`;
}
