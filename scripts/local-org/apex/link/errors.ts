import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { TestState } from '../../contracts/transaction.ts';
import { ApexException, apexError, nullPointer } from '../../values/index.ts';

/** Frames deep enough for a platform stack of Apex that recurses, host frames between them included. */
export const STACK_FRAMES = 200;

/** The first frame of an error's stack is emitted Apex. */
function inApex(error: Error): boolean {
  const frame = /^\s*at .*$/m.exec(error.stack ?? '')?.[0];
  return frame !== undefined && frame.includes('apex:///');
}

function withStackOf(error: ApexException, origin: Error): ApexException {
  Object.defineProperty(error, 'stack', { value: origin.stack, configurable: true, writable: true });
  return error;
}

/**
 * A JavaScript error as Apex sees it: reading a property of null in emitted code is a NullPointerException, a full
 * stack the platform's LimitException. Everything else is a fault of the local org and stays what it is.
 */
export function translate(error: unknown): unknown {
  if (
    error instanceof TypeError &&
    /propert(y|ies) .*\bnull\b|\bnull\b.*iterable/.test(error.message) &&
    inApex(error)
  ) {
    return withStackOf(nullPointer(), error);
  }
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return withStackOf(apexError('System.LimitException', 'Maximum stack depth reached: 1001'), error);
  }
  return error;
}

/** What a catch clause may look at; throws on what Apex cannot catch. */
export function caught(error: unknown): ApexException {
  const apex = translate(error);
  if (apex instanceof ApexException && apex.catchable) return apex;
  throw apex;
}

/** Whether no `finally` of Apex runs for it. */
export function fatal(error: unknown): boolean {
  const apex = translate(error);
  return !(apex instanceof ApexException) || !apex.catchable;
}

export function thrown(value: ApexException | null): ApexException {
  return value ?? nullPointer();
}

export function unsupported(what: string): never {
  throw new UnsupportedByLocalOrg(what);
}

/** A call of `ConnectApi` in a test, which documented sees none of the org's data ("Testing ConnectApi Code"). */
export function connectApi(test: TestState | null | undefined, what: string): never {
  if (test?.seeAllData !== false || /\.(\w+)\.\1\(/.test(what)) return unsupported(what);
  throw apexError(
    'System.UnsupportedOperationException',
    'ConnectApi methods are not supported in data siloed tests. Please use @IsTest(SeeAllData=true).'
  );
}
