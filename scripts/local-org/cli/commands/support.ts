import type { Command } from 'commander';
import { librarySupport, type ClassSupport } from '../../library/index.ts';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { CliError, table } from '../output.ts';
import { supportRows, type SupportRow } from '../work/support.ts';

const AREAS: Readonly<Record<SupportRow['area'], string>> = {
  class: 'Apex classes',
  metadata: 'metadata types',
  flow: 'parts of flows',
  soql: 'SOQL clauses',
  formula: 'formula functions',
  page: 'parts of pages',
  rest: 'REST routes',
  limit: 'limits'
};

export function addSupport(command: Command, deps: CliDeps): void {
  command
    .description('Say what of the platform the local org has, and what it refuses.')
    .argument('[name]', `a class in full (System.String, String), or one of ${Object.keys(AREAS).join(', ')}`)
    .action((name: string | undefined, options: CommonOptions) => {
      const out = deps.output(options.json === true);
      if (name === undefined) overview(out);
      else if (Object.hasOwn(AREAS, name)) area(out, name as SupportRow['area']);
      else oneClass(out, name);
    });
}

type Out = ReturnType<CliDeps['output']>;

function overview(out: Out): void {
  const rows = supportRows();
  const counts = Object.entries(AREAS).map(([key, label]) => {
    const of = rows.filter((row) => row.area === key);
    const refused = of.filter((row) => row.refused !== undefined).length;
    return { area: key, label, here: of.length - refused, refused };
  });
  out.line(
    table(
      ['area', '', 'here', 'refused'],
      counts.map((c) => [c.area, c.label, String(c.here), c.refused === 0 ? '' : String(c.refused)])
    )
  );
  out.line('org support AREA lists one of them, org support CLASS the members of a class.');
  out.result({ areas: counts, rows });
}

function area(out: Out, key: SupportRow['area']): void {
  const rows = supportRows().filter((row) => row.area === key);
  out.line(
    table(
      [AREAS[key], '', 'here'],
      rows.map((row) => [row.name, row.detail, row.refused === undefined ? 'yes' : `no: ${row.refused}`])
    )
  );
  out.result({ rows });
}

function oneClass(out: Out, name: string): void {
  const wanted = name.toLowerCase();
  const found: ClassSupport[] = librarySupport().filter((c) =>
    [c.name.toLowerCase(), c.name.toLowerCase().replace(/^system\./, '')].includes(wanted)
  );
  if (found.length === 0) throw new CliError(`The platform has no class "${name}".`);
  for (const one of found)
    for (const member of one.members)
      out.line(
        `${member.supported ? 'yes' : 'no '}  ${member.signature}${member.refused ? `: ${member.refused}` : ''}`
      );
  out.result({ classes: found });
}
