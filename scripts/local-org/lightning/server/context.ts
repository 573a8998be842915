import type { ObjectInfo } from '../../contracts/schema.ts';
import type { OrgServices, Transaction } from '../../contracts/transaction.ts';
import type { SObject } from '../../values/index.ts';
import { AS_USER } from '../../api/index.ts';
import type { LocalOrgConfig } from '../config.ts';
import type { AppModel, FlexiPageModel, LayoutModel, TabModel } from '../metadata/index.ts';

/** What the pages of one org are made from. */
export interface Site {
  readonly org: OrgServices;
  readonly config: LocalOrgConfig;
}

/** One request of a page: the site and the transaction of the person who asks. */
export interface Ask {
  readonly site: Site;
  readonly tx: Transaction;
  readonly query: Readonly<Record<string, string | undefined>>;
}

export function models<T>(site: Site, type: string): T[] {
  return site.org.registry.all(type).map((component) => component.model as T);
}

export const appsOf = (site: Site): AppModel[] => models<AppModel>(site, 'CustomApplication');
export const layoutsOf = (site: Site): LayoutModel[] => models<LayoutModel>(site, 'Layout');

export function tabOf(site: Site, name: string): TabModel | undefined {
  return site.org.registry.get('CustomTab', bare(site, name))?.model as TabModel | undefined;
}

export function pageOf(site: Site, name: string): FlexiPageModel | undefined {
  return site.org.registry.get('FlexiPage', bare(site, name))?.model as FlexiPageModel | undefined;
}

/** A name without the project's own namespace. */
export function bare(site: Site, name: string): string {
  const { namespace } = site.org.organization;
  return namespace && name.startsWith(`${namespace}__`) ? name.slice(namespace.length + 2) : name;
}

export function need(ask: Ask, name: string): string {
  const value = ask.query[name];
  if (!value) throw new Error(`The parameter "${name}" is missing.`);
  return value;
}

/** Reads records as the person who asks. `where` may hold `:name` binds, given in `binds`. */
export function select(
  tx: Transaction,
  object: ObjectInfo,
  paths: Iterable<string>,
  rest: string,
  binds: Readonly<Record<string, unknown>> = {}
): SObject[] {
  const fields = [...new Set(['Id', ...paths])].join(', ');
  return tx.org.queries.runText(tx, `SELECT ${fields} FROM ${object.name} ${rest}`, (name) => binds[name], AS_USER)
    .records;
}
