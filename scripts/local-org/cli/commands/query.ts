import type { Command } from 'commander';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { table } from '../output.ts';
import { doTask } from '../task-command.ts';
import type { QueryOutput } from '../tasks.ts';

interface QueryOptions extends CommonOptions {
  readonly as?: string;
}

export function addQuery(command: Command, deps: CliDeps): void {
  command
    .description('Run a SOQL query and print the records.')
    .argument('<soql>', 'the query, in quotes')
    .option('--as <username>', 'with the rights of this user')
    .action(async (soql: string, options: QueryOptions) => {
      const out = deps.output(options.json === true);
      const { value } = await doTask<QueryOutput>(deps, out, options, 'query', {
        soql,
        ...(options.as ? { as: options.as } : {})
      });
      const rows = value.records.map((record) => flatten(record));
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      if (rows.length > 0)
        out.line(
          table(
            columns,
            rows.map((row) => columns.map((column) => row[column] ?? ''))
          )
        );
      out.line(`${value.size} ${value.size === 1 ? 'record' : 'records'}`);
      out.result({ totalSize: value.size, done: true, records: value.records });
    });
}

/** Parents become columns `Owner.Name`; child lists become their number. */
function flatten(record: Record<string, unknown>, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(record)) {
    if (name === 'attributes') continue;
    if (typeof value !== 'object' || value === null) flat[prefix + name] = value === null ? '' : String(value);
    else if ('totalSize' in value) flat[prefix + name] = `(${String(value.totalSize)})`;
    else Object.assign(flat, flatten(value as Record<string, unknown>, `${prefix}${name}.`));
  }
  return flat;
}
