import type { Count, Score } from './score.ts';

/** One line of a project: what compiles, what passes, how long it takes. */
export function headline(s: Score): string {
  if (s.stopped !== undefined) return `${nameOf(s)}: stopped: ${s.stopped}`;
  const left = s.leftOut === 0 ? '' : `, ${s.leftOut} files left out`;
  const lacking = s.lacking.map(({ text, times }) => `, ${times} errors for want of the package ${text}`).join('');
  return `${nameOf(s)}: ${s.classes} classes, ${s.falseErrors} false errors${lacking}${left}; ${s.passed} of ${s.tests} tests pass (${percent(s)}); ${seconds(s)} s`;
}

function nameOf(s: Score): string {
  return s.namespace === null ? s.project : `${s.project} (namespace ${s.namespace})`;
}

function percent(s: Score): string {
  return s.tests === 0 ? '-' : `${(Math.floor((s.passed / s.tests) * 1000) / 10).toFixed(1)}%`;
}

function seconds(s: Score): string {
  return ((s.deployMs + s.testMs) / 1000).toFixed(1);
}

export function lines(counts: readonly Count[], most?: number): string[] {
  return counts.slice(0, most).map(({ text, times }) => `  ${String(times).padStart(4)}  ${text}`);
}

/** Headline, the reasons of the tests that do not pass, and the problems of the deploy, a line each. */
export function report(s: Score, most?: number): string {
  const problems = s.problems.length === 0 ? [] : ['  Problems of the deploy', ...lines(s.problems, most)];
  return [headline(s), ...lines(s.causes), ...problems].join('\n');
}

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('_', '\\_').replaceAll('*', '\\*');

function total(scores: readonly Score[]): string {
  const sum = (of: (s: Score) => number): number => scores.reduce((made, s) => made + of(s), 0);
  const [tests, passed] = [sum((s) => s.tests), sum((s) => s.passed)];
  const projects = new Set(scores.map((s) => s.project)).size;
  const share = tests === 0 ? '' : ` (${(Math.floor((passed / tests) * 1000) / 10).toFixed(1)}%)`;
  return `In all: ${projects} projects, ${scores.length - projects} of them once more with another namespace; ${passed} of ${tests} tests pass${share}.`;
}

/** The page of figures in `docs/`. `day` is when the scores were measured. */
export function page(scores: readonly Score[], day: string): string {
  const rows = scores.map(
    (s) =>
      `| ${s.project} | ${s.namespace ?? ''} | ${s.classes} | ${s.falseErrors} | ${s.tests} | ${s.passed} | ${s.stopped === undefined ? percent(s) : `stopped: ${cell(s.stopped)}`} | ${seconds(s)} |`
  );
  return `# Scoreboard

Apex tests of public SFDX projects, unchanged, as they pass in the local org on ${day}. These are results of the local org: what the same tests do on the platform is theirs to say. Errors are compile errors: false ones where the project is whole; one whose objects are elsewhere has them on the platform too. Those in a folder whose project file names a package that is not in the project are listed below with that package. Seconds are deploy and tests together, on one machine that did other work meanwhile. Where a project is built with CumulusCI, its \`unpackaged/pre\` and \`unpackaged/post\` are deployed with it.

${total(scores)}

Written by \`npm run scoreboard -- --page docs/scoreboard.md DIR...\`; the projects are fetched outside of this repository.

| Project | Namespace | Classes | Errors | Tests | Pass | % | s |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

## Why the others do not pass

${scores
  .filter((s) => s.causes.length + s.falseErrors + s.lacking.length > 0)
  .map(reasons)
  .join('\n\n')}
`;
}

const line = ({ text, times }: Count): string => `- ${times} × ${cell(text)}`;

/** Kinds of compile error that the page lists for a project; one whose objects are elsewhere has hundreds. */
const MOST_ERRORS = 10;

function reasons(s: Score): string {
  const errors = s.falseErrors === 0 ? [] : s.problems.filter((p) => p.text.startsWith('error: '));
  const more = errors.length - MOST_ERRORS;
  const lacking = s.lacking.map(({ text, times }) => ({ text: `error for want of the package ${text}`, times }));
  return [
    `### ${nameOf(s)}`,
    '',
    ...[...lacking, ...errors.slice(0, MOST_ERRORS)].map(line),
    ...(more > 0 ? [`- ${more} more kinds of error`] : []),
    ...s.causes.map(line)
  ].join('\n');
}
