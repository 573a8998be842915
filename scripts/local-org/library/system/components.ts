import type { LibraryClass } from '../../contracts/library.ts';
import type { PlatformClass } from '../../contracts/library.ts';
import type { ApexMap } from '../../values/index.ts';
import { dataClass, libraryClass, listOf, need } from '../define.ts';
import { Bean } from '../registry.ts';
import { platformClasses } from '../signatures/additions.ts';

const BASE = 'ApexPages.Component';

/** Formulas and named parts of a component are no plain fields: they are refused by name. */
const NOT_PLAIN = /^(get|set) \S+ (expressions|facets)$/;

/** A component of a page as data: its attributes and what it holds. Nothing renders it. */
function component(name: string, values: Iterable<readonly [string, unknown]> = []): Bean {
  return new Bean(name, [['childComponents', listOf(BASE, [])], ...values]);
}

function componentClass({ name }: PlatformClass): LibraryClass {
  const simple = name.split('.').pop() as string;
  const plain = Object.entries(dataClass(name).members).filter(([key]) => !NOT_PLAIN.test(key));
  return libraryClass(name, Object.fromEntries(plain), {
    [`${simple}()`]: () => component(name),
    [`${simple}(Map<String,Object> values)`]: (_, __, values: ApexMap) =>
      component(name, need(values).pairs() as Iterable<readonly [string, unknown]>)
  });
}

/** Visualforce Developer Guide, Dynamic Visualforce Components. */
export const componentClasses: readonly LibraryClass[] = platformClasses()
  .filter((c) => c.name === BASE || c.superclass === BASE)
  .map(componentClass);
