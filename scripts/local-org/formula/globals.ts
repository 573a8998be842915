import type { FormulaContext, FormulaScope } from '../contracts/formula.ts';
import type { FieldInfo, FieldType, ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { ApexDatetime } from '../values/datetime.ts';

export interface Global {
  readonly type: FieldType;
  value(context: FormulaContext): unknown;
}

/** A global that exists on the platform and cannot be answered here. */
export class RefusedGlobal {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

type Resolve = (scope: FormulaScope, path: readonly string[]) => Global | RefusedGlobal | undefined;

const ORIGIN = Date.UTC(1900, 0, 1);

function rowGlobal(field: FieldInfo, find: (tx: Transaction) => Row | undefined): Global | RefusedGlobal {
  if (field.formula)
    return new RefusedGlobal(`the formula field ${field.object}.${field.name} behind a global variable`);
  return { type: field.type, value: (c) => find(c.tx)?.[field.slot] ?? null };
}

/** A record found by an id of the running user: `$User`, `$Profile`, `$UserRole`. */
function recordGlobal(objectName: string, idOf: (tx: Transaction) => string | null): Resolve {
  return (scope, path) => {
    const object = scope.schema.object(objectName);
    const field = path.length === 1 ? object?.field(path[0] as string) : undefined;
    if (!object || !field) return undefined;
    return rowGlobal(field, (tx) => {
      const id = idOf(tx);
      return id === null ? undefined : tx.org.store.get(object, id);
    });
  };
}

const USER_FACTS: Readonly<Record<string, (tx: Transaction) => string | null>> = {
  id: (tx) => tx.user.id,
  username: (tx) => tx.user.username,
  email: (tx) => tx.user.email,
  profileid: (tx) => tx.user.profileId,
  userroleid: (tx) => tx.user.roleId
};

const userRecord = recordGlobal('User', (tx) => tx.user.id);

const user: Resolve = (scope, path) => {
  const fact = path.length === 1 ? USER_FACTS[(path[0] as string).toLowerCase()] : undefined;
  return fact ? { type: 'String', value: (c) => fact(c.tx) } : userRecord(scope, path);
};

const ORGANIZATION: Readonly<Record<string, (tx: Transaction) => unknown>> = {
  id: (tx) => tx.org.organization.id,
  name: (tx) => tx.org.organization.name,
  timezonesidkey: (tx) => tx.org.organization.timeZone,
  issandbox: (tx) => tx.org.organization.isSandbox
};

const organizationRecord = recordGlobal('Organization', (tx) => tx.org.organization.id);

const organization: Resolve = (scope, path) => {
  const name = (path[0] ?? '').toLowerCase();
  const fact = path.length === 1 ? ORGANIZATION[name] : undefined;
  if (!fact) return organizationRecord(scope, path);
  return { type: name === 'issandbox' ? 'Boolean' : 'String', value: (c) => fact(c.tx) };
};

const permission: Resolve = (_scope, path) => {
  if (path.length !== 1) return undefined;
  return { type: 'Boolean', value: (c) => c.tx.org.access.customPermission(c.tx.user, path[0] as string) };
};

/** `$Label.Name` or `$Label.ns.Name`; a name that no label has is an error of the deploy. */
const label: Resolve = (scope, path) => {
  if (path.length < 1 || path.length > 2) return undefined;
  const name = path[path.length - 1] as string;
  const namespace = path.length === 2 && path[0] !== 'c' ? (path[0] as string) : null;
  if (!scope.schema.hasLabel(namespace, name)) return undefined;
  return {
    type: 'String',
    value: (c) => c.tx.org.label(namespace ?? c.tx.org.organization.namespace, name, c.tx.user.language) ?? null
  };
};

const system: Resolve = (_scope, path) => {
  if (path.length !== 1 || path[0]?.toLowerCase() !== 'origindatetime') return undefined;
  return { type: 'Datetime', value: () => new ApexDatetime(ORIGIN) };
};

function rowWhere(tx: Transaction, object: ObjectInfo, fieldName: string, key: unknown): Row | undefined {
  const field = object.field(fieldName);
  if (!field || key === null) return undefined;
  for (const row of tx.org.store.scan(object, { kind: 'equal', field, keys: [key] })) return row;
  return undefined;
}

/** Hierarchy settings: the most specific owner (user, profile, organization) that has a value for the field. */
const setup: Resolve = (scope, path) => {
  const object = scope.schema.object(path[0] ?? '');
  const field = path.length === 2 ? object?.field(path[1] as string) : undefined;
  if (!object || !field || object.setting?.type !== 'Hierarchy') return undefined;
  return {
    type: field.type,
    value: ({ tx }) => {
      for (const owner of [tx.user.id, tx.user.profileId, tx.org.organization.id]) {
        const value = rowWhere(tx, object, 'SetupOwnerId', owner)?.[field.slot];
        if (value !== null && value !== undefined) return value;
      }
      return null;
    }
  };
};

const customMetadata: Resolve = (scope, path) => {
  const object = scope.schema.object(path[0] ?? '');
  const field = path.length === 3 ? object?.field(path[2] as string) : undefined;
  if (!object || !field || object.kind !== 'customMetadata') return undefined;
  return rowGlobal(field, (tx) => rowWhere(tx, object, 'DeveloperName', path[1]));
};

/** Addresses of the SOAP API by version (`Partner_Server_URL_540`), below an address that is assumed as the org has no domain. */
const api: Resolve = (_scope, path) => {
  const name = path.length === 1 ? (path[0] as string) : '';
  const [, kind, version] = /^(enterprise|partner)_server_url_(\d+)0$/i.exec(name) ?? [];
  if (name.toLowerCase() === 'session_id') return new RefusedGlobal('$Api.Session_ID');
  if (kind === undefined || version === undefined) return undefined;
  const door = kind.toLowerCase() === 'partner' ? 'u' : 'c';
  return {
    type: 'String',
    value: (c) => `${addressOf(c.tx)}/services/Soap/${door}/${version}.0/${c.tx.org.organization.id.slice(0, 15)}`
  };
};

function addressOf(tx: Transaction): string {
  return `https://${tx.org.organization.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.my.salesforce.com`;
}

const refuse =
  (reason: string): Resolve =>
  () =>
    new RefusedGlobal(reason);

const GLOBALS: Readonly<Record<string, Resolve>> = {
  $user: user,
  $profile: recordGlobal('Profile', (tx) => tx.user.profileId),
  $userrole: recordGlobal('UserRole', (tx) => tx.user.roleId),
  $organization: organization,
  $permission: permission,
  $label: label,
  $system: system,
  $setup: setup,
  $custommetadata: customMetadata,
  $api: api,
  $objecttype: refuse('$ObjectType'),
  $component: refuse('$Component'),
  $action: refuse('$Action'),
  $resource: refuse('$Resource')
};

/** The value of a global variable such as `$User.Email`; undefined when there is no such name. */
export function resolveGlobal(scope: FormulaScope, path: readonly string[]): Global | RefusedGlobal | undefined {
  return GLOBALS[(path[0] ?? '').toLowerCase()]?.(scope, path.slice(1));
}
