import { ApexBlob } from '../../values/index.ts';
import type { SObject } from '../../values/index.ts';
import { saveError } from '../errors.ts';
import { read, set } from './standard.ts';
import type { Derive } from './standard.ts';

/** Object Reference, FeedItem: who inserted it, what it is, and that nobody has answered yet. */
export const feedItem: Derive = (record, batch) => {
  if (batch.op !== 'insert') return;
  setMissing(record, {
    ...posted(batch.tx.user.id),
    Type: postType(record),
    Visibility: 'AllUsers',
    CommentCount: 0,
    LikeCount: 0
  });
};

export const feedComment: Derive = (record, batch) => {
  if (batch.op === 'insert') setMissing(record, { ...posted(batch.tx.user.id), CommentType: 'TextComment' });
};

const posted = (userId: string): Readonly<Record<string, unknown>> => ({
  InsertedById: userId,
  Status: 'Published',
  Revision: 1
});

function postType(record: SObject): string {
  if (read(record, 'LinkUrl') !== null) return 'LinkPost';
  return read(record, 'RelatedRecordId') === null ? 'TextPost' : 'ContentPost';
}

/** A message that did not come in is a sent one (github.com/octoberswimmer/aer-dist/issues/327). */
export const emailMessage: Derive = (record) =>
  setMissing(record, { Status: read(record, 'Incoming') === true ? '0' : '3' });

export const attachment: Derive = (record) => {
  const body = read(record, 'Body');
  if (body instanceof ApexBlob) set(record, 'BodyLength', body.size);
};

/** A file has something in it (public suites that pass on the platform show it; the wording is assumed). */
export const contentVersion: Derive = (record, batch, index) => {
  const data = read(record, 'VersionData');
  const empty = data instanceof ApexBlob && data.size === 0 && read(record, 'ContentUrl') === null;
  if (empty && batch.op === 'insert' && !batch.trusted && !batch.errors[index]?.length)
    batch.fail(
      index,
      saveError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [VersionData]', ['VersionData'])
    );
};

function setMissing(record: SObject, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) if (read(record, name) === null) set(record, name, value);
}
