import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../contracts/diagnostics.ts';
import { createOrg } from '../index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guest-'));
  project('host', 'host');
  project('guest', 'guest');
  cls(
    'host',
    'Face',
    'global class Face { global static String open() { return Inside.shut(); } public static void own() {} global class Form { global Integer n; public Integer hidden; } }'
  );
  cls('host', 'Inside', 'public class Inside { public static String shut() { return null; } }');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function project(dir: string, namespace: string): void {
  write(`${dir}/sfdx-project.json`, JSON.stringify({ namespace, packageDirectories: [{ path: 'app' }] }));
  mkdirSync(join(folder, dir, 'app'));
}

function cls(dir: string, name: string, text: string): void {
  write(`${dir}/app/${name}.cls`, text);
  write(
    `${dir}/app/${name}.cls-meta.xml`,
    '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion></ApexClass>'
  );
}

/** What the compiler says to a class of the guest with that method. */
function says(body: string): string[] {
  cls('guest', 'Visitor', `public class Visitor { public static void go() { ${body} } }`);
  try {
    createOrg({ projectDir: join(folder, 'host'), alsoDeploy: [join(folder, 'guest/app')] });
    return [];
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics.map(({ message }) => message);
    throw error;
  }
}

describe('A package in another namespace beside the project', () => {
  it('reaches what is global, by the namespace, and its own classes with and without one', () => {
    cls('guest', 'Helper', 'public class Helper { public static void help() {} }');
    expect(
      says(
        'String s = host.Face.open(); host.Face.Form f = new host.Face.Form(); f.n = 1; Helper.help(); guest.Helper.help();'
      )
    ).toEqual([]);
  });

  it('reaches no class, method or field that is not global', () => {
    expect(says('host.Inside i;')).toEqual(['Type is not visible: host.Inside']);
    expect(says('host.Inside.shut();')).toContain('Type is not visible: host.Inside');
    expect(says('host.Face.own();')).toEqual(['Method is not visible: void Face.own()']);
    expect(says('new host.Face.Form().hidden = 1;')).toEqual(['Variable is not visible: Face.Form.hidden']);
  });

  it('does not see classes of the project without their namespace', () => {
    expect(says('Face.open();')).toEqual(['Variable does not exist: Face']);
    expect(says('Face f;')).toEqual(['Invalid type: Face']);
  });

  it('may bring Apex and flows only: its objects would need names of its own', () => {
    write(
      'guest/app/objects/Thing__c/Thing__c.object-meta.xml',
      '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Thing</label></CustomObject>'
    );
    expect(says('').join()).toContain('may bring Apex and flows here, no CustomObject');
  });
});
