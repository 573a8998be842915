import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NAMESPACE =
  'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Metadata XML with the usual header around a body. */
export function xml(root: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${NAMESPACE}>\n${body}\n</${root}>\n`;
}

/** Writes a project with one package directory `app` into the temporary folder of the test run. */
export function projectWith(files: Readonly<Record<string, string>>, config: object = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'local-org-'));
  mkdirSync(join(dir, 'app'));
  const project = {
    name: 'sample',
    packageDirectories: [{ path: 'app', default: true }],
    sourceApiVersion: '67.0',
    ...config
  };
  for (const [name, text] of Object.entries({ 'sfdx-project.json': JSON.stringify(project), ...files })) {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return dir;
}
