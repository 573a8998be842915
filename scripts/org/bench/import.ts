/**
 * Prints what importing leads costs on this machine: `npm run bench:import -- [FILE.csv] [--map MAP.json] [--advance 7d]`.
 * Without a file it makes 8,000 rows. The baseline is plain JavaScript: the same file parsed and an object made per row.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Command } from 'commander';
import { adminUser } from '../../local-org/api/index.ts';
import { openProject } from '../../local-org/cli/open.ts';
import { importCsv, parseDuration, parseImportMap } from '../../local-org/cli/work/index.ts';

const ROWS = 8_000;

interface Options {
  readonly map: string;
  readonly advance?: string;
}

function madeUp(): string {
  const origins = ['organic_search', 'paid_search', 'social', 'email', 'unknown', ''];
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `mql${i},2018-0${1 + (i % 9)}-1${i % 9},page${i % 40},${origins[i % origins.length]}`
  );
  return ['mql_id,first_contact_date,landing_page_id,origin', ...rows].join('\n');
}

/** Median of five, in milliseconds. */
function baseline(csv: string): number {
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    const rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
    const leads = rows.map((row, line) => ({
      ...row,
      LastName: `Seller ${line}`,
      Company: `Marketplace seller ${line}`
    }));
    if (leads.length === 0) throw new Error('The file has no rows.');
    return performance.now() - begun;
  });
  return times.sort((a, b) => a - b)[2] as number;
}

function line(name: string, value: string): void {
  console.log(`${name.padEnd(28)}${value}`);
}

function memory(): string {
  const { rss, heapUsed } = process.memoryUsage();
  return `${Math.round(rss / 1e6)} MB (heap ${Math.round(heapUsed / 1e6)} MB), peak ${Math.round(process.resourceUsage().maxRSS / 1e3)} MB`;
}

async function bench(file: string | undefined, options: Options): Promise<void> {
  const csv = file === undefined ? madeUp() : readFileSync(file, 'utf8');
  const map = parseImportMap(readFileSync(options.map, 'utf8'), options.map);
  const plain = baseline(csv);
  const { org } = await openProject('.', { strict: true, coverage: false, seed: true, seedOptions: { days: '0' } });
  const cpu = process.cpuUsage();
  const result = importCsv(org, { object: 'Lead', csv, map, userId: adminUser(org).id }, () => undefined);
  const { user, system } = process.cpuUsage(cpu);
  const perSecond = (milliseconds: number): number => Math.round((result.rowsIn / milliseconds) * 1000);
  line('rows', `${result.rowsIn}: ${result.created} created, ${result.failed.length} failed`);
  line(
    'made',
    Object.entries(result.made)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  );
  line(
    'import',
    `${(result.milliseconds / 1000).toFixed(2)} s, ${perSecond(result.milliseconds)} leads/s; ${perSecond((user + system) / 1000)} a second of CPU time, which others on the machine do not change`
  );
  line(
    'plain JavaScript',
    `${plain.toFixed(0)} ms; the import takes ${Math.round(result.milliseconds / plain)} times as long`
  );
  line('memory', memory());
  if (options.advance === undefined) return;
  const begun = performance.now();
  const { ran, failures } = org.async.advanceTo(org.clock.now() + parseDuration(options.advance));
  line(
    `advance ${options.advance}`,
    `${((performance.now() - begun) / 1000).toFixed(2)} s, ${ran} things ran, ${failures.length} failed`
  );
  line('memory', memory());
}

await new Command('bench')
  .description('Print what importing leads costs on this machine.')
  .argument('[file]', 'CSV file; without it 8,000 rows are made up')
  .option('--map <file>', 'how columns become fields', 'config/olist-map.json')
  .option('--advance <time>', 'then move the clock: 7d')
  .action(bench)
  .parseAsync();
