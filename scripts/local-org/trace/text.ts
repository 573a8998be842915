import type { Part, Place } from './recorder.ts';
import { amount, limitWords, oneLine } from './words.ts';

/** Gives the file of an Apex place, or its name where it has none (an anonymous block). */
export type FileOf = (where: string) => string;

/** A trace that a person can read: one line a part, indented by what lies in what. Equal neighbours are counted. */
export function traceText(parts: readonly Part[], fileOf: FileOf): string {
  return parts.flatMap((part) => lines(part, fileOf, 0)).join('\n');
}

function lines(part: Part, fileOf: FileOf, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const inner = withoutEmptySteps(part.parts).flatMap(({ part: each, times }) =>
    counted(lines(each, fileOf, depth + 1), times)
  );
  const end =
    part.limits.length > 0
      ? [
          `${indent}  limits: ${part.limits.map(({ name, used, of }) => `${limitWords(name)} ${used} of ${of}`).join(', ')}`
        ]
      : [];
  return [indent + head(part, fileOf), ...failure(part, indent), ...inner, ...end];
}

function counted(texts: readonly string[], times: number): readonly string[] {
  return times === 1 ? texts : [`${texts[0]}  (${times} times)`, ...texts.slice(1)];
}

/** A save has two dozen steps; those in which nothing happened say nothing. Leaves that are alike are told once. */
function withoutEmptySteps(parts: readonly Part[]): { part: Part; times: number }[] {
  const shown: { part: Part; times: number }[] = [];
  for (const part of parts) {
    if (part.kind === 'step' && part.parts.length === 0 && part.data['error'] === undefined) continue;
    const last = shown.at(-1);
    if (last && alike(last.part, part)) last.times++;
    else shown.push({ part, times: 1 });
  }
  return shown;
}

function alike(a: Part, b: Part): boolean {
  return (
    a.parts.length === 0 &&
    b.parts.length === 0 &&
    a.kind === b.kind &&
    a.text === b.text &&
    a.kind === 'element' &&
    a.data['error'] === b.data['error']
  );
}

function head(part: Part, fileOf: FileOf): string {
  const { kind, data, limit } = part;
  const facts = [
    ...(data['for'] === undefined ? [] : [`for ${String(data['for'])}`]),
    ...(data['records'] === undefined ? [] : [amount(data['records'], 'record')]),
    ...(data['failed'] === undefined ? [] : [`${String(data['failed'])} failed`]),
    ...(data['interviews'] === undefined ? [] : [amount(data['interviews'], 'interview')]),
    ...(data['rows'] === undefined ? [] : [amount(data['rows'], 'row')]),
    ...(data['plan'] === undefined ? [] : [String(data['plan'])]),
    ...(limit && limit.used > 0 ? [`${limitWords(limit.name)} ${limit.used} of ${limit.of}`] : []),
    `${part.milliseconds.toFixed(1)} ms`
  ];
  const place = part.places[0] ? ` ${placeText(part.places[0], fileOf)}` : '';
  const told = kind === 'debug' ? '' : ` [${facts.join('; ')}]`;
  const text = kind === 'query' ? oneLine(part.text) : part.text.replace(/\s+/g, ' ');
  return `${kind}${place} ${text}${told}`;
}

function failure({ data }: Part, indent: string): string[] {
  return data['error'] === undefined ? [] : [`${indent}  failed: ${String(data['error']).replace(/\s*\n\s*/g, ' ')}`];
}

export function placeText({ where, line }: Place, fileOf: FileOf): string {
  return `${fileOf(where)}:${line}`;
}
