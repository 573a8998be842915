import type { ClassSymbol, Visibility } from '../symbols/index.ts';
import { ProjectClass, has, type FieldSymbol, type World } from '../symbols/index.ts';
import type { Body } from './context.ts';

interface Guarded {
  readonly owner: ClassSymbol;
  readonly testVisible: boolean;
}

/** Whether code in this body may reach a member of `access` (Apex Developer Guide: Access Modifiers). */
export function isVisible(body: Body, member: Guarded, access: Visibility): boolean {
  const owner = member.owner;
  const isForeign = owner instanceof ProjectClass && owner.guest !== body.world.packageOf(body.cls);
  if (access === 'global' || isForeign) return access === 'global';
  if (access === 'public') return true;
  const cls = body.cls;
  if (!(owner instanceof ProjectClass) || !cls) return false;
  if (cls.top === owner.top) return true;
  if (member.testVisible && cls.isTest) return true;
  if (access !== 'protected') return false;
  for (let c: ProjectClass | null = cls; c; c = c.outer) if (body.world.isSubclass(c.type, owner.type)) return true;
  return false;
}

const hiding = new WeakMap<FieldSymbol, boolean>();

/** Whether an instance field stands beside one of a superclass with the same name, which code of that class still means. */
export function hidesInherited(world: World, field: FieldSymbol): boolean {
  const known = hiding.get(field);
  if (known !== undefined) return known;
  const found = !field.static && !(field.modifiers && has(field.modifiers, 'override')) && hasAbove(world, field);
  hiding.set(field, found);
  return found;
}

function hasAbove(world: World, field: FieldSymbol): boolean {
  const seen = new Set<ClassSymbol>();
  for (let at = above(world, field.owner); at?.source === 'project' && !seen.has(at); at = above(world, at)) {
    seen.add(at);
    const other = at.field(field.key);
    if (other && !other.static && !(other.modifiers && has(other.modifiers, 'abstract'))) return true;
  }
  return false;
}

function above(world: World, cls: ClassSymbol): ClassSymbol | undefined {
  return cls.superclass ? world.symbolOf(cls.superclass) : undefined;
}
