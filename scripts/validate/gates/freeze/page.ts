/** Reads docs/data-model.md: one section per object with a table of its fields, and two lists of names. */

export interface PageField {
  readonly line: number;
  readonly name: string;
  readonly type: string;
  readonly length: string;
  readonly flags: readonly string[];
  readonly values: readonly { readonly value: string; readonly label: string }[];
}

export interface PageObject {
  readonly line: number;
  readonly name: string;
  /** The sentence below the heading. */
  readonly about: string;
  readonly built: boolean;
  readonly fields: readonly PageField[];
}

export interface Page {
  readonly objects: readonly PageObject[];
  readonly signatures: ReadonlyMap<string, number>;
  readonly components: ReadonlyMap<string, number>;
}

interface Section {
  readonly title: string;
  readonly line: number;
  readonly lines: readonly { readonly text: string; readonly line: number }[];
}

export const SIGNATURES = 'Global signatures';
export const COMPONENTS = 'Exposed components';

export function readPage(text: string): Page {
  const sections = sectionsOf(text);
  const objects = sections.filter((s) => s.lines.some((l) => l.text.startsWith('| Field |'))).map(objectOf);
  const namesOf = (title: string): Map<string, number> =>
    new Map(sections.filter((s) => s.title === title).flatMap(entries));
  return { objects, signatures: namesOf(SIGNATURES), components: namesOf(COMPONENTS) };
}

function sectionsOf(text: string): Section[] {
  const sections: { title: string; line: number; lines: { text: string; line: number }[] }[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.startsWith('## ')) sections.push({ title: line.slice(3).trim(), line: index + 1, lines: [] });
    else sections.at(-1)?.lines.push({ text: line, line: index + 1 });
  });
  return sections;
}

function objectOf({ title, line, lines }: Section): PageObject {
  const about = lines.map((l) => l.text.trim()).find((t) => t !== '') ?? '';
  const rows = lines.filter((l) => l.text.startsWith('| `'));
  return {
    name: title,
    line,
    about,
    built: /Built: yes/.test(about),
    fields: rows.map((r) => fieldOf(r.text, r.line))
  };
}

function list(cell: string | undefined): string[] {
  return (cell ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
}

function fieldOf(row: string, line: number): PageField {
  const [, name = '', type = '', length = '', flags, values] = row.split('|').map((cell) => cell.trim());
  const pairs = list(values)
    .map((v) => v.split(' = '))
    .map(([value = '', label = value]) => ({ value, label }));
  return { line, name: name.replace(/`/g, ''), type, length, flags: list(flags), values: pairs };
}

/** Each line of a list of names is one in backticks. */
function entries({ lines }: Section): [string, number][] {
  return lines.flatMap(({ text, line }) =>
    [...text.matchAll(/`([^`]+)`/g)].slice(0, 1).map((m) => [m[1] ?? '', line] as [string, number])
  );
}
