import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { BindUse, QueryFinding, QueryRules } from '../contracts/soql.ts';
import { ApexException } from '../values/index.ts';
import { aboutOf, noSuchObject } from './errors.ts';
import { parseQuery } from './parse.ts';
import { Planner, type QueriesOptions } from './plan.ts';
import { soqlOf } from './search.ts';
import { parseSosl, type SearchText } from './sosl.ts';

/** The rules that a run begins with, for code that is compiled: what they refuse there is an error of the compiler. */
export function createQueryRules({ schema, compileFormula }: QueriesOptions): QueryRules {
  const planner = new Planner(schema, compileFormula);
  return {
    query: (query) => finding(() => planner.plan(query).binds),
    search: (text) => finding(() => bindsOfSearch(parseSosl(text), planner))
  };
}

function finding(bind: () => readonly BindUse[]): QueryFinding {
  try {
    return { kind: 'sound', binds: bind() };
  } catch (error) {
    if (error instanceof UnsupportedByLocalOrg) return { kind: 'unsupported', feature: error.feature };
    if (error instanceof ApexException) return { kind: 'refused', about: aboutOf(error), message: error.message };
    throw error;
  }
}

/** Every object behind RETURNING is a query of its own; its binds are numbers of those of the search. */
function bindsOfSearch(search: SearchText, planner: Planner): BindUse[] {
  for (const { object } of search.returning) if (!planner.queryable(object)) throw noSuchObject(object);
  const { find, limit } = search;
  const outside: BindUse[] = [
    ...('bind' in find ? [{ index: Number(find.bind), type: 'String', op: 'FIND' } as const] : []),
    ...(typeof limit === 'object' ? [{ index: Number(limit.bind), type: 'Integer', op: 'LIMIT' } as const] : [])
  ];
  return search.returning.reduce<BindUse[]>((binds, returning) => {
    const query = parseQuery(soqlOf(returning, undefined));
    const own = planner.plan(query).binds.map((use) => ({ ...use, index: Number(query.binds[use.index]?.text) }));
    return [...binds, ...own.filter(({ index }) => Number.isInteger(index))];
  }, outside);
}
