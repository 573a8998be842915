import { describe, expect, it } from 'vitest';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLocalOrgConfig } from '../config.ts';

function project(text: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  mkdirSync(join(folder, 'config'));
  if (text !== null) writeFileSync(join(folder, 'config', 'local-org.json'), text);
  return folder;
}

describe('config/local-org.json', () => {
  it('is empty where a project has none', () => {
    expect(readLocalOrgConfig(project(null))).toEqual({});
  });

  it('is read as written', () => {
    const config = {
      app: 'Widgets',
      start: '2026-03-02T09:00:00Z',
      personas: [{ username: 'a@b.example', role: 'Maker' }],
      seed: ['x.json', 'y.apex']
    };
    expect(readLocalOrgConfig(project(JSON.stringify(config)))).toEqual(config);
  });

  it.each([
    ['{', /is not JSON/],
    ['{"perso": []}', /must NOT have additional properties \("perso"\)/],
    ['{"start": "tomorrow"}', /\/start must match pattern/],
    ['{"personas": [{"username": "a"}]}', /\/personas\/0 must have required property 'role'/],
    ['{"seed": ["a.csv"]}', /\/seed\/0 must match pattern/]
  ])('is refused with the place when it is %s', (text, message) => {
    expect(() => readLocalOrgConfig(project(text))).toThrow(message);
  });
});
