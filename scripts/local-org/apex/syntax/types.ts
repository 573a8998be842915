import type { TypeRef } from './ast.ts';
import type { Reader } from './reader.ts';

const COLLECTIONS = new Set(['list', 'set', 'map']);

/** A written type; throws where there is none. */
export function typeRef(r: Reader): TypeRef {
  const found = r.attempt(() => tryType(r));
  if (!found) throw r.unexpected();
  return found;
}

/** A type if one stands here; the place moves only when it does. */
export function tryType(r: Reader): TypeRef | undefined {
  const from = r.at;
  const pos = r.pos;
  const parts: TypeRef['parts'][number][] = [];
  do {
    const part = typePart(r);
    if (!part) return back(r, from);
    parts.push(part);
  } while (moreParts(r));
  let dims = 0;
  while (r.is('[') && r.isAt(1, ']')) {
    r.at += 2;
    dims++;
  }
  return { parts, dims, pos };
}

/** A dot leads on to another part, except before `class`. */
function moreParts(r: Reader): boolean {
  if (!r.is('.') || r.keyAt(1) === 'class' || !(r.isName(1) || COLLECTIONS.has(r.keyAt(1)))) return false;
  r.at++;
  return true;
}

function typePart(r: Reader): TypeRef['parts'][number] | undefined {
  if (!r.isName() && !COLLECTIONS.has(r.key)) return undefined;
  const name = r.word();
  if (!r.is('<')) return { name, args: [] };
  const from = r.at;
  const args = typeArguments(r);
  if (args) return { name, args };
  r.at = from;
  return { name, args: [] };
}

function typeArguments(r: Reader): TypeRef[] | undefined {
  r.at++;
  const args: TypeRef[] = [];
  do {
    const arg = tryType(r);
    if (!arg) return undefined;
    args.push(arg);
  } while (r.accept(','));
  return r.accept('>') ? args : undefined;
}

function back(r: Reader, at: number): undefined {
  r.at = at;
}
