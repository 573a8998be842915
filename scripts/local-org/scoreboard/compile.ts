/**
 * Compiles SFDX projects without running them and lists what the checker says, grouped by message. For projects that
 * are known to deploy, every error is a false one.
 *
 * Usage: npx tsx scripts/local-org/scoreboard/compile.ts [--all] [--strict] PROJECT_DIR...
 * With --strict every member that the local org does not run is listed too.
 */
import { compileFormula } from '../formula/index.ts';
import { behaviour, platformClasses } from '../library/index.ts';
import { readMetadata, readProject, type ProjectSource } from '../metadata/index.ts';
import { buildSchema } from '../schema/index.ts';
import { createQueryRules } from '../soql/index.ts';
import { checkProgram, type CheckUnit } from '../apex/check/index.ts';
import { parseUnit } from '../apex/syntax/index.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';

interface Score {
  readonly name: string;
  readonly files: number;
  readonly lines: number;
  readonly parseMs: number;
  readonly checkMs: number;
  readonly bound: number;
  readonly problems: readonly Diagnostic[];
}

function compile(dir: string, strict: boolean): Score {
  const project = readProject(dir);
  const { registry } = readMetadata(project);
  const { schema } = buildSchema({
    namespace: project.namespace,
    registry,
    features: project.features,
    currencies: project.currencies
  });
  const labels = new Set(registry.all('CustomLabel').map((l) => l.fullName.toLowerCase()));
  const started = performance.now();
  const { units, problems, lines } = parse(project);
  const parsed = performance.now();
  const result = checkProgram(units, {
    schema,
    platform: platformClasses(),
    queries: createQueryRules({ schema, compileFormula }),
    labels: labels.size === 0 ? null : { has: (name) => labels.has(name.toLowerCase()) },
    namespace: project.namespace,
    supports: (key) => behaviour(key) !== undefined,
    strict
  });
  return {
    name: project.name,
    files: project.apex.length,
    lines,
    parseMs: parsed - started,
    checkMs: performance.now() - parsed,
    bound: result.units.length,
    problems: [...problems, ...result.problems]
  };
}

function parse(project: ProjectSource): { units: CheckUnit[]; problems: Diagnostic[]; lines: number } {
  const units: CheckUnit[] = [];
  const problems: Diagnostic[] = [];
  let lines = 0;
  for (const source of project.apex) {
    lines += source.text.split('\n').length;
    const { ast, problems: found } = parseUnit({ path: source.file, text: source.text, kind: source.kind });
    problems.push(...found);
    if (ast) units.push({ ast, apiVersion: source.apiVersion });
  }
  return { units, problems, lines };
}

/** Messages without the names in them that differ from place to place. */
function grouped(problems: readonly Diagnostic[]): [string, Diagnostic[]][] {
  const groups = new Map<string, Diagnostic[]>();
  for (const p of problems) groups.set(p.message, [...(groups.get(p.message) ?? []), p]);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

function print(score: Score, all: boolean): void {
  const ms = score.parseMs + score.checkMs;
  const rate = Math.round((score.lines / ms) * 1000);
  console.log(
    `\n${score.name}: ${score.files} files, ${score.lines} lines, ${score.bound} bound, ${score.problems.length} problems; parse ${Math.round(score.parseMs)} ms, check ${Math.round(score.checkMs)} ms, ${rate} lines/s`
  );
  for (const [message, list] of grouped(score.problems).slice(0, all ? undefined : 40)) {
    const [first] = list;
    console.log(`  ${list.length}x ${message}   e.g. ${first?.file}:${first?.line}:${first?.column}`);
  }
}

const args = process.argv.slice(2);
const dirs = args.filter((a) => !a.startsWith('--'));
if (dirs.length === 0) {
  console.error('Usage: compile.ts [--all] [--strict] PROJECT_DIR...');
  process.exit(2);
}
for (const dir of dirs) print(compile(dir, args.includes('--strict')), args.includes('--all'));
