import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Operation } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, SObject, throwApex } from '../../values/index.ts';
import { libraryClass, need, records } from '../define.ts';
import { accessOf } from '../database/access.ts';
import { ApexQueryLocator } from '../database/query.ts';
import { PlatformObject } from '../registry.ts';
import { PageReference } from './pages.ts';

/** `ApexPages.StandardController`: one record and the pages that stand for what is done with it. */
class StandardController extends PlatformObject {
  readonly record: SObject;

  constructor(record: SObject) {
    super();
    this.record = record;
  }
}
StandardController.for('ApexPages.StandardController');

/** Documented: 20 records a page unless told otherwise, at most 10,000 in all. */
const PAGE_SIZE = 20;
const MOST_RECORDS = 10_000;

/** `ApexPages.StandardSetController`: a list of records by pages, and those that are selected. */
class StandardSetController extends PlatformObject {
  readonly all: readonly SObject[];
  readonly complete: boolean;
  selected: SObject[] = [];
  size = PAGE_SIZE;
  page = 1;

  constructor(all: readonly SObject[]) {
    super();
    this.all = all.slice(0, MOST_RECORDS);
    this.complete = all.length <= MOST_RECORDS;
  }

  get pages(): number {
    return Math.max(1, Math.ceil(this.all.length / this.size));
  }

  turn(to: number): void {
    this.page = Math.min(Math.max(1, to), this.pages);
  }

  shown(): SObject[] {
    return this.all.slice((this.page - 1) * this.size, this.page * this.size);
  }
}
StandardSetController.for('ApexPages.StandardSetController');

function write(tx: Transaction, op: Operation, list: SObject[]): void {
  if (list.length > 0) tx.org.save.run(tx, op, list, { access: accessOf(tx, null), allOrNone: true, source: 'apex' });
}

function home(record: SObject, suffix: string): PageReference {
  return new PageReference(`/${record.id ?? record.info.keyPrefix}${suffix}`);
}

function save(tx: Transaction, { record }: StandardController): PageReference {
  write(tx, record.id === null ? 'insert' : 'update', [record]);
  return home(record, '');
}

function listOf(source: unknown, tx: Transaction): StandardSetController {
  const found =
    need(source) instanceof ApexList ? (source as ApexList).items : (source as ApexQueryLocator).records(tx);
  return new StandardSetController(found as readonly SObject[]);
}

function pageSize(self: StandardSetController, size: number): void {
  if (need(size) < 1) throwApex('System.VisualforceException', `Page size must be at least 1: ${size}`);
  self.size = size;
  self.turn(self.page);
}

const filters = (): never => {
  throw new UnsupportedByLocalOrg('list views of a StandardSetController');
};

export const controllerClasses = [
  libraryClass('ApexPages.StandardController', {
    'StandardController(SObject record)': (_, __, record: SObject) => new StandardController(need(record)),
    // Fields that the page names are there without being asked for: a record in hand has what it has.
    'void addFields(List<String> names)': (_, __, names: ApexList) => void need(names),
    'PageReference cancel()': (_, self: StandardController) => home(self.record, ''),
    'PageReference delete()': (tx, self: StandardController) => {
      write(tx, 'delete', [self.record]);
      return new PageReference(`/${self.record.info.keyPrefix}`);
    },
    'PageReference edit()': (_, self: StandardController) => home(self.record, '/e'),
    'String getId()': (_, self: StandardController) => self.record.id,
    'SObject getRecord()': (_, self: StandardController) => self.record,
    'PageReference save()': (tx, self: StandardController) => save(tx, self),
    'PageReference view()': (_, self: StandardController) => home(self.record, '')
  }),
  libraryClass('ApexPages.StandardSetController', {
    'StandardSetController(List<SObject> records)': (tx, _, list) => listOf(list, tx),
    'StandardSetController(Database.QueryLocator locator)': (tx, _, locator) => listOf(locator, tx),
    'void addFields(List<String> names)': (_, __, names: ApexList) => void need(names),
    'PageReference cancel()': (_, self: StandardSetController) =>
      new PageReference(`/${self.all[0]?.info.keyPrefix ?? ''}`),
    'void first()': (_, self: StandardSetController) => self.turn(1),
    'void last()': (_, self: StandardSetController) => self.turn(self.pages),
    'void next()': (_, self: StandardSetController) => self.turn(self.page + 1),
    'void previous()': (_, self: StandardSetController) => self.turn(self.page - 1),
    'Boolean getCompleteResult()': (_, self: StandardSetController) => self.complete,
    'Boolean getHasNext()': (_, self: StandardSetController) => self.page < self.pages,
    'Boolean getHasPrevious()': (_, self: StandardSetController) => self.page > 1,
    'String getFilterId()': filters,
    'void setFilterId(String id)': filters,
    'List<SelectOption> getListViewOptions()': filters,
    'Integer getPageNumber()': (_, self: StandardSetController) => self.page,
    'void setPageNumber(Integer page)': (_, self: StandardSetController, page: number) => self.turn(need(page)),
    'Integer getPageSize()': (_, self: StandardSetController) => self.size,
    'void setPageSize(Integer size)': (_, self: StandardSetController, size: number) => pageSize(self, size),
    'SObject getRecord()': (_, self: StandardSetController) => self.shown()[0] ?? null,
    'List<SObject> getRecords()': (_, self: StandardSetController) => records(self.shown()),
    'Integer getResultSize()': (_, self: StandardSetController) => self.all.length,
    'List<SObject> getSelected()': (_, self: StandardSetController) => records([...self.selected]),
    'void setSelected(List<SObject> list)': (_, self: StandardSetController, list: ApexList) => {
      self.selected = [...(need(list).items as SObject[])];
    },
    'PageReference save()': (tx, self: StandardSetController) => {
      write(tx, 'update', self.selected.length > 0 ? self.selected : [...self.all]);
      return new PageReference(`/${self.all[0]?.info.keyPrefix ?? ''}`);
    }
  })
];
