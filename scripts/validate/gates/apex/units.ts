import { parseUnit } from '../../../local-org/apex/syntax/index.ts';
import type { Unit } from '../../../local-org/apex/syntax/index.ts';
import type { ApexSource } from '../../../local-org/metadata/index.ts';
import type { Workspace } from '../../workspace.ts';

export interface ParsedApex {
  readonly source: ApexSource;
  readonly ast: Unit;
}

/** Every class and trigger that parses; those that do not are the business of the format gate. */
export function apexUnits(workspace: Workspace): readonly ParsedApex[] {
  return workspace.once('apex-units', () =>
    workspace.project.apex.flatMap((source) => {
      const { ast, problems } = parseUnit({ path: source.file, text: source.text, kind: source.kind });
      return ast && problems.length === 0 ? [{ source, ast }] : [];
    })
  );
}
