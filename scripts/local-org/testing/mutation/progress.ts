import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { LocalOrg } from '../../org/index.ts';
import type { Tried } from './run.ts';

/**
 * What was tried, as a file of JSON lines, so that a run that was cut short goes on; of a change the last line counts.
 * It is good for the Apex that it was made with: one changed class, or test, and everything is tried again.
 */
export class Progress {
  private readonly file: string | null;
  private readonly byChange = new Map<string, Tried>();

  /** Of that Apex; without a file nothing is kept. */
  constructor(file: string | undefined, apex: string) {
    this.file = file ?? null;
    if (this.file === null) return;
    const lines = existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n') : [];
    if (lines[0] === apex) for (const one of lines.slice(1).flatMap(parsed)) this.byChange.set(nameOfChange(one), one);
    writeFileSync(this.file, [apex, ...this.tried.map((one) => JSON.stringify(one)), ''].join('\n'));
  }

  get tried(): Tried[] {
    return [...this.byChange.values()];
  }

  /** Keeps one more, or what is known now of one. */
  add(one: Tried): void {
    this.byChange.set(nameOfChange(one), one);
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(one)}\n`);
  }
}

/** A line that was cut off when the run ended is tried again. */
function parsed(line: string): Tried[] {
  return line.endsWith('}') ? [JSON.parse(line) as Tried] : [];
}

/** A change by its class and its number there. */
export function nameOfChange({ className, at }: Pick<Tried, 'className' | 'at'>): string {
  return `${className}:${at}`;
}

/** Names the Apex of a project: another text, another name. */
export function nameOf(org: LocalOrg): string {
  const hash = createHash('sha256');
  for (const { file, text } of org.project.apex) hash.update(`${file}\0${text}\0`);
  return hash.digest('hex');
}
