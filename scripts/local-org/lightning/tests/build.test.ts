import { describe, expect, it } from 'vitest';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { transpileLwc } from '../../../build/lwc.mjs';
import { buildApp } from '../build/app.ts';
import { buildSprite } from '../build/icons.ts';
import type { PagesInput } from '../build/index.ts';
import { platformModule } from '../build/platform.ts';
import { usedBaseModules } from '../build/used.ts';

const INPUT: PagesInput = {
  projectDir: '.',
  namespace: 'ns',
  bundles: [],
  labels: ['Title'],
  objects: { ns__widget__c: 'ns__Widget__c', widget__c: 'ns__Widget__c' },
  fields: {
    'ns__widget__c.ns__size__c': 'ns__Size__c',
    'ns__widget__c.size__c': 'ns__Size__c',
    'ns__widget__c.ownerid': 'OwnerId'
  },
  apexMethods: [{ name: 'Widgets.list', cacheable: true }],
  customPermissions: ['Retire'],
  staticResources: ['chart'],
  messageChannels: ['Moves']
};

describe('imports of @salesforce modules', () => {
  it.each([
    ['@salesforce/apex/Widgets.list', 'apexMethod("Widgets.list", true)'],
    ['@salesforce/apex/ns.Widgets.list', 'apexMethod("Widgets.list", true)'],
    ['@salesforce/label/c.Title', 'localOrg.labels["Title"]'],
    ['@salesforce/schema/Widget__c.Size__c', '{"fieldApiName":"ns__Size__c","objectApiName":"ns__Widget__c"}'],
    ['@salesforce/schema/Widget__c', '{"objectApiName":"ns__Widget__c"}'],
    ['@salesforce/schema/Widget__c.Owner.Name', '{"fieldApiName":"Owner.Name","objectApiName":"ns__Widget__c"}'],
    ['@salesforce/customPermission/ns__Retire', 'localOrg.customPermissions["Retire"]'],
    ['@salesforce/resourceUrl/chart', '"/resource/chart"'],
    ['@salesforce/messageChannel/Moves__c', '{"name":"Moves"}'],
    ['@salesforce/user/Id', 'localOrg.user.id']
  ])('%s becomes what the org holds', (specifier, text) => {
    expect(platformModule(specifier, INPUT)).toEqual({ source: expect.stringContaining(text) });
  });

  it.each([
    ['@salesforce/apex/Widgets.gone', 'no @AuraEnabled Apex method "Widgets.gone" is deployed'],
    ['@salesforce/label/c.Gone', 'no custom label "Gone" is deployed'],
    ['@salesforce/schema/Gone__c.Name', 'no object "Gone__c" is deployed'],
    ['@salesforce/schema/Widget__c.Gone__c', 'ns__Widget__c has no field "Gone__c"'],
    ['@salesforce/customPermission/Gone', 'no custom permission "Gone" is deployed'],
    ['@salesforce/resourceUrl/gone', 'no static resource "gone" is deployed'],
    ['@salesforce/constructor/x', 'is not supported by the local org']
  ])('%s is refused', (specifier, text) => {
    expect(platformModule(specifier, INPUT)).toEqual({ problem: expect.stringContaining(text) });
  });
});

function bundle(files: Record<string, string>): PagesInput {
  const projectDir = mkdtempSync(join(tmpdir(), 'pages-'));
  const folder = join(projectDir, 'lwc', 'broken');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { ...INPUT, projectDir, bundles: [{ name: 'broken', folder }] };
}

const HEAD = "import { LightningElement } from 'lwc';\n";
const TAIL = '\nexport default class Broken extends LightningElement {}\n';

describe('a component that cannot be built', () => {
  it.each([
    [
      'a label that does not exist',
      "import x from '@salesforce/label/c.Gone';",
      /lwc\/broken\/broken\.js:2:\d+ error: no custom label "Gone"/
    ],
    [
      'a module that does not exist',
      "import x from 'lightning/gone'; console.log(x);",
      /lwc\/broken\/broken\.js:2:\d+ error: the local org has no module "lightning\/gone"/
    ],
    [
      'a component that does not exist',
      "import x from 'c/gone'; console.log(x);",
      /lwc\/broken\/broken\.js:2:\d+ error: the local org has no module "c\/gone"/
    ]
  ])('names file and line for %s', async (_what, line, message) => {
    await expect(buildApp(bundle({ 'broken.js': HEAD + line + TAIL }), 'test')).rejects.toThrow(message);
  });

  it('names the template that does not parse', async () => {
    const input = bundle({ 'broken.js': HEAD + TAIL, 'broken.html': '<template><p></template>' });
    await expect(buildApp(input, 'test')).rejects.toThrow(
      /^lwc\/broken\/broken\.html:1:\d+ error: .*no matching closing tag/
    );
  });
});

describe('TypeScript of components', () => {
  it('loses its types and keeps decorators and fields', () => {
    const text = transpileLwc(
      ts,
      "import { api } from 'lwc';\nexport default class A {\n  @api name?: string;\n}\n",
      'a.ts'
    );
    expect(text).toContain('@api');
    expect(text).toMatch(/name;/);
    expect(text).not.toContain('string');
  });

  it('names file, line and column of what does not parse', () => {
    expect(() => transpileLwc(ts, 'export class {\n', 'lwc/a/a.ts')).not.toThrow(TypeError);
    expect(() => transpileLwc(ts, 'let a = ;\n', 'lwc/a/a.ts')).toThrow(/^lwc\/a\/a\.ts:1:9 error: /);
  });
});

describe('base components', () => {
  it('are found in templates and imports', () => {
    const { bundles } = bundle({
      'broken.html': '<template><lightning-button-menu></lightning-button-menu></template>',
      'broken.js': "import Modal from 'lightning/modal';"
    });
    expect(
      usedBaseModules(
        bundles.map((b) => b.folder),
        new Set()
      )
    ).toEqual(['lightning/buttonMenu', 'lightning/modal']);
  });

  it('have their icons in one symbol file per family', () => {
    const sprite = buildSprite('utility');
    expect(sprite).toContain('<symbol id="clock" viewBox="0 0 520 520">');
    expect(sprite.match(/<symbol /g)?.length).toBeGreaterThan(500);
  });
});
