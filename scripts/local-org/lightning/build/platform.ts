import type { PagesInput } from './input.ts';

/** Source text of the module behind an `@salesforce/...` import, or what is wrong with the import. */
export type PlatformModule = { readonly source: string } | { readonly problem: string };

type Family = (rest: string, input: PagesInput) => PlatformModule;

const FAMILIES: Readonly<Record<string, Family>> = {
  apex: apexModule,
  label: labelModule,
  schema: schemaModule,
  userPermission: (rest) => permission('userPermissions', rest),
  customPermission: customPermissionModule,
  user: userModule,
  resourceUrl: resourceModule,
  messageChannel: channelModule,
  client: (rest) => runtime('i18n', rest),
  i18n: (rest) => runtime('i18n', rest)
};

/** Families of `@salesforce/...` imports that are served. */
export function platformFamilies(): readonly string[] {
  return Object.keys(FAMILIES).map((name) => `@salesforce/${name}`);
}

/** Resolves one `@salesforce/family/rest` import against what the org holds. */
export function platformModule(specifier: string, input: PagesInput): PlatformModule {
  const [, family = '', ...rest] = specifier.split('/');
  const make = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (!make) return { problem: `"@salesforce/${family}" is not supported by the local org` };
  return make(rest.join('/'), input);
}

function apexModule(rest: string, input: PagesInput): PlatformModule {
  if (rest === '') return { source: `export { refreshApex, getSObjectValue } from 'shell/apex';` };
  const name = withoutNamespace(rest, input);
  const method = input.apexMethods.find((m) => m.name.toLowerCase() === name.toLowerCase());
  if (!method) return { problem: `no @AuraEnabled Apex method "${rest}" is deployed` };
  return {
    source: `import { apexMethod } from 'shell/apex';\nexport default apexMethod(${JSON.stringify(method.name)}, ${method.cacheable});`
  };
}

function labelModule(rest: string, input: PagesInput): PlatformModule {
  const [namespace = '', name = ''] = rest.split('.');
  if (namespace !== 'c' && namespace !== input.namespace)
    return { problem: `labels of "${namespace}" are not in this org` };
  const found = input.labels.find((label) => label.toLowerCase() === name.toLowerCase());
  if (!found) return { problem: `no custom label "${name}" is deployed` };
  return { source: `export default globalThis.localOrg.labels[${JSON.stringify(found)}];` };
}

function schemaModule(rest: string, input: PagesInput): PlatformModule {
  const [object = '', ...path] = rest.split('.');
  const objectApiName = input.objects[object.toLowerCase()];
  if (!objectApiName) return { problem: `no object "${object}" is deployed` };
  if (path.length === 0) return constant({ objectApiName });
  if (path.length > 1) return pathModule(objectApiName, path, input, rest);
  const fieldApiName = input.fields[`${objectApiName}.${path[0]}`.toLowerCase()];
  if (!fieldApiName) return { problem: `${objectApiName} has no field "${path[0]}"` };
  return constant({ fieldApiName, objectApiName });
}

/** `Lead.Owner.Name`: each step but the last is the relationship of a lookup of the object before. */
function pathModule(objectApiName: string, path: readonly string[], input: PagesInput, rest: string): PlatformModule {
  const first = path[0] ?? '';
  const lookup = first.toLowerCase().endsWith('__r') ? `${first.slice(0, -1)}c` : `${first}Id`;
  if (!input.fields[`${objectApiName}.${lookup}`.toLowerCase()])
    return { problem: `${objectApiName} has no lookup behind "${rest}"` };
  return constant({ fieldApiName: path.join('.'), objectApiName });
}

function customPermissionModule(rest: string, input: PagesInput): PlatformModule {
  const name = rest.startsWith(`${input.namespace}__`) ? rest.slice(`${input.namespace}__`.length) : rest;
  const found = input.customPermissions.find((p) => p.toLowerCase() === name.toLowerCase());
  return found ? permission('customPermissions', found) : { problem: `no custom permission "${rest}" is deployed` };
}

/** `true` or `undefined`, as the platform documents it. */
function permission(kind: string, name: string): PlatformModule {
  return { source: `export default globalThis.localOrg.${kind}[${JSON.stringify(name)}] === true ? true : undefined;` };
}

function userModule(rest: string): PlatformModule {
  if (rest === 'Id') return { source: 'export default globalThis.localOrg.user.id;' };
  if (rest === 'isGuest') return { source: 'export default false;' };
  return { problem: `"@salesforce/user/${rest}" does not exist` };
}

function resourceModule(rest: string, input: PagesInput): PlatformModule {
  const name = rest.startsWith(`${input.namespace}__`) ? rest.slice(`${input.namespace}__`.length) : rest;
  if (!input.staticResources.includes(name)) return { problem: `no static resource "${rest}" is deployed` };
  return { source: `export default ${JSON.stringify(`/resource/${name}`)};` };
}

function channelModule(rest: string, input: PagesInput): PlatformModule {
  const name = rest.replace(/__c$/, '').replace(`${input.namespace}__`, '');
  if (!input.messageChannels.includes(name)) return { problem: `no message channel "${rest}" is deployed` };
  return constant({ name });
}

function runtime(bag: string, key: string): PlatformModule {
  if (!/^[\w.]+$/.test(key)) return { problem: `"${key}" is not a name` };
  return { source: `export default globalThis.localOrg.${bag}[${JSON.stringify(key)}];` };
}

function constant(value: object): PlatformModule {
  return { source: `export default ${JSON.stringify(value)};` };
}

function withoutNamespace(name: string, input: PagesInput): string {
  const parts = name.split('.');
  return parts.length === 3 && parts[0] === input.namespace ? parts.slice(1).join('.') : name;
}
