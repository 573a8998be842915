import type { RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { throwApex } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import type { ApexType } from '../system/type.ts';
import { JsonGenerator } from './generator.ts';
import { parseJson } from './parse.ts';
import { JsonParser } from './parser.ts';
import { TypedReader, asObject, readUntyped } from './read.ts';
import { JsonWriter, compactForm, pretty, treeForm } from './write.ts';

function compact(tx: Transaction, value: unknown, suppressNulls: boolean): string {
  return new JsonWriter(tx, { suppressNulls }, compactForm).write(value);
}

function indented(tx: Transaction, value: unknown, suppressNulls: boolean): string {
  return pretty(new JsonWriter(tx, { suppressNulls }, treeForm).write(value));
}

/** A wrong beginning is told before the rest is read, as the platform's streaming reader does. */
function checkBeginning(text: string, type: RuntimeType): void {
  const first = text.trimStart().charAt(0);
  if (first === '' || first === 'n') return;
  const list = type.kind === 'list' || type.kind === 'set';
  const object = type.kind === 'map' || type.kind === 'class' || type.kind === 'sobject';
  if (list && first !== '[')
    throwApex('System.JSONException', "Malformed JSON: Expected '[' at the beginning of List/Set");
  if (object && first !== '{')
    throwApex('System.JSONException', "Malformed JSON: Expected '{' at the beginning of object");
}

function deserialize(tx: Transaction, text: string, type: ApexType, strict: boolean): unknown {
  const { of } = need(type);
  checkBeginning(need(text), of);
  return asObject(new TypedReader(tx, strict).read(parseJson(need(text)), of), of);
}

export const jsonClass = libraryClass('System.JSON', {
  'static JSONGenerator createGenerator(Boolean indented)': (_, __, indented: boolean) =>
    new JsonGenerator(need(indented)),
  'static JSONParser createParser(String text)': (_, __, text: string) => new JsonParser(need(text)),
  'static String serialize(Object value)': (tx, _, value) => compact(tx, value, false),
  'static String serialize(Object value, Boolean suppressNulls)': (tx, _, value, nulls: boolean) =>
    compact(tx, value, nulls === true),
  'static String serializePretty(Object value)': (tx, _, value) => indented(tx, value, false),
  'static String serializePretty(Object value, Boolean suppressNulls)': (tx, _, value, nulls: boolean) =>
    indented(tx, value, nulls === true),
  'static Object deserialize(String text, Type type)': (tx, _, text: string, type: ApexType) =>
    deserialize(tx, text, type, false),
  'static Object deserializeStrict(String text, Type type)': (tx, _, text: string, type: ApexType) =>
    deserialize(tx, text, type, true),
  'static Object deserializeUntyped(String text)': (_, __, text: string) => readUntyped(parseJson(need(text)))
});
