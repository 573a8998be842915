import { createHash } from 'node:crypto';
import { ApexBlob, ApexDatetime, type SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { writeSystemRow } from '../system-rows.ts';

type Values = Record<string, unknown>;

/**
 * A first version brings its document and the links of its owner and of where it is published; a further one becomes
 * the latest (Object Reference: ContentVersion, ContentDocument, ContentDocumentLink).
 */
export function fileDocuments(batch: Batch): void {
  for (const index of batch.alive()) {
    const version = batch.record(index);
    const existing = read(version, 'ContentDocumentId') as string | null;
    const facts = factsOf(version);
    const document = existing ?? writeDocument(batch, version, facts);
    const number = existing === null ? 1 : retire(batch, existing) + 1;
    writeVersion(batch, version, {
      ...facts,
      Checksum: checksum(read(version, 'VersionData')),
      Origin: read(version, 'Origin') ?? 'C',
      ContentLocation: read(version, 'ContentLocation') ?? 'S',
      ContentDocumentId: document,
      IsLatest: true,
      VersionNumber: String(number)
    });
    writeSystemRow(
      batch.tx.org,
      'ContentDocument',
      { ...facts, LatestPublishedVersionId: version.id },
      { id: document }
    );
  }
}

function read(record: SObject, name: string): unknown {
  return record.peek(record.fieldNamed(name).slot) ?? null;
}

/** Types of files whose names differ from their extensions (Object Reference, ContentVersion, FileType). */
const FILE_TYPES: Readonly<Record<string, string>> = {
  doc: 'WORD',
  docx: 'WORD_X',
  xls: 'EXCEL',
  xlsx: 'EXCEL_X',
  ppt: 'POWER_POINT',
  pptx: 'POWER_POINT_X',
  txt: 'TEXT'
};

function fileType(extension: string | null): string {
  if (extension === null) return 'UNKNOWN';
  return FILE_TYPES[extension.toLowerCase()] ?? extension.toUpperCase();
}

function factsOf(version: SObject): Values {
  const path = read(version, 'PathOnClient');
  const extension = typeof path === 'string' ? (/\.([^./\\]+)$/.exec(path)?.[1] ?? null) : null;
  const data = read(version, 'VersionData');
  return {
    FileExtension: extension,
    FileType: fileType(extension),
    ContentSize: data instanceof ApexBlob ? data.bytes.length : 0
  };
}

/** "MD5 checksum for the file." */
function checksum(data: unknown): string | null {
  return data instanceof ApexBlob ? createHash('md5').update(data.bytes).digest('hex') : null;
}

function writeDocument(batch: Batch, version: SObject, facts: Values): string {
  const { org, user } = batch.tx;
  const owner = read(version, 'OwnerId') ?? user.id;
  const values = {
    ...facts,
    Title: read(version, 'Title'),
    Description: read(version, 'Description'),
    OwnerId: owner,
    PublishStatus: 'P',
    ContentModifiedDate: new ApexDatetime(Math.floor(batch.tx.now() / 1000) * 1000)
  };
  const document = writeSystemRow(org, 'ContentDocument', values, { userId: user.id });
  link(batch, document, owner, 'I');
  const place = read(version, 'FirstPublishLocationId');
  if (place !== null && place !== owner) link(batch, document, place, 'V');
  return document;
}

function link(batch: Batch, document: string, entity: unknown, share: string): void {
  const values = { ContentDocumentId: document, LinkedEntityId: entity, ShareType: share, Visibility: 'AllUsers' };
  writeSystemRow(batch.tx.org, 'ContentDocumentLink', values);
}

/** The versions so far are no longer the latest; returns their number. */
function retire(batch: Batch, document: string): number {
  const field = batch.object.field('ContentDocumentId');
  if (!field) return 0;
  const { store } = batch.tx.org;
  const own = new Set(batch.alive().map((index) => batch.record(index).id));
  const rows = [...store.scan(batch.object, { kind: 'equal', field, keys: [document] })].filter(
    (row) => !own.has(row[0] as string)
  );
  for (const row of rows) writeSystemRow(batch.tx.org, 'ContentVersion', { IsLatest: false }, { id: row[0] as string });
  return rows.length;
}

function writeVersion(batch: Batch, version: SObject, values: Values): void {
  writeSystemRow(batch.tx.org, 'ContentVersion', values, { id: version.id as string });
  for (const [name, value] of Object.entries(values)) version.v[version.fieldNamed(name).slot] = value;
}
