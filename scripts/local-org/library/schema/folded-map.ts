import type { RuntimeType } from '../../contracts/program.ts';
import { ApexMap } from '../../values/index.ts';

/**
 * The maps of describe: keys in lower case, found whatever the case ("the keys of the map are case-insensitive"), with
 * or without the org's own namespace.
 */
export class FoldedMap extends ApexMap {
  private readonly alias: (key: string) => string | undefined;

  constructor(
    type: RuntimeType,
    pairs: Iterable<readonly [string, unknown]>,
    alias: (key: string) => string | undefined = () => undefined
  ) {
    super(type);
    this.alias = alias;
    for (const [key, value] of pairs) super.put(key.toLowerCase(), value);
  }

  override has(key: unknown): boolean {
    return super.has(this.folded(key));
  }

  override get(key: unknown): unknown {
    return super.get(this.folded(key));
  }

  override clone(): FoldedMap {
    return new FoldedMap(this.type, this.pairs() as Iterable<readonly [string, unknown]>, this.alias);
  }

  private folded(key: unknown): unknown {
    if (typeof key !== 'string') return key;
    const folded = key.toLowerCase();
    return super.has(folded) ? folded : (this.alias?.(key)?.toLowerCase() ?? folded);
  }
}
