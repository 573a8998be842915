import type { FieldInfo, FilterItem, ObjectInfo } from '../contracts/schema.ts';
import type { DuplicateFinding } from '../contracts/save.ts';
import type { Row } from '../contracts/store.ts';
import type { MetadataRegistry, Transaction } from '../contracts/transaction.ts';
import type { DuplicateRuleModel, MatchingRuleModel } from '../metadata/index.ts';
import { equalRows } from '../store/index.ts';
import { SObject, criteriaHold, fold, parseLogic } from '../values/index.ts';

/** "Use one of these records?": what an alert says that says nothing of its own. */
const ALERT = 'Use one of these records?';

interface Item {
  /** Of the saved record. */
  readonly from: FieldInfo;
  /** Of the records it is compared with. */
  readonly to: FieldInfo;
  readonly matchBlanks: boolean;
}

interface Match {
  readonly rule: string;
  readonly object: ObjectInfo;
  readonly items: readonly Item[];
  readonly logic: string;
}

export interface DuplicateRule {
  readonly model: DuplicateRuleModel;
  readonly matches: readonly Match[];
}

const known = new WeakMap<MetadataRegistry, Map<string, readonly DuplicateRule[]>>();

/** The active duplicate rules of an object in their order. */
export function duplicateRulesOf(tx: Transaction, object: ObjectInfo): readonly DuplicateRule[] {
  const { registry } = tx.org;
  let byObject = known.get(registry);
  if (!byObject) known.set(registry, (byObject = new Map()));
  let rules = byObject.get(object.name);
  if (!rules) byObject.set(object.name, (rules = readRules(tx, object)));
  return rules;
}

function readRules(tx: Transaction, object: ObjectInfo): DuplicateRule[] {
  return tx.org.registry
    .all('DuplicateRule')
    .map((component) => component.model as DuplicateRuleModel)
    .filter((model) => model.active && tx.org.schema.object(model.object)?.name === object.name)
    .sort((a, b) => a.sortOrder - b.sortOrder)
    .map((model) => ({ model, matches: model.matches.flatMap((match) => readMatch(tx, object, match)) }));
}

/** A matching rule that the project does not bring, such as the platform's fuzzy standard rules, finds nothing here. */
function readMatch(tx: Transaction, object: ObjectInfo, match: DuplicateRuleModel['matches'][number]): Match[] {
  const target = tx.org.schema.object(match.object);
  const rule = tx.org.registry.get('MatchingRule', `${match.object}.${match.matchingRule}`)?.model as
    MatchingRuleModel | undefined;
  if (!target || !rule?.active) return [];
  const items = rule.items.flatMap(({ field, matchBlanks }): Item[] => {
    const to = target.field(field);
    const from = object.field(match.mapping?.get(field) ?? field);
    return to && from ? [{ from, to, matchBlanks }] : [];
  });
  if (items.length !== rule.items.length || items.length === 0) return [];
  return [{ rule: rule.name, object: target, items, logic: rule.booleanFilter ?? 'and' }];
}

/** What the rule finds for a record, or undefined. `old` is the record before an update. */
export function findDuplicates(
  tx: Transaction,
  rule: DuplicateRule,
  record: SObject,
  old: Row | undefined
): DuplicateFinding | undefined {
  if (!applies(tx, rule, record)) return undefined;
  if (old && !rule.matches.some((match) => match.items.some(({ from }) => old[from.slot] !== record.v[from.slot])))
    return undefined;
  const matches = rule.matches
    .map((match) => ({ rule: match.rule, object: match.object.name, records: matching(tx, rule, match, record) }))
    .filter((match) => match.records.length > 0);
  if (matches.length === 0) return undefined;
  const { name, alertText, onInsert, onUpdate } = rule.model;
  return { rule: name, message: alertText ?? ALERT, allowSave: !(old ? onUpdate : onInsert).block, matches };
}

function applies(tx: Transaction, { model }: DuplicateRule, record: SObject): boolean {
  if (model.filters.length === 0) return true;
  const users = tx.org.schema.object('User');
  const user = users && tx.org.store.get(users, tx.user.id);
  const read = (path: string) => {
    const ofUser = path.startsWith('$User.');
    const object = ofUser ? users : record.info;
    const field = object?.field(path.split('.').at(-1) ?? '');
    return field && { field, value: (ofUser ? user?.[field.slot] : record.v[field.slot]) ?? null };
  };
  return criteriaHold(
    model.filters as readonly FilterItem[],
    model.booleanFilter,
    read,
    `duplicate rule ${model.name}`
  );
}

function matching(tx: Transaction, { model }: DuplicateRule, match: Match, record: SObject): SObject[] {
  const combined = parseLogic(match.logic, match.items.length);
  if (!combined) throw new Error(`matching rule ${match.rule}: the filter logic ${match.logic} cannot be read.`);
  const sees = model.enforceSharing ? tx.org.access.rows(tx, match.object, 'read') : null;
  return candidates(tx, match, record)
    .filter((row) => row[0] !== record.id && (sees?.(row) ?? true))
    .filter((row) => combined((index) => equal(match.items[index] as Item, record, row)))
    .map((row) => new SObject(match.object, [...row]));
}

/** With every item needed, the rows that agree in one of them; else all. */
function candidates(tx: Transaction, match: Match, record: SObject): Row[] {
  const { store } = tx.org;
  const deleted = match.object.field('IsDeleted')?.slot;
  const indexed = match.logic === 'and' && match.items.find(({ from }) => (record.v[from.slot] ?? null) !== null);
  const rows = indexed
    ? equalRows(store, match.object, indexed.to, [record.v[indexed.from.slot]])
    : [...store.scan(match.object, { kind: 'all' })];
  return rows.filter((row) => deleted === undefined || row[deleted] !== true);
}

function equal({ from, to, matchBlanks }: Item, record: SObject, row: Row): boolean {
  const [a, b] = [record.v[from.slot] ?? null, row[to.slot] ?? null];
  if (a === null || b === null) return matchBlanks && a === b;
  return fold(String(a).trim()) === fold(String(b).trim());
}
