import type { FieldType } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import type { Members } from '../define.ts';
import { Bean, platformEnum } from '../registry.ts';

export type Reader<T> = (self: T, tx: Transaction) => unknown;

/** A fact as method and as property: `getLabel()` and `label`, `isCustom()` and `custom`. */
export function facts<T>(table: Readonly<Record<string, Reader<T>>>): Members {
  const out: Members = {};
  for (const [text, read] of Object.entries(table)) {
    const [type, name] = text.split(' ') as [string, string];
    out[`get ${type} ${name}`] = (tx, self: T) => read(self, tx);
    out[`${type} ${type === 'Boolean' ? 'is' : 'get'}${name}()`] = (tx, self: T) => read(self, tx);
  }
  return out;
}

/** Facts that a bean carries under their own names. */
export function beanFacts(...texts: string[]): Members {
  return facts<Bean>(Object.fromEntries(texts.map((t) => [t, (self: Bean) => self.get(t.split(' ')[1] as string)])));
}

/** An API name without its namespace. */
export function localName(name: string): string {
  return name.replace(/^[A-Za-z0-9]+__(?=\w+__\w+$)/, '');
}

export function displayType(type: FieldType): unknown {
  const name = type === 'LongTextArea' || type === 'RichTextArea' ? 'TEXTAREA' : type.toUpperCase();
  return platformEnum('Schema.DisplayType', name);
}
