import type { Type } from '../../contracts/bound.ts';
import type { FieldInfo, FieldType, ObjectInfo, Schema } from '../../contracts/schema.ts';
import {
  BLOB,
  BOOLEAN,
  classType,
  DATE,
  DATETIME,
  DECIMAL,
  ID,
  INTEGER,
  LONG,
  OBJECT,
  sobjectType,
  STRING,
  TIME
} from './types.ts';

/** A metadata relationship to an object or field holds its name. */
const DEFINITIONS: ReadonlySet<string> = new Set(['EntityDefinition', 'FieldDefinition', 'EntityParticle']);

/** The Apex type of a field's value (Apex Developer Guide: Primitive Data Types, sObject field types). */
export function fieldType(field: FieldInfo): Type {
  if (field.type === 'Reference' && field.referenceTo.some((t) => DEFINITIONS.has(t))) return STRING;
  if (field.type === 'AnyType' && field.name === 'ChangeEventHeader')
    return classType('class', 'platform', 'eventbus.ChangeEventHeader');
  return plainFieldType(field.type);
}

/** The same where only the kind of field is known. */
export function plainFieldType(type: FieldType): Type {
  switch (type) {
    case 'Id':
    case 'Reference':
      return ID;
    case 'Boolean':
      return BOOLEAN;
    case 'String':
    case 'TextArea':
    case 'LongTextArea':
    case 'RichTextArea':
    case 'EncryptedString':
    case 'Email':
    case 'Phone':
    case 'Url':
    case 'Picklist':
    case 'MultiPicklist':
    case 'Combobox':
      return STRING;
    case 'Integer':
      return INTEGER;
    case 'Long':
      return LONG;
    case 'Double':
    case 'Currency':
    case 'Percent':
      return DECIMAL;
    case 'Date':
      return DATE;
    case 'Datetime':
      return DATETIME;
    case 'Time':
      return TIME;
    case 'Base64':
      return BLOB;
    case 'Address':
      return classType('class', 'platform', 'System.Address');
    case 'Location':
      return classType('class', 'platform', 'System.Location');
    case 'AnyType':
      return OBJECT;
  }
}

/** The name under which a polymorphic parent is known; its fields are those that all kinds of parent share. */
export const POLYMORPHIC = 'Name';

/** SObject types from the schema of the org. */
export class SObjects {
  readonly schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  find(name: string): Type | undefined {
    if (name.toLowerCase() === 'aggregateresult') return sobjectType('AggregateResult');
    const info = this.schema.object(name);
    return info ? sobjectType(info.name) : undefined;
  }

  info(object: string | null): ObjectInfo | undefined {
    return object === null ? undefined : this.schema.object(object);
  }

  /** The type behind `record.Owner`: the target, or the common face of several targets. */
  parentType(field: FieldInfo): Type {
    const [only] = field.referenceTo;
    if (field.referenceTo.length === 1 && only !== undefined)
      return sobjectType(this.schema.object(only)?.name ?? only);
    return sobjectType(POLYMORPHIC);
  }

  /** A field of the common face of polymorphic parents: the first kind of parent that has it gives its type. */
  polymorphicField(name: string): FieldInfo | undefined {
    for (const object of [POLYMORPHIC, 'User', 'Group', 'Contact', 'Lead', 'Account']) {
      const found = this.schema.object(object)?.field(name);
      if (found) return found;
    }
    return undefined;
  }

  polymorphicParent(name: string): FieldInfo | undefined {
    for (const object of [POLYMORPHIC, 'User', 'Contact', 'Lead', 'Account']) {
      const found = this.schema.object(object)?.parentRelationship(name);
      if (found) return found;
    }
    return undefined;
  }
}
