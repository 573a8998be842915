import type { Field } from './compare.ts';
import { bare, short } from './fold.ts';
import type { Entry, State, Value } from './fold.ts';

/** What is asked of an org; pages of records with their names as the org has them. */
export interface OrgReader {
  /** Fields of an object, or null when there is none of that name. */
  fields(object: string): Promise<Field[] | null>;
  query(soql: string): AsyncIterable<readonly Readonly<Record<string, unknown>>[]>;
}

export interface Clock {
  readonly id: string;
  readonly name: string;
  readonly state: State;
}

const NAMESPACE = 'baton__';
const PAGE = 2000;
/** As many ids as fit into the address of a request. */
const IDS = 300;

/** Clocks and entries of one org, by pages. */
export class LedgerReader {
  private readonly org: OrgReader;
  private readonly prefix: string;
  private readonly all: readonly Field[];

  private constructor(org: OrgReader, prefix: string, fields: readonly Field[]) {
    this.org = org;
    this.prefix = prefix;
    this.all = fields;
  }

  /** Throws when the package is not in the org. */
  static async open(org: OrgReader): Promise<LedgerReader> {
    for (const prefix of [NAMESPACE, '']) {
      const fields = await org.fields(`${prefix}Lead_Timer__c`);
      if (fields) return new LedgerReader(org, prefix, fields);
    }
    throw new Error('This org has no clocks: Baton is not installed, or this user may not see it.');
  }

  get fields(): readonly Field[] {
    return this.all;
  }

  /** Every clock of the org, or those that meet the condition, in pages by id. */
  async *clocks(where = ''): AsyncGenerator<Clock[]> {
    const names = this.all.filter(({ name }) => /__c$/.test(name)).map(({ name }) => this.own(name));
    for (let last = ''; ;) {
      const conditions = [...(last ? [`Id > '${last}'`] : []), ...(where ? [this.names(where)] : [])];
      const filter = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
      const soql = `SELECT Id, Name, ${names.join(', ')} FROM ${this.own('Lead_Timer__c')}${filter} ORDER BY Id LIMIT ${PAGE}`;
      const page = (await this.rows(soql)).map(toClock);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      last = (page.at(-1) as Clock).id;
    }
  }

  /** The entries of the clocks, by clock id. */
  async entries(clocks: readonly Clock[]): Promise<Map<string, Entry[]>> {
    const found = new Map<string, Entry[]>(clocks.map(({ id }) => [id, []]));
    for (let at = 0; at < clocks.length; at += IDS) {
      const ids = clocks.slice(at, at + IDS).map(({ id }) => `'${id}'`);
      for (const row of await this.rows(this.entriesWhere(`Clock__c IN (${ids.join(',')})`)))
        found.get(row['Clock__c'] as string)?.push(toEntry(row));
    }
    return found;
  }

  /** Entries about clocks that are no longer there. */
  async orphans(): Promise<number> {
    return (await this.rows(this.names(`SELECT Id FROM SLA_Entry__c WHERE Clock__c = null AND Lead_Id__c != null`)))
      .length;
  }

  private entriesWhere(condition: string): string {
    return this.names(`SELECT Id, Name, Clock__c, Detected_At__c, After__c FROM SLA_Entry__c WHERE ${condition}`);
  }

  private async rows(soql: string): Promise<Record<string, unknown>[]> {
    const all: Record<string, unknown>[] = [];
    for await (const page of this.org.query(soql)) for (const row of page) all.push(short(row));
    return all;
  }

  private own(name: string): string {
    return /__c$/.test(name) ? this.prefix + name : name;
  }

  private names(soql: string): string {
    return soql.replace(/\b[A-Za-z_]+__c\b/g, (name) => this.own(name));
  }
}

/** A field as the describe of the REST API tells it. */
export function toField(described: Readonly<Record<string, unknown>>): Field {
  return {
    name: bare(String(described['name'])),
    type: String(described['type']),
    scale: Number(described['scale'] ?? 0),
    isFormula: described['calculated'] === true
  };
}

function toClock(row: Readonly<Record<string, unknown>>): Clock {
  return { id: row['Id'] as string, name: row['Name'] as string, state: row as Record<string, Value> };
}

function toEntry(row: Readonly<Record<string, unknown>>): Entry {
  return {
    name: row['Name'] as string,
    detectedAt: Date.parse(row['Detected_At__c'] as string),
    after: (row['After__c'] as string | null | undefined) ?? null
  };
}
