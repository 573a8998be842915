import { checkProgram } from '../../../local-org/apex/check/index.ts';
import { platformClasses } from '../../../local-org/library/index.ts';
import type { Finding } from '../../contracts.ts';
import type { Workspace } from '../../workspace.ts';
import { apexUnits } from './units.ts';

/**
 * What apex-ls was measured not to see, by the words of our own checker; the rest of what it says is left to apex-ls,
 * so that the verdict on types is not only ours.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^No such column/, 'soql-field'],
  [/^Didn't understand relationship/, 'soql-relationship'],
  [/^sObject type '.*' is not supported/, 'soql-object'],
  [/ is not visible: /, 'visibility'],
  [/SECURITY_ENFORCED/, 'security-enforced'],
  [
    /^(InvocableMethod|Non static AuraEnabled|Future) methods|^Only one (method per type|parameter is supp)/,
    'annotation'
  ],
  [/^Unsupported parameter type/, 'annotation'],
  [/^Annotation does not exist/, 'annotation']
];

/** A field and its value between the brackets of a record that is made: other assignments are apex-ls's. */
const RECORD_VALUE = /[(,]\s*$/;

function ruleOf(message: string, before: string): string | undefined {
  if (/^Illegal assignment/.test(message) && RECORD_VALUE.test(before)) return 'sobject-constructor';
  return RULES.find(([words]) => words.test(message))?.[1];
}

export function checked(workspace: Workspace): Finding[] {
  const { project, built } = workspace;
  const parsed = apexUnits(workspace);
  const lines = new Map(parsed.map(({ source }) => [source.file, source.text.split('\n')]));
  const units = parsed.map(({ ast, source }) => ({ ast, apiVersion: source.apiVersion }));
  const { problems } = checkProgram(units, {
    schema: built.schema,
    platform: platformClasses(),
    labels: null,
    namespace: project.namespace,
    supports: () => true,
    strict: false
  });
  return problems.flatMap(({ file, line, column, message }) => {
    const rule = ruleOf(message, textBefore(lines.get(file) ?? [], line, column));
    return rule ? [{ file, line, rule, message }] : [];
  });
}

/** Text in front of a place, with the line above it. */
function textBefore(lines: readonly string[], line: number, column: number): string {
  return `${lines[line - 2] ?? ''}\n${(lines[line - 1] ?? '').slice(0, column - 1)}`;
}
