import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import { fold } from '../../values/index.ts';
import type { Call, CallCompiler, Evaluate, FormulaFunction } from './spec.ts';
import { specials } from './spec.ts';

interface FieldOfObject {
  readonly object: ObjectInfo;
  readonly field: FieldInfo;
}

/** `$ObjectType.Zip_Code__c.Fields.State__c`: a field of another object. */
function fieldOfObject(call: Call, index: number, compiler: CallCompiler): FieldOfObject {
  const node = call.args[index] as Call['args'][number];
  const [global, name = '', fields, fieldName = '', ...rest] = node.kind === 'reference' ? node.name.split('.') : [];
  if (!/^\$objecttype$/i.test(global ?? '') || !/^fields$/i.test(fields ?? '') || rest.length > 0)
    throw compiler.problem(node, `Incorrect parameter for function '${call.name}()'. Expected Field reference.`);
  const object = compiler.schema.object(name);
  const field = object?.field(fieldName);
  if (!object || !field)
    throw compiler.problem(node, `Field $ObjectType.${name}.Fields.${fieldName} does not exist. Check spelling.`);
  return { object, field };
}

function byName(object: ObjectInfo, field: FieldInfo, wanted: Evaluate): Evaluate {
  const name = object.field('Name') as FieldInfo;
  return (c) => {
    const key = wanted(c);
    if (key === null || key === '') return null;
    // Assumed: text is found as queries find it, in any case, and the oldest of several records is the first.
    const folded = fold(String(key));
    for (const row of c.tx.org.store.scan(object, { kind: 'equal', field: name, keys: [key] })) {
      const found = row[name.slot];
      if (typeof found === 'string' && fold(found) === folded) return row[field.slot] ?? null;
    }
    return null;
  };
}

/**
 * `VLOOKUP(field_to_return, field_on_lookup_object, lookup_value)` searches "an object for a record where the specified
 * field matches the specified lookup_value"; the field is the record name of a custom object, of which both fields are,
 * and the function is there in validation rules only (formula reference, VLOOKUP).
 */
export const lookupFunctions: readonly FormulaFunction[] = specials('advanced', [
  {
    name: 'VLOOKUP',
    dialects: ['validation'],
    parameters: ['Field', 'Field', 'Text'],
    build: (call, compiler) => {
      const result = fieldOfObject(call, 0, compiler);
      const key = fieldOfObject(call, 1, compiler);
      if (key.object !== result.object || key.field.name !== 'Name')
        throw compiler.problem(call, `Incorrect parameter for function '${call.name}()'. Expected Record Name field.`);
      const value = compiler.expect(call.args[2] as Call, call, ['Text']);
      const stored = compiler.stored(call.args[0] as Call, result.field);
      const found = byName(result.object, result.field, value.evaluate);
      return { kind: stored.kind, evaluate: (c) => stored.read(found(c)) };
    }
  }
]);
