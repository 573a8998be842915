import { unwrap } from 'lwc';
import { freeze, send } from 'shell/client';

type Parameters = Readonly<Record<string, unknown>>;
type Emit = (value: { data: unknown; error: unknown }) => void;

interface Cached {
  readonly at: number;
  readonly data: unknown;
}

/** How long a cacheable answer serves without asking again (assumed; the platform does not promise a time). */
const FRESH_MS = 30_000;

const cache = new Map<string, Cached>();
const wires = new Set<ApexWire>();
const wireOfValue = new WeakMap<object, ApexWire>();

function keyOf(method: string, parameters: Parameters | undefined): string {
  return `${method} ${JSON.stringify(parameters ?? {})}`;
}

async function call(method: string, cacheable: boolean, parameters: Parameters | undefined): Promise<unknown> {
  const { value } = await send<{ value: unknown }>('POST', 'apex', { method, parameters: parameters ?? {}, cacheable });
  if (!cacheable) return value;
  const data = freeze(value);
  cache.set(keyOf(method, parameters), { at: Date.now(), data });
  return data;
}

function fresh(key: string): Cached | undefined {
  const found = cache.get(key);
  return found && Date.now() - found.at < FRESH_MS ? found : undefined;
}

/** The function behind `import x from '@salesforce/apex/Class.method'`: callable, and a wire adapter. */
export function apexMethod(method: string, cacheable: boolean): unknown {
  const callable = async (parameters?: Parameters): Promise<unknown> => {
    const kept = cacheable ? fresh(keyOf(method, parameters)) : undefined;
    return kept ? kept.data : call(method, cacheable, parameters);
  };
  class Adapter extends ApexWire {
    constructor(emit: Emit) {
      super(emit, method, cacheable);
    }
  }
  return Object.assign(callable, { adapter: Adapter });
}

class ApexWire {
  private readonly emit: Emit;
  private readonly method: string;
  private readonly cacheable: boolean;
  private parameters: Parameters | undefined;
  private turn = 0;

  constructor(emit: Emit, method: string, cacheable: boolean) {
    this.emit = emit;
    this.method = method;
    this.cacheable = cacheable;
    this.provide(undefined, undefined);
  }

  connect(): void {
    wires.add(this);
  }

  disconnect(): void {
    wires.delete(this);
    this.turn += 1;
  }

  /** Waits until no parameter is undefined, as the wire service does. */
  update(config: Parameters): void {
    if (Object.values(config).some((value) => value === undefined)) return;
    this.parameters = config;
    if (!this.cacheable) {
      this.provide(undefined, { body: { message: `${this.method} is not cacheable, so it cannot be wired.` } });
      return;
    }
    const kept = cache.get(keyOf(this.method, config));
    if (kept) this.provide(kept.data, undefined);
    if (!fresh(keyOf(this.method, config))) void this.load();
  }

  async load(): Promise<void> {
    const turn = ++this.turn;
    try {
      const data = await call(this.method, true, this.parameters);
      if (turn === this.turn) this.provide(data, undefined);
    } catch (error) {
      if (turn === this.turn) this.provide(undefined, error);
    }
  }

  sharesWith(other: ApexWire): boolean {
    return keyOf(this.method, this.parameters) === keyOf(other.method, other.parameters);
  }

  private provide(data: unknown, error: unknown): void {
    const value = { data, error };
    wireOfValue.set(value, this);
    this.emit(value);
  }
}

/** Asks the server again for a wired value and gives the answer to every wire of the same call. */
export async function refreshApex(value: unknown): Promise<void> {
  const wire = typeof value === 'object' && value !== null ? wireOfValue.get(unwrap(value)) : undefined;
  if (!wire) return;
  const group = [...wires].filter((other) => other.sharesWith(wire));
  await Promise.all(group.map((other) => other.load()));
}

/** After time has moved, what was cached is old news. */
export function forgetApexCache(): void {
  cache.clear();
}

/** Loads every connected wire again: after the clock has moved. */
export async function reloadApex(): Promise<void> {
  forgetApexCache();
  await Promise.all([...wires].map((wire) => wire.load()));
}

export function getSObjectValue(
  record: Record<string, unknown> | undefined,
  field: string | { fieldApiName: string }
): unknown {
  const path = (typeof field === 'string' ? field.split('.').slice(1) : field.fieldApiName.split('.')) as string[];
  return path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], record);
}
