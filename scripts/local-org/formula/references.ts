import type { FormulaScope } from '../contracts/formula.ts';
import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';

export interface ResolvedField {
  readonly field: FieldInfo;
  /** Relationship names and the field, spelled as the schema spells them; a chosen parent type is dropped. */
  readonly path: readonly string[];
}

/** `Owner:Queue.QueueName`: formulas call the queue's Group fields so. */
const QUEUE_FIELDS: Readonly<Record<string, string>> = { queuename: 'Name', queueid: 'Id', queueemail: 'Email' };

function parentObject(scope: FormulaScope, lookup: FieldInfo, chosen: string | undefined): ObjectInfo | undefined {
  if (chosen === undefined)
    return lookup.referenceTo.length === 1 ? scope.schema.object(lookup.referenceTo[0] as string) : undefined;
  const wanted = chosen.toLowerCase() === 'queue' ? 'Group' : chosen;
  const found = lookup.referenceTo.find((name) => name.toLowerCase() === wanted.toLowerCase());
  return found === undefined ? undefined : scope.schema.object(found);
}

/** Walks `Account.Owner:User.Name` from an object; undefined when a step does not exist. */
export function resolveField(scope: FormulaScope, object: ObjectInfo, name: string): ResolvedField | undefined {
  const steps = name.split('.');
  const path: string[] = [];
  let here = object;
  for (const step of steps.slice(0, -1)) {
    const [relationship, chosen] = step.split(':') as [string, string | undefined];
    const lookup = here.parentRelationship(relationship);
    const parent = lookup && parentObject(scope, lookup, chosen);
    if (!lookup?.relationshipName || !parent) return undefined;
    path.push(lookup.relationshipName);
    here = parent;
  }
  const last = steps[steps.length - 1] as string;
  const field = here.field((here.name === 'Group' && QUEUE_FIELDS[last.toLowerCase()]) || last);
  return field && { field, path: [...path, field.name] };
}
