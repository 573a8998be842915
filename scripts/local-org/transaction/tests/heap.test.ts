import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { ApexBlob, ApexList, ApexMap, heap, listType, mapType, objectType, stringType } from '../../values/index.ts';
import { Heap } from '../heap.ts';

const LIMIT = 1_000_000;

/** Runs with an account of its own, and gives what was thrown. */
function counting(work: (account: Heap) => void, statics: readonly unknown[] = []): string | null {
  const account = new Heap(
    LIMIT,
    () => statics,
    (bytes) => new Error(`too large: ${bytes}`)
  );
  heap.account = account;
  try {
    work(account);
    return null;
  } catch (e) {
    return (e as Error).message;
  } finally {
    heap.account = null;
  }
}

/** Megabytes that are live. */
function liveMegabytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

const texts = (): ApexList => new ApexList(listType(stringType));

describe('the heap of a transaction', () => {
  it('ends when one list holds more than the limit', () => {
    expect(
      counting(() => {
        const list = texts();
        for (;;) list.add(`${'x'.repeat(1_000)}`);
      })
    ).toMatch(/^too large: 10\d{5}$/);
  });

  it('lets go of what nobody holds', () => {
    expect(
      counting(() => {
        for (let i = 0; i < 200; i++) {
          const list = texts();
          for (let j = 0; j < 500; j++) list.add('x'.repeat(1_000));
        }
      })
    ).toBeNull();
  });

  it('lets go of what transactions have watched that are over, within one job', () => {
    const before = liveMegabytes();
    for (let transaction = 0; transaction < 200; transaction++)
      counting((account) => {
        for (let i = 0; i < 10; i++)
          account.holds(
            Array.from({ length: 20_000 }, () => transaction),
            100
          );
      });
    expect(liveMegabytes() - before).toBeLessThan(40);
  });

  it('counts many small collections that one holds', () => {
    expect(
      counting(() => {
        const all = new ApexMap(mapType(objectType, objectType));
        for (let i = 0; ; i++) {
          const list = texts();
          for (let j = 0; j < 130; j++) list.add('abcdefgh');
          all.put(i, list);
        }
      })
    ).toMatch(/^too large/);
  });

  it('counts blobs that are held, and those in statics', () => {
    const statics: { file?: ApexBlob; text?: string } = { text: 'x'.repeat(100_000) };
    const made = counting(() => {
      for (let i = 0; i < 20; i++) statics.file = new ApexBlob(new Uint8Array(400_000));
    }, [statics]);
    expect(made).toBeNull();
    const held: ApexBlob[] = [];
    const more = counting(() => {
      for (let i = 0; i < 20; i++) held.push(new ApexBlob(new Uint8Array(400_000)));
    }, [statics]);
    expect(more).toMatch(/^too large/);
    expect(held).toHaveLength(2);
  });

  it('says no more than the limit, and measures before it says much', () => {
    const problem = counting((account) => {
      for (let i = 0; i < 8; i++) {
        const list = texts();
        for (let j = 0; j < 100; j++) list.add('y'.repeat(5_000));
      }
      expect(account.used()).toBeLessThan(LIMIT);
      const list = texts();
      for (let j = 0; j < 700; j++) list.add('z'.repeat(1_000));
      expect(account.used()).toBeGreaterThan(700_000);
      expect(list.size).toBe(700);
    });
    expect(problem).toBeNull();
  });

  it('does not take for live what a measure on the way found before garbage was collected', () => {
    const problem = counting((account) => {
      for (let i = 0; i < 6; i++) account.holds(new ApexBlob(new Uint8Array(100_000)), 100_000);
      // Said to be more than it is: the limit seems to be passed, and is not, garbage included.
      account.holds(texts(), 4 * LIMIT);
      expect(account.used()).toBeLessThan(LIMIT / 2);
    });
    expect(problem).toBeNull();
  });
});
