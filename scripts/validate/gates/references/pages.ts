import type { XmlElement } from '../../../local-org/metadata/index.ts';
import type { Finding } from '../../contracts.ts';
import { tab } from './permissions.ts';
import { finding, needs, needsField, when, type Source } from './reference.ts';
import { child, children, descendants, text } from './xml.ts';

/** `Widget__c-Widget Layout`; the object's name ends at the first hyphen. */
export function layout(source: Source): Finding[] {
  const { root, name } = source;
  const object = name.split('-')[0] ?? '';
  const items = descendants(root, 'layoutItems').filter((i) => text(i, 'field') !== '');
  const seen = new Set<string>();
  const twice = items.filter((i) => seen.has(text(i, 'field')) || !seen.add(text(i, 'field')));
  return [
    ...items.flatMap((i) => needsField(source, i, object, text(i, 'field'))),
    ...twice.map((i) => finding(source, i, 'layout', `${text(i, 'field')} stands twice on the layout`)),
    ...lacksRequired(source, object, new Set(items.map((i) => source.known.local(text(i, 'field')).toLowerCase()))),
    ...children(root, 'relatedLists').flatMap((l) => relatedList(source, l))
  ];
}

/** A layout without a required field is refused: "Layout must contain an item for required layout field". */
function lacksRequired(source: Source, object: string, shown: ReadonlySet<string>): Finding[] {
  const { known, root } = source;
  if (!known.isOwnCustom(object)) return [];
  const own = [...known.fields.values()].filter((c) =>
    c.fullName.toLowerCase().startsWith(`${known.local(object).toLowerCase()}.`)
  );
  const required = own
    .map((c) => c.model as { name: string; required: boolean; type?: string })
    .filter((f) => f.required || f.type === 'MasterDetail');
  return required
    .filter((f) => !shown.has(f.name.toLowerCase()))
    .map((f) => finding(source, root, 'layout', `the required field ${f.name} must be on the layout`));
}

/** `Widget__c.Parent__c`: the child and its lookup. */
function relatedList(source: Source, list: XmlElement): Finding[] {
  const [object = '', lookup] = text(list, 'relatedList').split('.');
  return lookup ? needsField(source, list, object, lookup) : [];
}

export function customTab(source: Source): Finding[] {
  const { root, name } = source;
  const page = text(root, 'flexiPage');
  const bundle = text(root, 'lwcComponent');
  return [
    ...when(
      text(root, 'customObject') === 'true' && source.known.lacksObject(name),
      source,
      root,
      'missing-reference',
      `there is no object ${name}`
    ),
    ...needs(source, root, 'FlexiPage', page),
    ...needs(source, root, 'LightningComponentBundle', bundle.replace(/^c:/, ''))
  ];
}

export function application(source: Source): Finding[] {
  const { root } = source;
  const overrides = [...children(root, 'actionOverrides'), ...children(root, 'profileActionOverrides')];
  return [
    ...children(root, 'tabs').flatMap((t) => tab(source, t, t.text.trim())),
    ...needs(source, root, 'FlexiPage', text(root, 'utilityBar')),
    ...overrides
      .filter((o) => text(o, 'type') === 'Flexipage')
      .flatMap((o) => needs(source, o, 'FlexiPage', text(o, 'content')))
  ];
}

const REGIONS: Readonly<Record<string, readonly string[]>> = {
  'flexipage:recordHomeTemplateDesktop': ['header', 'subheader', 'main', 'sidebar', 'footer'],
  'flexipage:defaultAppHomeTemplate': ['main'],
  'one:utilityBarTemplateDesktop': ['utilityItems', 'backgroundComponents']
};

export function flexiPage(source: Source): Finding[] {
  const { root } = source;
  const regions = children(root, 'flexiPageRegions');
  const instances = descendants(root, 'componentInstance');
  const object = text(root, 'sobjectType');
  return [
    ...when(source.known.lacksObject(object), source, root, 'missing-reference', `there is no object ${object}`),
    ...wrongRegions(source, regions),
    ...instances.flatMap((i) => [...component(source, i), ...facets(source, i, regions)]),
    ...sameIdentifiers(source, instances),
    ...descendants(root, 'fieldItem').flatMap((f) => recordField(source, f, object))
  ];
}

function wrongRegions(source: Source, regions: readonly XmlElement[]): Finding[] {
  const template = text(child(source.root, 'template'), 'name');
  const known = REGIONS[template];
  const open = regions.filter((r) => text(r, 'type') === 'Region' && known && !known.includes(text(r, 'name')));
  return open.map((r) =>
    finding(source, r, 'region', `${template} has no region ${text(r, 'name')}; it has ${known?.join(', ')}`)
  );
}

/** A tab's body and a tab set's tabs are facets of the same page. */
function facets(source: Source, instance: XmlElement, regions: readonly XmlElement[]): Finding[] {
  if (!/^flexipage:(tab|tabset)$/.test(text(instance, 'componentName'))) return [];
  const names = new Set(regions.map((r) => text(r, 'name')));
  const named = children(instance, 'componentInstanceProperties').filter((p) =>
    ['body', 'tabs'].includes(text(p, 'name'))
  );
  return named
    .filter((p) => !names.has(text(p, 'value')))
    .map((p) => finding(source, p, 'region', `there is no facet ${text(p, 'value')} on this page`));
}

function sameIdentifiers(source: Source, instances: readonly XmlElement[]): Finding[] {
  const seen = new Set<string>();
  const again = instances.filter((i) => {
    const id = text(i, 'identifier');
    return id !== '' && (seen.has(id) || !seen.add(id));
  });
  return again.map((i) =>
    finding(source, i, 'identifier', `the identifier ${text(i, 'identifier')} stands twice on the page`)
  );
}

function recordField(source: Source, item: XmlElement, object: string): Finding[] {
  const [, field] = /^Record\.(\w+)$/.exec(item.text.trim()) ?? [];
  return field ? needsField(source, item, object, field) : [];
}

const TARGETS: Readonly<Record<string, string>> = {
  RecordPage: 'lightning__RecordPage',
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
  UtilityBar: 'lightning__UtilityBar'
};

/** A component of ours on a page: it is there, exposed, meant for such pages, and has the properties that are set. */
function component(source: Source, instance: XmlElement): Finding[] {
  const [, name] = /^c:(\w+)$/.exec(text(instance, 'componentName')) ?? [];
  if (!name) return [];
  const { known, root } = source;
  const bundle = known.workspace.project.bundles.find((b) => b.name === name);
  if (!bundle) return [finding(source, instance, 'missing-reference', `there is no component c:${name}`)];
  const config = bundle.files.find((f) => f.endsWith('.js-meta.xml'));
  const meta = config ? known.workspace.xml(`${bundle.file}/${config}`) : undefined;
  if (!meta) return [];
  const target = TARGETS[text(root, 'type')];
  const offered = descendants(meta, 'target').map((t) => t.text.trim());
  return [
    ...when(text(meta, 'isExposed') !== 'true', source, instance, 'component', `c:${name} is not exposed`),
    ...when(
      target !== undefined && !offered.includes(target),
      source,
      instance,
      'component',
      `c:${name} does not offer ${target}`
    ),
    ...properties(source, instance, meta, name)
  ];
}

function properties(source: Source, instance: XmlElement, meta: XmlElement, name: string): Finding[] {
  const offered = new Set(descendants(meta, 'property').map((p) => p.attributes['name']));
  const set = children(instance, 'componentInstanceProperties').filter((p) => !offered.has(text(p, 'name')));
  return set.map((p) => finding(source, p, 'component', `c:${name} has no property ${text(p, 'name')}`));
}

export function quickAction(source: Source): Finding[] {
  const { root, name, known } = source;
  const object = text(root, 'targetObject') || (name.includes('.') ? (name.split('.')[0] ?? '') : '');
  const items = descendants(root, 'quickActionLayoutItems').filter((i) => text(i, 'field') !== '');
  return [
    ...when(known.lacksObject(object), source, root, 'missing-reference', `there is no object ${object}`),
    ...items.flatMap((i) => needsField(source, i, object, text(i, 'field'))),
    ...needs(source, root, 'LightningComponentBundle', text(root, 'lightningWebComponent'))
  ];
}
