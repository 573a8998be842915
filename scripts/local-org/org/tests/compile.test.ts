import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readParts } from '../../apex/cache/index.ts';
import { createOrg } from '../index.ts';
import type { LocalOrg } from '../index.ts';

const META =
  '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></ApexClass>';

let dir: string;

function write(path: string, text: string): void {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), text);
}

function apex(name: string, text: string): void {
  write(`app/classes/${name}.cls`, text);
  write(`app/classes/${name}.cls-meta.xml`, META);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'compile-'));
  write(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '67.0' })
  );
  apex('Callee', 'public class Callee { public static Integer give() { return 1; } }');
  apex('Caller', 'public class Caller { public static Integer ask() { return Callee.give(); } }');
});

const deploy = (strict = true): LocalOrg => createOrg({ projectDir: dir, strict });
const parts = (): string[] => Object.keys(readParts(join(dir, '.local-org', 'apex-strict.json')));
const ask = (org: LocalOrg): unknown =>
  org.async.runAs(org.admin, 'anonymous', (tx) => org.program.invoke(tx, 'Caller', 'ask', []));

describe('a compile of changed sources', () => {
  it('checks only the class whose method body changed, and runs the new body', () => {
    expect(ask(deploy())).toBe(1);
    const before = parts();
    apex('Callee', 'public class Callee { public static Integer give() { return 2; } }');
    expect(ask(deploy())).toBe(2);
    expect(parts().filter((key) => before.includes(key))).toHaveLength(1);
  });

  it('checks every class again when a declaration changed, and finds who no longer fits', () => {
    deploy();
    const before = parts();
    apex('Callee', 'public class Callee { public static String give() { return null; } }');
    expect(() => deploy()).toThrow('Caller.cls');
    expect(parts().filter((key) => before.includes(key))).toEqual([]);
  });

  it('tells the errors of a class that did not change again', () => {
    apex('Bad', 'public class Bad { public static void go() { Nowhere.go(); } }');
    expect(() => deploy()).toThrow('Bad.cls');
    apex('Callee', 'public class Callee { public static Integer give() { return 3; } }');
    expect(() => deploy()).toThrow('Bad.cls');
  });

  it('is none where the org has got a feature since', () => {
    apex(
      'Caller',
      'public class Caller { public static Object ask() { return new Account(LastName = null).LastName; } }'
    );
    expect(() => deploy()).toThrow('LastName');
    write('config/project-scratch-def.json', '{ "features": ["PersonAccounts"] }');
    expect(ask(deploy())).toBe(null);
  });

  it('begins anew where the kept file is damaged', () => {
    deploy();
    const file = join(dir, '.local-org', 'apex-strict.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 200));
    apex('Callee', 'public class Callee { public static Integer give() { return 4; } }');
    expect(ask(deploy())).toBe(4);
  });
});
