import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import type { Row } from '../../contracts/store.ts';
import type { ObjectInfo } from '../../contracts/schema.ts';
import { debugText, isValidId, throwApex, toId } from '../../values/index.ts';

/** A template of email as it is stored. */
export interface StoredTemplate {
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

interface Found {
  readonly info: ObjectInfo;
  readonly row: Row;
}

function recordOf(tx: Transaction, id: string | null): Found | undefined {
  const info = id !== null && isValidId(id) ? tx.org.schema.byPrefix(id) : undefined;
  const row = info && tx.org.store.get(info, toId(id as string));
  return info && row ? { info, row } : undefined;
}

/** Throws InvalidParameterValueException where there is no such template. */
export function storedTemplate(tx: Transaction, id: string): StoredTemplate {
  const found = recordOf(tx, id);
  if (found?.info.name !== 'EmailTemplate')
    return throwApex('System.InvalidParameterValueException', `Invalid email template id: ${id}`);
  const text = (name: string): string => valueOf(found, name) ?? '';
  if (text('TemplateType').toLowerCase() === 'visualforce')
    throw new UnsupportedByLocalOrg('a Visualforce email template');
  return { name: text('Name'), subject: text('Subject'), html: text('HtmlValue'), text: text('Body') };
}

function valueOf({ info, row }: Found, field: string): string | null {
  const slot = info.field(field)?.slot;
  const value = slot === undefined ? undefined : row[slot];
  return value === undefined ? null : value === null ? '' : debugText(value);
}

/** The records that merge fields name: by object, `Recipient` and `RelatedTo`, and the running user and org. */
function subjects(tx: Transaction, who: string | null, what: string | null): Map<string, Found> {
  const found = new Map<string, Found>();
  const add = (name: string, record: Found | undefined): void => {
    if (record) found.set(name.toLowerCase(), record);
  };
  const [recipient, related] = [recordOf(tx, who), recordOf(tx, what)];
  for (const [name, id] of [
    ['Organization', tx.org.organization.id],
    ['User', tx.user.id],
    ['Sender', tx.user.id]
  ] as const)
    add(name, recordOf(tx, id));
  for (const record of [recipient, related]) if (record) add(record.info.name, record);
  add('Recipient', recipient);
  add('Receiving_User', recipient?.info.name === 'User' ? recipient : undefined);
  add('RelatedTo', related);
  return found;
}

const MERGE = /\{\{\{\s*([\w.]+)\s*\}\}\}|\{!\s*([\w.]+)\s*\}/g;

/**
 * Fills `{!Contact.FirstName}` and `{{{Recipient.FirstName}}}` (Salesforce Help, Merge Fields for Email Templates); a
 * field of a record that is not given is empty, and what names no record stays as it stands (assumed).
 */
export function mergeTemplate(tx: Transaction, text: string, who: string | null, what: string | null): string {
  const records = subjects(tx, who, what);
  return text.replace(MERGE, (whole: string, triple?: string, simple?: string) => {
    const [name = '', field = ''] = (triple ?? simple ?? '').split('.');
    const record = records.get(name.toLowerCase());
    if (record) return valueOf(record, field) ?? '';
    return tx.org.schema.object(name) ? '' : whole;
  });
}
