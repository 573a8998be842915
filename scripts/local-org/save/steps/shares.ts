import type { ObjectInfo } from '../../contracts/schema.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';

const LEVELS = ['none', 'read', 'edit', 'all'];

/** What everybody has with the records of an object. */
const EVERYBODY: Readonly<Record<ObjectInfo['sharing'], string>> = {
  Private: 'None',
  Read: 'Read',
  ReadWrite: 'Edit',
  ControlledByParent: 'None',
  None: 'All'
};

/**
 * A share must give more than the organization-wide default does: "Access level must be more permissive than the object's
 * default" (Apex Developer Guide, Creating User Managed Sharing Using Apex, which names the status; the text is assumed).
 */
export function trivialShares(batch: Batch): void {
  const { object, tx } = batch;
  const link = object.fields.find((field) => field.childRelationshipName === 'Shares');
  const parent = tx.org.schema.object(link?.referenceTo[0] ?? '');
  const level = object.field(object.name.endsWith('__Share') ? 'AccessLevel' : `${parent?.name ?? ''}AccessLevel`);
  if (!parent || !level) return;
  const everybody = EVERYBODY[parent.sharing];
  for (const index of batch.alive()) {
    const given = batch.record(index).v[level.slot];
    if (typeof given !== 'string' || rank(given) > rank(everybody)) continue;
    const text = `field integrity exception: ${level.name} (trivial share level ${given}, for organization with default level ${everybody})`;
    batch.fail(index, saveError('FIELD_FILTER_VALIDATION_EXCEPTION', text, [level.name]));
  }
}

function rank(level: string): number {
  return LEVELS.indexOf(level.toLowerCase());
}
