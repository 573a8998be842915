import { Ajv } from 'ajv';
import { CliError } from '../../output.ts';

/** How the people of an org answer while a replay runs: a file of the project. */
export interface AnswerModel {
  /** Same seed, same file: same result. */
  readonly seed: number;
  /** Apex that the admin runs before the first row, to set the org up. */
  readonly before?: string;
  /** Time of day of rows that have only a day: spread evenly between the two, in this zone. */
  readonly arrival?: OpenHours & { readonly timeZone: string };
  /** How long time goes on after the last row, as `14d`. */
  readonly settle?: string;
  readonly answers: readonly Answer[];
  readonly summary?: readonly Summary[];
}

export interface OpenHours {
  /** `09:00` */
  readonly from: string;
  readonly to: string;
}

/** One kind of open work, and what its owner does about it. */
export interface Answer {
  readonly name: string;
  /** A new row of this object may mean open work. */
  readonly watch: string;
  /** Field of the watched row that names the work; left out, the row itself is the work. */
  readonly work?: string;
  readonly open: {
    readonly object: string;
    /** SOQL condition: such a row is open work. */
    readonly where: string;
    /** Field with the user who owes the answer; what nobody or a queue owns waits. */
    readonly owner: string;
  };
  readonly delay: Delay;
  readonly choices: readonly Choice[];
}

/** Log-normal: half of the answers come before `median`; `spread` and `perOwner` are the sigmas of one answer and of a person. */
export interface Delay {
  readonly median: string;
  readonly spread: number;
  readonly perOwner?: number;
  /** Only these hours of the owner's own time zone count. */
  readonly hours?: OpenHours & { readonly days: readonly Day[] };
}

export type Day = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun';

/** `{Field}` in a value takes the field of the work; one of call, insert, update, or nothing at all. */
export interface Choice {
  /** Weight beside the other choices. */
  readonly share: number;
  readonly call?: {
    readonly class: string;
    readonly action: string;
    readonly arguments: Values;
    /** Key of the answer's map that is true when it was done, and the key that says why not. */
    readonly done?: string;
    readonly code?: string;
  };
  readonly insert?: { readonly object: string; readonly fields: Values; readonly as?: string };
  readonly update?: { readonly object: string; readonly id: string; readonly fields: Values };
}

export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Rows of an object counted by a field, and the share of them that meets a condition. */
export interface Summary {
  readonly title: string;
  readonly object: string;
  readonly where?: string;
  readonly by: string;
  readonly good: string;
  /** Below so many no rate is printed. */
  readonly few?: number;
}

const name = { type: 'string', minLength: 1 } as const;
const number = { type: 'number', minimum: 0 } as const;
const time = { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' } as const;
const values = { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } } as const;
const day = { enum: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] } as const;

function object(required: readonly string[], properties: object): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

const CHOICE = {
  ...object(['share'], {
    share: number,
    call: object(['class', 'action', 'arguments'], {
      class: name,
      action: name,
      arguments: values,
      done: name,
      code: name
    }),
    insert: object(['object', 'fields'], { object: name, fields: values, as: name }),
    update: object(['object', 'id', 'fields'], { object: name, id: name, fields: values })
  }),
  maxProperties: 2
};

const DELAY = object(['median', 'spread'], {
  median: name,
  spread: number,
  perOwner: number,
  hours: object(['from', 'to', 'days'], { from: time, to: time, days: { type: 'array', minItems: 1, items: day } })
});

const SCHEMA = object(['seed', 'answers'], {
  $schema: name,
  seed: { type: 'integer', minimum: 0 },
  before: name,
  arrival: object(['from', 'to', 'timeZone'], { from: time, to: time, timeZone: name }),
  settle: name,
  answers: {
    type: 'array',
    items: object(['name', 'watch', 'open', 'delay', 'choices'], {
      name,
      watch: name,
      work: name,
      open: object(['object', 'where', 'owner'], { object: name, where: name, owner: name }),
      delay: DELAY,
      choices: { type: 'array', minItems: 1, items: CHOICE }
    })
  },
  summary: {
    type: 'array',
    items: object(['title', 'object', 'by', 'good'], {
      title: name,
      object: name,
      where: name,
      by: name,
      good: name,
      few: number
    })
  }
});

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);

/** Reads a model; throws one line with every place that is not understood. */
export function parseAnswerModel(text: string, file: string): AnswerModel {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (validate(value)) return value as unknown as AnswerModel;
  const problems = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`);
  throw new CliError(`${file} is not understood: ${problems.join('; ')}`);
}
