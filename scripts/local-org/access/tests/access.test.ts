import { describe, expect, it } from 'vitest';
import { ApexDatetime, ApexException } from '../../values/index.ts';
import { SYSTEM, USER, PARTIAL, testOrg } from '../../save/tests/org.ts';
import type { TestOrg } from '../../save/tests/org.ts';

const info = (t: TestOrg, name: string) => {
  const object = t.org.schema.object(name);
  if (!object) throw new Error(name);
  return object;
};
const fls = (t: TestOrg, userId: string, objectName: string, fieldName: string) => {
  const field = info(t, objectName).field(fieldName);
  if (!field) throw new Error(fieldName);
  return t.org.access.field(t.org.access.user(userId), field);
};
const crud = (t: TestOrg, userId: string, objectName: string) =>
  t.org.access.object(t.org.access.user(userId), info(t, objectName));
const sees = (t: TestOrg, userId: string, id: string | null) =>
  t.org.access.recordAccess(t.begin(userId), t.org.access.user(userId), id ?? '');
const insert = (t: TestOrg, objectName: string, values: Readonly<Record<string, unknown>>) => {
  const record = t.record(objectName, values);
  const tx = t.begin();
  t.save.run(tx, 'insert', [record], SYSTEM);
  tx.commit();
  return record.id as string;
};

describe('Object and field rights', () => {
  it('come to the admin without a permission set', () => {
    const t = testOrg();
    expect(crud(t, t.adminId, 'Widget__c')).toMatchObject({ create: true, modifyAll: true });
    expect(fls(t, t.adminId, 'Widget__c', 'Size__c')).toEqual({ read: true, edit: true });
    expect(fls(t, t.adminId, 'Widget__c', 'Twice__c')).toEqual({ read: true, edit: false });
  });

  it("come to others for the project's objects only by permission set", () => {
    const t = testOrg();
    const without = t.user('a@example.com', 'Standard User');
    const maker = t.user('b@example.com', 'Standard User', ['Maker']);
    expect(crud(t, without, 'Widget__c').read).toBe(false);
    expect(crud(t, without, 'Lead')).toMatchObject({ create: true, edit: true, viewAll: false });
    expect(crud(t, maker, 'Widget__c')).toMatchObject({ create: true, delete: true, viewAll: false });
    expect(fls(t, maker, 'Widget__c', 'Size__c')).toEqual({ read: true, edit: true });
    expect(fls(t, maker, 'Widget__c', 'Code__c')).toEqual({ read: true, edit: false });
    expect(fls(t, maker, 'Widget__c', 'Mail__c')).toEqual({ read: false, edit: false });
    expect(fls(t, maker, 'Widget__c', 'Name').edit).toBe(true);
  });

  it('give a minimum profile nothing but what everybody sees', () => {
    const t = testOrg();
    const user = t.user('a@example.com', 'Minimum Access - Salesforce');
    expect(crud(t, user, 'Lead').read).toBe(false);
    expect(crud(t, user, 'User').read).toBe(true);
  });

  it('end with an assignment that expires, without anybody saving anything', () => {
    const t = testOrg();
    const user = t.user('a@example.com', 'Standard User');
    const maker = [...t.org.store.scan(info(t, 'PermissionSet'), { kind: 'all' })].find(
      (row) => row[info(t, 'PermissionSet').field('Name')?.slot ?? 0] === 'Maker'
    );
    const end = t.org.clock.now() + 60_000;
    insert(t, 'PermissionSetAssignment', {
      AssigneeId: user,
      PermissionSetId: maker?.[0],
      ExpirationDate: new ApexDatetime(end)
    });
    expect(crud(t, user, 'Widget__c').read).toBe(true);
    t.org.clock.set(end - 1);
    expect(crud(t, user, 'Widget__c').read).toBe(true);
    t.org.clock.set(end);
    expect(crud(t, user, 'Widget__c').read).toBe(false);
  });

  it('follow an assignment made and taken back in the same transaction', () => {
    const t = testOrg();
    const user = t.user('a@example.com', 'Standard User');
    const set = [...t.org.store.scan(info(t, 'PermissionSet'), { kind: 'all' })].find(
      (row) => row[info(t, 'PermissionSet').field('Name')?.slot ?? 0] === 'Maker'
    );
    const tx = t.begin();
    const before = tx.savepoint();
    t.save.run(
      tx,
      'insert',
      [t.record('PermissionSetAssignment', { AssigneeId: user, PermissionSetId: set?.[0] })],
      SYSTEM
    );
    expect(crud(t, user, 'Widget__c').read).toBe(true);
    tx.rollback(before);
    expect(crud(t, user, 'Widget__c').read).toBe(false);
  });

  it('hold custom permissions by permission set, also for the admin', () => {
    const t = testOrg();
    const has = (userId: string) => t.org.access.customPermission(t.org.access.user(userId), 'Paint');
    expect(has(t.adminId)).toBe(false);
    expect(has(t.user('b@example.com', 'Standard User', ['Maker']))).toBe(true);
    expect(t.org.access.systemPermission(t.org.access.user(t.adminId), 'PermissionsModifyAllData')).toBe(true);
  });

  it('are missing for the Automated Process user', () => {
    const t = testOrg();
    expect(crud(t, t.automatedProcessId, 'Widget__c').read).toBe(false);
    expect(t.org.access.user(t.automatedProcessId).type).toBe('AutomatedProcess');
  });
});

describe('Record access', () => {
  const roles = (t: TestOrg) => {
    const boss = insert(t, 'UserRole', { Name: 'Boss', DeveloperName: 'Boss' });
    return { boss, worker: insert(t, 'UserRole', { Name: 'Worker', DeveloperName: 'Worker', ParentRoleId: boss }) };
  };

  it('belongs to the owner, those above, and nobody else while the object is private', () => {
    const t = testOrg();
    const { boss, worker } = roles(t);
    const [chief, owner, peer] = [
      ['c', boss],
      ['o', worker],
      ['p', worker]
    ].map(([name, role]) => t.user(`${name}@example.com`, 'Standard User', ['Maker'], role)) as [
      string,
      string,
      string
    ];
    const widget = insert(t, 'Widget__c', { Name: 'w', OwnerId: owner });
    expect(sees(t, owner, widget)).toEqual({ read: true, edit: true, delete: true, transfer: true });
    expect(sees(t, chief, widget).edit).toBe(true);
    expect(sees(t, peer, widget).read).toBe(false);
    expect(sees(t, t.adminId, widget).delete).toBe(true);
    expect(t.org.access.rows(t.begin(t.adminId), info(t, 'Widget__c'), 'read')).toBeNull();
    expect(t.org.access.rows(t.begin(peer), info(t, 'Crate__c'), 'edit')).toBeNull();
  });

  it('reaches members of the owning queue, and those a share names', () => {
    const t = testOrg();
    const user = t.user('u@example.com', 'Standard User', ['Maker']);
    const queue = [...t.org.store.scan(info(t, 'Group'), { kind: 'all' })].find(
      (row) => row[info(t, 'Group').field('DeveloperName')?.slot ?? 0] === 'Line'
    )?.[0] as string;
    const queued = insert(t, 'Widget__c', { Name: 'q', OwnerId: queue });
    const shared = insert(t, 'Widget__c', { Name: 's' });
    expect([sees(t, user, queued).read, sees(t, user, shared).read]).toEqual([false, false]);
    insert(t, 'GroupMember', { GroupId: queue, UserOrGroupId: user });
    insert(t, 'Widget__Share', { ParentId: shared, UserOrGroupId: user, AccessLevel: 'Read', RowCause: 'Manual' });
    expect(sees(t, user, queued).edit).toBe(true);
    expect(sees(t, user, shared)).toMatchObject({ read: true, edit: false });
    const tx = t.begin();
    t.save.run(tx, 'update', [t.record('Widget__c', { Id: shared, OwnerId: t.automatedProcessId })], SYSTEM);
    expect(sees(t, user, shared).read).toBe(false);
  });

  it('follows the master for details', () => {
    const t = testOrg();
    const user = t.user('u@example.com', 'Standard User', ['Maker']);
    const mine = insert(t, 'Widget__c', { Name: 'mine', OwnerId: user });
    const other = insert(t, 'Widget__c', { Name: 'other' });
    const [part, hidden] = [mine, other].map((Widget__c) => insert(t, 'Part__c', { Name: 'p', Widget__c })) as [
      string,
      string
    ];
    const rows = t.org.access.rows(t.begin(user), info(t, 'Part__c'), 'read');
    const visible = [part, hidden].map((id) => rows?.(t.org.store.get(info(t, 'Part__c'), id) ?? []));
    expect(visible).toEqual([true, false]);
  });

  it('lets whoever may edit a public lead give it away, and of other public records only the owner', () => {
    const t = testOrg();
    const [from, to] = ['f', 't'].map((name) => t.user(`${name}@example.com`, 'Standard User')) as [string, string];
    const lead = insert(t, 'Lead', { LastName: 'l', Company: 'c' });
    const account = insert(t, 'Account', { Name: 'a' });
    const give = (name: string, Id: string) =>
      t.save.run(t.begin(from), 'update', [t.record(name, { Id, OwnerId: to })], {
        ...PARTIAL,
        access: USER.access
      })[0];
    expect(give('Lead', lead)?.success).toBe(true);
    expect(give('Account', account)?.errors[0]?.status).toBe('TRANSFER_REQUIRES_READ');
    expect([sees(t, from, lead).transfer, sees(t, from, account).transfer]).toEqual([true, false]);
  });

  it('answers a query for UserRecordAccess', () => {
    const t = testOrg();
    const user = t.user('u@example.com', 'Standard User', ['Maker']);
    const widget = insert(t, 'Widget__c', { Name: 'w', OwnerId: user });
    const object = info(t, 'UserRecordAccess');
    const field = object.field('RecordId');
    const rows = [...t.org.store.scan(object, { kind: 'equal', field: field as never, keys: [widget] })];
    const of = (id: string) => rows.find((row) => row[object.field('UserId')?.slot ?? 0] === id);
    expect(of(user)?.[object.field('MaxAccessLevel')?.slot ?? 0]).toBe('All');
  });
});

describe('A save in user mode', () => {
  const failure = (run: () => unknown): ApexException => {
    try {
      run();
    } catch (error) {
      if (error instanceof ApexException) return error;
    }
    throw new Error('no Apex exception');
  };

  it('refuses objects and names the fields that are withheld', () => {
    const t = testOrg();
    const without = t.user('a@example.com', 'Standard User');
    const maker = t.user('b@example.com', 'Standard User', ['Maker']);
    expect(
      failure(() => t.save.run(t.begin(without), 'insert', [t.record('Widget__c', { Name: 'w' })], USER)).message
    ).toContain("Access to entity 'Widget__c' denied");
    const error = failure(() =>
      t.save.run(
        t.begin(maker),
        'insert',
        [t.record('Widget__c', { Name: 'w', Code__c: 'c', Mail__c: 'm@x.de' })],
        USER
      )
    );
    expect(error.message).toBe(
      'Operation failed due to fields being inaccessible on Sobject Widget__c, check errors on Exception or Result!'
    );
    expect(error.dmlRows[0]?.fields).toEqual(['Code__c', 'Mail__c']);
    expect(t.save.run(t.begin(maker), 'insert', [t.record('Widget__c', { Name: 'w' })], USER)[0]?.success).toBe(true);
  });

  it('refuses records of others, and so does a class with sharing in system mode', () => {
    const t = testOrg();
    const maker = t.user('b@example.com', 'Standard User', ['Maker']);
    const id = insert(t, 'Widget__c', { Name: "admin's" });
    const update = () => [t.record('Widget__c', { Id: id, Name: 'mine now' })];
    const refusals = (): unknown[] =>
      (['user', 'system'] as const).map((mode) => {
        const options = { ...PARTIAL, access: { mode, sharing: 'with' } as const };
        return t.save.run(t.begin(maker), 'update', update(), options)[0]?.errors[0]?.status;
      });
    expect(new Set(refusals())).toEqual(new Set(['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY']));
    insert(t, 'Widget__Share', { ParentId: id, UserOrGroupId: maker, AccessLevel: 'Read', RowCause: 'Manual' });
    expect(new Set(refusals())).toEqual(new Set(['INSUFFICIENT_ACCESS_OR_READONLY']));
    expect(t.save.run(t.begin(maker), 'update', update(), PARTIAL)[0]?.success).toBe(true);
  });
});
