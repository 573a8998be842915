import type { RecordTypeRights } from '../contracts/access.ts';
import type { ObjectInfo, Schema } from '../contracts/schema.ts';
import type { PermissionsModel } from '../metadata/index.ts';
import { objectOfPart } from '../schema/index.ts';
import type { Grants } from './grants.ts';
import type { Tables } from './tables.ts';

type Assignments = PermissionsModel['recordTypes'];

/** What deployed profiles and permission sets say of record types, by the name of their row in lower case. */
export interface RecordTypeAssignments {
  readonly profiles: ReadonlyMap<string, Assignments>;
  readonly permissionSets: ReadonlyMap<string, Assignments>;
}

export const NO_ASSIGNMENTS: RecordTypeAssignments = { profiles: new Map(), permissionSets: new Map() };

/**
 * Which record types a user may choose, and which one is taken where none is named (Salesforce Help, "Assign Record Types
 * and Page Layouts in Profiles" and "... in Permission Sets"): the profile names its own and their default, permission
 * sets add. Where the profile says nothing of an object, all its active types may be chosen and none is the default (assumed).
 */
export class RecordTypeReader {
  private readonly tables: Tables;
  private readonly assignments: RecordTypeAssignments;
  private readonly known = new WeakMap<Grants, Map<ObjectInfo, RecordTypeRights>>();

  constructor(tables: Tables, assignments: RecordTypeAssignments) {
    this.tables = tables;
    this.assignments = assignments;
  }

  of(grants: Grants, profileId: string, object: ObjectInfo): RecordTypeRights {
    let all = this.known.get(grants);
    if (!all) this.known.set(grants, (all = new Map()));
    let found = all.get(object);
    if (!found) all.set(object, (found = this.compute(grants, profileId, object)));
    return found;
  }

  private compute(grants: Grants, profileId: string, object: ObjectInfo): RecordTypeRights {
    const own = this.stated(object, this.named('Profile', profileId, this.assignments.profiles));
    const added = [...grants.permissionSets].flatMap((id) =>
      this.stated(object, this.named('PermissionSet', id, this.assignments.permissionSets))
    );
    const active = object.recordTypes.filter((type) => type.active);
    const visible = new Set([...own, ...added].filter((each) => each.visible).map((each) => each.type));
    const standard = own.find((each) => each.isDefault)?.type;
    return {
      available: new Set(active.filter((t) => own.length === 0 || visible.has(key(t))).map((t) => t.id)),
      standard: active.find((type) => key(type) === standard) ?? null
    };
  }

  private named(object: string, id: string, all: ReadonlyMap<string, Assignments>): Assignments {
    const table = this.tables.of(object);
    const row = table?.get(id);
    const name = row && table ? table.text(row, 'Name') : null;
    return (name !== null && all.get(name.toLowerCase())) || [];
  }

  private stated(
    object: ObjectInfo,
    assignments: Assignments
  ): { type: string; visible: boolean; isDefault: boolean }[] {
    return assignments.flatMap(({ recordType, visible, isDefault }) =>
      objectOf(recordType, this.tables.schema) === object
        ? [{ type: bare(recordType.slice(recordType.indexOf('.') + 1)), visible, isDefault }]
        : []
    );
  }
}

const key = (type: { readonly developerName: string }): string => type.developerName.toLowerCase();

const bare = (name: string): string => name.replace(/^\w+__/, '').toLowerCase();

function objectOf(recordType: string, schema: Schema): ObjectInfo | undefined {
  return schema.object(objectOfPart(recordType.slice(0, recordType.indexOf('.'))));
}
