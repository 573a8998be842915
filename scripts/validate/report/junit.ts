import type { GateReport, Report } from '../contracts.ts';

/** JUnit XML: one suite, one case per gate. */
export function toJunit({ gates, seconds }: Report): string {
  const failed = gates.filter((g) => g.verdict === 'fail').length;
  const skipped = gates.filter((g) => g.verdict === 'skip' || g.verdict === 'unchanged').length;
  const head = `<testsuite name="validate" tests="${gates.length}" failures="${failed}" skipped="${skipped}" time="${seconds.toFixed(1)}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...gates.map(caseOf), '</testsuite>', ''].join('\n');
}

function caseOf(report: GateReport): string {
  const open = `  <testcase classname="validate" name="${escape(report.gate)}" time="${report.seconds.toFixed(1)}"`;
  if (report.verdict === 'pass') return `${open}/>`;
  if (report.verdict !== 'fail') return `${open}><skipped message="${escape(report.reason ?? '')}"/></testcase>`;
  const text = report.findings.map((f) => `${f.file}:${f.line} ${f.message} [${f.rule}]`).join('\n');
  return `${open}><failure message="${report.findings.length} found">${escape(text)}</failure></testcase>`;
}

function escape(text: string): string {
  return text.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
