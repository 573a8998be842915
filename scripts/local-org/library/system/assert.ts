import { debugText, equalsDeep, throwApex, isInstance, typeOf } from '../../values/index.ts';
import { type Members, libraryClass, need } from '../define.ts';
import type { ApexType } from './type.ts';

function failed(message: unknown, detail?: string): never {
  const parts = [message === null || message === undefined ? undefined : debugText(message), detail];
  const text = parts.filter((p) => p !== undefined).join(': ');
  return throwApex('System.AssertException', text === '' ? 'Assertion Failed' : `Assertion Failed: ${text}`);
}

export function assertEqual(expected: unknown, actual: unknown, message?: unknown): void {
  if (!equalsDeep(expected, actual)) failed(message, `Expected: ${debugText(expected)}, Actual: ${debugText(actual)}`);
}

export function assertNotEqual(unexpected: unknown, actual: unknown, message?: unknown): void {
  if (equalsDeep(unexpected, actual)) failed(message, `Same value: ${debugText(actual)}`);
}

export function assertTrue(condition: boolean | null, message?: unknown): void {
  if (need(condition) !== true) failed(message);
}

function instanceOf(value: unknown, type: ApexType): boolean {
  return isInstance(value, need(type).of);
}

function assertInstance(value: unknown, type: ApexType, message?: unknown): void {
  if (!instanceOf(value, type)) {
    failed(message, `Expected: ${type.of.name}, Actual: ${value === null ? 'null' : typeOf(value).name}`);
  }
}

function isNotInstance(value: unknown, type: ApexType, message?: unknown): void {
  if (instanceOf(value, type)) failed(message, `Not expected: ${type.of.name}`);
}

/** `name(params)` and `name(params, String message)`. */
function withMessage(name: string, params: string, run: (...args: never[]) => void): Members {
  const call = (_: unknown, __: unknown, ...args: unknown[]) => (run as (...a: unknown[]) => void)(...args);
  return { [`static void ${name}(${params})`]: call, [`static void ${name}(${params}, String message)`]: call };
}

/** Texts beyond `Expected`/`Actual` and the failures of `isTrue` are assumed: no document gives them. */
export const assertClass = libraryClass(
  'System.Assert',
  withMessage('areEqual', 'Object a, Object b', assertEqual),
  withMessage('areNotEqual', 'Object a, Object b', assertNotEqual),
  withMessage('isTrue', 'Boolean c', (c: boolean, m: unknown) => assertTrue(c, m)),
  withMessage('isFalse', 'Boolean c', (c: boolean, m: unknown) => assertTrue(c === null ? null : !c, m)),
  withMessage('isNull', 'Object v', (v: unknown, m: unknown) => assertEqual(null, v, m)),
  withMessage('isNotNull', 'Object v', (v: unknown, m: unknown) => assertNotEqual(null, v, m)),
  withMessage('isInstanceOfType', 'Object v, Type t', assertInstance),
  withMessage('isNotInstanceOfType', 'Object v, Type t', isNotInstance),
  {
    'static void fail()': () => failed(undefined),
    'static void fail(String message)': (_, __, message: string) => failed(message)
  }
);
