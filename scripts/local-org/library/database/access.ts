import type { Access } from '../../contracts/soql.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { libraryClass } from '../define.ts';
import { PlatformObject } from '../registry.ts';

/** `AccessLevel.USER_MODE` and `SYSTEM_MODE`. */
export class AccessLevel extends PlatformObject {
  readonly mode: 'system' | 'user';

  constructor(mode: 'system' | 'user') {
    super();
    this.mode = mode;
  }
}
AccessLevel.for('System.AccessLevel');

const SYSTEM = new AccessLevel('system');
const USER = new AccessLevel('user');

/** The mode that was given, else that of the calling class; user mode brings sharing with it. */
export function accessOf(tx: Transaction, level: AccessLevel | null): Access {
  const mode = level?.mode ?? tx.accessMode;
  return { mode, sharing: mode === 'user' ? 'with' : tx.sharing };
}

export const accessLevelClass = libraryClass('System.AccessLevel', {
  'static get AccessLevel SYSTEM_MODE': () => SYSTEM,
  'static get AccessLevel USER_MODE': () => USER
});
