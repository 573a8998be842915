import type { Finding, GateReport, Report } from '../contracts.ts';

const SHOWN = 50;
const WORDS = { pass: 'pass', fail: 'FAIL', skip: 'skipped', unchanged: 'not needed' } as const;

/** The report for people: findings first, then what was switched off, then one table. */
export function toTable(report: Report): string {
  const parts = [...report.gates.flatMap(findingsOf), notes(report), suppressions(report), table(report)];
  return parts.filter(Boolean).join('\n\n');
}

function findingsOf({ gate, findings }: GateReport): string[] {
  if (findings.length === 0) return [];
  const lines = findings.slice(0, SHOWN).map((f) => `  ${place(f)}  ${f.message}  [${f.rule}]`);
  const more = findings.length > SHOWN ? [`  ... and ${findings.length - SHOWN} more; --json lists all`] : [];
  return [[`${gate}: ${findings.length} found`, ...lines, ...more].join('\n')];
}

function place({ file, line }: Finding): string {
  return `${file}:${line}`;
}

function notes({ gates }: Report): string {
  const lines = gates.flatMap((g) => g.notes.map((note) => `  ${g.gate}: ${note}`));
  return lines.length > 0 ? ['Notes', ...lines].join('\n') : '';
}

function suppressions({ gates, suppressions: marks }: Report): string {
  const off = gates.flatMap((g) => g.off.map((o) => `  ${g.gate}: ${o.rule}: ${o.reason}`));
  const inFiles = marks.map((m) => `  ${m.file}:${m.line}  ${m.rule}: ${m.reason}`);
  return off.length + inFiles.length > 0 ? ['Switched off, and why', ...off, ...inFiles].join('\n') : '';
}

function table({ gates, seconds }: Report): string {
  const rows = gates.map((g) => [
    g.gate,
    WORDS[g.verdict],
    g.seconds.toFixed(1),
    String(g.findings.length),
    g.reason ?? g.purpose
  ]);
  const all = [['gate', 'verdict', 'seconds', 'found', 'what it looks at'], ...rows];
  const widths = [0, 1, 2, 3].map((i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const lines = all.map((row) => row.map((cell, i) => (i < 4 ? cell.padEnd(widths[i] ?? 0) : cell)).join('  '));
  const found = gates.reduce((sum, g) => sum + g.findings.length, 0);
  const failed = gates.filter((g) => g.verdict === 'fail').length;
  return [...lines, '', `${gates.length} gates, ${failed} failed, ${found} findings, ${seconds.toFixed(1)} s`].join(
    '\n'
  );
}
