import type { ElementReader, MetadataReader } from '../../metadata/index.ts';
import type {
  AppModel,
  FlexiPageModel,
  LayoutModel,
  LayoutRelatedList,
  LayoutSection,
  PageItem,
  PageProperty,
  QuickActionModel,
  TabModel,
  VisibilityRule
} from './models.ts';

const SETUP = 'shown in Setup only';
const LOOK = 'no effect on what a page holds';
const ELSEWHERE = 'belongs to screens that the local org does not have';

/** Readers of everything that lays out a screen; handed to `readMetadata`. */
export const lightningReaders: readonly MetadataReader[] = [
  { type: 'FlexiPage', read: (from, { component }) => readFlexiPage(from, component.fullName, component.file) },
  { type: 'CustomTab', read: (from, { component }) => readTab(from, component.fullName) },
  { type: 'CustomApplication', read: (from, { component }) => readApp(from, component.fullName) },
  { type: 'Layout', read: (from, { component }) => readLayout(from, component.fullName) },
  { type: 'QuickAction', read: (from, { component }) => readQuickAction(from, component.fullName) },
  { type: 'LightningMessageChannel', read: (from) => readChannel(from) }
];

function readFlexiPage(from: ElementReader, name: string, file: string): FlexiPageModel {
  from.without(SETUP, 'description');
  from.without(
    'the regions of this page are all there is of it: a parent is where it was made from',
    'parentFlexiPage'
  );
  const template = from.one('template');
  template?.without(LOOK, 'properties');
  const older = from.text('pageTemplate');
  return {
    name,
    file,
    label: from.required('masterLabel'),
    type: from.required('type'),
    object: from.text('sobjectType') ?? null,
    template: template?.required('name') ?? older ?? '',
    regions: from.all('flexiPageRegions').map((region) => ({
      name: region.required('name'),
      facet: region.oneOf('type', ['Region', 'Facet', 'Background']) === 'Facet',
      items: readItems(region)
    }))
  };
}

function readItems(region: ElementReader): PageItem[] {
  region.without(LOOK, 'mode', 'appendable', 'prependable', 'replaceable');
  // Until API version 48 components stood in their region by themselves.
  const older = region.all('componentInstances').map(readComponent);
  const items = region.all('itemInstances').flatMap((instance) => {
    const component = instance.one('componentInstance');
    if (component) return [readComponent(component)];
    const field = instance.one('fieldInstance');
    return field ? [readField(field)] : [];
  });
  return [...older, ...items];
}

function readComponent(from: ElementReader): PageItem {
  from.without(LOOK, 'componentType', 'flexipageDataSources');
  return {
    kind: 'component',
    name: from.required('componentName'),
    identifier: from.text('identifier') ?? '',
    properties: from.all('componentInstanceProperties').map(readProperty),
    rule: readRule(from),
    line: from.line
  };
}

function readField(from: ElementReader): PageItem {
  return {
    kind: 'field',
    name: from.required('fieldItem'),
    identifier: from.text('identifier') ?? '',
    properties: from.all('fieldInstanceProperties').map(readProperty),
    rule: readRule(from),
    line: from.line
  };
}

function readProperty(from: ElementReader): PageProperty {
  from.without(LOOK, 'type');
  const list = from.one('valueList');
  return {
    name: from.text('name') ?? '',
    value: from.text('value') ?? '',
    values: list ? list.all('valueListItems').map(readListItem) : []
  };
}

function readListItem(from: ElementReader): string {
  from.without('every action of a list is offered, whoever looks', 'visibilityRule');
  return from.required('value');
}

function readRule(from: ElementReader): VisibilityRule | null {
  const rule = from.one('visibilityRule');
  if (!rule) return null;
  return {
    booleanFilter: rule.text('booleanFilter') ?? null,
    criteria: rule.all('criteria').map((one) => ({
      left: one.required('leftValue'),
      operator: one.required('operator'),
      right: one.text('rightValue') ?? ''
    }))
  };
}

function readTab(from: ElementReader, name: string): TabModel {
  from.without(
    LOOK,
    'splashPageLink',
    'motif',
    'description',
    'hasSidebar',
    'mobileReady',
    'frameHeight',
    'icon',
    'customIcon'
  );
  const label = from.text('label') ?? null;
  const page = from.text('flexiPage');
  const component = from.text('lwcComponent');
  const url = from.text('url');
  if (from.text('urlEncodingKey') && !url) from.fail('<urlEncodingKey> needs <url>');
  if (from.boolean('customObject')) return { name, kind: 'object', label, target: name };
  if (page) return { name, kind: 'page', label, target: page };
  if (component) return { name, kind: 'component', label, target: component };
  if (url) return { name, kind: 'url', label, target: url };
  for (const [element, target] of [
    ['page', '/apex/'],
    ['auraComponent', '/cmp/'],
    ['scontrol', '/scontrol/']
  ] as const) {
    const shown = from.text(element);
    if (!shown) continue;
    from.note(`the local org does not show <${element}> tabs: the tab is deployed and leads nowhere`);
    return { name, kind: 'url', label, target: `${target}${shown}` };
  }
  from.fail('a tab needs <customObject>true</customObject>, <flexiPage>, <lwcComponent> or <url>');
  return { name, kind: 'url', label, target: '' };
}

function readApp(from: ElementReader, name: string): AppModel {
  from.without(
    LOOK,
    ...['brand', 'description', 'formFactors', 'navType', 'uiType', 'logo', 'isServiceCloudConsole', 'setupExperience'],
    ...[
      'isNavAutoTempTabsDisabled',
      'isNavPersonalizationDisabled',
      'isNavTabPersistenceDisabled',
      'isOmniPinnedViewEnabled'
    ],
    ...[
      'consoleConfig',
      'workspaceConfig',
      'preferences',
      'profileActionOverrides',
      'defaultLandingTab',
      'detailPageRefreshMethod'
    ]
  );
  const overrides = from.all('actionOverrides').map(readOverride);
  return {
    name,
    label: from.text('label') ?? name,
    // Until API version 43 each tab was a <tab>.
    tabs: [...from.texts('tab'), ...from.texts('tabs')],
    utilityBar: from.text('utilityBar') ?? null,
    recordPages: new Map(overrides.filter((o) => o.action === 'View').map((o) => [o.object, o.page])),
    home: overrides.find((o) => o.action === 'Tab' && o.object === 'standard-home')?.page ?? null
  };
}

function readOverride(from: ElementReader): { action: string; object: string; page: string } {
  from.without(LOOK, 'comment', 'formFactor', 'skipRecordTypeSelect', 'type');
  return {
    action: from.required('actionName'),
    object: from.text('pageOrSobjectType') ?? '',
    page: from.text('content') ?? ''
  };
}

function readLayout(from: ElementReader, fullName: string): LayoutModel {
  from.without(
    ELSEWHERE,
    ...[
      'showEmailCheckbox',
      'showHighlightsPanel',
      'showInteractionLogPanel',
      'showRunAssignmentRulesCheckbox',
      'showSubmitAndAttachButton'
    ],
    ...[
      'platformActionList',
      'quickActionList',
      'summaryLayout',
      'headers',
      'excludeButtons',
      'relatedContent',
      'miniLayout'
    ],
    ...[
      'emailDefault',
      'runAssignmentRulesDefault',
      'showKnowledgeComponent',
      'showSolutionSection',
      'customButtons',
      'relatedObjects'
    ],
    ...['multilineLayoutFields', 'feedLayout', 'customConsoleComponents']
  );
  const dash = fullName.indexOf('-');
  return {
    object: fullName.slice(0, dash),
    name: decodeURIComponent(fullName.slice(dash + 1)),
    sections: from.all('layoutSections').map(readSection),
    relatedLists: from.all('relatedLists').map(readRelatedList)
  };
}

function readSection(from: ElementReader): LayoutSection {
  from.without(LOOK, 'customLabel', 'editHeading', 'style');
  const label = from.text('label') ?? null;
  return {
    label: from.boolean('detailHeading') ? label : null,
    columns: from.all('layoutColumns').map((column) => {
      column.without(LOOK, 'reserved');
      return column.all('layoutItems').flatMap((item) => {
        item.without(
          ELSEWHERE,
          'emptySpace',
          'customLink',
          'page',
          'canvas',
          'component',
          'height',
          'width',
          'scontrol'
        );
        item.without(LOOK, 'showLabel', 'showScrollbars', 'analyticsCloudComponent', 'reportChartComponent');
        const field = item.text('field');
        const behavior = item.oneOf('behavior', ['Edit', 'Required', 'Readonly']) ?? 'Edit';
        return field ? [{ field, behavior }] : [];
      });
    })
  };
}

function readRelatedList(from: ElementReader): LayoutRelatedList {
  from.without(ELSEWHERE, 'customButtons', 'excludeButtons', 'quickActions');
  return {
    list: from.required('relatedList'),
    fields: from.texts('fields'),
    sortField: from.text('sortField') ?? null,
    descending: from.oneOf('sortOrder', ['Asc', 'Desc']) === 'Desc',
    line: from.line
  };
}

function readQuickAction(from: ElementReader, fullName: string): QuickActionModel {
  from.without(
    ELSEWHERE,
    ...[
      'description',
      'optionsCreateFeedItem',
      'standardLabel',
      'icon',
      'height',
      'width',
      'successMessage',
      'actionSubtype'
    ],
    ...[
      'quickActionLayout',
      'fieldOverrides',
      'targetObject',
      'targetParentField',
      'targetRecordType',
      'flowDefinition',
      'isProtected',
      'lightningComponent',
      'page',
      'quickActionSendEmailOptions'
    ]
  );
  const dot = fullName.indexOf('.');
  return {
    name: fullName,
    object: dot > 0 ? fullName.slice(0, dot) : null,
    label: from.text('label') ?? null,
    type: from.required('type'),
    component: from.text('lightningWebComponent') ?? null
  };
}

function readChannel(from: ElementReader): { label: string } {
  from.without(LOOK, 'description', 'isExposed', 'lightningMessageFields');
  return { label: from.required('masterLabel') };
}
