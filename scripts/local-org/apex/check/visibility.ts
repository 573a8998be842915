import type { ClassSymbol, Visibility } from '../symbols/index.ts';
import { ProjectClass } from '../symbols/index.ts';
import type { Body } from './context.ts';

interface Guarded {
  readonly owner: ClassSymbol;
  readonly testVisible: boolean;
}

/** Whether code in this body may reach a member of `access` (Apex Developer Guide: Access Modifiers). */
export function isVisible(body: Body, member: Guarded, access: Visibility): boolean {
  if (access === 'global' || access === 'public') return true;
  const owner = member.owner;
  const cls = body.cls;
  if (!(owner instanceof ProjectClass) || !cls) return false;
  if (cls.top === owner.top) return true;
  if (member.testVisible && cls.isTest) return true;
  if (access !== 'protected') return false;
  for (let c: ProjectClass | null = cls; c; c = c.outer) if (body.world.isSubclass(c.type, owner.type)) return true;
  return false;
}
