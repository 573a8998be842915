import { readFileSync } from 'node:fs';
import { parseXml, type BundleSource, type CustomObjectModel } from '../../metadata/index.ts';
import { badRequest, notFound, objectNamed, objectOfId } from '../../api/index.ts';
import type { FlexiPageModel, PageItem, PageProperty } from '../metadata/index.ts';
import type { Ask, Site } from './context.ts';
import { appsOf, bare, models, need, pageOf, tabOf } from './context.ts';
import { nameFieldOf } from './fields.ts';
import { loadRecord } from './layout.ts';
import { templateRows } from './templates.ts';
import { isVisible } from './visibility.ts';

interface Item {
  readonly key: string;
  readonly kind: string;
  readonly [more: string]: unknown;
}

interface Target {
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly state: Readonly<Record<string, string | undefined>>;
}

/** The page behind a page reference, laid out for the person who asks. */
export function page(ask: Ask): object {
  const target: Target = { attributes: parse(ask.query['attributes']), state: parse(ask.query['state']) };
  switch (ask.query['type']) {
    case 'standard__recordPage':
      return recordPage(ask, target);
    case 'standard__objectPage':
      return objectPage(ask, target);
    case 'standard__navItemPage':
      return tabPage(ask, target.attributes['apiName'] ?? '');
    case 'standard__namedPage':
      return homePage(ask);
    case 'standard__component':
      return componentPage(ask, target.attributes['componentName'] ?? '');
    default:
      throw notFound('There is no page at this address.');
  }
}

function parse(text: string | undefined): Record<string, string | undefined> {
  return text ? (JSON.parse(text) as Record<string, string | undefined>) : {};
}

function homePage(ask: Ask): object {
  const app = currentApp(ask);
  const home = app?.home ? pageOf(ask.site, app.home) : undefined;
  if (home) return flexiPage(ask, home, null);
  const first = app?.tabs.map((tab) => tabUrl(ask.site, tab)).find((url) => url !== null);
  if (!first) throw notFound('The project has no app with a tab to show. Open a record or a list by its address.');
  return { title: 'Home', redirect: first };
}

export function currentApp(ask: Ask): ReturnType<typeof appsOf>[number] | undefined {
  const apps = appsOf(ask.site);
  const wanted = ask.query['app'] ?? ask.site.config.app;
  return apps.find((app) => app.name === wanted) ?? apps[0];
}

/** The address of a tab; null for standard tabs that the local org has no page for. */
export function tabUrl(site: Site, name: string): string | null {
  const standard = /^standard-(\w+)$/.exec(name)?.[1];
  const object = site.org.schema.object(standard ?? name);
  if (standard) return object ? `/lightning/o/${object.name}/list` : null;
  const tab = tabOf(site, name);
  if (tab?.kind === 'object' || (!tab && object)) return object ? `/lightning/o/${object.name}/list` : null;
  return tab ? `/lightning/n/${name}` : null;
}

function tabPage(ask: Ask, name: string): object {
  const tab = tabOf(ask.site, name);
  if (!tab) throw notFound(`There is no tab "${name}".`);
  if (tab.kind === 'object') return { title: name, redirect: tabUrl(ask.site, name) };
  if (tab.kind === 'component') return componentPage(ask, tab.target);
  const model = tab.kind === 'page' ? pageOf(ask.site, tab.target) : undefined;
  if (!model) throw notFound(`The tab "${name}" shows "${tab.target}", which is not in the local org.`);
  return flexiPage(ask, model, null);
}

function componentPage(ask: Ask, name: string): object {
  const component = componentName(ask.site, name.replace('__', ':'));
  return {
    title: component,
    rows: [
      {
        columns: [
          {
            region: 'main',
            size: 12,
            items: [{ key: 'component', kind: 'component', name: component, properties: {} }]
          }
        ]
      }
    ]
  };
}

function objectPage(ask: Ask, { attributes, state }: Target): object {
  const object = objectNamed(ask.site.org, attributes['objectApiName'] ?? '');
  const list = { object: object.name, view: state['filterName'] ?? null };
  const title = object.labelPlural;
  return attributes['actionName'] === 'new' ? { title, list, form: { object: object.name } } : { title, list };
}

function recordPage(ask: Ask, { attributes }: Target): object {
  const id = attributes['recordId'] ?? '';
  const object = objectOfId(ask.site.org, id);
  const record = loadRecord(ask, id, [nameFieldOf(object).name]);
  const shared = {
    title: String(record.peek(nameFieldOf(object).slot) ?? object.label),
    objectApiName: object.name,
    recordId: record.id
  };
  const model = activePage(ask, object.name);
  return { ...(model ? flexiPage(ask, model, record.id) : { rows: DEFAULT_RECORD_PAGE }), ...shared };
}

const DEFAULT_RECORD_PAGE = [
  { columns: [{ region: 'header', size: 12, items: [{ key: 'highlights', kind: 'highlights' }] }] },
  {
    columns: [
      {
        region: 'main',
        size: 8,
        items: [
          {
            key: 'tabs',
            kind: 'tabs',
            tabs: [{ key: 'details', title: 'Details', active: true, items: [{ key: 'details', kind: 'details' }] }]
          }
        ]
      },
      { region: 'sidebar', size: 4, items: [{ key: 'related', kind: 'related' }] }
    ]
  }
];

/** App assignment first, then the project's configuration, then the object's own override; else the default page. */
function activePage(ask: Ask, object: string): FlexiPageModel | undefined {
  const { site } = ask;
  const same = (name: string): boolean => site.org.schema.object(name)?.name === object;
  const byApp = [...(currentApp(ask)?.recordPages ?? [])].find(([name]) => same(name))?.[1];
  const byConfig = Object.entries(site.config.recordPages ?? {}).find(([name]) => same(name))?.[1];
  const own = models<CustomObjectModel>(site, 'CustomObject').find((m) => same(m.name));
  const byObject = own?.actionOverrides.find((o) => o.action === 'View' && o.type === 'Flexipage')?.content;
  const name = byApp ?? byConfig ?? byObject;
  if (!name) return undefined;
  const model = pageOf(site, name);
  if (!model) throw notFound(`The record page "${name}" of ${object} is not in the project.`);
  return model;
}

function flexiPage(ask: Ask, model: FlexiPageModel, recordId: string | null): object {
  const builder = new PageBuilder(ask, model, recordId);
  const regions = model.regions.filter((region) => !region.facet);
  const rows = templateRows(model).map((columns) => ({
    columns: columns.map(({ region, size }) => ({
      region,
      size,
      items: builder.items(regions.find((r) => r.name === region)?.items ?? [])
    }))
  }));
  return { title: model.label, rows };
}

/** Standard components of pages, and what draws each. */
export const PAGE_COMPONENTS: Readonly<
  Record<string, 'highlights' | 'details' | 'related' | 'relatedOne' | 'tabs' | 'text' | 'fieldSection'>
> = {
  'force:highlightsPanel': 'highlights',
  'record_flexipage:dynamicHighlights': 'highlights',
  'force:detailPanel': 'details',
  'force:relatedListContainer': 'related',
  'force:relatedListSingleContainer': 'relatedOne',
  'lst:dynamicRelatedList': 'relatedOne',
  'flexipage:tabset': 'tabs',
  'flexipage:tabset2': 'tabs',
  'flexipage:richText': 'text',
  'flexipage:fieldSection': 'fieldSection'
};

/** Turns the items of one FlexiPage into what the shell draws; refuses components that the local org has not. */
class PageBuilder {
  private readonly ask: Ask;
  private readonly model: FlexiPageModel;
  private readonly recordId: string | null;
  private count = 0;

  constructor(ask: Ask, model: FlexiPageModel, recordId: string | null) {
    this.ask = ask;
    this.model = model;
    this.recordId = recordId;
  }

  items(items: readonly PageItem[]): Item[] {
    return items.filter((item) => isVisible(this.ask, item.rule, this.recordId)).flatMap((item) => this.item(item));
  }

  private item(item: PageItem): Item[] {
    const key = item.identifier || `item-${++this.count}`;
    const property = (name: string): string | undefined => item.properties.find((p) => p.name === name)?.value;
    switch (PAGE_COMPONENTS[item.name]) {
      case 'highlights':
      case 'details':
      case 'related':
        return [{ key, kind: PAGE_COMPONENTS[item.name] as string }];
      case 'relatedOne':
        return [{ key, kind: 'related', only: property('relatedListApiName') }];
      case 'tabs':
        return [{ key, kind: 'tabs', tabs: this.tabs(property('tabs')) }];
      case 'text':
        return [{ key, kind: 'text', text: plainText(property('richTextValue') ?? '') }];
      case 'fieldSection':
        return [{ key, kind: 'details', fields: [this.fieldSection(item)] }];
      default:
        return [this.component(item, key)];
    }
  }

  private tabs(facet: string | undefined): object[] {
    return this.facet(facet)
      .filter((item) => isVisible(this.ask, item.rule, this.recordId))
      .map((item, at) => {
        const property = (name: string): string | undefined => item.properties.find((p) => p.name === name)?.value;
        return {
          key: item.identifier || `tab-${at}`,
          title: tabTitle(property('title') ?? 'Tab'),
          active: property('active') === 'true',
          items: this.items(this.facet(property('body')))
        };
      });
  }

  private facet(name: string | undefined): readonly PageItem[] {
    const region = this.model.regions.find((r) => r.name === name);
    if (!region) throw badRequest('INVALID_PAGE', `${this.model.file}: the facet "${name}" does not exist.`);
    return region.items;
  }

  /** A section of a page with dynamic forms: columns are facets of fields. */
  private fieldSection(item: PageItem): object {
    const property = (name: string): string | undefined => item.properties.find((p) => p.name === name)?.value;
    const columns = this.facet(property('columns')).map((column) =>
      this.facet(column.properties.find((p) => p.name === 'body')?.value)
    );
    return {
      heading: property('label') ?? null,
      columns: columns.map((fields) => fields.filter((f) => isVisible(this.ask, f.rule, this.recordId)).map(fieldItem))
    };
  }

  private component(item: PageItem, key: string): Item {
    const where = `${this.model.file}:${item.line}`;
    const name = componentName(this.ask.site, item.name, where);
    return { key, kind: 'component', name, properties: properties(this.ask.site, name, item.properties) };
  }
}

function fieldItem(item: PageItem): object {
  const behavior = item.properties.find((p) => p.name === 'uiBehavior')?.value;
  return {
    name: item.name.replace(/^Record\./, ''),
    readonly: behavior === 'readonly',
    required: behavior === 'required'
  };
}

/** `c:widgetCard` of the names that pages use: bare, `c:`, or the project's namespace. */
function componentName(site: Site, name: string, where = ''): string {
  const [first = '', second] = name.split(':');
  const own = second === undefined || first === 'c' || first === site.org.organization.namespace;
  const bundle = own ? bundles(site).find((b) => b.name === (second ?? first)) : undefined;
  if (!bundle)
    throw badRequest(
      'NOT_SUPPORTED_BY_LOCAL_ORG',
      `${where ? `${where}: ` : ''}the component "${name}" is not in the local org.`
    );
  return `c:${bundle.name}`;
}

function bundles(site: Site): BundleSource[] {
  return models<BundleSource>(site, 'LightningComponentBundle');
}

/** Property values are text in a page; the component's own configuration says their types. */
function properties(site: Site, component: string, given: readonly PageProperty[]): Record<string, unknown> {
  const bundle = bundles(site).find((b) => `c:${b.name}` === component);
  const types = bundle ? propertyTypes(bundle, site) : new Map<string, string>();
  return Object.fromEntries(given.map((p) => [p.name, typed(types.get(p.name) ?? 'String', p.value)]));
}

function typed(type: string, value: string): unknown {
  if (type === 'Boolean') return value === 'true';
  return type === 'Integer' ? Number(value) : value;
}

const typesOfBundle = new WeakMap<BundleSource, Map<string, string>>();

function propertyTypes(bundle: BundleSource, site: Site): Map<string, string> {
  const known = typesOfBundle.get(bundle);
  if (known) return known;
  const file = `${bundle.path}/${bundle.name}.js-meta.xml`;
  const root = parseXml(bundle.file, readFileSync(file, 'utf8'));
  const configs = root.children.filter((c) => c.name === 'targetConfigs').flatMap((c) => c.children);
  const declared = configs.flatMap((c) => c.children).filter((c) => c.name === 'property');
  const types = new Map(
    declared.map((p) => [bare(site, p.attributes['name'] ?? ''), p.attributes['type'] ?? 'String'])
  );
  typesOfBundle.set(bundle, types);
  return types;
}

const TITLES: Readonly<Record<string, string>> = {
  detail: 'Details',
  relatedLists: 'Related',
  activity: 'Activity',
  collaborate: 'Chatter',
  news: 'News',
  feed: 'Feed'
};

function tabTitle(title: string): string {
  const standard = /^Standard\.Tab\.(\w+)$/.exec(title)?.[1];
  return standard ? (TITLES[standard] ?? standard) : title;
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .trim();
}

/** Utilities of the app's bar. */
export function utilities(ask: Ask, barName: string | null): object[] {
  const bar = barName ? pageOf(ask.site, barName) : undefined;
  const items = bar?.regions.find((region) => region.name === 'utilityItems')?.items ?? [];
  return items
    .filter((item) => isVisible(ask, item.rule, null))
    .map((item) => {
      const name = componentName(ask.site, item.name, `${bar?.file}:${item.line}`);
      const of = (key: string): string | undefined => item.properties.find((p) => p.name === key)?.value;
      const own = item.properties.filter(
        (p) => !['label', 'icon', 'width', 'height', 'eager', 'decorator'].includes(p.name)
      );
      return {
        id: item.identifier || name,
        component: name,
        label: of('label') ?? name,
        icon: of('icon') ?? 'apps',
        properties: properties(ask.site, name, own)
      };
    });
}

/** The record that a person was on, if another may see it too. */
export function canSee(ask: Ask): boolean {
  try {
    loadRecord(ask, need(ask, 'id'), []);
    return true;
  } catch {
    // Whatever the reason, the answer to "may they see it" is no.
    return false;
  }
}
