import type { FieldType } from '../../contracts/schema.ts';
import type { Transaction, TranslatedKind } from '../../contracts/transaction.ts';
import { debugText } from '../../values/index.ts';
import type { Members } from '../define.ts';
import { Bean, platformEnum } from '../registry.ts';

export type Reader<T> = (self: T, tx: Transaction) => unknown;

export type Facts<T> = Readonly<Record<string, Reader<T>>>;

/** A fact as method and as property: `getLabel()` and `label`, `isCustom()` and `custom`. */
export function facts<T>(table: Facts<T>): Members {
  const out: Members = {};
  for (const [text, read] of Object.entries(table)) {
    const [type, name] = text.split(' ') as [string, string];
    out[`get ${type} ${name}`] = (tx, self: T) => read(self, tx);
    out[`${type} ${type === 'Boolean' ? 'is' : 'get'}${name}()`] = (tx, self: T) => read(self, tx);
  }
  return out;
}

/** Facts whose methods begin with `get` whatever their type; their properties follow from them. */
export function getters<T>(table: Facts<T>): Members {
  const method = (text: string): string => text.replace(/ (\w+)$/, ' get$1()');
  return Object.fromEntries(
    Object.entries(table).map(([text, read]) => [method(text), (tx: Transaction, self: T) => read(self, tx)])
  );
}

const SAID = new Set(['String', 'Integer', 'Boolean', 'Schema.DisplayType', 'Schema.SoapType', 'Schema.SObjectField']);

/**
 * `Schema.DescribeFieldResult[getLabel=Email;getLength=80;isCustom=false;...]`: what debug logs of an org show, without
 * lists and without what depends on the user.
 */
export function factsAsText<T>(name: string, table: Facts<T>, self: T): string {
  const said = Object.entries(table).flatMap(([text, read]) => {
    const [type, fact] = text.split(' ') as [string, string];
    if (!SAID.has(type) || read.length > 1) return [];
    return [`${type === 'Boolean' ? 'is' : 'get'}${fact}=${debugText((read as (self: T) => unknown)(self))}`];
  });
  return `${name}[${said.sort().join(';')}]`;
}

/** Facts that a bean carries under their own names. */
export function beanFacts(...texts: string[]): Members {
  return facts<Bean>(Object.fromEntries(texts.map((t) => [t, (self: Bean) => self.get(t.split(' ')[1] as string)])));
}

/** A text as the running user reads it: translated, or as it was written (without a transaction: in debug logs). */
export function inUserLanguage<T extends string | null>(
  tx: Transaction | null,
  kind: TranslatedKind,
  name: string,
  written: T
): string | T {
  return tx?.org.translated(tx.user.language, kind, name) ?? written;
}

/** An API name without its namespace. */
export function localName(name: string): string {
  return name.replace(/^[A-Za-z0-9]+__(?=\w+__\w+$)/, '');
}

export function displayType(type: FieldType): unknown {
  const name = type === 'LongTextArea' || type === 'RichTextArea' ? 'TEXTAREA' : type.toUpperCase();
  return platformEnum('Schema.DisplayType', name);
}

/** Facts of an object or field are made once, so that what describes the same thing is the same object. */
export function once<K extends object, V>(known: WeakMap<K, V>, of: K, make: () => V): V {
  let value = known.get(of);
  if (value === undefined) known.set(of, (value = make()));
  return value;
}
