import type { AccessPolicy, Crud } from '../../contracts/access.ts';
import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { Access } from '../../contracts/soql.ts';
import type { Row } from '../../contracts/store.ts';
import type { LimitName, Transaction } from '../../contracts/transaction.ts';
import { compileFormula } from '../../formula/index.ts';
import { readMetadata, readProject } from '../../metadata/index.ts';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { buildSchema } from '../../schema/index.ts';
import { createStore } from '../../store/index.ts';
import { ApexDate, ApexDatetime, Decimal, type SObject } from '../../values/index.ts';
import { createQueries } from '../index.ts';

const field = (name: string, body: string) =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${body}`);
const object = (label: string) =>
  xml(
    'CustomObject',
    `<label>${label}</label><pluralLabel>${label}s</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>`
  );
const picklist = (type: string, ...values: string[]) =>
  `<type>${type}</type><valueSet><valueSetDefinition><sorted>false</sorted>${values
    .map((v) => `<value><fullName>${v}</fullName><default>false</default><label>${v} label</label></value>`)
    .join('')}</valueSetDefinition></valueSet>`;

/** Widgets in crates: every kind of field that a query treats in its own way. */
const PROJECT: Record<string, string> = {
  'app/objects/Crate__c/Crate__c.object-meta.xml': object('Crate'),
  'app/objects/Crate__c/fields/Parent__c.field-meta.xml': field(
    'Parent__c',
    '<type>Lookup</type><referenceTo>Crate__c</referenceTo><relationshipName>Inner_Crates</relationshipName>'
  ),
  'app/objects/Widget__c/Widget__c.object-meta.xml': object('Widget'),
  'app/objects/Widget__c/fields/Crate__c.field-meta.xml': field(
    'Crate__c',
    '<type>Lookup</type><referenceTo>Crate__c</referenceTo><relationshipName>Widgets</relationshipName>'
  ),
  'app/objects/Widget__c/fields/Size__c.field-meta.xml': field(
    'Size__c',
    '<type>Number</type><precision>18</precision><scale>2</scale>'
  ),
  'app/objects/Widget__c/fields/Code__c.field-meta.xml': field(
    'Code__c',
    '<type>Text</type><length>20</length><unique>true</unique><externalId>true</externalId><caseSensitive>true</caseSensitive>'
  ),
  'app/objects/Widget__c/fields/Kind__c.field-meta.xml': field(
    'Kind__c',
    picklist('Picklist', 'Zinc', 'Brass', 'Iron')
  ),
  'app/objects/Widget__c/fields/Tags__c.field-meta.xml': field(
    'Tags__c',
    `${picklist('MultiselectPicklist', 'red', 'blue', 'green')}<visibleLines>3</visibleLines>`
  ),
  'app/objects/Widget__c/fields/Due__c.field-meta.xml': field('Due__c', '<type>Date</type>'),
  'app/objects/Widget__c/fields/Seen_At__c.field-meta.xml': field('Seen_At__c', '<type>DateTime</type>'),
  'app/objects/Widget__c/fields/Open__c.field-meta.xml': field(
    'Open__c',
    '<type>Checkbox</type><defaultValue>false</defaultValue>'
  ),
  'app/objects/Widget__c/fields/Notes__c.field-meta.xml': field(
    'Notes__c',
    '<type>LongTextArea</type><length>1000</length><visibleLines>3</visibleLines>'
  ),
  'app/objects/Widget__c/fields/Double_Size__c.field-meta.xml': field(
    'Double_Size__c',
    '<type>Number</type><precision>18</precision><scale>2</scale><formula>Size__c * 2</formula><formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs>'
  ),
  'app/objects/Widget__c/fields/Place__c.field-meta.xml': field(
    'Place__c',
    '<type>Text</type><formula>Crate__r.Name &amp; &quot;/&quot; &amp; Name</formula>'
  )
};

const ALL: Crud = { read: true, create: true, edit: true, delete: true, viewAll: true, modifyAll: true };

export interface TestRights {
  hiddenObjects?: readonly string[];
  hiddenFields?: readonly string[];
  /** Rows of these objects are visible only where the test says so. */
  visible?: (object: ObjectInfo, row: Row) => boolean;
}

/** An org of schema, store and queries only, with rights that a test chooses. */
export class TestOrg {
  readonly schema;
  readonly store = createStore();
  readonly queries;
  readonly counts = new Map<LimitName, number>();
  rights: TestRights = {};
  now = Date.UTC(2026, 10, 25, 15, 0, 0);
  zone = 'GMT';
  readonly tx: Transaction;

  constructor(namespace: string | null = null) {
    const { registry, problems } = readMetadata(readProject(projectWith(PROJECT)));
    const built = buildSchema({ namespace, registry });
    if (problems.length + built.problems.length > 0) throw new Error(JSON.stringify([...problems, ...built.problems]));
    this.schema = built.schema;
    this.queries = createQueries({ schema: built.schema, compileFormula });
    this.tx = this.transaction();
  }

  private transaction(): Transaction {
    // Only what queries use; a whole transaction would make every test of this room depend on all others.
    return {
      org: {
        schema: this.schema,
        store: this.store,
        queries: this.queries,
        access: this.policy(),
        translated: () => undefined
      },
      user: { id: '005B00000000001IAA', locale: 'en_US', timeZone: this.zone },
      limits: { count: (name: LimitName, by = 1) => this.counts.set(name, (this.counts.get(name) ?? 0) + by) },
      now: () => this.now
    } as unknown as Transaction;
  }

  private policy(): AccessPolicy {
    return {
      object: (_user: unknown, o: ObjectInfo) => ({ ...ALL, read: !this.rights.hiddenObjects?.includes(o.name) }),
      field: (_user: unknown, f: FieldInfo) => ({ read: !this.rights.hiddenFields?.includes(f.name), edit: true }),
      rows: (_tx: unknown, o: ObjectInfo) =>
        this.rights.visible ? (row: Row) => this.rights.visible?.(o, row) ?? true : null,
      user: (id: string) => ({ id }),
      recordAccess: (_tx: unknown, _user: unknown, id: string) => ({
        read: true,
        edit: id.endsWith('1IAA'),
        delete: false,
        transfer: false
      })
    } as unknown as AccessPolicy;
  }

  object(name: string): ObjectInfo {
    const found = this.schema.object(name);
    if (!found) throw new Error(`no object ${name}`);
    return found;
  }

  insert(name: string, values: Record<string, unknown>): string {
    const info = this.object(name);
    const row: unknown[] = info.fields.map((f) => (f.type === 'Boolean' ? false : null));
    const id = this.store.newId(info);
    row[0] = id;
    for (const [key, value] of Object.entries(values)) {
      const f = info.field(key);
      if (!f) throw new Error(`no field ${key}`);
      row[f.slot] = typeof value === 'number' && f.type !== 'Integer' ? Decimal.of(value) : value;
    }
    this.store.put(info, id, row);
    return id;
  }

  run(
    soql: string,
    binds: Record<string, unknown> = {},
    access: Access = { mode: 'system', sharing: 'without' }
  ): SObject[] {
    (this.tx.user as { timeZone: string }).timeZone = this.zone;
    return this.queries.runText(this.tx, soql, (name) => binds[name], access).records;
  }

  size(soql: string): number {
    return this.queries.runText(this.tx, soql, () => null, { mode: 'system', sharing: 'without' }).size;
  }

  /** Names of what a condition on widgets finds, in order. */
  names(where: string, binds: Record<string, unknown> = {}): string {
    return this.run(`SELECT Name FROM Widget__c ${where}`, binds)
      .map((r) => r.getByName('Name'))
      .join(' ');
  }
}

export const date = (text: string): ApexDate => ApexDate.parse(text);
export const instant = (text: string): ApexDatetime => new ApexDatetime(Date.parse(text));
