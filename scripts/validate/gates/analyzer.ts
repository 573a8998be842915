import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { UNREADABLE } from '../contracts.ts';
import type { Finding, Gate, GateResult, RuleOff } from '../contracts.ts';
import { findJava, findPython, toolsRequire } from '../tools.ts';
import type { Workspace } from '../workspace.ts';

/** The parts of Code Analyzer's API that are used (v0.52). */
interface Violation {
  getRule(): { getName(): string; getEngineName(): string };
  getMessage(): string;
  getPrimaryLocation(): { getFile(): string | undefined; getStartLine(): number | undefined };
}

interface Analyzer {
  addEnginePlugin(plugin: unknown): Promise<void>;
  createWorkspace(paths: readonly string[]): Promise<unknown>;
  selectRules(selectors: readonly string[], options: object): Promise<unknown>;
  run(rules: unknown, options: object): Promise<{ getViolations(): readonly Violation[] }>;
  onEvent(type: string, listener: (event: { readonly logLevel: number; readonly message: string }) => void): void;
}

interface CoreModule {
  readonly CodeAnalyzer: new (config: unknown) => Analyzer;
  readonly CodeAnalyzerConfig: { fromObject(settings: object): unknown };
  readonly EventType: { readonly EngineLogEvent: string };
}

const ENGINES = ['pmd', 'flow', 'regex'];
const SELECTED = ['AppExchange', 'Security'];
const LOG_ERROR = 1;

interface Accepted extends RuleOff {
  readonly file: RegExp;
}

/** Single findings that are known to be wrong; each is listed with its reason in every run. */
const ACCEPTED: readonly Accepted[] = [
  {
    rule: 'ProtectSensitiveData',
    file: /\/fields\/\w*(?:Sign|Hash|Key|Seat|Stand_In|Bypass)\w*\.field-meta\.xml$/,
    reason:
      'goes by the name alone; these are portable keys, content hashes and who signed an agreement, and a switch called bypass; no secrets'
  },
  {
    rule: 'AvoidHardcodedCredentialsInVarAssign',
    file: /\/ClockSweep\.cls$/,
    reason: '"signature" there is the DuplicateSignature of a queueable, no credential'
  }
];

/** Salesforce Code Analyzer with the rules of the AppExchange security review. */
export const analyzer: Gate = {
  name: 'analyzer',
  purpose: 'Code Analyzer: AppExchange and Security rules',
  needs: ['tools', 'Java 17', 'Python 3'],
  heavy: true,
  concerns: (file) => file.startsWith('force-app/'),
  run: check
};

async function check(workspace: Workspace): Promise<GateResult> {
  const paths = workspace.project.packageDirectories.map((d) => join(workspace.root, d));
  const findings = await analyze(workspace.home, paths);
  const off = ACCEPTED.map(({ rule, file, reason }) => ({
    rule: `${rule} in ${file.source.replace(/\\/g, '')}`,
    reason
  }));
  return { findings: ofProject(workspace.root, findings), off };
}

/** Findings in these folders, with absolute paths. */
export async function analyze(home: string, paths: readonly string[]): Promise<Finding[]> {
  const troubles: string[] = [];
  const analyzer = await prepare(home, troubles);
  const target = await analyzer.createWorkspace(paths);
  const rules = await analyzer.selectRules(SELECTED, { workspace: target });
  const violations = (await analyzer.run(rules, { workspace: target })).getViolations();
  return [...violations.map(findingOf), ...troubles.map(troubleOf)];
}

async function prepare(home: string, troubles: string[]): Promise<Analyzer> {
  const require = toolsRequire(home);
  const core = require('@salesforce/code-analyzer-core') as CoreModule;
  mendFlowEngine(require);
  const config = core.CodeAnalyzerConfig.fromObject({
    engines: { pmd: { java_command: findJava() ?? 'java' }, flow: { python_command: findPython() ?? 'python3' } }
  });
  const analyze = new core.CodeAnalyzer(config);
  // A file that PMD cannot parse is only logged, and would pass unseen.
  analyze.onEvent(core.EventType.EngineLogEvent, (e) => e.logLevel <= LOG_ERROR && troubles.push(e.message));
  for (const name of ENGINES) {
    const plugin = require(`@salesforce/code-analyzer-${name}-engine`) as { createEnginePlugin(): unknown };
    await analyze.addEnginePlugin(plugin.createEnginePlugin());
  }
  return analyze;
}

/** The newest flow engine to be had is built for an older engine API, which lacks a method that the core calls. */
function mendFlowEngine(require: NodeJS.Require): void {
  const ofFlow = createRequire(require.resolve('@salesforce/code-analyzer-flow-engine'));
  const { Engine } = ofFlow('@salesforce/code-analyzer-engine-api') as {
    Engine: { prototype: Record<string, unknown> };
  };
  Engine.prototype['removeEventListener'] ??= function (
    this: { eventEmitter: { off(t: string, c: unknown): void } },
    type: string,
    listener: unknown
  ) {
    this.eventEmitter.off(type, listener);
  };
}

function findingOf(violation: Violation): Finding {
  const at = violation.getPrimaryLocation();
  const rule = violation.getRule().getName();
  return { file: at.getFile() ?? '.', line: at.getStartLine() ?? 1, rule, message: violation.getMessage() };
}

/** What an engine could not read is only in its log; the path stands in the words. */
function troubleOf(message: string): Finding {
  const file = /(\/[^\s:'"]+\.[A-Za-z-]+)/.exec(message)?.[1] ?? '.';
  return { file, line: 1, rule: UNREADABLE, message: message.split('\n')[0] ?? message };
}

/** Those findings that lie in a project, with paths relative to it, without the accepted ones. */
export function ofProject(root: string, findings: readonly Finding[]): Finding[] {
  return findings
    .filter(({ file }) => file === '.' || file.startsWith(`${root}${sep}`))
    .map((f) => (f.file === '.' ? f : { ...f, file: relative(root, f.file).split(sep).join('/') }))
    .filter((f) => !accepted(f));
}

function accepted({ rule, file }: Finding): boolean {
  return ACCEPTED.some((a) => a.rule === rule && a.file.test(`/${file}`));
}
