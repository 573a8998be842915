import type { Finding, GateReport, Suppression } from './contracts.ts';
import type { Workspace } from './workspace.ts';

/**
 * Suppressions stand in the file, on the line of the finding or right above it, with their reason:
 * `validate-ignore RULE: reason` in any comment. Those of the tools (`eslint-disable ... -- reason`, `NOPMD reason`,
 * `@SuppressWarnings` and `prettier-ignore` below a comment) are listed too. One without a reason is a finding.
 */
const TEXT = /\.(cls|trigger|xml|html|css|ts|mts|js|mjs|json|apex|sh|yml)$/;
const OURS = /validate-ignore\s+([\w/@.-]+)\s*:?\s*(.*?)\s*(?:-->|\*\/)?\s*$/;
const APEX = /\.(cls|trigger)$/;
const THEIRS: readonly (readonly [pattern: RegExp, tool: string, where?: RegExp])[] = [
  [/(?:\/\/|\/\*)\s*eslint-disable(?:-next-line|-line)?\s+([\w@/, -]+?)?(?:\s+--\s+(.*?))?\s*(?:\*\/)?$/, 'eslint'],
  [/@SuppressWarnings\('([^']+)'\)(?:\s*\/\/\s*(.*))?/, 'pmd', APEX],
  [/\/\/\s*NOPMD\b()\s*(.*)/, 'pmd', APEX],
  [/\/\/\s*@ts-(?:expect-error|ignore|nocheck)\b()\s*(.*)/, 'tsc'],
  [/(?:\/\/|<!--|\/\*)\s*prettier-ignore\b()\s*:?\s*(.*?)\s*(?:-->|\*\/)?$/, 'prettier']
];
const OWN_FOLDER = 'scripts/validate/';

export interface Suppressed {
  readonly suppressions: readonly Suppression[];
  /** About suppressions themselves: no reason, or nothing to suppress. */
  readonly findings: readonly Finding[];
  readonly gates: readonly GateReport[];
}

interface Marked extends Suppression {
  readonly ours: boolean;
}

export function findSuppressions(workspace: Workspace): Marked[] {
  return workspace.files
    .filter((file) => TEXT.test(file) && !file.startsWith(OWN_FOLDER))
    .flatMap((file) => marksIn(file, workspace.text(file).split('\n')));
}

function marksIn(file: string, lines: readonly string[]): Marked[] {
  return lines.flatMap((line, index) => {
    const mark = markOf(file, line, lines[index - 1] ?? '');
    return mark ? [{ file, line: index + 1, ...mark }] : [];
  });
}

function markOf(file: string, line: string, above: string): Pick<Marked, 'rule' | 'reason' | 'ours'> | undefined {
  const own = OURS.exec(line);
  if (own) return { rule: own[1] ?? '', reason: own[2] ?? '', ours: true };
  for (const [pattern, tool, where] of THEIRS) {
    const match = where && !where.test(file) ? null : pattern.exec(line);
    if (!match) continue;
    const reason = match[2] || commentOf(above);
    return { rule: match[1] ? `${tool}: ${match[1].trim()}` : tool, reason, ours: false };
  }
  return undefined;
}

/** The words of a comment line, or nothing. */
function commentOf(line: string): string {
  return /^\s*(?:\/\/|\*|\/\*+|<!--)\s*(.*?)\s*(?:\*\/|-->)?\s*$/.exec(line)?.[1] ?? '';
}

/** Takes suppressed findings out and reports suppressions that say no reason or no longer suppress anything. */
export function suppress(workspace: Workspace, gates: readonly GateReport[], whole: boolean): Suppressed {
  const marks = findSuppressions(workspace);
  const used = new Set<Marked>();
  const kept = gates.map((gate) => {
    const findings = gate.findings.filter((finding) => {
      const mark = marks.find((m) => m.ours && covers(m, finding));
      if (mark) used.add(mark);
      return !mark;
    });
    const passes = findings.length === 0 && gate.verdict === 'fail';
    return { ...gate, findings, verdict: passes ? ('pass' as const) : gate.verdict };
  });
  const bare = marks
    .filter((m) => !m.reason)
    .map((m) => about(m, 'no-reason', `suppresses ${m.rule} without saying why`));
  const unused = whole ? marks.filter((m) => m.ours && !used.has(m)) : [];
  const idle = unused.map((m) => about(m, 'unused', `nothing of rule ${m.rule} is found here any more`));
  return { suppressions: marks, findings: [...bare, ...idle], gates: kept };
}

function covers(mark: Marked, finding: Finding): boolean {
  const near = finding.line === mark.line || finding.line === mark.line + 1;
  return near && finding.file === mark.file && finding.rule === mark.rule;
}

function about({ file, line }: Suppression, rule: string, message: string): Finding {
  return { file, line, rule, message };
}
