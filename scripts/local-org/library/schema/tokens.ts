import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { throwApex } from '../../values/index.ts';
import { PlatformObject } from '../registry.ts';

/** `Account.SObjectType`: a token by name; one object for each name, so that tokens compare by identity. */
export class SObjectTypeToken extends PlatformObject {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  info(tx: Transaction): ObjectInfo {
    return tx.org.schema.object(this.name) ?? throwApex('System.SObjectException', `Invalid sobject: ${this.name}`);
  }

  override $toString(): string {
    return this.name;
  }
}
SObjectTypeToken.for('Schema.SObjectType');

/** `Account.Name` as a token. */
export class SObjectFieldToken extends PlatformObject {
  readonly object: string;
  readonly name: string;

  constructor(object: string, name: string) {
    super();
    this.object = object;
    this.name = name;
  }

  field(tx: Transaction): FieldInfo {
    return (
      sobjectToken(this.object).info(tx).field(this.name) ??
      throwApex('System.SObjectException', `Invalid field ${this.name} for ${this.object}`)
    );
  }

  override $toString(): string {
    return this.name;
  }
}
SObjectFieldToken.for('Schema.SObjectField');

const types = new Map<string, SObjectTypeToken>();
const fieldTokens = new Map<string, SObjectFieldToken>();

/** The token of an object by its API name as the schema spells it. */
export function sobjectToken(name: string): SObjectTypeToken {
  let token = types.get(name);
  if (!token) types.set(name, (token = new SObjectTypeToken(name)));
  return token;
}

export function fieldToken(object: string, name: string): SObjectFieldToken {
  const key = `${object}.${name}`;
  let token = fieldTokens.get(key);
  if (!token) fieldTokens.set(key, (token = new SObjectFieldToken(object, name)));
  return token;
}
