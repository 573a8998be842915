import type { ObjectInfo } from '../../../local-org/contracts/schema.ts';
import type { XmlElement } from '../../../local-org/metadata/index.ts';
import type { Finding } from '../../contracts.ts';
import { finding, needs, when, type Source } from './reference.ts';
import { child, children, descendants, text } from './xml.ts';

/** The API name of a custom report type; types made from objects have a `$` in their name. */
const CUSTOM_TYPE = /^\w+__c$/;
/** Elements of a report that hold a column. */
const COLUMNS = ['columns', 'groupingsDown', 'groupingsAcross', 'criteriaItems', 'timeFrameFilter'];

export function report(source: Source): Finding[] {
  const { root, name, known } = source;
  const type = text(root, 'reportType');
  const folder = name.split('/')[0] ?? '';
  const entity = /^CustomEntity\$(\w+)$/.exec(type)?.[1];
  return [
    ...when(
      name.includes('/') && !/\$|__/.test(folder) && !known.has('ReportFolder', folder),
      source,
      root,
      'missing-reference',
      `there is no report folder ${folder}`
    ),
    ...(entity && known.lacksObject(entity)
      ? [finding(source, root, 'missing-reference', `there is no object ${entity}`)]
      : []),
    ...(CUSTOM_TYPE.test(type) ? needs(source, child(root, 'reportType'), 'ReportType', type.replace(/__c$/, '')) : []),
    ...columns(root).flatMap((e) => column(source, e, type))
  ];
}

function columns(root: XmlElement): XmlElement[] {
  return descendants(root, ...COLUMNS).flatMap((e) =>
    e.children.filter((c) => ['field', 'column', 'dateColumn'].includes(c.name))
  );
}

/** `Obj__c.Field__c` in reports of an object itself, `Obj__c$Field__c` in those of a custom report type. */
function column(source: Source, at: XmlElement, type: string): Finding[] {
  const token = at.text.trim();
  const isCustomType = CUSTOM_TYPE.test(type);
  if (type.startsWith('CustomEntity$') && token.includes('$')) {
    return [finding(source, at, 'column', `${token}: columns of ${type} are written Object__c.Field__c`)];
  }
  if (isCustomType && /^\w+__c\.\w+__c$/.test(token)) {
    return [finding(source, at, 'column', `${token}: columns of ${type} are written Object__c$Field__c`)];
  }
  const match = /^([\w.]+)[.$](\w+__c)$/.exec(token);
  if (!match) return [];
  const owner = walk(source, (match[1] ?? '').split('.'));
  const lacks = owner !== undefined && source.known.lacksField(owner.name, match[2] ?? '');
  return when(lacks, source, at, 'column', `there is no field ${owner?.name}.${match[2]} for the column ${token}`);
}

/** `Lead.Lead_Timers__r`, `Obj__c.Lookup__c`: the object at the end of the path, if all of it is known. */
function walk({ known }: Source, [first = '', ...rest]: readonly string[]): ObjectInfo | undefined {
  let at = known.object(first);
  for (const step of rest) {
    const down = at?.childRelationship(known.local(step))?.childObject;
    const up = at?.field(known.local(step))?.referenceTo[0];
    at = known.object(down ?? up ?? '');
  }
  return at;
}

export function reportType(source: Source): Finding[] {
  const { root, known } = source;
  const base = text(root, 'baseObject');
  return [
    ...when(known.lacksObject(base), source, root, 'missing-reference', `there is no object ${base}`),
    ...descendants(root, 'columns').flatMap((c) => typeColumn(source, c))
  ];
}

function typeColumn(source: Source, at: XmlElement): Finding[] {
  const table = walk(source, text(at, 'table').split('.'));
  const field = text(at, 'field');
  if (field.includes('.')) return [];
  const lacks = table !== undefined && source.known.lacksField(table.name, field);
  return when(lacks, source, at, 'column', `there is no field ${table?.name}.${field}`);
}

export function dashboard(source: Source): Finding[] {
  const { root, name, known } = source;
  const folder = name.split('/')[0] ?? '';
  const fixedUser = text(root, 'dashboardType') === 'SpecifiedUser' && known.workspace.project.namespace !== null;
  return [
    ...when(
      name.includes('/') && !known.has('DashboardFolder', folder),
      source,
      root,
      'missing-reference',
      `there is no dashboard folder ${folder}`
    ),
    ...when(
      fixedUser && children(root, 'runningUser').length > 0,
      source,
      root,
      'not-packaged',
      'a running user does not exist in the org of the customer'
    ),
    ...descendants(root, 'report').flatMap((r) => needs(source, r, 'Report', r.text.trim()))
  ];
}
