import type { OrgServices } from '../contracts/transaction.ts';
import type { BundleSource } from '../metadata/index.ts';
import type { PagesInput } from './build/index.ts';
import { isAura, isCacheable } from './server/apex.ts';

/** What the build of the pages has to know, taken from a deployed org. */
export function pagesInput(org: OrgServices, projectDir: string): PagesInput {
  const objects = org.schema.objects();
  const names = (type: string): string[] => org.registry.all(type).map((component) => component.fullName);
  return {
    projectDir,
    namespace: org.organization.namespace,
    bundles: org.registry
      .all('LightningComponentBundle')
      .map(({ model }) => ({ name: (model as BundleSource).name, folder: (model as BundleSource).path })),
    labels: names('CustomLabel'),
    objects: bothForms(org, Object.fromEntries(objects.map((o) => [o.name.toLowerCase(), o.name]))),
    fields: fieldNames(org),
    apexMethods: org.program.classNames().flatMap((name) => {
      const methods = org.program.type(name)?.members?.methods ?? [];
      return methods
        .filter((m) => m.static && isAura(m))
        .map((m) => ({ name: `${name}.${m.name}`, cacheable: isCacheable(m) }));
    }),
    customPermissions: names('CustomPermission'),
    staticResources: names('StaticResource'),
    messageChannels: names('LightningMessageChannel')
  };
}

/** With a namespace, `X__c` and `ns__X__c` both name the object. */
function bothForms(org: OrgServices, map: Record<string, string>): Record<string, string> {
  const { namespace } = org.organization;
  if (!namespace) return map;
  const prefix = `${namespace.toLowerCase()}__`;
  const short = Object.entries(map)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, name]) => [key.slice(prefix.length), name]);
  return { ...map, ...Object.fromEntries(short) };
}

function fieldNames(org: OrgServices): Record<string, string> {
  const prefix = org.organization.namespace ? `${org.organization.namespace.toLowerCase()}__` : null;
  const names: Record<string, string> = {};
  for (const object of org.schema.objects()) {
    for (const field of object.fields) {
      const key = field.name.toLowerCase();
      names[`${object.name.toLowerCase()}.${key}`] = field.name;
      if (prefix && key.startsWith(prefix))
        names[`${object.name.toLowerCase()}.${key.slice(prefix.length)}`] = field.name;
    }
  }
  return names;
}
