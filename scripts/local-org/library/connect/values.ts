import type { LibraryClass } from '../../contracts/library.ts';
import { dataClass } from '../define.ts';
import { platformClasses } from '../signatures/additions.ts';

/** Inputs and outputs of Connect in Apex, which only carry values; the methods that take and give them are refused by name. */
export const connectValues: readonly LibraryClass[] = platformClasses()
  .filter((c) => c.name.startsWith('ConnectApi.') && c.kind === 'class' && isData(c))
  .map((c) => dataClass(c.name));

function isData(c: ReturnType<typeof platformClasses>[number]): boolean {
  return (
    !c.name.endsWith('Exception') &&
    c.constructors.some(({ params }) => params.length === 0) &&
    !c.methods.some((m) => m.static)
  );
}
