import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../contracts/diagnostics.ts';
import { compileFormula, listFunctions } from '../formula/index.ts';
import { librarySupport, platformClasses } from '../library/index.ts';
import { type LocalOrg, createOrg } from '../org/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'library-'));
let org: LocalOrg;
beforeAll(() => {
  writeFileSync(join(folder, 'sfdx-project.json'), '{ "packageDirectories": [] }');
  org = createOrg({ projectDir: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says to an anonymous block that is never run. */
function compileErrors(source: string): string[] {
  const tx = org.begin(org.admin, 'anonymous');
  try {
    tx.org.program.execute(tx, `if (false) {\n${source}\n}`);
    return [];
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map((d) => d.message);
    throw error;
  } finally {
    tx.abort();
  }
}

describe('every static method of the platform', () => {
  it('without arguments is known to the compiler: it runs, or is refused by name', () => {
    const wrong: string[] = [];
    const support = new Map(librarySupport().map((c) => [c.name, c]));
    for (const one of platformClasses()) {
      if (one.kind !== 'class' || one.name.split('.').length !== 2 || one.typeParameters.length > 0) continue;
      for (const method of one.methods) {
        if (!method.static || method.params.length > 0) continue;
        const errors = compileErrors(`${one.name}.${method.name}();`);
        const runs =
          support.get(one.name)?.members.some((m) => m.supported && m.signature.includes(` ${method.name}()`)) === true;
        const refused = errors.length > 0 && errors.every((e) => e.startsWith('Not supported by the local org: '));
        if (runs ? errors.length > 0 : !refused)
          wrong.push(
            `${one.name}.${method.name}(): ${runs ? 'has behaviour' : 'has none'}, yet ${errors[0] ?? 'compiles'}`
          );
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('every formula function', () => {
  const scope = () => ({ schema: org.schema, file: 'x', line: 1 });

  it('that is refused says why, whatever its arguments', () => {
    for (const { name, refused } of listFunctions()) {
      if (refused === undefined) continue;
      expect(() => compileFormula(`${name}(1)`, 'field', scope()), name).toThrow(refused);
    }
  });

  it('that runs is known by its name: a wrong number of arguments is what is wrong', () => {
    const many = Array.from({ length: 60 }, () => '1').join(', ');
    const unknown = listFunctions().filter(({ name, refused }) => {
      if (refused !== undefined) return false;
      try {
        compileFormula(`${name}(${many})`, 'validation', scope());
        return false;
      } catch (error) {
        return /unknown function/i.test(String(error));
      }
    });
    expect(() => compileFormula('NO_SUCH(1)', 'validation', scope())).toThrow(/unknown function/i);
    expect(unknown).toEqual([]);
  });
});
