import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { LocalOrg } from '../../org/index.ts';
import type { Tried } from './run.ts';

/**
 * What was tried, as a file of JSON lines, so that a run that was cut short goes on. It is good for the Apex that it
 * was made with: one changed class, or test, and everything is tried again.
 */
export class Progress {
  tried: Tried[] = [];
  private readonly file: string | null;
  private readonly apex: string;

  /** Of that Apex; without a file nothing is kept. */
  constructor(file: string | undefined, apex: string) {
    this.file = file ?? null;
    this.apex = apex;
    if (this.file === null) return;
    const lines = existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n') : [];
    if (lines[0] === apex) this.tried.push(...lines.slice(1).flatMap(parsed));
    this.write();
  }

  /** Drops what is to be tried again. */
  forget(again: (one: Tried) => boolean): void {
    this.tried = this.tried.filter((one) => !again(one));
    this.write();
  }

  private write(): void {
    if (this.file === null) return;
    const kept = [this.apex, ...this.tried.map((one) => JSON.stringify(one)), ''];
    writeFileSync(this.file, kept.join('\n'));
  }

  /** Keeps one more. */
  add(one: Tried): void {
    this.tried.push(one);
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(one)}\n`);
  }
}

/** A line that was cut off when the run ended is tried again. */
function parsed(line: string): Tried[] {
  if (!line.endsWith('}')) return [];
  return [JSON.parse(line) as Tried];
}

/** Names the Apex of a project: another text, another name. */
export function nameOf(org: LocalOrg): string {
  const hash = createHash('sha256');
  for (const { file, text } of org.project.apex) hash.update(`${file}\0${text}\0`);
  return hash.digest('hex');
}
