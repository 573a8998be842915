import ts from 'typescript';
import type { Finding, Gate } from '../contracts.ts';
import type { Workspace } from '../workspace.ts';

const LOCAL_ORG = 'scripts/local-org/';
const TEXT = /\.(ts|mts|js|mjs|json|md|html|css|cls|trigger|apex|xml|yml|yaml|sh|csv)$|(^|\/)run$/;
/** Where a developer's machine or a registry shows through. */
const TRACES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s"'`(=:])(?:\/home\/\w|\/Users\/\w|\/root\/|\/work\/\w|[A-Z]:\\Users\\)/, 'the path of a machine'],
  [
    /\b(?:registry\.(?:npmjs|yarnpkg)\.(?:org|com)|(?:repo1?|repo\.maven)\.maven\.org|pypi\.org|deb\.debian\.org)\b/,
    'the host of a registry'
  ]
];
const LONG_FILE = 400;
const TOO_LONG_FILE = 1000;
const LONG_FUNCTION = 40;
const TOO_LONG_FUNCTION = 100;
const OWN_FOLDER = 'scripts/validate/';

/** Rules of this repository that no tool knows. */
export const house: Gate = {
  name: 'house',
  purpose: 'the local org knows no package; no traces of machines; sizes of files and functions',
  needs: [],
  heavy: true,
  concerns: (file) => TEXT.test(file),
  run: (workspace) => {
    const sizes = functionSizes(workspace);
    return {
      findings: [...packageNames(workspace), ...traces(workspace), ...fileSizes(workspace), ...sizes.findings],
      notes: [...longFiles(workspace), ...sizes.notes]
    };
  }
};

function lines(workspace: Workspace, file: string): string[] {
  return workspace.text(file).split('\n');
}

function matches(
  workspace: Workspace,
  file: string,
  pattern: RegExp,
  rule: string,
  message: (found: string) => string
): Finding[] {
  return lines(workspace, file).flatMap((text, index) => {
    const match = pattern.exec(text);
    return match ? [{ file, line: index + 1, rule, message: message(match[0].trim()) }] : [];
  });
}

/** Objects of the package, and those of its fields whose name says whose they are. */
function packageNames(workspace: Workspace): Finding[] {
  const { namespace, components } = workspace.project;
  if (!namespace) return [];
  const objects = components
    .filter((c) => c.type === 'CustomObject' && /__(c|e|mdt)$/.test(c.fullName))
    .map((c) => c.fullName);
  const prefixes = new Set(objects.map((o) => o.split('_')[0] ?? '').filter((p) => /^[A-Z]{2,}$/.test(p)));
  const words = [namespace, ...objects, ...[...prefixes].map((p) => `${p}_\\w+__(?:c|e|mdt|r)`)];
  const pattern = new RegExp(`\\b(?:${words.join('|')})\\b`, 'i');
  return workspace
    .targets((f) => f.startsWith(LOCAL_ORG) && TEXT.test(f))
    .flatMap((file) => matches(workspace, file, pattern, 'package-name', (found) => `names the package: ${found}`));
}

function traces(workspace: Workspace): Finding[] {
  return workspace
    .targets((f) => TEXT.test(f) && !f.startsWith(`${OWN_FOLDER}gates/house.ts`))
    .flatMap((file) =>
      TRACES.flatMap(([pattern, what]) =>
        matches(workspace, file, pattern, 'trace', (found) => `shows ${what}: ${found}`)
      )
    );
}

const CODE = /\.(ts|mts|mjs|cls|trigger)$/;

function sized(workspace: Workspace): { readonly file: string; readonly count: number }[] {
  return workspace.targets((f) => CODE.test(f)).map((file) => ({ file, count: lines(workspace, file).length }));
}

function fileSizes(workspace: Workspace): Finding[] {
  return sized(workspace)
    .filter(({ count }) => count > TOO_LONG_FILE)
    .map(({ file, count }) => ({
      file,
      line: 1,
      rule: 'file-length',
      message: `${count} lines; ${TOO_LONG_FILE} is the most`
    }));
}

function longFiles(workspace: Workspace): string[] {
  const all = sized(workspace);
  const long = all.filter(({ count }) => count > LONG_FILE).sort((a, b) => b.count - a.count);
  const top = long.slice(0, 5).map(({ file, count }) => `${file} ${count}`);
  return [
    `${all.length} files of code, ${long.length} over ${LONG_FILE} lines${top.length > 0 ? `: ${top.join(', ')}` : ''}`
  ];
}

interface Sizes {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Lengths of the functions of the scripts and components; tests are lists of sentences and left out. */
function functionSizes(workspace: Workspace): Sizes {
  const files = workspace.targets((f) => /\.(ts|mts)$/.test(f) && !/\.(test|e2e|d)\.ts$/.test(f));
  const all = files.flatMap((file) => functionsIn(workspace, file)).sort((a, b) => b.length - a.length);
  if (all.length === 0) return { findings: [], notes: [] };
  const median = all[Math.floor(all.length / 2)]?.length ?? 0;
  const long = all.filter((f) => f.length > LONG_FUNCTION);
  const top = long.slice(0, 5).map((f) => `${f.file}:${f.line} ${f.length}`);
  const findings = all
    .filter((f) => f.length > TOO_LONG_FUNCTION)
    .map(({ file, line, length }) => ({
      file,
      line,
      rule: 'function-length',
      message: `a function of ${length} lines; ${TOO_LONG_FUNCTION} is the most`
    }));
  return {
    findings,
    notes: [
      `${all.length} functions, median ${median} lines, ${long.length} over ${LONG_FUNCTION}${top.length > 0 ? `: ${top.join(', ')}` : ''}`
    ]
  };
}

function functionsIn(
  workspace: Workspace,
  file: string
): { readonly file: string; readonly line: number; readonly length: number }[] {
  const source = ts.createSourceFile(file, workspace.text(file), ts.ScriptTarget.ESNext, false);
  const found: { file: string; line: number; length: number }[] = [];
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const line = lineAt(node.getStart(source));
      found.push({ file, line, length: lineAt(node.end) - line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
