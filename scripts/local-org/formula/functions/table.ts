import { currencyFunctions } from './currency.ts';
import { dateFunctions } from './date.ts';
import { logicalFunctions } from './logical.ts';
import { lookupFunctions } from './lookup.ts';
import { mathFunctions } from './math.ts';
import { picklistFunctions } from './picklist.ts';
import { recordFunctions } from './record.ts';
import type { FormulaFunction, RefusedFunction } from './spec.ts';
import { textFunctions } from './text.ts';

function refused(name: string, reason: string, family: RefusedFunction['family'] = 'advanced'): RefusedFunction {
  return { name, family, form: 'refused', reason };
}

const refusedFunctions: readonly FormulaFunction[] = [
  refused('GETSESSIONID', 'there is no session id to give'),
  refused('GETRECORDIDS', 'GETRECORDIDS serves custom buttons', 'link'),
  refused('INCLUDE', 'INCLUDE serves s-controls', 'link'),
  refused('LINKTO', 'LINKTO serves custom links', 'link'),
  refused('REQUIRESCRIPT', 'REQUIRESCRIPT serves custom buttons', 'link'),
  refused('URLFOR', 'URLFOR serves custom links and pages', 'link'),
  refused('IMAGEPROXYURL', 'IMAGEPROXYURL needs the image proxy', 'link'),
  refused('PARENTGROUPVAL', 'PARENTGROUPVAL serves reports'),
  refused('PREVGROUPVAL', 'PREVGROUPVAL serves reports'),
  refused('PREDICT', 'PREDICT serves Einstein Discovery'),
  refused('JUNCTIONIDLIST', 'JUNCTIONIDLIST serves quick actions')
];

export const ALL_FUNCTIONS: readonly FormulaFunction[] = [
  ...logicalFunctions,
  ...recordFunctions,
  ...picklistFunctions,
  ...textFunctions,
  ...mathFunctions,
  ...dateFunctions,
  ...lookupFunctions,
  ...currencyFunctions,
  ...refusedFunctions
];

const byName = new Map<string, FormulaFunction[]>();
for (const f of ALL_FUNCTIONS) byName.set(f.name, [...(byName.get(f.name) ?? []), f]);

/** Every overload of a function, by its upper-case name. */
export function findFunctions(name: string): readonly FormulaFunction[] {
  return byName.get(name) ?? [];
}
