import type { FieldInfo, FieldSetInfo, ObjectInfo, Schema } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { type ApexMap, mapType, stringType } from '../../values/index.ts';
import { libraryClass, listOf } from '../define.ts';
import { Bean, runtimeTypeOf } from '../registry.ts';
import { beanFacts, displayType, facts, inUserLanguage, localName } from './facts.ts';
import { FoldedMap } from './folded-map.ts';
import { fieldToken, type SObjectFieldToken, type SObjectTypeToken, sobjectToken } from './tokens.ts';

/** `describe.fieldSets.getMap()`: found by the name with or without its namespace. */
export function fieldSetsMap(schema: Schema, info: ObjectInfo): ApexMap {
  const pairs = info.fieldSets.map((s) => [s.name, fieldSet(schema, info, s)] as const);
  const local = (key: string) =>
    info.fieldSets.find((s) => localName(s.name).toLowerCase() === key.toLowerCase())?.name;
  return new FoldedMap(mapType(stringType, runtimeTypeOf('Schema.FieldSet')), pairs, local);
}

/** The field at the end of `Account.Owner.Name` seen from an object. */
function fieldAt(schema: Schema, info: ObjectInfo, path: readonly string[]): FieldInfo | undefined {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return info.field(first);
  const parent = schema.object(info.parentRelationship(first)?.referenceTo[0] ?? '');
  return parent && fieldAt(schema, parent, rest);
}

function fieldSet(schema: Schema, info: ObjectInfo, set: FieldSetInfo): Bean {
  const members = set.fields.map(({ path, required }) => {
    const field = fieldAt(schema, info, path.split('.'));
    return new Bean('Schema.FieldSetMember', [
      ['fieldPath', path],
      ['required', required],
      ['dbRequired', field?.required ?? false],
      ['label', field?.label ?? path],
      ['type', field ? displayType(field.type) : null],
      ['field', field ? fieldToken(field.object, field.name) : null]
    ]);
  });
  return new Bean('Schema.FieldSet', [
    ['name', localName(set.name)],
    ['label', set.label],
    ['nameSpace', /^(\w+?)__\w+__/.exec(set.name)?.[1] ?? null],
    ['description', null],
    ['fields', listOf('Schema.FieldSetMember', members)],
    ['sObjectType', sobjectToken(info.name)]
  ]);
}

function setLabel(set: Bean, tx: Transaction): string {
  const { name } = set.get('sObjectType') as SObjectTypeToken;
  return inUserLanguage(tx, 'fieldSet', `${name}.${String(set.get('name'))}`, String(set.get('label')));
}

function memberLabel(member: Bean, tx: Transaction): string {
  const [field, written] = [member.get('field') as SObjectFieldToken | null, String(member.get('label'))];
  return field ? inUserLanguage(tx, 'field', `${field.object}.${field.name}`, written) : written;
}

export const fieldSetClasses = [
  libraryClass('Schema.FieldSet', {
    ...beanFacts(
      'String Description',
      'List<Schema.FieldSetMember> Fields',
      'String Name',
      'String NameSpace',
      'Schema.SObjectType SObjectType'
    ),
    ...facts<Bean>({ 'String Label': setLabel })
  }),
  libraryClass('Schema.FieldSetMember', {
    ...Object.fromEntries(
      ['Boolean DbRequired', 'String FieldPath', 'Boolean Required', 'Schema.DisplayType Type'].flatMap((text) => {
        const [type, name] = text.split(' ') as [string, string];
        const read = (_: unknown, self: Bean) => self.get(name);
        return [
          [`get ${text}`, read],
          [`${type} get${name}()`, read]
        ] as const;
      })
    ),
    'get String Label': (tx, self: Bean) => memberLabel(self, tx),
    'String getLabel()': (tx, self: Bean) => memberLabel(self, tx),
    'Schema.SObjectField getSObjectField()': (_, self: Bean) => self.get('field')
  })
];
