import type { FieldMember, RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';

interface Fields {
  readonly byName: ReadonlyMap<string, FieldMember>;
  readonly lastFirst: readonly FieldMember[];
}

/** A class keeps its fields as long as it lives: a deploy makes new types. */
const known = new WeakMap<RuntimeType, Fields>();

function fields(tx: Transaction, type: RuntimeType): Fields {
  const found = known.get(type);
  if (found) return found;
  const byName = collect(tx, type);
  const lastFirst = [...byName].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, field]) => field);
  const made = { byName, lastFirst };
  known.set(type, made);
  return made;
}

function collect(tx: Transaction, type: RuntimeType): Map<string, FieldMember> {
  const out = new Map<string, FieldMember>();
  for (const name of [type.name, ...type.supers]) {
    const members = (name === type.name ? type : tx.org.program.type(name))?.members;
    for (const f of members?.fields ?? [])
      if (!f.static && !f.transient && !out.has(f.name.toLowerCase())) out.set(f.name.toLowerCase(), f);
  }
  return out;
}

/** Fields of a project class and of its superclasses, as JSON shows them: its own first. */
export function fieldsOf(tx: Transaction, type: RuntimeType): FieldMember[] {
  return [...fields(tx, type).byName.values()];
}

/** The same by name in small letters. */
export function fieldsByName(tx: Transaction, type: RuntimeType): ReadonlyMap<string, FieldMember> {
  return fields(tx, type).byName;
}

/** Fields are written from Z to A: so the documented example shows it ("Roundtrip Serialization"), and a public suite expects it. */
export function fieldsLastFirst(tx: Transaction, type: RuntimeType): readonly FieldMember[] {
  return fields(tx, type).lastFirst;
}
