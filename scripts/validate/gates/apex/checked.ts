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
  [/^Invalid initializer type/, 'sobject-constructor'],
  [/SECURITY_ENFORCED/, 'security-enforced'],
  [/^(InvocableMethod|AuraEnabled|Future) methods|^Only one method per type|^Unsupported parameter type/, 'annotation'],
  [/^Annotation does not exist/, 'annotation']
];

export function checked(workspace: Workspace): Finding[] {
  const { project, built } = workspace;
  const units = apexUnits(workspace).map(({ ast, source }) => ({ ast, apiVersion: source.apiVersion }));
  const { problems } = checkProgram(units, {
    schema: built.schema,
    platform: platformClasses(),
    labels: null,
    namespace: project.namespace,
    supports: () => true,
    strict: false
  });
  return problems.flatMap(({ file, line, message }) => {
    const rule = RULES.find(([words]) => words.test(message))?.[1];
    return rule ? [{ file, line, rule, message }] : [];
  });
}
