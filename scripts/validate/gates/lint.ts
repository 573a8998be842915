import { join } from 'node:path';
import { UNREADABLE } from '../contracts.ts';
import type { Finding, Gate, GateResult, RuleOff } from '../contracts.ts';
import { toolsRequire } from '../tools.ts';
import type { Workspace } from '../workspace.ts';

const LINTED = /\.(ts|mts|js|mjs|html|css)$/;

const HARD_CODED = '@salesforce-ux/slds/no-hardcoded-values-slds2';
const COLOUR = /the (#|rgb|hsl|[a-z]+ static)/i;
const OFF: readonly RuleOff[] = [
  {
    rule: `${HARD_CODED} for sizes`,
    reason: 'for most sizes it knows no styling hook to take instead; colours are what themes change, and are checked'
  }
];

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly {
    readonly ruleId: string | null;
    readonly line?: number;
    readonly message: string;
    readonly fatal?: boolean;
  }[];
}

interface EslintModule {
  readonly ESLint: new (options: object) => {
    lintFiles(files: readonly string[]): Promise<readonly LintResult[]>;
    isPathIgnored(file: string): Promise<boolean>;
  };
}

/** ESLint with the rules of typescript-eslint, of LWC and of SLDS, as `eslint.config.js` sets them. */
export const lint: Gate = {
  name: 'lint',
  purpose: 'ESLint: TypeScript, Lightning web components, SLDS',
  needs: ['tools'],
  heavy: true,
  concerns: (file) => LINTED.test(file) || file === 'eslint.config.js',
  run: check
};

async function check(workspace: Workspace): Promise<GateResult> {
  const { root, home } = workspace;
  const { ESLint } = toolsRequire(home)('eslint') as EslintModule;
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: join(home, 'eslint.config.js'),
    errorOnUnmatchedPattern: false,
    cache: root === home,
    cacheLocation: join(root, 'dist', 'validate-eslint.json'),
    cacheStrategy: 'content'
  });
  const files: string[] = [];
  for (const file of workspace.targets((f) => LINTED.test(f)))
    if (!(await eslint.isPathIgnored(join(root, file)))) files.push(file);
  const results = files.length > 0 ? await eslint.lintFiles(files.map((f) => join(root, f))) : [];
  return { findings: results.flatMap((r) => findingsOf(root, r)), notes: [`${files.length} files linted`], off: OFF };
}

function findingsOf(root: string, { filePath, messages }: LintResult): Finding[] {
  const file = filePath.slice(root.length + 1).replace(/\\/g, '/');
  return messages
    .filter((m) => m.ruleId !== HARD_CODED || COLOUR.test(m.message))
    .map(({ ruleId, line = 1, message, fatal }) => ({
      file,
      line,
      rule: fatal ? UNREADABLE : (ruleId ?? 'eslint'),
      message
    }));
}
