import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

/** One element of a metadata type as Salesforce's own `@salesforce/types` declares it. */
export interface MetadataElement {
  readonly name: string;
  readonly list: boolean;
  /** Name of the complex type that it holds, or what a text of it looks like. */
  readonly holds: string | { readonly text: string };
}

const DECLARATIONS = createRequire(import.meta.url)
  .resolve('@salesforce/types/metadata')
  .replace(/\.js$/, '.d.ts');

/** Elements by type name, inherited ones included. */
export function metadataTypes(): ReadonlyMap<string, readonly MetadataElement[]> {
  const source = ts.createSourceFile(DECLARATIONS, readFileSync(DECLARATIONS, 'utf8'), ts.ScriptTarget.Latest, true);
  const types = new Map<string, ts.TypeLiteralNode>();
  const parents = new Map<string, string[]>();
  const unions = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isTypeAliasDeclaration(statement)) continue;
    const name = statement.name.text;
    const parts: readonly ts.TypeNode[] = ts.isIntersectionTypeNode(statement.type)
      ? statement.type.types
      : [statement.type];
    const own = parts.find((part): part is ts.TypeLiteralNode => ts.isTypeLiteralNode(part));
    if (own) types.set(name, own);
    parents.set(
      name,
      parts
        .filter((part): part is ts.TypeReferenceNode => ts.isTypeReferenceNode(part))
        .map((part) => part.typeName.getText())
    );
    const first = ts.isUnionTypeNode(statement.type)
      ? statement.type.types.find((part) => ts.isLiteralTypeNode(part))
      : undefined;
    if (first) unions.set(name, first.getText().slice(1, -1));
  }
  const elementsOf = (name: string): MetadataElement[] => [
    ...(parents.get(name) ?? []).flatMap(elementsOf),
    ...(types
      .get(name)
      ?.members.filter((member) => ts.isPropertySignature(member))
      .map((member) => element(member, types, unions)) ?? [])
  ];
  return new Map([...types.keys()].map((name) => [name, elementsOf(name)]));
}

/** Every value of an enumeration of the Metadata API, in its order. */
export function metadataValues(name: string): readonly string[] {
  const source = ts.createSourceFile(DECLARATIONS, readFileSync(DECLARATIONS, 'utf8'), ts.ScriptTarget.Latest);
  const found = source.statements.find((s) => ts.isTypeAliasDeclaration(s) && s.name.text === name);
  if (!found || !ts.isTypeAliasDeclaration(found) || !ts.isUnionTypeNode(found.type))
    throw new Error(`The Metadata API declares no enumeration ${name}.`);
  return found.type.types.map((type) => type.getText(source).replaceAll("'", ''));
}

function element(
  member: ts.PropertySignature,
  types: ReadonlyMap<string, unknown>,
  unions: ReadonlyMap<string, string>
): MetadataElement {
  const written = member.type?.getText() ?? 'string';
  const list = written.endsWith('[]') || written.startsWith('Array<');
  const type = written
    .replace(/\[\]$/, '')
    .replace(/^Array<(.*)>$/, '$1')
    .replace(/ \| (null|undefined)/g, '')
    .trim();
  return { name: member.name.getText(), list, holds: types.has(type) ? type : { text: sampleText(type, unions) } };
}

function sampleText(type: string, unions: ReadonlyMap<string, string>): string {
  if (type === 'boolean') return 'true';
  if (type === 'number') return '0';
  const literal = /^'([^']*)'/.exec(type)?.[1];
  return literal ?? unions.get(type) ?? 'x';
}

/** A document of a type with every element that it may hold, down to a depth, each on a line of its own. */
export function fullDocument(type: string, types: ReadonlyMap<string, readonly MetadataElement[]>, depth = 4): string {
  const lines: string[] = [];
  const write = (name: string, holds: MetadataElement['holds'], level: number): void => {
    if (typeof holds !== 'string') return void lines.push(`<${name}>${holds.text}</${name}>`);
    lines.push(`<${name}>`);
    if (level < depth) for (const inner of types.get(holds) ?? []) write(inner.name, inner.holds, level + 1);
    lines.push(`</${name}>`);
  };
  lines.push(`<${type} xmlns="http://soap.sforce.com/2006/04/metadata">`);
  for (const inner of types.get(type) ?? [])
    if (inner.name !== 'fullName' || type !== 'Flow') write(inner.name, inner.holds, 1);
  lines.push(`</${type}>`);
  return lines.join('\n');
}
