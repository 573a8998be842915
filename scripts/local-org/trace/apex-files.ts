import type { ApexSource } from '../metadata/index.ts';
import { unitName } from './loops.ts';
import type { FileOf } from './text.ts';

/** Names the source files of stack frames; what has none (an anonymous block) keeps its name. */
export function fileNames(sources: readonly Pick<ApexSource, 'kind' | 'name' | 'file'>[]): FileOf {
  const files = new Map(sources.map((source) => [unitName(source), source.file]));
  return (where) => files.get(where.split('.').slice(0, 2).join('.').toLowerCase()) ?? where;
}
