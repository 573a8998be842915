import { ApexList } from '../../values/index.ts';
import { dataClass, libraryClass, listOf, need } from '../define.ts';
import { Bean, PlatformObject } from '../registry.ts';

/** `VisualEditor.DynamicPickListRows`: what a picklist of a component's properties offers. */
class Rows extends PlatformObject {
  items: Bean[];
  all: boolean;

  constructor(items: Bean[], all: boolean) {
    super();
    this.items = items;
    this.all = all;
  }
}
Rows.for('VisualEditor.DynamicPickListRows');

function row(label: string, value: unknown, selected: boolean): Bean {
  return new Bean('VisualEditor.DataRow', [
    ['label', label],
    ['value', value],
    ['selected', selected]
  ]);
}

const beans = (list: ApexList): Bean[] => [...(need(list).items as Bean[])];

function byLabel(a: Bean, b: Bean): number {
  const [left, right] = [String(a.get('label')), String(b.get('label'))];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const visualEditorClasses = [
  dataClass('VisualEditor.DesignTimePageContext'),
  libraryClass('VisualEditor.DynamicPickList', { 'DynamicPickList()': () => new Bean('VisualEditor.DynamicPickList') }),
  libraryClass('VisualEditor.DataRow', {
    'DataRow(String label, Object value)': (_, __, label: string, value) => row(label, value, false),
    'DataRow(String label, Object value, Boolean selected)': (_, __, label: string, value, selected: boolean) =>
      row(label, value, need(selected)),
    'Integer compareTo(VisualEditor.DataRow other)': (_, self: Bean, other: Bean) => byLabel(self, need(other)),
    'String getLabel()': (_, self: Bean) => self.get('label'),
    'Object getValue()': (_, self: Bean) => self.get('value'),
    'Boolean isSelected()': (_, self: Bean) => self.get('selected')
  }),
  libraryClass('VisualEditor.DynamicPickListRows', {
    'DynamicPickListRows()': () => new Rows([], true),
    'DynamicPickListRows(List<VisualEditor.DataRow> rows)': (_, __, list: ApexList) => new Rows(beans(list), true),
    'DynamicPickListRows(List<VisualEditor.DataRow> rows, Boolean all)': (_, __, list: ApexList, all: boolean) =>
      new Rows(beans(list), need(all)),
    'void addAllRows(List<VisualEditor.DataRow> rows)': (_, self: Rows, list: ApexList) =>
      void self.items.push(...beans(list)),
    'void addRow(VisualEditor.DataRow row)': (_, self: Rows, one: Bean) => void self.items.push(need(one)),
    'Boolean containsAllRows()': (_, self: Rows) => self.all,
    'void setContainsAllRows(Boolean all)': (_, self: Rows, all: boolean) => {
      self.all = need(all);
    },
    'VisualEditor.DataRow get(Integer index)': (_, self: Rows, index: number) => self.items[need(index)] ?? null,
    'List<VisualEditor.DataRow> getDataRows()': (_, self: Rows) => listOf('VisualEditor.DataRow', self.items),
    'Integer size()': (_, self: Rows) => self.items.length,
    'void sort()': (_, self: Rows) => void self.items.sort(byLabel)
  })
];
