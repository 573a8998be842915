import type { Transaction } from '../../contracts/transaction.ts';
import { type Members, libraryClass, need } from '../define.ts';

/** Feature parameters by name: of an org, or of the test that runs. */
const values = new WeakMap<object, Map<string, unknown>>();

function parameters(tx: Transaction): Map<string, unknown> {
  const owner = tx.test ?? tx.org;
  let all = values.get(owner);
  if (!all) values.set(owner, (all = new Map()));
  return all;
}

/** What a parameter is before anybody sets it (assumed: its value in the org of the license manager is not known here). */
const FIRST = { Boolean: false, Date: null, Integer: 0 } as const;

function ofType(type: keyof typeof FIRST): Members {
  return {
    [`static ${type} checkPackage${type}Value(String name)`]: (tx: Transaction, _: unknown, name: string) =>
      parameters(tx).get(need(name).toLowerCase()) ?? FIRST[type],
    [`static void setPackage${type}Value(String name, ${type} value)`]: (
      tx: Transaction,
      _: unknown,
      name: string,
      value: unknown
    ) => void parameters(tx).set(need(name).toLowerCase(), value)
  };
}

export const featureClass = libraryClass(
  'System.FeatureManagement',
  {
    // No name is no permission (assumed: a public framework asks with null and goes on).
    'static Boolean checkPermission(String name)': (tx, _, name: string | null) =>
      name !== null && tx.org.access.customPermission(tx.user, name)
  },
  ofType('Boolean'),
  ofType('Date'),
  ofType('Integer')
);
