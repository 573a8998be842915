import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Behaviour } from '../../contracts/library.ts';
import type { TestState, Transaction } from '../../contracts/transaction.ts';
import { type ApexMap, ApexDatetime, ApexList, throwApex, toId } from '../../values/index.ts';
import { ids, libraryClass, need } from '../define.ts';
import { Bean } from '../registry.ts';
import type { SObjectTypeToken } from '../schema/tokens.ts';
import { createSoqlStub, isStubbed, stubRow, stubRows } from './soql-stubs.ts';
import { changeCapture } from './changes.ts';
import type { ApexType } from '../system/type.ts';

function state(tx: Transaction): TestState {
  return tx.test ?? throwApex('System.TypeException', 'Test methods can be called only from test code');
}

/** What a program that can make stubs has beyond the contract's `Program`. */
interface StubMaker {
  createStub(tx: Transaction, typeName: string, provider: object): object;
}

function createStub(tx: Transaction, type: ApexType, provider: object): object {
  state(tx);
  const maker = tx.org.program as unknown as Partial<StubMaker>;
  if (!maker.createStub) throw new UnsupportedByLocalOrg('Test.createStub');
  return maker.createStub(tx, need(type).of.name, need(provider));
}

function setCreatedDate(tx: Transaction, id: string, at: ApexDatetime): void {
  const object = tx.org.schema.byPrefix(need(id));
  const slot = object?.field('CreatedDate')?.slot;
  const row = object && tx.org.store.get(object, id);
  if (!object || slot === undefined || !row) throwApex('System.InvalidParameterValueException', `No record ${id}`);
  const changed = [...row];
  changed[slot] = need(at);
  tx.org.store.put(object, id, changed);
}

/** The standard price book of the org's seed rows. */
function standardPricebook(tx: Transaction): string {
  const object = tx.org.schema.object('Pricebook2');
  const slot = object?.field('IsStandard')?.slot;
  if (!object || slot === undefined)
    throw new UnsupportedByLocalOrg('Test.getStandardPricebookId: there is no Pricebook2');
  for (const row of tx.org.store.scan(object, { kind: 'all' })) if (row[slot] === true) return row[0] as string;
  throw new UnsupportedByLocalOrg('Test.getStandardPricebookId: the org has no standard price book');
}

/** The groups whose rights a test wants calculated must be there. */
function checkGroups(tx: Transaction, ids: readonly string[]): void {
  state(tx);
  const groups = tx.org.schema.object('PermissionSetGroup');
  for (const id of ids)
    if (!groups || !tx.org.store.get(groups, id))
      throwApex('System.InvalidParameterValueException', `There is no permission set group ${id}`);
}

function installContext(tx: Transaction, previous: unknown, push: boolean): Bean {
  return new Bean('System.InstallContext', [
    ['installerId', tx.user.id],
    ['organizationId', tx.org.organization.id],
    ['previousVersion', previous],
    ['isUpgrade', previous !== null],
    ['isPush', push]
  ]);
}

function testInstall(tx: Transaction, handler: object, previous: unknown, push: boolean): void {
  state(tx);
  tx.org.program.invoke(tx, need(handler), 'onInstall', [installContext(tx, previous, push)]);
}

const testSandboxScript: Behaviour = (tx, _, script: object, org: string, sandbox: string, name: string) => {
  state(tx);
  const context = new Bean('System.SandboxContext', [
    ['organizationId', toId(need(org))],
    ['sandboxId', toId(need(sandbox))],
    ['sandboxName', need(name)]
  ]);
  tx.org.program.invoke(tx, need(script), 'runApexClass', [context]);
};

export const testClass = libraryClass('System.Test', {
  'static void startTest()': (tx) => state(tx).start(tx),
  'static void stopTest()': (tx) => state(tx).stop(tx),
  'static Boolean isRunningTest()': (tx) => tx.isTest,
  'static void setMock(Type type, Object mock)': (tx, _, type: ApexType, mock) => {
    state(tx).mocks.set(need(type).of.name, need(mock));
  },
  'static Object createStub(Type type, StubProvider provider)': (tx, _, type: ApexType, provider: object) =>
    createStub(tx, type, provider),
  'static void createSoqlStub(Schema.SObjectType type, SoqlStubProvider provider)': (
    tx,
    _,
    type: SObjectTypeToken,
    provider: object
  ) => createSoqlStub(state(tx), type, provider),
  'static Boolean isSoqlStubDefined(Schema.SObjectType type)': (tx, _, type: SObjectTypeToken) =>
    isStubbed(state(tx), type),
  'static SObject createStubQueryRow(Schema.SObjectType type, Map<String,Object> fields)': (
    tx,
    _,
    type: SObjectTypeToken,
    fields: ApexMap
  ) => {
    state(tx);
    return stubRow(tx, type, fields);
  },
  'static List<SObject> createStubQueryRows(Schema.SObjectType type, List<Map<String,Object>> rows)': (
    tx,
    _,
    type: SObjectTypeToken,
    rows: ApexList
  ) => {
    state(tx);
    return stubRows(tx, type, rows);
  },
  'static void setCreatedDate(Id id, Datetime at)': (tx, _, id: string, at: ApexDatetime) => {
    state(tx);
    setCreatedDate(tx, id, at);
  },
  'static void setFixedSearchResults(List<String> ids)': (tx, _, ids: ApexList) => {
    state(tx).fixedSearchResults = [...(need(ids).items as string[])];
  },
  'static void enableChangeDataCapture()': (tx) => {
    state(tx).captureChange ??= changeCapture();
  },
  'static List<Id> enqueueBatchJobs(Integer count)': (tx, _, count: number) => {
    state(tx);
    return ids(tx.org.async.enqueueIdleBatches(tx, need(count)));
  },
  'static List<Id> getFlexQueueOrder()': (tx) => {
    state(tx);
    return ids([...tx.org.async.flexQueue(tx)]);
  },
  'static eventbus.TestBroker getEventBus()': (tx) => {
    state(tx);
    return new Bean('eventbus.TestBroker');
  },
  // Rights of groups are worked out when they are asked for, so that nothing is left to calculate.
  'static void calculatePermissionSetGroup(String id)': (tx, _, id: string) => void checkGroups(tx, [need(id)]),
  'static void calculatePermissionSetGroup(List<String> ids)': (tx, _, ids: ApexList) =>
    void checkGroups(tx, need(ids).items as string[]),
  'static Id getStandardPricebookId()': (tx) => standardPricebook(tx),
  'static void testInstall(InstallHandler handler, Version previous)': (tx, _, handler: object, previous) =>
    testInstall(tx, handler, previous, false),
  'static void testInstall(InstallHandler handler, Version previous, Boolean push)': (
    tx,
    _,
    handler: object,
    previous,
    push: boolean
  ) => testInstall(tx, handler, previous, push === true),
  'static void testSandboxPostCopyScript(SandboxPostCopy script, Id org, Id sandbox, String name)': testSandboxScript,
  // The user of automated processes has every right, as the test's admin has: who runs it makes no difference.
  'static void testSandboxPostCopyScript(SandboxPostCopy script, Id org, Id sandbox, String name, Boolean asProcess)':
    testSandboxScript,
  'static void testUninstall(UninstallHandler handler)': (tx, _, handler: object) => {
    state(tx);
    const context = new Bean('System.UninstallContext', [
      ['uninstallerId', tx.user.id],
      ['organizationId', tx.org.organization.id]
    ]);
    tx.org.program.invoke(tx, need(handler), 'onUninstall', [context]);
  }
});

/** Abstract in effect: what extends it answers. */
export const soqlStubProviderClass = libraryClass('System.SoqlStubProvider', {
  'SoqlStubProvider()': () => new Bean('System.SoqlStubProvider')
});

export const testBrokerClass = libraryClass('eventbus.TestBroker', {
  'void deliver()': (tx) => {
    tx.org.async.deliverTestEvents(tx);
  },
  'void fail()': (tx) => {
    tx.org.async.failTestEvents(tx);
  }
});

export const installClasses = [
  libraryClass('System.InstallContext', {
    'Id installerId()': (_, self: Bean) => self.get('installerId'),
    'Id organizationId()': (_, self: Bean) => self.get('organizationId'),
    'Version previousVersion()': (_, self: Bean) => self.get('previousVersion'),
    'Boolean isUpgrade()': (_, self: Bean) => self.get('isUpgrade'),
    'Boolean isPush()': (_, self: Bean) => self.get('isPush')
  }),
  libraryClass('System.SandboxContext', {
    'Id organizationId()': (_, self: Bean) => self.get('organizationId'),
    'Id sandboxId()': (_, self: Bean) => self.get('sandboxId'),
    'String sandboxName()': (_, self: Bean) => self.get('sandboxName')
  }),
  libraryClass('System.UninstallContext', {
    'Id uninstallerId()': (_, self: Bean) => self.get('uninstallerId'),
    'Id organizationId()': (_, self: Bean) => self.get('organizationId')
  })
];
