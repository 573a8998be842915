import type { RuntimeType } from '../../contracts/program.ts';
import { ApexMap } from '../../values/index.ts';

/**
 * The maps of describe: keys in lower case, found whatever the case ("the keys of the map are case-insensitive"), with
 * or without the org's own namespace. What `late` finds is answered for by name and not listed.
 */
export class FoldedMap extends ApexMap {
  private readonly alias: (key: string) => string | undefined;
  private readonly late: (key: string) => unknown;

  constructor(
    type: RuntimeType,
    pairs: Iterable<readonly [string, unknown]>,
    alias: (key: string) => string | undefined = () => undefined,
    late: (key: string) => unknown = () => undefined
  ) {
    super(type);
    this.alias = alias;
    this.late = late;
    for (const [key, value] of pairs) super.put(key.toLowerCase(), value);
  }

  override has(key: unknown): boolean {
    return super.has(this.folded(key)) || this.found(key) !== undefined;
  }

  override get(key: unknown): unknown {
    return super.get(this.folded(key)) ?? this.found(key) ?? null;
  }

  override clone(): FoldedMap {
    return new FoldedMap(this.type, this.pairs() as Iterable<readonly [string, unknown]>, this.alias, this.late);
  }

  private found(key: unknown): unknown {
    return typeof key === 'string' ? this.late(key) : undefined;
  }

  private folded(key: unknown): unknown {
    if (typeof key !== 'string') return key;
    const folded = key.toLowerCase();
    return super.has(folded) ? folded : (this.alias?.(key)?.toLowerCase() ?? folded);
  }
}
