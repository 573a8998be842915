import type { Transaction } from '../../contracts/transaction.ts';
import { libraryClass, need } from '../define.ts';
import type { ApexType } from '../system/type.ts';
import { JsonGenerator } from './generator.ts';
import { parseJson } from './parse.ts';
import { JsonParser } from './parser.ts';
import { TypedReader, asObject, readUntyped } from './read.ts';
import { JsonWriter, compact, pretty } from './write.ts';

function serialize(tx: Transaction, value: unknown, suppressNulls: boolean, print: typeof compact): string {
  return print(new JsonWriter(tx, { suppressNulls }).write(value));
}

function deserialize(tx: Transaction, text: string, type: ApexType, strict: boolean): unknown {
  const { of } = need(type);
  return asObject(new TypedReader(tx, strict).read(parseJson(need(text)), of), of);
}

export const jsonClass = libraryClass('System.JSON', {
  'static JSONGenerator createGenerator(Boolean indented)': (_, __, indented: boolean) =>
    new JsonGenerator(need(indented)),
  'static JSONParser createParser(String text)': (_, __, text: string) => new JsonParser(need(text)),
  'static String serialize(Object value)': (tx, _, value) => serialize(tx, value, false, compact),
  'static String serialize(Object value, Boolean suppressNulls)': (tx, _, value, nulls: boolean) =>
    serialize(tx, value, nulls === true, compact),
  'static String serializePretty(Object value)': (tx, _, value) => serialize(tx, value, false, (j) => pretty(j)),
  'static String serializePretty(Object value, Boolean suppressNulls)': (tx, _, value, nulls: boolean) =>
    serialize(tx, value, nulls === true, (j) => pretty(j)),
  'static Object deserialize(String text, Type type)': (tx, _, text: string, type: ApexType) =>
    deserialize(tx, text, type, false),
  'static Object deserializeStrict(String text, Type type)': (tx, _, text: string, type: ApexType) =>
    deserialize(tx, text, type, true),
  'static Object deserializeUntyped(String text)': (_, __, text: string) => readUntyped(parseJson(need(text)))
});
