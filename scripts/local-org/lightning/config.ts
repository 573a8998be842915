import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';

/** `config/local-org.json` of a project: who may be looked through, what to try, when it starts, what it starts with. */
export interface LocalOrgConfig {
  /** Developer name of the app that opens first. */
  readonly app?: string;
  /** Instant at which the virtual clock starts, with an offset or Z. Absent: now. */
  readonly start?: string;
  /** Zone of the organisation and of the time strip. */
  readonly timeZone?: string;
  /** Name of the organisation. */
  readonly name?: string;
  /** Folders of metadata that the org has besides the project's packages: queues, roles, business hours. */
  readonly alsoDeploy?: readonly string[];
  /** Active record page by object, as an admin would set it in the Lightning App Builder. */
  readonly recordPages?: Readonly<Record<string, string>>;
  /** Conversion rates by ISO code, of an org with several currencies; the corporate one has the rate 1. */
  readonly currencies?: Readonly<Record<string, number>>;
  /** Exchange rates by day, of an org with advanced currency management. */
  readonly datedRates?: readonly { readonly currency: string; readonly from: string; readonly rate: number }[];
  /** Custom fiscal years, of an org that has enabled them. */
  readonly fiscalYears?: readonly {
    readonly name: string;
    readonly quarters: readonly string[];
    readonly end: string;
  }[];
  readonly personas?: readonly { readonly username: string; readonly role: string }[];
  readonly tryThis?: readonly string[];
  /** Instant from which the seed tells the org's past; the clock is at `start` when it is done. Absent: `start`. */
  readonly seedFrom?: string;
  /** Files loaded in order on a new org: `.json` (records in the tree format), `.apex` (anonymous blocks), `.js` (modules that export a `Seed`). */
  readonly seed?: readonly string[];
}

const text = { type: 'string', minLength: 1 } as const;
const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})$'
} as const;

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: text,
    app: text,
    start: instant,
    seedFrom: instant,
    timeZone: text,
    name: text,
    alsoDeploy: { type: 'array', items: text },
    recordPages: { type: 'object', additionalProperties: text },
    personas: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['username', 'role'],
        properties: { username: text, role: text }
      }
    },
    currencies: { type: 'object', additionalProperties: { type: 'number', exclusiveMinimum: 0 } },
    datedRates: {
      type: 'array',
      items: {
        type: 'object',
        required: ['currency', 'from', 'rate'],
        additionalProperties: false,
        properties: { currency: text, from: text, rate: { type: 'number', exclusiveMinimum: 0 } }
      }
    },
    fiscalYears: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'quarters', 'end'],
        additionalProperties: false,
        properties: {
          name: { type: 'string' },
          quarters: { type: 'array', items: { type: 'string' } },
          end: { type: 'string' }
        }
      }
    },
    tryThis: { type: 'array', items: text },
    seed: { type: 'array', items: { type: 'string', pattern: '\\.(json|apex|js)$' } }
  }
} as const;

const validate = new Ajv({ allErrors: true }).compile(SCHEMA);

/** Reads the file; an absent one is an empty configuration. Throws with every place that is not understood. */
export function readLocalOrgConfig(projectDir: string): LocalOrgConfig {
  const path = join(projectDir, 'config', 'local-org.json');
  if (!existsSync(path)) return {};
  const value = parse(path);
  if (validate(value)) return value as LocalOrgConfig;
  const problems = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}${extra(e.params)}`);
  throw new Error(`config/local-org.json is not understood: ${problems.join('; ')}`);
}

function extra(params: Record<string, unknown>): string {
  return 'additionalProperty' in params ? ` ("${String(params['additionalProperty'])}")` : '';
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`config/local-org.json is not JSON: ${(error as Error).message}`);
  }
}
