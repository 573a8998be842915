import { parse } from 'csv-parse/sync';
import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { FieldInfo } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  type ApexList,
  ApexTime,
  Decimal,
  SObject,
  apexTypeOfField,
  convertForField,
  nullPointer,
  throwApex
} from '../../values/index.ts';
import { libraryClass, need, records } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { HttpResponse, type HttpRequest } from '../callout/http.ts';
import type { SObjectTypeToken } from '../schema/tokens.ts';

/** The static resource of that name, in any case; undefined where there is none. */
export function findResource(tx: Transaction, name: string): Row | undefined {
  const object = tx.org.schema.object('StaticResource');
  const at = object?.field('Name')?.slot;
  if (!object || at === undefined) throw new UnsupportedByLocalOrg('static resources in Apex');
  for (const row of tx.org.store.scan(object, { kind: 'all' }))
    if ((row[at] as string).toLowerCase() === name.toLowerCase()) return row;
  return undefined;
}

/** The content of a static resource. Throws for a name that is none, and for a resource that is a folder. */
function resourceBody(tx: Transaction, name: string): ApexBlob {
  const row = findResource(tx, name);
  const body = row?.[tx.org.schema.object('StaticResource')?.field('Body')?.slot ?? -1];
  if (body instanceof ApexBlob) return body;
  if (row) throw new UnsupportedByLocalOrg(`the content of the static resource ${name}, which is a folder`);
  return throwApex('System.StringException', `Static Resource not found or it has no content: ${name}`);
}

/** Text of a CSV cell as a value of the field; an empty cell is null. */
function cellValue(tx: Transaction, field: FieldInfo, text: string): unknown {
  if (text === '') return null;
  switch (apexTypeOfField(field)) {
    case 'Boolean':
      return /^(true|1|yes)$/i.test(text);
    case 'Integer':
      return Math.trunc(Number(text));
    case 'Decimal':
    case 'Double':
    case 'Long':
      return Decimal.parse(text);
    case 'Date':
      return ApexDate.parse(text);
    case 'Datetime':
      return ApexDatetime.parse(tx.user.timeZone, text.replace('T', ' ').replace(/(\.\d+)?Z?$/, ''));
    case 'Time':
      return ApexTime.tryParse(text) ?? throwApex('System.TypeException', `Invalid time: ${text}`);
    case 'Blob':
      return ApexBlob.ofBase64(text);
    default:
      return text;
  }
}

/** What the rows of earlier files became, by the text of their column `Id`: later ones refer to it (a public suite loads so). */
const LOADED = 'rows of loadData';

function loadedRows(tx: Transaction): Map<string, string> {
  const known = (tx.marks.get(LOADED) as Map<string, string> | undefined) ?? new Map<string, string>();
  tx.marks.set(LOADED, known);
  return known;
}

/** `Test.loadData`: a row of CSV is a record, inserted all or none; a column `Id` only names rows. */
function loadData(tx: Transaction, type: SObjectTypeToken, name: string): ApexList {
  const object = type.info(tx);
  const rows = parse(resourceBody(tx, name).toText(), {
    columns: true,
    skip_empty_lines: true,
    trim: true,
    bom: true
  }) as Record<string, string>[];
  const known = loadedRows(tx);
  const made = rows.map((row) => {
    const record = new SObject(object);
    for (const [column, text] of Object.entries(row)) {
      if (column.toLowerCase() === 'id') continue;
      const field = record.fieldNamed(column);
      const loaded = field.referenceTo.length > 0 ? known.get(text) : undefined;
      record.put(field.slot, convertForField(field, loaded ?? cellValue(tx, field, text)));
    }
    return record;
  });
  tx.org.save.run(tx, 'insert', made, {
    access: { mode: 'system', sharing: 'without' },
    allOrNone: true,
    source: 'apex'
  });
  rows.forEach((row, index) => {
    const name = Object.entries(row).find(([column]) => column.toLowerCase() === 'id')?.[1];
    const id = made[index]?.id;
    if (name && id) known.set(name, id);
  });
  return records(made);
}

/** A mock of the platform that answers with static resources: one for all, or one for each endpoint. */
export class ResourceMock extends PlatformObject {
  readonly names = new Map<string, string>();
  readonly headers: [string, string][] = [];
  status: string | null = null;
  statusCode = 200;

  /** Without the resource there is nothing to read (a public suite expects a NullPointerException). */
  respond(tx: Transaction, request: HttpRequest): HttpResponse {
    const name = this.names.get(request.endpoint ?? '') ?? this.names.get('');
    if (name === undefined)
      throwApex('System.CalloutException', `No static resource is set for the endpoint ${request.endpoint}`);
    const answer = new HttpResponse();
    if (!findResource(tx, name)) throw nullPointer();
    answer.body = resourceBody(tx, name);
    answer.status = this.status;
    answer.statusCode = this.statusCode;
    for (const [header, value] of this.headers) answer.setHeader(header, value);
    return answer;
  }
}

class OneResource extends ResourceMock {}
OneResource.for('System.StaticResourceCalloutMock');

class ResourceByEndpoint extends ResourceMock {}
ResourceByEndpoint.for('System.MultiStaticResourceCalloutMock');

const shared = {
  'HttpResponse respond(HttpRequest request)': (tx: Transaction, mock: ResourceMock, request: HttpRequest) =>
    mock.respond(tx, need(request)),
  'void setHeader(String name, String value)': (_: unknown, mock: ResourceMock, name: string, value: string) =>
    void mock.headers.push([need(name), need(value)]),
  'void setStatus(String text)': (_: unknown, mock: ResourceMock, text: string) => {
    mock.status = text;
  },
  'void setStatusCode(Integer code)': (_: unknown, mock: ResourceMock, code: number) => {
    mock.statusCode = need(code);
  }
};

export const resourceClasses = [
  libraryClass('System.Test', {
    'static List<SObject> loadData(Schema.SObjectType type, String resource)': (
      tx,
      _,
      type: SObjectTypeToken,
      name
    ) => {
      if (!tx.isTest) throwApex('System.TypeException', 'Test methods can be called only from test code');
      return loadData(tx, need(type), need(name as string));
    }
  }),
  libraryClass('System.StaticResourceCalloutMock', shared, {
    'StaticResourceCalloutMock()': () => new OneResource(),
    'void setStaticResource(String name)': (_, mock: ResourceMock, name: string) => void mock.names.set('', need(name))
  }),
  libraryClass('System.MultiStaticResourceCalloutMock', shared, {
    'MultiStaticResourceCalloutMock()': () => new ResourceByEndpoint(),
    'void setStaticResource(String endpoint, String name)': (_, mock: ResourceMock, endpoint: string, name: string) =>
      void mock.names.set(need(endpoint), need(name))
  })
];
