import { basename } from 'node:path';
import type { ApexSource } from '../metadata/index.ts';
import { unitName } from './loops.ts';
import type { FileOf } from './text.ts';

/**
 * Names the source files of stack frames, without their folders where no other file has the name; what has no file (an
 * anonymous block) keeps its name.
 */
export function fileNames(sources: readonly Pick<ApexSource, 'kind' | 'name' | 'file'>[]): FileOf {
  const counts = new Map<string, number>();
  for (const { file } of sources) counts.set(basename(file), (counts.get(basename(file)) ?? 0) + 1);
  const named = (file: string): string => (counts.get(basename(file)) === 1 ? basename(file) : file);
  const files = new Map(sources.map((source) => [unitName(source), named(source.file)]));
  return (where) => files.get(where.split('.').slice(0, 2).join('.').toLowerCase()) ?? where;
}
