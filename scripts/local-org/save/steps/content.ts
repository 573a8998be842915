import type { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { writeSystemRow } from '../system-rows.ts';

/**
 * A content delivery gets its addresses when it is saved: `DistributionPublicUrl`, `ContentDownloadUrl` and, where a
 * preview is allowed, `PdfDownloadUrl` (Object Reference: ContentDistribution). A library gets its root folder and the
 * link to it (ContentFolderLink), and its files are members of that folder. The form of the addresses is assumed.
 */
export function contentExtras(batch: Batch): void {
  const extra = EXTRAS[batch.object.name] as Extra;
  for (const index of batch.alive()) {
    const record = batch.record(index);
    const values = extra(batch, record);
    writeSystemRow(batch.tx.org, batch.object.name, values, { id: record.id as string });
    for (const [name, value] of Object.entries(values)) record.v[record.fieldNamed(name).slot] = value;
  }
}

type Extra = (batch: Batch, record: SObject) => Record<string, unknown>;

const EXTRAS: Readonly<Record<string, Extra>> = {
  Asset: topOfTree,
  ContentDistribution: addresses,
  ContentDocumentLink: memberOfFolder,
  ContentWorkspace: rootFolder
};

/** Objects whose records get values or other records once they have an id. */
export const WITH_EXTRAS = Object.keys(EXTRAS);

/** An asset without a parent is the root of its tree (Object Reference: Asset, RootAssetId). */
function topOfTree(_: Batch, asset: SObject): Record<string, unknown> {
  return { RootAssetId: asset.peek(asset.fieldNamed('RootAssetId').slot) ?? asset.id };
}

/** A file in a library is a member of its root folder (Object Reference: ContentFolderMember). */
function memberOfFolder(batch: Batch, link: SObject): Record<string, unknown> {
  const { schema, store } = batch.tx.org;
  const of = (name: string) => link.peek(link.fieldNamed(name).slot);
  const libraries = schema.object('ContentWorkspace');
  const library = libraries && store.get(libraries, String(of('LinkedEntityId')));
  const folder = libraries && library?.[libraries.field('RootContentFolderId')?.slot ?? -1];
  if (folder) {
    const values = { ParentContentFolderId: folder, ChildRecordId: of('ContentDocumentId') };
    writeSystemRow(batch.tx.org, 'ContentFolderMember', values);
  }
  return {};
}

function rootFolder(batch: Batch, library: SObject): Record<string, unknown> {
  const { org } = batch.tx;
  // Assumed: the root is named by the id of its library, as a public component looks for it.
  const folder = writeSystemRow(org, 'ContentFolder', { Name: library.id }, { userId: batch.tx.user.id });
  writeSystemRow(org, 'ContentFolderLink', { ParentEntityId: library.id, ContentFolderId: folder });
  return { RootContentFolderId: folder };
}

function addresses(batch: Batch, delivery: SObject): Record<string, unknown> {
  const { org } = batch.tx;
  const host = `https://${org.organization.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.file.force.com`;
  const of = (name: string) => delivery.peek(delivery.fieldNamed(name).slot) ?? null;
  const version = String(of('ContentVersionId') ?? '');
  const versions = org.schema.object('ContentVersion');
  const row = versions && org.store.get(versions, version);
  const document = versions && row ? (row[versions.field('ContentDocumentId')?.slot ?? -1] ?? null) : null;
  const key = `oid=${org.organization.id}&ids=${version}&d=%2Fa%2F${String(delivery.id)}`;
  return {
    ContentDocumentId: document,
    DistributionPublicUrl: `${host}/sfc/p/#${String(delivery.id)}`,
    ContentDownloadUrl: `${host}/sfc/dist/version/download/?${key}`,
    PdfDownloadUrl:
      of('PreferencesAllowPDFDownload') === true ? `${host}/sfc/dist/version/renditionDownload?${key}` : null
  };
}
