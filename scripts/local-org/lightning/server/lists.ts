import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { SObject } from '../../values/index.ts';
import { badRequest, objectNamed, objectOfId } from '../../api/index.ts';
import type { ListViewModel } from '../../metadata/index.ts';
import type { LayoutRelatedList } from '../metadata/index.ts';
import type { Ask } from './context.ts';
import { layoutsOf, models, need, select } from './context.ts';
import { fieldView, nameFieldOf, namePathOf } from './fields.ts';
import { iconOf } from './icons.ts';
import { filterClause } from './filters.ts';
import { loadRecord } from './layout.ts';
import { standardPage } from './standard.ts';

const ROWS = 200;
const RELATED_ROWS = 25;

/** A column: a field of the object, or one reached over a lookup. */
interface Column {
  readonly name: string;
  readonly label: string;
  readonly path: readonly string[];
  readonly field: FieldInfo;
}

/** An object's list view: its own rows and columns, and which others there are. */
export function list(ask: Ask): object {
  const object = objectNamed(ask.site.org, need(ask, 'object'));
  const views = models<ListViewModel>(ask.site, 'ListView').filter(
    (view) => ask.site.org.schema.object(view.object) === object
  );
  const choices = views.length > 0 ? views : ownViews(object);
  const view = chooseView(choices, ask.query['view']);
  const columns = columnsOf(ask, object, view.columns.length > 0 ? view.columns : DEFAULT_COLUMNS);
  const where = filterClause(ask, object, view);
  const records = select(
    ask.tx,
    object,
    pathsOf(ask, columns),
    `${where.text} ORDER BY ${nameFieldOf(object).name} LIMIT ${ROWS + 1}`,
    where.binds
  );
  return {
    object: object.name,
    labelPlural: object.labelPlural,
    icon: iconOf(ask.site, object.name),
    view: view.name,
    views: choices.map(({ name, label }) => ({ label, value: name })),
    columns: columns.map(({ name, label }) => ({ name, label })),
    rows: rows(ask, records.slice(0, ROWS), columns),
    more: records.length > ROWS,
    createable: object.createable && ask.tx.org.access.object(ask.tx.user, object).create
  };
}

const DEFAULT_COLUMNS = ['NAME', 'CreatedDate'];

/** Views of an object for which the project has none. */
function ownViews(object: ObjectInfo): ListViewModel[] {
  const columns = standardPage(object.name)?.columns ?? DEFAULT_COLUMNS;
  const view = (name: string, label: string, filterScope: string): ListViewModel => ({
    object: object.name,
    name,
    label,
    filterScope,
    filters: [],
    columns
  });
  const all = view('AllRecords', `All ${object.labelPlural}`, 'Everything');
  return object.field('OwnerId') ? [all, view('MyRecords', `My ${object.labelPlural}`, 'Mine')] : [all];
}

function chooseView(views: readonly ListViewModel[], name: string | undefined): ListViewModel {
  const wanted = name
    ? views.find((view) => view.name === name)
    : (views.find((view) => /^all/i.test(view.name)) ?? views[0]);
  if (!wanted) throw badRequest('NOT_FOUND', `There is no list view "${name}".`);
  return wanted;
}

/** Names that list views use for standard fields. */
const COLUMNS: Readonly<Record<string, string>> = {
  NAME: 'Name',
  FULL_NAME: 'Name',
  'LEAD.COMPANY': 'Company',
  'LEAD.STATUS': 'Status',
  'LEAD.EMAIL': 'Email',
  'LEAD.PHONE': 'Phone',
  'LEAD.STATE': 'State',
  'LEAD.LEAD_SOURCE': 'LeadSource',
  'LEAD.RATING': 'Rating',
  'LEAD.TITLE': 'Title',
  'LEAD.CREATED_DATE': 'CreatedDate',
  CREATED_DATE: 'CreatedDate',
  LAST_UPDATE: 'LastModifiedDate',
  'OWNER.ALIAS': 'Owner.Alias',
  'CORE.USERS.ALIAS': 'Owner.Alias',
  'OWNER.LAST_NAME': 'Owner.Name',
  'CORE.USERS.FULL_NAME': 'Owner.Name',
  'OWNER.FULL_NAME': 'Owner.Name',
  CREATEDBY_USER: 'CreatedById',
  'CREATEDBY_USER.ALIAS': 'CreatedBy.Alias',
  UPDATEDBY_USER: 'LastModifiedById',
  'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Alias',
  'ACCOUNT.NAME': 'Name',
  RECORDTYPE: 'RecordTypeId',
  'PC.EMAIL': 'Email'
};

export function standardColumn(name: string): string {
  return COLUMNS[name.toUpperCase()] ?? name;
}

function columnsOf(ask: Ask, object: ObjectInfo, names: readonly string[]): Column[] {
  return names.map((name) => columnOf(ask, object, name)).filter((column): column is Column => column !== null);
}

/** Null for a field that the person may not read. */
function columnOf(ask: Ask, object: ObjectInfo, name: string): Column | null {
  const path = standardColumn(name).split('.');
  const field = path.length === 1 ? object.field(path[0] ?? '') : parentField(ask, object, path);
  if (!field)
    throw badRequest(
      'INVALID_FIELD',
      `A list of ${object.labelPlural} has the column "${name}", which the local org does not know.`
    );
  if (!ask.tx.org.access.field(ask.tx.user, field).read) return null;
  const label =
    path.length > 1
      ? `${object.parentRelationship(path[0] ?? '')?.label.replace(/ ID$/, '') ?? path[0]} ${field.label}`
      : field.label.replace(/ ID$/, '');
  return { name, label, path, field };
}

function parentField(ask: Ask, object: ObjectInfo, path: readonly string[]): FieldInfo | undefined {
  const lookup = object.parentRelationship(path[0] ?? '');
  const target = lookup?.referenceTo.find((one) => ask.site.org.schema.object(one)?.field(path[1] ?? ''));
  return target ? ask.site.org.schema.object(target)?.field(path[1] ?? '') : undefined;
}

function pathsOf(ask: Ask, columns: readonly Column[]): string[] {
  return columns.flatMap(({ path, field }) => {
    const name = path.length === 1 ? namePathOf(ask.tx, field) : null;
    return name ? [path.join('.'), name] : [path.join('.')];
  });
}

function rows(ask: Ask, records: readonly SObject[], columns: readonly Column[]): object[] {
  return records.map((record) => ({ id: record.id, cells: columns.map((column) => cell(ask, record, column)) }));
}

function cell(ask: Ask, record: SObject, { path, field }: Column): object {
  const holder = path.length === 1 ? record : record.parent(path[0] ?? '');
  // A lookup with several targets answers with a record of the one it points to, which may have no such field (a queue has no alias).
  const own = holder === null || holder.info.name === field.object ? field : holder.info.field(field.name);
  const { type, display, value, url } = fieldView(ask.tx, own ?? field, own ? holder : null, false);
  return { type, display, value, url: path.length === 1 ? url : null };
}

/** The related lists of a record's page layout; without a layout, every child list that the person may see. */
export function related(ask: Ask): object {
  const id = need(ask, 'id');
  const object = objectOfId(ask.site.org, id);
  loadRecord(ask, id, []);
  const layout = layoutsOf(ask.site).find((m) => ask.site.org.schema.object(m.object) === object);
  const wanted = ask.query['only'];
  const lists = layout ? layout.relatedLists.map((one) => layoutList(ask, object, one)) : childLists(ask, object);
  return lists
    .filter((one): one is ChildList => one !== null && (!wanted || one.name === wanted))
    .map((one) => relatedList(ask, id, one));
}

interface ChildList {
  readonly name: string;
  readonly child: ObjectInfo;
  readonly field: FieldInfo;
  readonly columns: readonly string[];
  readonly order: string;
}

function childLists(ask: Ask, object: ObjectInfo): (ChildList | null)[] {
  return object.childRelationships.map((relationship) => {
    const child = ask.site.org.schema.object(relationship.childObject);
    const field = child?.field(relationship.field);
    if (!child || !field || !relationship.name || child.setup || child.kind !== 'custom') return null;
    return readable(ask, { name: relationship.name, child, field, columns: ['NAME', 'CreatedDate'], order: '' });
  });
}

/** `Widget__c.Crate__c` names the child and its lookup; a standard list (`RelatedTaskList`) is not drawn. */
function layoutList(ask: Ask, object: ObjectInfo, list: LayoutRelatedList): ChildList | null {
  const [childName = '', fieldName = ''] = list.list.split('.');
  const child = ask.site.org.schema.object(childName);
  const field = child?.field(fieldName);
  if (!child || !field) return null;
  const name =
    object.childRelationships.find((r) => r.childObject === child.name && r.field === field.name)?.name ?? list.list;
  const order = list.sortField ? `ORDER BY ${standardColumn(list.sortField)} ${list.descending ? 'DESC' : 'ASC'}` : '';
  return readable(ask, { name, child, field, columns: list.fields, order });
}

function readable(ask: Ask, list: ChildList): ChildList | null {
  const { access } = ask.tx.org;
  return access.object(ask.tx.user, list.child).read && access.field(ask.tx.user, list.field).read ? list : null;
}

function relatedList(ask: Ask, id: string, list: ChildList): object {
  const columns = columnsOf(ask, list.child, list.columns);
  const rest = `WHERE ${list.field.name} = :id ${list.order} LIMIT ${RELATED_ROWS + 1}`;
  const records = select(ask.tx, list.child, pathsOf(ask, columns), rest, { id });
  return {
    name: list.name,
    label: list.child.labelPlural,
    count: records.length,
    more: records.length > RELATED_ROWS,
    columns: columns.map(({ name, label }) => ({ name, label })),
    rows: rows(ask, records.slice(0, RELATED_ROWS), columns)
  };
}

/** Records for a lookup field, by the beginning of a word of their name. */
export function lookup(ask: Ask): object {
  const text = need(ask, 'text').replace(/[%_\\]/g, (c) => `\\${c}`);
  return need(ask, 'objects')
    .split(',')
    .flatMap((name) => {
      const object = objectNamed(ask.site.org, name);
      if (!ask.tx.org.access.object(ask.tx.user, object).read) return [];
      const field = nameFieldOf(object);
      const found = select(
        ask.tx,
        object,
        [field.name],
        `WHERE ${field.name} LIKE :pattern ORDER BY ${field.name} LIMIT 10`,
        { pattern: `%${text}%` }
      );
      return found.map((record) => ({ id: record.id, name: String(record.peek(field.slot) ?? record.id) }));
    });
}
