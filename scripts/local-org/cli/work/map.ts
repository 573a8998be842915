import { Ajv } from 'ajv';
import { CliError } from '../output.ts';

/** How the columns of a CSV file become fields: the MAP.json of `import`. */
export interface ImportMap {
  /** Column to field; or to a field with a table of values (`otherwise` for those not in it). */
  readonly columns: Readonly<Record<string, string | ColumnMap>>;
  /** Field to a fixed value; `{column}` inside takes from the row, `{line}` its line. */
  readonly constants?: Readonly<Record<string, string | number | boolean | null>>;
  /** Usernames, or developer names of queues, given to new records in turn. */
  readonly owners?: readonly string[];
  /** Field that tells whether a row is already there. Without it every row is new. */
  readonly key?: string;
  /** File with the answer model of a replay, beside the map. */
  readonly answers?: string;
}

export interface ColumnMap {
  readonly field: string;
  readonly values?: Readonly<Record<string, string | number | boolean | null>>;
  readonly otherwise?: string | number | boolean | null;
}

const scalar = { type: ['string', 'number', 'boolean', 'null'] } as const;
const name = { type: 'string', minLength: 1 } as const;

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['columns'],
  properties: {
    $schema: name,
    columns: {
      type: 'object',
      additionalProperties: {
        anyOf: [
          name,
          {
            type: 'object',
            additionalProperties: false,
            required: ['field'],
            properties: { field: name, values: { type: 'object', additionalProperties: scalar }, otherwise: scalar }
          }
        ]
      }
    },
    constants: { type: 'object', additionalProperties: scalar },
    owners: { type: 'array', minItems: 1, items: name },
    key: name,
    answers: name
  }
} as const;

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);

/** Reads a map; throws one line with every place that is not understood. */
export function parseImportMap(text: string, file: string): ImportMap {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (validate(value)) return value as unknown as ImportMap;
  throw new CliError(
    `${file} is not understood: ${(validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`).join('; ')}`
  );
}
