import { AS_SYSTEM, adminUser, recordToJson } from '../../../api/index.ts';
import type { OrgServices } from '../../../contracts/transaction.ts';
import type { Summary } from './model.ts';

export interface SummaryRow {
  readonly of: string;
  readonly all: number;
  readonly good: number;
  /** Percent, one decimal; null where there are too few. */
  readonly rate: number | null;
}

export interface SummaryTable {
  readonly title: string;
  readonly rows: readonly SummaryRow[];
}

/** Counts by group, the largest first. */
export function summarize(org: OrgServices, summary: Summary): SummaryTable {
  const all = counts(org, summary, []);
  const good = counts(org, summary, [summary.good]);
  const rows = [...all].map(([of, count]) => row(of, count, good.get(of) ?? 0, summary.few ?? 0));
  rows.sort((a, b) => b.all - a.all || (a.of < b.of ? -1 : 1));
  const sum = (pick: (row: SummaryRow) => number): number => rows.reduce((total, one) => total + pick(one), 0);
  const total = row(
    'all',
    sum((one) => one.all),
    sum((one) => one.good),
    summary.few ?? 0
  );
  return { title: summary.title, rows: [...rows, total] };
}

function row(of: string, all: number, good: number, few: number): SummaryRow {
  return { of, all, good, rate: all === 0 || all < few ? null : Math.round((good * 1000) / all) / 10 };
}

function counts(org: OrgServices, summary: Summary, more: readonly string[]): Map<string, number> {
  const conditions = [...(summary.where === undefined ? [] : [summary.where]), ...more].map((one) => `(${one})`);
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const soql = `SELECT ${summary.by} place, COUNT(Id) number FROM ${summary.object}${where} GROUP BY ${summary.by}`;
  return org.async.runAs(adminUser(org), 'rest', (tx) => {
    const { records } = tx.org.queries.runText(tx, soql, () => null, AS_SYSTEM);
    const rows = records.map((record) => recordToJson(record, '') as { place: unknown; number: number });
    return new Map(rows.map(({ place, number }) => [place === null ? '(none)' : String(place), number]));
  });
}
