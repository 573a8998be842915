import { checkProgram } from '../../../local-org/apex/check/index.ts';
import type { ProblemCode } from '../../../local-org/apex/check/index.ts';
import { compileFormula } from '../../../local-org/formula/index.ts';
import { platformClasses } from '../../../local-org/library/index.ts';
import { createQueryRules } from '../../../local-org/soql/index.ts';
import type { Finding } from '../../contracts.ts';
import type { Workspace } from '../../workspace.ts';
import { apexUnits } from './units.ts';

/**
 * What apex-ls was measured not to see, by the codes of our own checker; the rest of what it says is left to apex-ls,
 * so that the verdict on types is not only ours.
 */
const RULES: ReadonlySet<string> = new Set<ProblemCode>([
  'annotation',
  'security-enforced',
  'sobject-constructor',
  'soql-field',
  'soql-object',
  'soql-relationship',
  'soql-rule',
  'visibility'
]);

export function checked(workspace: Workspace): Finding[] {
  const { project, built } = workspace;
  const parsed = apexUnits(workspace);
  const units = parsed.map(({ ast, source }) => ({ ast, apiVersion: source.apiVersion }));
  const { problems } = checkProgram(units, {
    schema: built.schema,
    platform: platformClasses(),
    queries: createQueryRules({ schema: built.schema, compileFormula }),
    labels: null,
    namespace: project.namespace,
    supports: () => true,
    strict: false
  });
  return problems
    .filter(({ code }) => RULES.has(code))
    .map(({ file, line, code, message }) => ({ file, line, rule: code, message }));
}
