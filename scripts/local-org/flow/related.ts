import type { ObjectInfo } from '../contracts/schema.ts';
import { SObject } from '../values/index.ts';
import type { FlowModel, RelatedLookup } from './model.ts';
import type { FlowScope, Resource } from './scope.ts';
import { recordType } from './types.ts';

/** The child relationship whose lookup field a Get Records element names. Throws DiagnosticError when there is none. */
export function relationshipOf(related: RelatedLookup, parent: ObjectInfo, scope: FlowScope): string {
  const wanted = related.relationshipField.toLowerCase();
  const child = scope.objectNamed(related.object, related.line);
  const found = parent.childRelationships.find(
    (r) => r.childObject === child.name && r.field.toLowerCase() === wanted && r.name !== undefined
  );
  if (found?.name !== undefined) return found.name;
  throw scope.problem(
    related.line,
    `The field ${related.relationshipField} of ${child.name} is no relationship to ${parent.name}.`
  );
}

const known = new WeakMap<FlowModel, ReadonlySet<string>>();

/** What the Get Records elements of a flow find besides their own object, as `object.relationship`. */
function relatedNames(scope: FlowScope): ReadonlySet<string> {
  const before = known.get(scope.model);
  if (before) return before;
  const names = new Set<string>();
  const add = (related: RelatedLookup, parent: ObjectInfo): void => {
    names.add(`${parent.name}.${relationshipOf(related, parent, scope)}`.toLowerCase());
    for (const inner of related.related) add(inner, scope.objectNamed(related.object, related.line));
  };
  for (const node of scope.model.nodes) {
    if (node.kind !== 'lookup') continue;
    for (const related of node.related) add(related, scope.objectNamed(node.object, node.line));
  }
  known.set(scope.model, names);
  return names;
}

/**
 * The related records that a Get Records element found with a record: a collection under the name of the child
 * relationship, as a subquery of SOQL gives it (assumed: the documents name the parts of the beta and not its result).
 */
export function relatedRecords(
  base: Resource,
  object: ObjectInfo,
  name: string,
  scope: FlowScope
): Resource | undefined {
  if (!relatedNames(scope).has(`${object.name}.${name}`.toLowerCase())) return undefined;
  const child = scope.objectNamed(object.childRelationship(name)?.childObject, scope.model.start.line);
  return {
    type: recordType(child, true),
    get: (i) => {
      const record = base.get(i);
      return record instanceof SObject ? record.children(name).items : [];
    }
  };
}
