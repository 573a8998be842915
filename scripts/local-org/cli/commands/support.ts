import type { Command } from 'commander';
import { behaviour, constructorKey, fieldKey, methodKey, platformClasses } from '../../library/index.ts';
import type { PlatformClass } from '../../contracts/library.ts';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { CliError, table } from '../output.ts';

interface Support {
  readonly name: string;
  readonly members: readonly { readonly signature: string; readonly supported: boolean }[];
}

export function addSupport(command: Command, deps: CliDeps): void {
  command
    .description('Say which platform classes and members the local org has.')
    .argument('[class]', 'one class in full: System.String, String, Database.SaveResult')
    .option('--all', 'also classes of which the local org has nothing')
    .action((name: string | undefined, options: CommonOptions & { all?: boolean }) => {
      const out = deps.output(options.json === true);
      const all = [...platformClasses().values()].map(supportOf);
      if (name !== undefined) {
        const found = all.filter((one) => [one.name.toLowerCase(), one.name.toLowerCase().replace(/^system\./, '')].includes(name.toLowerCase()));
        if (found.length === 0) throw new CliError(`The platform has no class "${name}".`);
        for (const one of found) for (const member of one.members) out.line(`${member.supported ? 'yes' : 'no '}  ${member.signature}`);
        out.result({ classes: found });
        return;
      }
      const shown = all.filter((one) => options.all || one.members.some((member) => member.supported));
      out.line(table(['class', 'has', 'of'], shown.map((one) => [one.name, String(has(one)), String(one.members.length)])));
      out.line(`${shown.reduce((n, one) => n + has(one), 0)} of ${all.reduce((n, one) => n + one.members.length, 0)} members of the platform's classes`);
      out.result({ classes: shown });
    });
}

function has(support: Support): number {
  return support.members.filter((member) => member.supported).length;
}

function supportOf(one: PlatformClass): Support {
  const member = (signature: string, ...keys: string[]): Support['members'][number] => ({ signature, supported: keys.some((key) => behaviour(key) !== undefined) });
  return {
    name: one.name,
    members: [
      ...one.constructors.map(({ params }) => member(`${one.name}(${params.join(', ')})`, constructorKey(one.name, params))),
      ...one.methods.map((m) => member(`${m.static ? 'static ' : ''}${m.returns} ${m.name}(${m.params.join(', ')})`, methodKey(one.name, m.name, m.params))),
      ...one.fields.map((f) => member(`${f.static ? 'static ' : ''}${f.type} ${f.name}`, fieldKey('get', one.name, f.name)))
    ]
  };
}
