import type { CompileFormula, Formula } from '../contracts/formula.ts';
import { UnsupportedByLocalOrg, type Position } from '../contracts/diagnostics.ts';
import type { FieldInfo, FieldType, ObjectInfo, Schema } from '../contracts/schema.ts';
import type { BindUse, CompareOperator, Value } from '../contracts/soql.ts';
import type { Row } from '../contracts/store.ts';
import { queryError, noSuchColumn, noSuchRelationship } from './errors.ts';
import { placeReader } from './place.ts';
import { rowById, type Run } from './run-context.ts';
import { isOfViewer, viewReader } from './views.ts';

export type Reader = (row: Row) => unknown;

/** A value that a row of the FROM object has: a field, a parent's field, or a function of one. */
export interface Expression {
  readonly type: FieldType;
  /** The field at the end of the path, for messages, conversion and rights. */
  readonly field?: FieldInfo;
  /** The row's own stored field, which an index may know. */
  readonly direct: boolean;
  readonly text: string;
  /** Made once per run, so that what depends on time, user and binds is computed once. */
  prepare(run: Run): Reader;
}

/** Lookups from the FROM object to the object that has the field. */
export interface ResolvedPath {
  readonly lookups: readonly FieldInfo[];
  /** The object at the end; `Name` for a polymorphic lookup. */
  readonly object: ObjectInfo;
  readonly polymorphic: boolean;
  readonly field: FieldInfo;
}

/** Fields and objects that a query reads, for the checks of user mode. */
export interface Use {
  readonly object: ObjectInfo;
  readonly field?: FieldInfo;
  /** Only a condition or an order names it. */
  readonly hidden?: boolean;
}

/** What the scopes of one query have in common. */
interface Shared {
  readonly uses: Use[];
  readonly binds: BindUse[];
  /** Every step from child to parent, once each. */
  readonly steps: Set<string>;
  hidden: boolean;
}

const MOST_LOOKUPS = 5;
/** "No more than 55 child-to-parent relationships can be specified in a query." */
const MOST_PARENTS = 55;

/** Finds names against one FROM object and makes readers of them. */
export class Scope {
  readonly schema: Schema;
  readonly object: ObjectInfo;
  private readonly shared: Shared;
  private readonly names: ReadonlySet<string>;
  /** `FROM Contact c, c.Account a`: the path behind each further alias. */
  private readonly aliases = new Map<string, readonly string[]>();
  private readonly compileFormula: CompileFormula;
  private inFormula = false;

  constructor(
    schema: Schema,
    object: ObjectInfo,
    alias: string | undefined,
    compileFormula: CompileFormula,
    shared: Shared = { uses: [], binds: [], steps: new Set(), hidden: false }
  ) {
    this.schema = schema;
    this.object = object;
    this.compileFormula = compileFormula;
    this.shared = shared;
    this.names = new Set([object.name.toLowerCase(), ...(alias ? [alias.toLowerCase()] : [])]);
    this.use({ object });
  }

  /** A scope of the same query over another object. */
  of(object: ObjectInfo, alias?: string): Scope {
    return new Scope(this.schema, object, alias, this.compileFormula, this.shared);
  }

  get uses(): readonly Use[] {
    return this.shared.uses;
  }

  get binds(): readonly BindUse[] {
    return this.shared.binds;
  }

  /** Notes what the binds of a value are compared with. */
  compare(value: Value, op: CompareOperator, left: Pick<Expression, 'type' | 'field'>): void {
    const { type, field } = left;
    if (value.kind === 'list') for (const item of value.items) this.compare(item, op, left);
    else if (value.kind === 'bind')
      this.shared.binds.push({ index: value.index, type, op, ...(field ? { field } : {}) });
  }

  /** Notes a bind that is a number of rows. */
  limit(value: Value | undefined): void {
    if (value?.kind === 'bind') this.shared.binds.push({ index: value.index, type: 'Integer', op: 'LIMIT' });
  }

  /** Binds what the result does not show: conditions and orders. */
  hidden<T>(bind: () => T): T {
    const before = this.shared.hidden;
    this.shared.hidden = true;
    try {
      return bind();
    } finally {
      this.shared.hidden = before;
    }
  }

  private use(use: Use): void {
    this.shared.uses.push(this.shared.hidden ? { ...use, hidden: true } : use);
  }

  /** A further name of FROM; its path begins at the object, or at a name given before. Throws for what is no parent. */
  addAlias(alias: string, path: readonly string[], pos: Position): void {
    const steps = this.withoutAlias(path);
    this.lookups(steps, pos);
    this.aliases.set(alias.toLowerCase(), steps);
  }

  private withoutAlias(path: readonly string[]): readonly string[] {
    const [first = '', ...rest] = path;
    if (rest.length === 0 || this.object.parentRelationship(first)) return path;
    if (this.names.has(first.toLowerCase()) || this.schema.object(first) === this.object) return rest;
    const prefix = this.aliases.get(first.toLowerCase());
    return prefix ? [...prefix, ...rest] : path;
  }

  /** `a.Owner.Name`: resolves relationships and field, or throws the platform's error. */
  resolve(path: readonly string[], pos?: Position): ResolvedPath {
    const steps = this.withoutAlias(path);
    const lookups = this.lookups(steps.slice(0, -1), pos);
    const last = lookups.at(-1);
    const object = last ? this.parentOf(last) : this.object;
    const name = steps.at(-1) as string;
    const field =
      object.field(name) ?? (last && this.ofTarget(last, name)) ?? fail(noSuchColumn(name, object.name, pos));
    this.use({ object, field });
    return { lookups, object, polymorphic: last !== undefined && last.referenceTo.length > 1, field };
  }

  /**
   * Formulas choose a type (`Owner:User.Grade__c`), which the path no longer shows; queries may not. A folder may also be
   * the org or a user, and still has the fields of a folder (Object Reference, EmailTemplate: FolderId).
   */
  private ofTarget(lookup: FieldInfo, name: string): FieldInfo | undefined {
    if (lookup.referenceTo.length < 2) return undefined;
    if (!this.inFormula && lookup.referenceTo[0] !== 'Folder') return undefined;
    for (const target of lookup.referenceTo) {
      const field = this.schema.object(target)?.field(name);
      if (field) return field;
    }
    return undefined;
  }

  lookups(names: readonly string[], pos?: Position): FieldInfo[] {
    const found: FieldInfo[] = [];
    let here = this.object;
    for (const name of names) {
      const lookup = here.parentRelationship(name) ?? fail(noSuchRelationship(name, 'field path', pos));
      found.push(lookup);
      this.use({ object: here, field: lookup });
      this.shared.steps.add([this.object.name, ...found.map((l) => l.name)].join('.'));
      here = this.parentOf(lookup);
      this.use({ object: here });
    }
    if (found.length > MOST_LOOKUPS)
      fail(queryError(`SOQL statements cannot query more than ${MOST_LOOKUPS} levels of parent relationships`, pos));
    // The text is assumed.
    if (this.shared.steps.size > MOST_PARENTS)
      fail(queryError(`SOQL statements cannot query more than ${MOST_PARENTS} parent relationships`, pos));
    return found;
  }

  parentOf(lookup: FieldInfo): ObjectInfo {
    const target = lookup.referenceTo.length > 1 ? 'Name' : (lookup.referenceTo[0] ?? '');
    // The lookup of a project may name an object of a package that is not here.
    return this.schema.object(target) ?? fail(new UnsupportedByLocalOrg(`object ${target}, which is not here`));
  }

  path(path: readonly string[], pos?: Position): Expression {
    const found = this.resolve(path, pos);
    return this.expressionOf(found, path.join('.'));
  }

  expressionOf(found: ResolvedPath, text: string): Expression {
    const { field, lookups } = found;
    const own = lookups.length === 0;
    return {
      type: field.type,
      field,
      direct: own && !field.formula && !(field.compound && field.nameField) && !isOfViewer(field),
      text,
      prepare: (run) => {
        if (!found.polymorphic)
          return afterLookups(run, this.schema, lookups, this.fieldReader(run, found.object, field));
        const last = this.byLookup(lookups.at(-1) as FieldInfo, this.polymorphicReader(run, field));
        return afterLookups(run, this.schema, lookups.slice(0, -1), last);
      }
    };
  }

  /** Reads one field of a row of `object`: stored, a formula, or a name made of its parts. */
  fieldReader(run: Run, object: ObjectInfo, field: FieldInfo): Reader {
    const { slot } = field;
    if (field.formula) return this.formulaReader(run, object, field);
    if (isOfViewer(field)) return viewReader(run, field);
    if (field.type === 'Address' || field.type === 'Location') return placeReader(object, field);
    if (field.compound && field.nameField) return nameReader(object, field);
    return (row) => row[slot] ?? null;
  }

  /** Gives the id of the polymorphic lookup to a reader of rows. */
  private byLookup(lookup: FieldInfo, read: Reader): Reader {
    const idOf = lookupReader(this.schema, lookup);
    return (row) => {
      const id = idOf(row);
      return id ? read([id]) : null;
    };
  }

  /** A field of `Name`: reads the field of that name of whatever object the id belongs to; its row is `[id]`. */
  polymorphicReader(run: Run, field: FieldInfo): Reader {
    const readers = new Map<string, Reader>();
    return (row) => {
      const id = row[0] as string;
      const object = this.schema.byPrefix(id);
      if (field.slot === 0) return id;
      const found = object && rowById(run, object, id);
      if (!object || !found) return null;
      if (field.name === 'Type') return typeName(object, found);
      let read = readers.get(object.name);
      if (!read) {
        const own =
          object.field(field.name) ?? (field.name === 'Name' ? object.fields.find((f) => f.nameField) : undefined);
        readers.set(object.name, (read = own ? this.fieldReader(run, object, own) : () => null));
      }
      return read(found);
    };
  }

  private formulaReader(run: Run, object: ObjectInfo, field: FieldInfo): Reader {
    const formula = formulaOf(this.schema, object, field, this.compileFormula);
    const inner = this.ofFormula(object);
    const byPath = new Map<readonly string[], Reader>();
    const byText = new Map<string, Reader>();
    for (const path of formula.reads) {
      const read = inner.path(path).prepare(run);
      byPath.set(path, read);
      byText.set(path.join('.').toLowerCase(), read);
    }
    const readerOf = (path: readonly string[]) =>
      byPath.get(path) ?? byText.get(path.join('.').toLowerCase()) ?? inner.path(path).prepare(run);
    return (row) => formula.value({ tx: run.tx, field: (path) => readerOf(path)(row) }) ?? null;
  }

  /** Formulas read in system context: what they touch is no use of the query's user. */
  private ofFormula(object: ObjectInfo): Scope {
    const scope = new Scope(this.schema, object, undefined, this.compileFormula);
    scope.inFormula = true;
    return scope;
  }
}

export function fail(error: Error): never {
  throw error;
}

/** A queue is called so where its owner is asked for its type; it is stored as a Group. */
function typeName(object: ObjectInfo, row: Row): string {
  if (object.name !== 'Group') return object.name;
  const type = object.field('Type');
  return type && row[type.slot] === 'Queue' ? 'Queue' : 'Group';
}

/** The id in a lookup; one of the `Name` object is found in the row of whatever object that really is. */
export function lookupReader(schema: Schema, lookup: FieldInfo): (row: Row) => string | null {
  const { slot, name } = lookup;
  if (lookup.object !== 'Name') return (row) => (row[slot] as string | null | undefined) ?? null;
  return (row) => {
    const own = schema.byPrefix(row[0] as string)?.field(name);
    return own ? ((row[own.slot] as string | null | undefined) ?? null) : null;
  };
}

/** Walks up and reads there; null as soon as a lookup is empty. */
export function afterLookups(run: Run, schema: Schema, lookups: readonly FieldInfo[], read: Reader): Reader {
  return lookups.reduceRight<Reader>((next, lookup) => {
    const idOf = lookupReader(schema, lookup);
    const target = lookup.referenceTo.length === 1 ? schema.object(lookup.referenceTo[0] as string) : undefined;
    return (row) => {
      const id = idOf(row);
      if (id === null) return null;
      const object = target ?? schema.byPrefix(id);
      const parent = object && rowById(run, object, id);
      return parent ? next(parent) : null;
    };
  }, read);
}

/** First, middle, last name and suffix, as the Name field of a person is documented; the salutation is not part of it. */
function nameReader(object: ObjectInfo, field: FieldInfo): Reader {
  const slots = (field.compound?.parts ?? []).filter((p) => p !== 'Salutation').map((p) => object.field(p)?.slot ?? -1);
  return (row) => {
    const parts = slots.map((slot) => row[slot]).filter((part) => part !== null && part !== undefined && part !== '');
    return parts.length > 0 ? parts.join(' ') : null;
  };
}

const formulas = new WeakMap<FieldInfo, Formula>();

/** Formulas compile once per field; a redeployed field is another FieldInfo. */
function formulaOf(schema: Schema, object: ObjectInfo, field: FieldInfo, compile: CompileFormula): Formula {
  let formula = formulas.get(field);
  if (!formula && field.formula) {
    const { text, blanksAsZero } = field.formula;
    formula = compile(text, 'field', {
      schema,
      object,
      blanksAsZero,
      returnType: field.type,
      file: `${object.name}.${field.name}`
    });
    formulas.set(field, formula);
  }
  return formula ?? fail(new Error(`${object.name}.${field.name} is no formula`));
}
