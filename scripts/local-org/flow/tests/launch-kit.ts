import { ApexList, Decimal } from '../../values/index.ts';
import { OUTPUT, tag, variable } from './kit.ts';
import type { FlowOrg } from './kit.ts';

export const launch = (
  t: FlowOrg,
  name: string,
  inputs: Readonly<Record<string, unknown>> = {}
): Map<string, unknown> => t.engine.launch(t.begin(), name, new Map(Object.entries(inputs)));
export const dec = (value: string | number): Decimal => Decimal.parse(String(value));
export const shown = (value: unknown): unknown =>
  value instanceof Decimal
    ? value.stripTrailingZeros().toPlainString()
    : value instanceof ApexList
      ? value.items.map(shown)
      : value;
export const out = (t: FlowOrg, name: string, inputs: Readonly<Record<string, unknown>> = {}): unknown =>
  shown(launch(t, name, inputs).get('result'));

export const RESULT = variable('result', 'String', OUTPUT);
export const NUMBER = variable('result', 'Number', OUTPUT + tag('scale', 2));
export const record = (name: string, more = ''): string =>
  variable(name, 'SObject', tag('objectType', 'Widget__c') + more);

export function withWidgets(t: FlowOrg, count: number): FlowOrg {
  t.insert(
    [...Array(count).keys()].map((n) => t.record('Widget__c', { Name: `w${n}`, Code__c: `c${n}`, Size__c: dec(n) }))
  );
  return t;
}
