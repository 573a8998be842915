import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { type ApexList, SObject, throwApex } from '../../values/index.ts';
import { type Members, beanConstructor, dataClass, libraryClass, listOf, need } from '../define.ts';
import { Bean, PlatformObject, platformClass } from '../registry.ts';
import { platformClasses } from '../signatures/additions.ts';

/** `Metadata.DeployContainer`: components that are to be deployed together. */
class Container extends PlatformObject {
  items: Bean[] = [];

  remove(leaves: (item: Bean) => boolean): boolean {
    const kept = this.items.filter((item) => !leaves(item));
    const changed = kept.length < this.items.length;
    this.items = kept;
    return changed;
  }
}
Container.for('Metadata.DeployContainer');

/** Components and results that only carry values. */
const OWN = ['Metadata.DeployContainer', 'Metadata.Operations', 'Metadata.DeployCallbackContext'];

function plainClasses(): string[] {
  return platformClasses()
    .filter((c) => /^Metadata\.\w+$/.test(c.name) && c.kind === 'class' && !OWN.includes(c.name))
    .filter((c) => c.constructors.some((one) => one.params.length === 0) && c.methods.length === 0)
    .map((c) => c.name);
}

/** Lists of components and results are there from the start. */
function withLists(name: string): Members {
  const lists = (platformClass(name)?.fields ?? []).flatMap((f) => {
    const element = /^List<(.+)>$/.exec(f.type)?.[1];
    return element === undefined ? [] : [{ name: f.name, element }];
  });
  return beanConstructor(name, () => lists.map((list) => [list.name, listOf(list.element, [])] as const));
}

function value(field: string, content: unknown): Bean {
  return new Bean('Metadata.CustomMetadataValue', [
    ['field', field],
    ['value', content]
  ]);
}

/** A record of a custom metadata type, `Type.Record` with or without `__mdt`. */
function customMetadata(tx: Transaction, fullName: string): Bean | null {
  const [type = '', name = ''] = fullName.split('.');
  const object = tx.org.schema.object(type.endsWith('__mdt') ? type : `${type}__mdt`);
  const key = object?.field('DeveloperName');
  if (!object || !key) return null;
  for (const row of tx.org.store.scan(object, { kind: 'all' })) {
    if (String(row[key.slot]).toLowerCase() !== name.toLowerCase()) continue;
    const record = new SObject(object, [...row]);
    const values = object.fields.filter((f) => f.custom).map((f) => value(f.name, record.getObject(f.name)));
    return new Bean('Metadata.CustomMetadata', [
      ['fullName', fullName],
      ['label', record.getByName('MasterLabel')],
      ['values', listOf('Metadata.CustomMetadataValue', values)]
    ]);
  }
  return null;
}

function retrieve(tx: Transaction, type: { readonly name: string }, names: ApexList): ApexList {
  if (need(type).name !== 'CustomMetadata')
    throw new UnsupportedByLocalOrg(`Metadata.Operations.retrieve of a ${type.name}`);
  const found = (need(names).items as string[]).map((name) => customMetadata(tx, name)).filter((one) => one !== null);
  return listOf('Metadata.Metadata', found);
}

function enqueue(tx: Transaction): never {
  if (tx.isTest) throwApex('System.AsyncException', 'Metadata cannot be deployed from within a test');
  throw new UnsupportedByLocalOrg('Metadata.Operations.enqueueDeployment');
}

export const metadataClasses = [
  ...plainClasses().map((name) => libraryClass(name, { ...dataClass(name).members, ...withLists(name) })),
  libraryClass('Metadata.DeployCallbackContext', {
    'DeployCallbackContext()': () => new Bean('Metadata.DeployCallbackContext'),
    'Id getCallbackJobId()': (_, self: Bean) => self.get('callbackJobId')
  }),
  libraryClass('Metadata.DeployContainer', {
    'DeployContainer()': () => new Container(),
    'void addMetadata(Metadata.Metadata item)': (_, self: Container, item: Bean) => void self.items.push(need(item)),
    'List<Metadata.Metadata> getMetadata()': (_, self: Container) => listOf('Metadata.Metadata', [...self.items]),
    'Boolean removeMetadata(Metadata.Metadata item)': (_, self: Container, item: Bean) =>
      self.remove((one) => one === item),
    'Boolean removeMetadataByFullName(String name)': (_, self: Container, name: string) =>
      self.remove((one) => one.get('fullName') === name)
  }),
  libraryClass('Metadata.Operations', {
    'static Id enqueueDeployment(Metadata.DeployContainer container, Metadata.DeployCallback callback)': (tx) =>
      enqueue(tx),
    'static List<Metadata.Metadata> retrieve(Metadata.MetadataType type, List<String> names)': (tx, _, type, names) =>
      retrieve(tx, type, names)
  })
];
