import type { Behaviour } from '../contracts/library.ts';
import { fieldKey, methodKey } from './signature.ts';
import { platformClasses } from './signatures/additions.ts';

/**
 * The platform's signatures list a property beside most getters and setters (`result.success` and `result.isSuccess()`):
 * where only the methods were given behaviour, the property has theirs.
 */
export function addProperties(behaviours: Map<string, Behaviour>): void {
  for (const c of platformClasses()) {
    for (const f of c.fields.filter((one) => !one.static)) {
      alias(behaviours, fieldKey('get', c.name, f.name), [
        methodKey(c.name, `get${f.name}`, []),
        methodKey(c.name, `is${f.name}`, [])
      ]);
      alias(behaviours, fieldKey('set', c.name, f.name), [methodKey(c.name, `set${f.name}`, [f.type])]);
    }
  }
}

function alias(behaviours: Map<string, Behaviour>, key: string, methods: readonly string[]): void {
  const run = methods.map((method) => behaviours.get(method)).find((one) => one !== undefined);
  if (run && !behaviours.has(key)) behaviours.set(key, run);
}
