import type { Finding } from '../../contracts.ts';
import type { Workspace } from '../../workspace.ts';
import { beyondUser } from './rules.ts';
import { apexUnits } from './units.ts';

/** The page that names every class which reaches beyond the user's rights, and what stands before it. */
export const PAGE = 'docs/system-mode.md';
const ROW = /^\|\s*`(\w+)`\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|/;

interface Listed {
  readonly line: number;
  readonly modes: string;
  readonly gate: string;
}

function listed(workspace: Workspace): Map<string, Listed> {
  const rows = workspace
    .text(PAGE)
    .split('\n')
    .map((text, index) => ({ match: ROW.exec(text), line: index + 1 }));
  return new Map(
    rows.flatMap(({ match, line }) =>
      match ? [[match[1] ?? '', { line, modes: match[2] ?? '', gate: match[3] ?? '' }] as const] : []
    )
  );
}

/** Compares the page with the code, both ways. */
export function systemMode(workspace: Workspace): Finding[] {
  if (!workspace.files.includes(PAGE)) return [];
  const page = listed(workspace);
  const found = apexUnits(workspace).map((unit) => ({
    name: unit.source.name,
    file: unit.source.file,
    modes: beyondUser(unit).join(', ')
  }));
  const beyond = found.filter((f) => f.modes !== '');
  const names = new Set(beyond.map((f) => f.name));
  return [
    ...beyond.flatMap(({ name, file, modes }) => compare(page.get(name), file, name, modes)),
    ...[...page]
      .filter(([name]) => !names.has(name))
      .map(([name, { line }]) => ({
        file: PAGE,
        line,
        rule: 'system-mode',
        message: `${name} stays within the user's rights, or is gone`
      }))
  ];
}

function compare(row: Listed | undefined, file: string, name: string, modes: string): Finding[] {
  if (!row) return [{ file, line: 1, rule: 'system-mode', message: `${name} (${modes}) is not listed in ${PAGE}` }];
  if (row.modes !== modes)
    return [
      { file: PAGE, line: row.line, rule: 'system-mode', message: `${name}: expected "${modes}", found "${row.modes}"` }
    ];
  return row.gate === '' ? [{ file: PAGE, line: row.line, rule: 'system-mode', message: `${name} names no gate` }] : [];
}

/** The rows that the page must have, for writing it. */
export function systemModeNote(workspace: Workspace): string {
  const names = apexUnits(workspace)
    .filter((unit) => beyondUser(unit).length > 0)
    .map((u) => u.source.name);
  return `${names.length} classes and triggers reach beyond the user's rights; ${PAGE} says what stands before each`;
}
