import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createOrg } from '../../org/index.ts';
import type { LocalOrg } from '../../org/index.ts';
import { runTests } from '../index.ts';

/** A project of these files below `force-app`, deployed. Classes and triggers get their metadata file. */
export function deployed(
  files: Readonly<Record<string, string>>,
  project: object = {},
  { coverage = false } = {}
): LocalOrg {
  const dir = mkdtempSync(join(tmpdir(), 'suite-'));
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
  put(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '67.0', ...project })
  );
  for (const [file, text] of Object.entries(files)) {
    const code = /\.(cls|trigger)$/.exec(file)?.[1];
    put(`force-app/${file}`, text);
    if (code)
      put(
        `force-app/${file}-meta.xml`,
        metadata(code === 'cls' ? 'ApexClass' : 'ApexTrigger', '<apiVersion>67.0</apiVersion><status>Active</status>')
      );
  }
  return createOrg({ projectDir: dir, now: Date.UTC(2026, 0, 5), timeZone: 'GMT', strict: false, coverage });
}

export function metadata(tag: string, inner: string): string {
  return `<?xml version="1.0"?><${tag} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${tag}>`;
}

/** Tests that do not pass, with what they say. */
export function failures(org: LocalOrg): string[] {
  return runTests({ org, user: org.admin })
    .results.filter((r) => r.outcome !== 'pass')
    .map((r) => `${r.method}: ${r.message}`);
}
