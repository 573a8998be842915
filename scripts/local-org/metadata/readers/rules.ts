import type { MetadataReader, ReadContext } from '../component.ts';
import type { FilterItemModel } from '../models.ts';
import type { ElementReader } from '../reader.ts';
import type {
  AssignmentRuleModel,
  DuplicateActionModel,
  DuplicateRuleModel,
  MatchingRuleModel,
  SharedToModel,
  SharingRuleModel
} from '../rule-models.ts';
import { present, readFilterItem } from './fields.ts';

const SETUP_ONLY = 'shown in Setup';

/* ---- matching and duplicate rules ---- */

function readMatchingItem(from: ElementReader): MatchingRuleModel['items'][number] {
  const method = from.required('matchingMethod');
  if (method !== 'Exact') from.refuse(`the fuzzy matching method ${method} is not supported by the local org`);
  const field = from.required('fieldName');
  return { field, matchBlanks: from.oneOf('blankValueBehavior', ['MatchBlanks', 'NullNotAllowed']) === 'MatchBlanks' };
}

function readMatchingRules(from: ElementReader, { component, add }: ReadContext): null {
  const object = component.fullName;
  for (const rule of from.all('matchingRules')) {
    rule.without(SETUP_ONLY, 'description', 'label');
    const name = rule.required('fullName');
    const model: MatchingRuleModel = {
      object,
      name,
      active: rule.text('ruleStatus') === 'Active',
      items: rule.all('matchingRuleItems').map(readMatchingItem),
      ...present({ booleanFilter: rule.text('booleanFilter') })
    };
    add('MatchingRule', `${object}.${name}`, model);
  }
  return null;
}

function readAction(from: ElementReader, event: 'Insert' | 'Update'): DuplicateActionModel {
  const action = from.oneOf(`actionOn${event}`, ['Allow', 'Block']);
  const operations = from.texts(`operationsOn${event}`);
  if (operations.some((each) => each.toLowerCase() === 'report'))
    from.note('the local org keeps no duplicate record sets: what a rule reports is not recorded');
  return { block: action === 'Block', alert: operations.some((each) => each.toLowerCase() === 'alert') };
}

function readMatch(from: ElementReader): DuplicateRuleModel['matches'][number] {
  const mapping = from.one('objectMapping');
  mapping?.without('named by the rule itself', 'inputObject', 'outputObject');
  const pairs = mapping
    ?.all('mappingFields')
    .map((pair) => [pair.required('outputField'), pair.required('inputField')] as const);
  return {
    object: from.required('matchRuleSObjectType'),
    matchingRule: from.required('matchingRule'),
    ...(pairs && pairs.length > 0 ? { mapping: new Map(pairs) } : {})
  };
}

function readDuplicateRule(from: ElementReader, { component }: ReadContext): DuplicateRuleModel {
  const [object = '', name = ''] = component.fullName.split('.');
  from.without(SETUP_ONLY, 'description');
  const active = from.boolean('isActive');
  if (!active) from.notRun();
  const filter = from.one('duplicateRuleFilter');
  return {
    object,
    name,
    label: from.text('masterLabel') ?? name,
    active,
    sortOrder: from.integer('sortOrder') ?? 1,
    enforceSharing: from.text('securityOption') === 'EnforceSharingRules',
    onInsert: readAction(from, 'Insert'),
    onUpdate: readAction(from, 'Update'),
    filters: filter?.all('duplicateRuleFilterItems').map(readDuplicateFilter) ?? [],
    matches: from.all('duplicateRuleMatchRules').map(readMatch),
    ...present({ alertText: from.rawText('alertText') || undefined, booleanFilter: filter?.text('booleanFilter') })
  };
}

/** A filter of the record, or of the running user (`table` User). */
function readDuplicateFilter(from: ElementReader): FilterItemModel {
  from.without('the order in which the numbers of the logic count', 'sortOrder');
  const table = from.text('table');
  const item = readFilterItem(from);
  return table === 'User' ? { ...item, field: `$User.${item.field}` } : item;
}

/* ---- assignment rules ---- */

function readEntry(from: ElementReader): AssignmentRuleModel['entries'][number] {
  from.without('the local org sends no mail about assignments and has no teams', ...['template', 'notifyCcRecipients']);
  from.without('the local org sends no mail about assignments and has no teams', ...['overrideExistingTeams', 'team']);
  return {
    criteria: from.all('criteriaItems').map(readFilterItem),
    toQueue: from.oneOf('assignedToType', ['User', 'Queue']) === 'Queue',
    line: from.line,
    ...present({
      booleanFilter: from.text('booleanFilter'),
      formula: from.rawText('formula'),
      assignedTo: from.text('assignedTo')
    })
  };
}

function readAssignmentRules(from: ElementReader, { component, add }: ReadContext): null {
  for (const rule of from.all('assignmentRule')) {
    const name = rule.required('fullName');
    const active = rule.boolean('active');
    const model: AssignmentRuleModel = {
      object: component.fullName,
      name,
      active,
      entries: rule.all('ruleEntry').map(readEntry)
    };
    add('AssignmentRule', `${component.fullName}.${name}`, model);
  }
  return null;
}

/* ---- sharing rules ---- */

const PEOPLE = ['group', 'groups', 'queue', 'role', 'roles', 'roleAndSubordinates', 'rolesAndSubordinates'];

function readSharedTo(from: ElementReader | undefined): SharedToModel {
  const names = (...elements: string[]): string[] => elements.flatMap((element) => from?.texts(element) ?? []);
  const model = {
    groups: names('group', 'groups'),
    queues: names('queue'),
    roles: names('role', 'roles'),
    rolesAndSubordinates: names('roleAndSubordinates', 'rolesAndSubordinates', 'roleAndSubordinatesInternal'),
    allInternalUsers: from?.one('allInternalUsers') !== undefined
  };
  for (const child of from?.element.children ?? []) {
    if (
      !PEOPLE.includes(child.name) &&
      child.name !== 'allInternalUsers' &&
      child.name !== 'roleAndSubordinatesInternal'
    )
      from?.refuse(`sharing with <${child.name}> is not supported by the local org`, child);
  }
  return model;
}

/** Metadata API, AccountSharingRuleSettings. */
function readAccountSettings(from: ElementReader | undefined): SharingRuleModel['children'] {
  const level = (name: string): 'None' | 'Read' | 'Edit' => from?.oneOf(name, ['None', 'Read', 'Edit']) ?? 'None';
  if (!from) return undefined;
  return {
    Case: level('caseAccessLevel'),
    Contact: level('contactAccessLevel'),
    Opportunity: level('opportunityAccessLevel')
  };
}

function readSharingRule(from: ElementReader, object: string): SharingRuleModel {
  from.without(SETUP_ONLY, 'label', 'description');
  const children = readAccountSettings(from.one('accountSettings'));
  const access = from.oneOf('accessLevel', ['Read', 'Edit']);
  return {
    object,
    name: from.required('fullName'),
    access: access ?? 'Read',
    to: readSharedTo(from.one('sharedTo')),
    ...present({ children }),
    line: from.line
  };
}

function readSharingRules(from: ElementReader, { component, add }: ReadContext): null {
  const object = component.fullName;
  const keep = (model: SharingRuleModel): void => add('SharingRule', `${object}.${model.name}`, model);
  for (const rule of from.all('sharingOwnerRules'))
    keep({ ...readSharingRule(rule, object), from: readSharedTo(rule.one('sharedFrom')) });
  for (const rule of from.all('sharingCriteriaRules')) {
    rule.without('every owner is included', 'includeRecordsOwnedByAll');
    const criteria = rule.all('criteriaItems').map(readFilterItem);
    keep({ ...readSharingRule(rule, object), criteria, ...present({ booleanFilter: rule.text('booleanFilter') }) });
  }
  for (const kind of ['sharingGuestRules', 'sharingTerritoryRules'])
    for (const rule of from.all(kind)) rule.refuse(`<${kind}> are not supported by the local org`);
  return null;
}

export const ruleReaders: readonly MetadataReader[] = [
  { type: 'MatchingRules', read: readMatchingRules },
  { type: 'DuplicateRule', read: readDuplicateRule },
  { type: 'AssignmentRules', read: readAssignmentRules },
  { type: 'SharingRules', read: readSharingRules }
];
