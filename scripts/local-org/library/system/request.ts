import { randomUUID } from 'node:crypto';
import type { Transaction, TransactionKind } from '../../contracts/transaction.ts';
import { throwApex, textHash } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { PlatformObject, platformEnum } from '../registry.ts';

const QUIDDITY: Readonly<Record<TransactionKind, string>> = {
  sync: 'SYNCHRONOUS',
  anonymous: 'ANONYMOUS',
  test: 'RUNTEST_SYNC',
  queueable: 'QUEUEABLE',
  finalizer: 'TRANSACTION_FINALIZER_QUEUEABLE',
  future: 'FUTURE',
  batch: 'BATCH_APEX',
  schedule: 'SCHEDULED',
  eventTrigger: 'SYNCHRONOUS',
  scheduledPath: 'SYNCHRONOUS',
  asyncPath: 'SYNCHRONOUS',
  rest: 'REST',
  install: 'SYNCHRONOUS'
};

class Request extends PlatformObject {
  readonly tx: Transaction;

  constructor(tx: Transaction) {
    super();
    this.tx = tx;
  }
}
Request.for('System.Request');

/** `System.UUID`, version 4. */
export class Uuid extends PlatformObject {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override $equals(other: unknown): boolean {
    return other instanceof Uuid && other.text === this.text;
  }

  override $hashCode(): number {
    return textHash(this.text);
  }

  override $toString(): string {
    return this.text;
  }
}
Uuid.for('System.UUID');

function parseUuid(text: string): Uuid {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(need(text)))
    throwApex('System.IllegalArgumentException', `Invalid UUID string: ${text}`);
  return new Uuid(text.toLowerCase());
}

class Version extends PlatformObject {
  readonly parts: readonly [number, number, number | null];

  constructor(major: number, minor: number, patch: number | null) {
    super();
    this.parts = [need(major), need(minor), patch];
  }

  compare(o: Version): number {
    for (let i = 0; i < 3; i++) {
      const d = (this.parts[i] ?? 0) - (o.parts[i] ?? 0);
      if (d !== 0) return Math.sign(d);
    }
    return 0;
  }
}
Version.for('System.Version');

export const requestClasses = [
  libraryClass('System.Request', {
    'static Request getCurrent()': (tx) => new Request(tx),
    'Quiddity getQuiddity()': (_, r: Request) => platformEnum('System.Quiddity', QUIDDITY[r.tx.kind]),
    'String getRequestId()': (_, r: Request) => r.tx.requestId
  }),
  libraryClass('System.UUID', {
    'static UUID randomUUID()': () => new Uuid(randomUUID()),
    'static UUID fromString(String s)': (_, __, s: string) => parseUuid(s),
    'Boolean equals(Object o)': (_, u: Uuid, o) => u.$equals(o),
    'Integer hashCode()': (_, u: Uuid) => u.$hashCode(),
    'String toString()': (_, u: Uuid) => u.text
  }),
  libraryClass('System.Version', {
    'Version(Integer major, Integer minor)': (_, __, a: number, b: number) => new Version(a, b, null),
    'Version(Integer major, Integer minor, Integer patch)': (_, __, a: number, b: number, c: number) =>
      new Version(a, b, need(c)),
    'Integer compareTo(Version o)': (_, v: Version, o: Version) => v.compare(need(o)),
    'Integer major()': (_, v: Version) => v.parts[0],
    'Integer minor()': (_, v: Version) => v.parts[1],
    'Integer patch()': (_, v: Version) => v.parts[2]
  }),
  libraryClass('System.Label', {
    'static String get(String namespace, String name)': (tx, _, namespace: string, name: string) =>
      label(tx, namespace, name, tx.user.language),
    'static String get(String namespace, String name, String language)': (
      tx,
      _,
      namespace: string,
      name: string,
      language: string
    ) => label(tx, namespace, name, need(language)),
    'static Boolean translationExists(String namespace, String name, String language)': (
      tx,
      _,
      namespace: string,
      name: string,
      language: string
    ) => tx.org.label(namespace || null, need(name), need(language)) !== undefined
  })
];

function label(tx: Transaction, namespace: string | null, name: string, language: string): string {
  const own = namespace === null || namespace === '' ? tx.org.organization.namespace : namespace;
  return (
    tx.org.label(own, need(name), language) ??
    throwApex('System.IllegalArgumentException', `Label ${name} does not exist`)
  );
}
