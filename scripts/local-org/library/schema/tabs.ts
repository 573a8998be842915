import type { Transaction } from '../../contracts/transaction.ts';
import type { ApexList } from '../../values/index.ts';
import { getters, libraryClass, listOf } from '../define.ts';
import { Bean } from '../registry.ts';

const TABBED = [
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'Case',
  'Campaign',
  'Task',
  'Product2',
  'Contract',
  'Report'
];

const iconUrl = (sheet: string, name: string): string => `/img/icon/t4v35/${sheet}/${name}_120.png`;

function tab(label: string, name: string, object: string, custom: boolean): Bean {
  const icon = new Bean('Schema.DescribeIconResult', [
    ['contentType', 'image/png'],
    ['height', 120],
    ['theme', 'theme4'],
    ['url', iconUrl(custom ? 'custom' : 'standard', custom ? 'custom1' : object.toLowerCase())],
    ['width', 120]
  ]);
  const color = new Bean('Schema.DescribeColorResult', [
    ['color', '5867E8'],
    ['context', 'primary'],
    ['theme', 'theme4']
  ]);
  return new Bean('Schema.DescribeTabResult', [
    ['colors', listOf('Schema.DescribeColorResult', [color])],
    ['custom', custom],
    ['icons', listOf('Schema.DescribeIconResult', [icon])],
    ['iconUrl', icon.get('url')],
    ['label', label],
    ['miniIconUrl', icon.get('url')],
    ['name', name],
    ['sobjectName', object],
    ['tabEnumOrId', name],
    ['url', `/${object}/o`]
  ]);
}

/** The tabs of one app that shows them all: the objects of every org, and the project's own tabs. */
export function describeTabs(tx: Transaction): ApexList {
  const { schema, registry } = tx.org;
  const standard = TABBED.flatMap((name) => {
    const info = schema.object(name);
    return info ? [tab(info.labelPlural, `standard-${name}`, name, false)] : [];
  });
  const own = registry.all('CustomTab').map(({ fullName }) => {
    const info = schema.object(fullName);
    return tab(info?.labelPlural ?? fullName, fullName, info?.name ?? '', true);
  });
  return listOf('Schema.DescribeTabSetResult', [
    new Bean('Schema.DescribeTabSetResult', [
      ['description', null],
      ['label', 'All Tabs'],
      ['logoUrl', null],
      ['namespace', tx.org.organization.namespace ?? ''],
      ['selected', true],
      ['tabs', listOf('Schema.DescribeTabResult', [...standard, ...own])],
      ['tabSetId', null]
    ])
  ]);
}

export const tabClasses = [
  libraryClass('System.Schema', {
    'static List<Schema.DescribeTabSetResult> describeTabs()': (tx) => describeTabs(tx)
  }),
  libraryClass(
    'Schema.DescribeTabSetResult',
    getters(
      'String Description',
      'String Label',
      'String LogoUrl',
      'String Namespace',
      'Boolean Selected',
      'List<Schema.DescribeTabResult> Tabs',
      'String TabSetId'
    )
  ),
  libraryClass(
    'Schema.DescribeTabResult',
    getters(
      'List<Schema.DescribeColorResult> Colors',
      'Boolean Custom',
      'List<Schema.DescribeIconResult> Icons',
      'String IconUrl',
      'String Label',
      'String MiniIconUrl',
      'String Name',
      'String SobjectName',
      'String TabEnumOrId',
      'String Url'
    )
  ),
  libraryClass('Schema.DescribeColorResult', getters('String Color', 'String Context', 'String Theme')),
  libraryClass(
    'Schema.DescribeIconResult',
    getters('String ContentType', 'Integer Height', 'String Theme', 'String Url', 'Integer Width')
  )
];
