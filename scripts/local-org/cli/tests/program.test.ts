import { describe, expect, it } from 'vitest';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject } from '../open.ts';
import type { Output } from '../output.ts';
import { runCli } from '../program.ts';

const WIDGETS = join(import.meta.dirname, '../../fixtures/widgets');

interface Captured {
  code: number;
  lines: string[];
  warnings: string[];
  results: unknown[];
}

function cli(...args: string[]): Promise<Captured> {
  return cliIn(WIDGETS, ...args);
}

async function cliIn(project: string, ...args: string[]): Promise<Captured> {
  const captured: Captured = { code: 0, lines: [], warnings: [], results: [] };
  const output = (json: boolean): Output => ({
    json,
    line: (text) => captured.lines.push(text),
    progress: () => undefined,
    result: (value) => captured.results.push(value),
    warn: (text) => captured.warnings.push(text)
  });
  captured.code = await runCli([...args, '--project', project], { open: openProject, output });
  return captured;
}

describe('the command line', () => {
  it('deploys a project and counts its components', async () => {
    const { code, lines } = await cli('deploy');
    expect(lines.at(-1)).toMatch(/^\d+ components deployed to the local org in \d+ ms, 0 problems$/);
    expect(code).toBe(0);
  });

  it('runs the Apex tests and writes the report that npm test adds up', async () => {
    const report = join(mkdtempSync(join(tmpdir(), 'report-')), 'apex.json');
    const { code, lines } = await cli('test', '--report', report);
    expect(lines.at(-1)).toContain('3 passed, 0 failed');
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ result: { passed: 3, failed: 0, skipped: 0 } });
    expect(code).toBe(0);
  });

  it('prints records as a table', async () => {
    const { lines } = await cli('query', "SELECT Name, Crate__r.Place__c FROM Widget__c WHERE Name = 'Cog 2'");
    expect(lines[0]).toContain('Crate__r.Place__c');
    expect(lines[0]).toContain('Cog 2');
    expect(lines.at(-1)).toBe('1 record');
  });

  it('runs anonymous Apex and prints what it logs', async () => {
    const { lines, code } = await cli('exec', '--code', "System.debug('twelve: ' + [SELECT COUNT() FROM Widget__c]);");
    expect(lines.join('\n')).toContain('twelve: 12');
    expect(code).toBe(0);
  });

  it('prints the log up to a failure, and where it happened', async () => {
    const source = "System.debug('so far');\nAccount none;\nSystem.debug(none.Name);";
    const { lines, warnings, code } = await cli('exec', '--code', source);
    expect(lines.join('\n')).toContain('so far');
    expect(warnings.join('\n')).toBe(
      'System.NullPointerException: Attempt to de-reference a null object\nAnonymousBlock: line 3, column 1'
    );
    expect(code).toBe(1);
  });

  it('says of a project that it does not understand what --lenient would do, and does it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
    const meta = '<X xmlns="http://soap.sforce.com/2006/04/metadata"/>';
    writeFileSync(
      join(folder, 'sfdx-project.json'),
      JSON.stringify({ packageDirectories: [{ path: 'app', default: true }] })
    );
    mkdirSync(join(folder, 'app/dw'), { recursive: true });
    writeFileSync(join(folder, 'app/dw/csv.dwl'), '');
    writeFileSync(join(folder, 'app/dw/csv.dwl-meta.xml'), meta.replaceAll('X', 'DataWeaveResource'));
    const strict = await cliIn(folder, 'test');
    expect(strict.code).toBe(1);
    expect(strict.warnings.join('\n')).toMatch(/DataWeaveResource[^]*1 problem, so nothing was run. With --lenient/);
    const lenient = await cliIn(folder, 'test', '--lenient');
    expect(lenient.lines.at(-1)).toContain('0 passed, 0 failed, 0 skipped');
  });

  it('gives the admin who runs the tests the permission sets that are named, and says which there are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assign-'));
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'sfdx-project.json'), '{ "packageDirectories": [{ "path": "app", "default": true }] }');
    const of = (type: string, inner: string) =>
      `<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${type}>`;
    writeFileSync(
      join(folder, 'app/Press.customPermission-meta.xml'),
      of('CustomPermission', '<isLicensed>false</isLicensed><label>Press</label>')
    );
    const press =
      '<customPermissions><enabled>true</enabled><name>Press</name></customPermissions><label>Pressers</label>';
    writeFileSync(join(folder, 'app/Pressers.permissionset-meta.xml'), of('PermissionSet', press));
    writeFileSync(join(folder, 'app/Asks.cls-meta.xml'), of('ApexClass', '<apiVersion>60.0</apiVersion>'));
    writeFileSync(
      join(folder, 'app/Asks.cls'),
      "@IsTest class Asks { @IsTest static void may() { Assert.isTrue(FeatureManagement.checkPermission('Press')); } }"
    );
    expect(await cliIn(folder, 'test')).toMatchObject({ code: 1 });
    expect(await cliIn(folder, 'test', '--assign', 'pressers')).toMatchObject({ code: 0 });
    const unknown = await cliIn(folder, 'test', '--assign', 'Pressers', 'Nobody');
    expect(unknown.code).toBe(2);
    expect(unknown.warnings.join()).toContain('There is no permission set or group "Nobody". There are: Pressers.');
  });

  it('refuses a member without behaviour by name; with --lenient it throws at the call, which the report lists', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'member-'));
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'sfdx-project.json'), '{ "packageDirectories": [{ "path": "app", "default": true }] }');
    const meta = '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>60.0</apiVersion></ApexClass>';
    writeFileSync(join(folder, 'app/Asks.cls-meta.xml'), meta);
    writeFileSync(
      join(folder, 'app/Asks.cls'),
      '@IsTest\nclass Asks {\n@IsTest static void good() {}\n@IsTest static void bad() { System.requestVersion(); }\n}'
    );
    const strict = await cliIn(folder, 'test');
    expect(strict).toMatchObject({ code: 1, lines: [] });
    expect(strict.warnings.join('\n')).toMatch(
      /Asks\.cls:4:\d+ unsupported: Not supported by the local org: System\.System\.requestVersion\(\) \(the org has one version of the package\)/
    );
    const lenient = await cliIn(folder, 'test', '--lenient');
    expect(lenient.code).toBe(1);
    expect(lenient.lines.join('\n')).toMatch(
      /UNSUPPORTED Asks\.bad \(line 4\)\n {2}Not supported by the local org: System\.System\.requestVersion/
    );
    expect(lenient.lines.at(-1)).toContain('1 passed, 1 failed, 0 skipped');
  });

  it('tells of a class which of its members have behaviour', async () => {
    const { lines, code } = await cli('support', 'System.PageReference');
    const text = lines.join('\n');
    expect(text).toMatch(/yes +String getUrl\(\)/);
    expect(text).toMatch(/no +Blob getContent\(\)/);
    expect(code).toBe(0);
  });

  it('imports, and says when nobody keeps what it did', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    writeFileSync(join(folder, 'a.csv'), 'code\nz-1\nz-2\n');
    writeFileSync(join(folder, 'map.json'), JSON.stringify({ columns: { code: 'Code__c' }, constants: { Name: 'Z' } }));
    const { lines, warnings, code } = await cli(
      'import',
      'Widget__c',
      join(folder, 'a.csv'),
      '--map',
      join(folder, 'map.json')
    );
    expect(lines.join('\n')).toMatch(/rows in\s+2/);
    expect(lines.join('\n')).toMatch(/created\s+2/);
    expect(warnings.join('\n')).toContain('gone now');
    expect(code).toBe(0);
  });

  it('moves the clock', async () => {
    const { lines, code } = await cli('advance', '2h');
    expect(lines.at(-1)).toContain('It was 2026-03-02T09:00:00.000Z, it is 2026-03-02T11:00:00.000Z');
    expect(code).toBe(0);
  });

  it('ends with one clear line and a code other than 0 for what it cannot do', async () => {
    expect(await cli('query', 'SELECT Nope FROM Widget__c')).toMatchObject({
      code: 1,
      warnings: [expect.stringContaining("No such column 'Nope'")]
    });
    expect(await cli('exec', 'no-such-file.apex')).toMatchObject({
      code: 1,
      warnings: ['no-such-file.apex cannot be read: ENOENT']
    });
    expect(await cli('exec', '--code', 'Integer i = nothing;')).toMatchObject({
      code: 1,
      warnings: [expect.stringContaining('nothing')]
    });
    expect(await cli('advance', 'soon')).toMatchObject({
      code: 1,
      warnings: [expect.stringContaining('"soon" is not a length of time')]
    });
  });

  it('says which members of a class the local org has', async () => {
    const { lines } = await cli('support', 'String');
    expect(lines).toContain('yes  String abbreviate(Integer)');
  });
});
