import type { Member, Modifiers, TypeDecl, TypeRef } from '../../../local-org/apex/syntax/index.ts';
import { apexUnits } from '../apex/units.ts';
import { children, descendants, text } from '../references/xml.ts';
import type { Finding } from '../../contracts.ts';
import type { Workspace } from '../../workspace.ts';
import { PAGE } from './fields.ts';
import { COMPONENTS, SIGNATURES, type Page } from './page.ts';

interface Named {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Global signatures and exposed components of the page against the code, both ways. */
export function compareCode(workspace: Workspace, page: Page): Finding[] {
  return [
    ...compare(signatures(workspace), page.signatures, SIGNATURES),
    ...compare(components(workspace), page.components, COMPONENTS)
  ];
}

function compare(found: readonly Named[], listed: ReadonlyMap<string, number>, section: string): Finding[] {
  const names = new Set(found.map((f) => f.name));
  const added = found.filter((f) => !listed.has(f.name));
  const gone = [...listed].filter(([name]) => !names.has(name));
  return [
    ...added.map(({ file, line, name }) => ({
      file,
      line,
      rule: 'frozen',
      message: `\`${name}\` is not in "${section}" of ${PAGE}`
    })),
    ...gone.map(([name, line]) => ({ file: PAGE, line, rule: 'frozen', message: `\`${name}\` is gone from the code` }))
  ];
}

/** `Api.Request.leadId: Id`, `Api.run(List<Api.Request>): List<Api.Result>`. */
export function signatures(workspace: Workspace): Named[] {
  return apexUnits(workspace).flatMap(({ ast, source }) =>
    ast.kind === 'class' ? ofType(ast.type, '', source.file) : []
  );
}

function isGlobal({ words }: Modifiers): boolean {
  return words.includes('global');
}

function ofType(type: TypeDecl, outer: string, file: string): Named[] {
  if (!isGlobal(type.modifiers)) return [];
  const name = outer + type.name.text;
  const own = { name: `${type.form} ${name}`, file, line: type.pos.line };
  return [own, ...type.members.flatMap((m) => ofMember(m, name, file, type.form === 'interface'))];
}

function ofMember(member: Member, owner: string, file: string, inInterface: boolean): Named[] {
  if (member.kind === 'initialiser') return [];
  if (member.kind === 'type') return ofType(member, `${owner}.`, file);
  if (!inInterface && !isGlobal(member.modifiers)) return [];
  const at = { file, line: member.pos.line };
  if (member.kind === 'field')
    return member.variables.map((v) => ({ ...at, name: `${owner}.${v.name.text}: ${typeText(member.type)}` }));
  if (member.kind === 'property') return [{ ...at, name: `${owner}.${member.name.text}: ${typeText(member.type)}` }];
  const params = member.params.map((p) => typeText(p.type)).join(', ');
  if (member.kind === 'constructor') return [{ ...at, name: `${owner}.new(${params})` }];
  return [
    { ...at, name: `${owner}.${member.name.text}(${params}): ${member.returns ? typeText(member.returns) : 'void'}` }
  ];
}

function typeText({ parts, dims }: TypeRef): string {
  const names = parts.map((p) => p.name.text + (p.args.length > 0 ? `<${p.args.map(typeText).join(', ')}>` : ''));
  return names.join('.') + '[]'.repeat(dims);
}

const PROPERTY = /@api\s+(?:(?:get|set|readonly)\s+)?(\w+)/g;

/** `leadPanel on lightning__RecordPage`, `leadPanel.recordId`. */
export function components(workspace: Workspace): Named[] {
  return workspace.project.bundles.flatMap((bundle) => {
    const config = bundle.files.find((f) => f.endsWith('.js-meta.xml'));
    const file = `${bundle.file}/${config}`;
    const meta = config ? workspace.xml(file) : undefined;
    if (!meta || text(meta, 'isExposed') !== 'true') return [];
    const targets = children(meta, 'targets').flatMap((t) => descendants(t, 'target'));
    return [
      ...targets.map((t) => ({ name: `${bundle.name} on ${t.text.trim()}`, file, line: t.line })),
      ...properties(workspace, bundle.file, bundle.name)
    ];
  });
}

function properties(workspace: Workspace, folder: string, name: string): Named[] {
  const file = ['ts', 'js'].map((ext) => `${folder}/${name}.${ext}`).find((f) => workspace.files.includes(f));
  if (!file) return [];
  const source = workspace.text(file);
  const found = [...source.matchAll(PROPERTY)].map((m) => ({
    name: `${name}.${m[1]}`,
    file,
    line: source.slice(0, m.index).split('\n').length
  }));
  return found.filter((f, i) => found.findIndex((g) => g.name === f.name) === i);
}
