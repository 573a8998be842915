import { describe, expect, it } from 'vitest';
import { DueQueue } from '../queue.ts';
import type { DueWork } from '../../contracts/async.ts';

const work = (id: string, at: number): DueWork => ({
  id,
  at,
  kind: 'other',
  label: id,
  userId: '005',
  run: () => undefined
});

describe('The due queue', () => {
  it('gives work by instant, and work of the same instant by arrival', () => {
    const queue = new DueQueue();
    for (const [id, at] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
      ['b3', 20]
    ] as const)
      queue.add(work(id, at));
    expect(queue.list().map((each) => each.id)).toEqual(['a', 'b1', 'b2', 'b3', 'c']);
    expect([1, 2, 3, 4, 5, 6].map(() => queue.take()?.id)).toEqual(['a', 'b1', 'b2', 'b3', 'c', undefined]);
  });

  it('drops cancelled work and lets its id be used again', () => {
    const queue = new DueQueue();
    queue.add(work('a', 10));
    queue.add(work('b', 20));
    expect(queue.cancel('a')).toBe(true);
    expect(queue.cancel('a')).toBe(false);
    queue.add(work('a', 30));
    expect([queue.take()?.at, queue.take()?.at, queue.take()]).toEqual([20, 30, undefined]);
  });

  it('refuses an id that is queued already', () => {
    const queue = new DueQueue();
    queue.add(work('a', 10));
    expect(() => queue.add(work('a', 20))).toThrow('already queued');
  });

  it('keeps the order of many', () => {
    const queue = new DueQueue();
    for (let n = 0; n < 2000; n++) queue.add(work(`w${n}`, (n * 7919) % 997));
    for (let n = 0; n < 2000; n += 3) queue.cancel(`w${n}`);
    const instants: number[] = [];
    for (let next = queue.take(); next; next = queue.take()) instants.push(next.at);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(instants).toHaveLength(1333);
  });
});
