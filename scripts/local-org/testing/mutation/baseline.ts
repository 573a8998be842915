import type { UserContext } from '../../contracts/access.ts';
import type { LocalOrg } from '../../org/index.ts';
import { runTests } from '../runner.ts';

/** A test that covers lines, and how long it takes. */
export interface CoveringTest {
  readonly test: string;
  readonly milliseconds: number;
  /** Lines by class, in lower case. */
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

/** Which lines of the classes each test runs. The org must count lines. Throws when a test fails. */
export function baseline(org: LocalOrg, user: UserContext, classes: readonly string[]): CoveringTest[] {
  const wanted = new Set(classes.map((name) => name.toLowerCase()));
  const found: CoveringTest[] = [];
  org.program.clearCoverage();
  runTests({
    org,
    user,
    onResult: ({ className, method, outcome, message, milliseconds }) => {
      if (outcome !== 'pass') throw new Error(`${className}.${method} fails without any change: ${message}`);
      found.push({ test: `${className}.${method}`, milliseconds, lines: linesHit(org, wanted) });
      org.program.clearCoverage();
    }
  });
  return found;
}

function linesHit(org: LocalOrg, wanted: ReadonlySet<string>): Record<string, number[]> {
  const lines: Record<string, number[]> = {};
  for (const [file, { hit }] of org.program.coverage() ?? []) {
    const name = /([^/\\]+)\.cls$/.exec(file)?.[1]?.toLowerCase();
    if (name !== undefined && wanted.has(name) && hit.size > 0) lines[name] = [...hit];
  }
  return lines;
}

/** How many changes each test has noticed. */
export type Kills = Map<string, number>;

/**
 * The tests that run the line, first those that are quick and have noticed changes of the class before; of a line that
 * runs no statement, those that run anything of the class.
 */
export function testsOf(
  all: readonly CoveringTest[],
  className: string,
  line: number,
  kills: Kills = new Map()
): string[] {
  const cost = ({ test, milliseconds }: CoveringTest): number => milliseconds / (1 + (kills.get(test) ?? 0));
  const key = className.toLowerCase();
  const near = all.filter(({ lines }) => lines[key]?.includes(line));
  const chosen =
    near.length > 0 ? near : isStatement(all, key, line) ? [] : all.filter(({ lines }) => lines[key] !== undefined);
  return [...chosen].sort((a, b) => cost(a) - cost(b)).map(({ test }) => test);
}

/** Statements carry the line that they begin on; a condition over several lines belongs to the one above it. */
function isStatement(all: readonly CoveringTest[], key: string, line: number): boolean {
  return all.some(({ lines }) => lines[key]?.includes(line));
}
