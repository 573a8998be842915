import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { Proof, ROOT } from './kit.ts';
import type { Json } from './kit.ts';

interface Document {
  agreement: Record<string, unknown>;
  lines: Record<string, unknown>[];
  [name: string]: unknown;
}
interface Imported {
  readonly problems: readonly { readonly line: number; readonly what: string }[];
  readonly versionId: string | null;
}

const SCHEMA = JSON.parse(readFileSync(resolve(ROOT, 'config/agreement.schema.json'), 'utf8')) as Json;
let proof: Proof;
let valid: ValidateFunction;
let text: string;

/** The exported starter agreement, to be changed. */
const document = (): Document => JSON.parse(text) as Document;

beforeAll(() => {
  proof = new Proof();
  // The formats of dates are the importer's business.
  valid = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(SCHEMA);
  const [starter] = proof.rows(`SELECT Id FROM SLA_Policy__c WHERE Status__c = 'Active'`);
  text = proof.call('priya.shah', 'AgreementFileController.exportText', { versionId: starter?.Id }) as string;
});

const importIt = (given: Document): Imported =>
  proof.call('priya.shah', 'AgreementFileController.run', {
    text: JSON.stringify(given, null, 2),
    mapping: {}
  }) as Imported;

describe('The document of an agreement', () => {
  it('follows the published schema, signed as it is', () => {
    expect(valid(JSON.parse(text)), JSON.stringify(valid.errors)).toBe(true);
    expect(text).toContain('"marketing": {\n      "by": "mia.okafor@company.example"');
  });

  it('comes back as a draft of the next version that says the same', () => {
    const made = importIt(document());
    expect(made.problems).toEqual([]);
    const again = JSON.parse(
      proof.call('priya.shah', 'AgreementFileController.exportText', { versionId: made.versionId }) as string
    ) as Document;
    expect(again.agreement.version).toBe(2);
    expect(again.lines).toEqual(document().lines);
    expect(again.signatures).toBeNull();
    proof.apex(`delete as system new SLA_Policy__c(Id = '${made.versionId}');`);
  });

  const wrong: [string, (given: Document) => void][] = [
    ['a member that nobody knows', (given) => (given.agreement.colour = 'red')],
    ['a number too long', (given) => (given.agreement.version = 10_000)],
    ['a text for a number', (given) => (given.agreement.version = '1')],
    ['a name too long', (given) => (given.agreement.name = 'x'.repeat(81))],
    ['a missing key', (given) => delete given.agreement.key],
    ['a stage that does not exist', (given) => (given.lines[0] = { ...given.lines[0], stage: 'Nap' })],
    ['steps that are no list', (given) => (given.lines[0] = { ...given.lines[0], steps: 'none' })],
    ['definitions of something else', (given) => (given.agreement.definitions = { xql: {} })],
    ['a hash that is none', (given) => (given.signatures = { hash: 7, hashSchema: 1 })],
    ['another format', (given) => (given.format = 'other')]
  ];
  it.each(wrong)('with %s is refused by the schema and by the import alike', (_what, spoil) => {
    const given = document();
    spoil(given);
    expect(valid(given)).toBe(false);
    const made = importIt(given);
    expect(made.problems.length).toBeGreaterThan(0);
    expect(made.problems.every(({ line }) => line > 0)).toBe(true);
    expect(made.versionId).toBeNull();
  });

  it('has definitions that the schema and the import both take', () => {
    const given = document();
    given.signatures = null;
    given.agreement.definitions = {
      mql: {
        entry: {
          score: 60,
          confidence: 70.5,
          engagement: { field: 'AnnualRevenue', min: 1 },
          icp: { field: 'Rating', values: ['Hot'] },
          technographics: { field: 'Industry', values: ['Tech'] },
          required: ['Company'],
          businessEmail: true,
          negative: [{ name: 'a student', when: 'CONTAINS(Title, "Student")' }]
        },
        exit: { score: 20 }
      },
      qualificationSet: ['Title'],
      maxFailurePercent: 5,
      freeMailDomains: ['mail.example']
    };
    expect(valid(given), JSON.stringify(valid.errors)).toBe(true);
    const made = importIt(given);
    expect(made.problems).toEqual([]);
    proof.apex(`delete as system new SLA_Policy__c(Id = '${made.versionId}');`);
  });
});
