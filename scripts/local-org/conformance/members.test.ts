import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiagnosticError, type Diagnostic } from '../contracts/diagnostics.ts';
import type { PlatformClass } from '../contracts/library.ts';
import { behaviour, constructorKey, fieldKey, methodKey, platformClasses } from '../library/index.ts';
import { type LocalOrg, createOrg } from '../org/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'members-'));
let org: LocalOrg;
beforeAll(() => {
  writeFileSync(join(folder, 'sfdx-project.json'), '{ "packageDirectories": [] }');
  org = createOrg({ projectDir: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Use {
  readonly key: string;
  readonly text: string;
}

const nulls = (params: readonly string[]): string => params.map((type) => `(${type}) null`).join(', ');

/** `addError` of a value is written on the field of a record. */
const FIELDS: Readonly<Record<string, string>> = {
  'System.Boolean': 'new Account().IsDeleted',
  'System.Date': 'new Opportunity().CloseDate',
  'System.Datetime': 'new Account().CreatedDate',
  'System.Decimal': 'new Account().AnnualRevenue',
  'System.Id': 'new Account().OwnerId',
  'System.Integer': 'new Account().NumberOfEmployees',
  'System.String': 'new Account().Name',
  'System.Time': 'new BusinessHours().MondayStartTime'
};

/** A statement for each member of a class: constructors, methods and fields, with a null of each parameter's type. */
function usesOf(c: PlatformClass): Use[] {
  const on = (isStatic: boolean): string => (isStatic ? c.name : `((${c.name}) null)`);
  return [
    ...c.constructors.map(({ params }) => ({
      key: constructorKey(c.name, params),
      text: `new ${c.name}(${nulls(params)});`
    })),
    ...c.methods.map((m) => ({
      key: methodKey(c.name, m.name, m.params),
      text: `${(m.name === 'addError' && FIELDS[c.name]) || on(m.static)}.${m.name}(${nulls(m.params)});`
    })),
    ...c.fields.map((f, i) => ({
      key: fieldKey('get', c.name, f.name),
      text: `Object o${i} = ${on(f.static)}.${f.name};`
    }))
  ];
}

/** What the compiler says to a block that is never run. */
function problemsOf(source: string): readonly Diagnostic[] {
  const tx = org.begin(org.admin, 'anonymous');
  try {
    tx.org.program.execute(tx, `if (false) {\n${source}\n}`);
    return [];
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  } finally {
    tx.abort();
  }
}

/**
 * What the signatures list and no Apex can write: primitives are made by literals, every object and enum has its own, and
 * no field is a Double or a Long.
 */
const UNWRITABLE =
  /^\(\(System\.(Double|Long)\) null\)\.addError\(|^new System\.(Date|Decimal|Id|Time)\(\)|^new System\.InvalidParameterValueException\(\(String\) null, /;

const REFUSED = 'Not supported by the local org: ';

/** What the emitter does without the library. */
const LANGUAGE = new Set(['System.Object', 'System.Enum', 'System.SObject', 'System.Trigger']);

describe('every member of every class of the platform', () => {
  it('is known to the compiler: it runs, or is refused by name', { timeout: 300_000 }, () => {
    const wrong: string[] = [];
    for (const c of platformClasses()) {
      if (c.kind !== 'class' || c.typeParameters.length > 0 || LANGUAGE.has(c.name)) continue;
      const uses = usesOf(c).filter((u) => !UNWRITABLE.test(u.text));
      const problems = problemsOf(uses.map((u) => u.text).join('\n'));
      uses.forEach(({ key, text }, i) => {
        const said = problems.filter((p) => p.line === i + 2).map((p) => p.message);
        const others = said.filter((message) => !message.startsWith(REFUSED));
        if (others.length > 0) wrong.push(`${text}: ${others[0]}`);
        else if ((said.length === 0) !== (behaviour(key) !== undefined))
          wrong.push(`${text}: ${said[0] ?? 'compiles'}`);
      });
    }
    expect(wrong).toEqual([]);
  });
});
