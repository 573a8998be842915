import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

/** One element of a metadata type, as the Metadata WSDL has it. */
export interface ElementType {
  /** `string`, `boolean`, `number`, `Date`, or the name of a type or enum. */
  readonly type: string;
  readonly repeats: boolean;
  readonly required: boolean;
}

export interface MetadataTypes {
  readonly structures: ReadonlyMap<string, ReadonlyMap<string, ElementType>>;
  readonly enums: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Reads the types of `@salesforce/types`, which are made from the Metadata WSDL, out of their declaration file.
 * Their loader exports nothing at run time, so the TypeScript parser does it.
 */
export function readMetadataTypes(home: string): MetadataTypes {
  const require = createRequire(join(home, 'package.json'));
  const path = require.resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext);
  const aliases = source.statements.filter(ts.isTypeAliasDeclaration);
  const enums = new Map(
    aliases.flatMap((a) => (enumOf(a.type) ? [[a.name.text, enumOf(a.type) as Set<string>]] : [])) as [
      string,
      Set<string>
    ][]
  );
  const declared = new Map(aliases.map((a) => [a.name.text, a.type]));
  const structures = new Map(
    [...declared.keys()].filter((n) => !enums.has(n)).map((n) => [n, structureOf(n, declared)])
  );
  return { structures, enums };
}

function enumOf(node: ts.TypeNode): Set<string> | undefined {
  const members = ts.isUnionTypeNode(node) ? node.types : [node];
  const values = members.map((m) =>
    ts.isLiteralTypeNode(m) && ts.isStringLiteral(m.literal) ? m.literal.text : undefined
  );
  return values.every((v) => v !== undefined) ? new Set(values as string[]) : undefined;
}

function structureOf(name: string, declared: ReadonlyMap<string, ts.TypeNode>): Map<string, ElementType> {
  const node = declared.get(name);
  return node ? membersOf(node, declared) : new Map<string, ElementType>();
}

function membersOf(node: ts.TypeNode, declared: ReadonlyMap<string, ts.TypeNode>): Map<string, ElementType> {
  if (ts.isIntersectionTypeNode(node)) return new Map(node.types.flatMap((t) => [...membersOf(t, declared)]));
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return structureOf(node.typeName.text, declared);
  if (!ts.isTypeLiteralNode(node)) return new Map();
  return new Map(node.members.filter(ts.isPropertySignature).map(member));
}

function member(node: ts.PropertySignature): [string, ElementType] {
  const name = ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : '';
  const type = node.type;
  const repeats = type !== undefined && ts.isArrayTypeNode(type);
  const of = repeats ? (type as ts.ArrayTypeNode).elementType : type;
  return [name, { type: typeName(of), repeats, required: !node.questionToken && !repeats }];
}

function typeName(node: ts.TypeNode | undefined): string {
  if (!node) return 'string';
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return node.typeName.text;
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return 'boolean';
  return node.kind === ts.SyntaxKind.NumberKeyword ? 'number' : 'string';
}
