import type { PlatformClass } from '../contracts/library.ts';
import { refusalOf } from './refusals.ts';
import { behaviour, constructorKey, fieldKey, methodKey, platformClasses } from './index.ts';

/** One platform class: which of its members the local org has. */
export interface ClassSupport {
  readonly name: string;
  readonly kind: PlatformClass['kind'];
  readonly members: readonly { readonly signature: string; readonly supported: boolean; readonly refused?: string }[];
  readonly supported: number;
}

/** What the language itself does: collections are made by it, and every record has an Id. */
function byLanguage(c: PlatformClass, key: string): boolean {
  return (c.typeParameters.length > 0 && /\.(\w+)\.\1\(/.test(key)) || key === 'get system.sobject.id';
}

function membersOf(c: PlatformClass): { signature: string; key: string }[] {
  const word = (is: boolean) => (is ? 'static ' : '');
  return [
    ...c.constructors.map(({ params }) => ({
      signature: `${c.name}(${params.join(', ')})`,
      key: constructorKey(c.name, params)
    })),
    ...c.methods.map((m) => ({
      signature: `${word(m.static)}${m.returns} ${m.name}(${m.params.join(', ')})`,
      key: methodKey(c.name, m.name, m.params)
    })),
    ...c.fields.map((f) => ({
      signature: `${word(f.static)}${f.type} ${f.name}`,
      key: fieldKey('get', c.name, f.name)
    }))
  ];
}

/** Every class that the platform has, with what of it runs here; enums and interfaces need no behaviour. */
export function librarySupport(): readonly ClassSupport[] {
  return platformClasses().map((c) => {
    const members = membersOf(c).map(({ signature, key }) =>
      behaviour(key) !== undefined || byLanguage(c, key)
        ? { signature, supported: true }
        : { signature, supported: false, refused: refusalOf(key) }
    );
    return { name: c.name, kind: c.kind, members, supported: members.filter((m) => m.supported).length };
  });
}

/** The table of the documentation: one line for each class of which the local org has something. */
export function supportTable(): string {
  const rows = librarySupport().filter((c) => c.supported > 0);
  const lines = rows.map((c) => `| \`${c.name}\` | ${c.supported} | ${c.members.length} |`);
  const total = rows.reduce((n, c) => n + c.supported, 0);
  return [
    '| class | members here | members on the platform |',
    '|---|---|---|',
    ...lines,
    '',
    `${rows.length} classes, ${total} members.`
  ].join('\n');
}
