import { parseUnit } from '../apex/syntax/index.ts';
import type { ApexSource } from '../metadata/index.ts';

/** Lines inside the bodies of loops, by the name that stack frames give the class or trigger. */
export type LoopLines = ReadonlyMap<string, ReadonlySet<number>>;

export interface LoopSource {
  readonly kind: ApexSource['kind'] | 'anonymous';
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** Reads where the loops of Apex sources are. The head of a loop is not inside it: its query runs once. */
export function findLoops(sources: readonly LoopSource[]): LoopLines {
  const all = new Map<string, Set<number>>();
  for (const source of sources) {
    const { ast } = parseUnit({ path: source.file, text: source.text, kind: source.kind });
    const lines = new Set<number>();
    visit(ast, false, lines);
    if (lines.size > 0) all.set(unitName(source), lines);
  }
  return all;
}

export function unitName({ kind, name }: Pick<LoopSource, 'kind' | 'name'>): string {
  if (kind === 'anonymous') return 'anonymousblock';
  return `${kind === 'trigger' ? 'Trigger' : 'Class'}.${name}`.toLowerCase();
}

const LOOPS: ReadonlySet<unknown> = new Set(['for', 'forEach', 'while', 'do']);

function visit(node: unknown, inside: boolean, lines: Set<number>): void {
  if (Array.isArray(node)) return node.forEach((each) => visit(each, inside, lines));
  if (typeof node !== 'object' || node === null) return;
  const { kind, pos } = node as { kind?: unknown; pos?: { line: number } };
  if (inside && pos) lines.add(pos.line);
  for (const [key, child] of Object.entries(node)) visit(child, inside || (LOOPS.has(kind) && key === 'body'), lines);
}
