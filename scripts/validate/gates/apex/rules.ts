import type { Position } from '../../../local-org/contracts/diagnostics.ts';
import type { SoqlQuery } from '../../../local-org/contracts/soql.ts';
import type { ExprNode, StmtNode } from '../../../local-org/apex/syntax/index.ts';
import type { Finding } from '../../contracts.ts';
import type { ParsedApex } from './units.ts';
import { isTest, walk, type Place } from './walk.ts';

type Node = ExprNode | StmtNode;

function finding({ source }: ParsedApex, pos: Position, rule: string, message: string): Finding {
  return { file: source.file, line: pos.line, rule, message };
}

/** Every class says what it does with sharing; the default differs between API versions. */
export function sharing(unit: ParsedApex): Finding[] {
  const { ast } = unit;
  if (ast.kind !== 'class' || ast.type.form !== 'class' || isTest(ast)) return [];
  const says = ast.type.modifiers.words.some((w) => w.endsWith('sharing'));
  return says ? [] : [finding(unit, ast.type.pos, 'sharing', `class ${ast.type.name.text} states no sharing`)];
}

const DML = new Set([
  'insert',
  'update',
  'upsert',
  'delete',
  'undelete',
  'merge',
  'insertimmediate',
  'insertasync',
  'updateimmediate',
  'updateasync',
  'deleteimmediate',
  'deleteasync'
]);
const QUERIES = new Set([
  'query',
  'querywithbinds',
  'countquery',
  'countquerywithbinds',
  'getquerylocator',
  'getquerylocatorwithbinds',
  'getcursor',
  'getcursorwithbinds'
]);

/** `Database.insert(...)` and the like. */
function databaseCall(node: Node): { readonly name: string; readonly args: readonly ExprNode[] } | undefined {
  if (node.kind !== 'call' || node.target?.kind !== 'name' || node.target.name.key !== 'database') return undefined;
  return { name: node.name.key, args: node.args };
}

/** `AccessLevel.USER_MODE`, or a variable that is called after it. */
function statesAccess(arg: ExprNode): boolean {
  if (arg.kind === 'name') return /access|mode/i.test(arg.name.text);
  return arg.kind === 'dot' && arg.target.kind === 'name' && arg.target.name.key === 'accesslevel';
}

function isOpenQuery(query: SoqlQuery): boolean {
  return query.mode === undefined;
}

/** One rule about single nodes, outside test classes. */
type NodeRule = (node: Node, place: Place) => readonly [rule: string, message: string] | undefined;

const accessMode: NodeRule = (node) => {
  if (node.kind === 'soql' && isOpenQuery(node.query))
    return ['access-mode', 'the query states no WITH USER_MODE or WITH SYSTEM_MODE'];
  if (node.kind === 'dml' && node.mode === null)
    return ['access-mode', `${node.op} states no "as user" or "as system"`];
  const call = databaseCall(node);
  if (!call || !(DML.has(call.name) || QUERIES.has(call.name))) return undefined;
  const inline = call.args.some((a) => a.kind === 'soql');
  return inline || call.args.some(statesAccess)
    ? undefined
    : ['access-mode', `Database.${call.name} states no AccessLevel`];
};

const inLoop: NodeRule = (node, { inLoop: repeated }) => {
  if (!repeated) return undefined;
  const call = databaseCall(node);
  if (node.kind === 'soql' || node.kind === 'sosl' || (call && QUERIES.has(call.name)))
    return ['soql-in-loop', 'a query in a loop runs once per record'];
  return node.kind === 'dml' || (call && DML.has(call.name))
    ? ['dml-in-loop', 'a save in a loop runs once per record']
    : undefined;
};

/** The platform refuses it (SOQL and SOSL Reference: FOR UPDATE). */
const lockedOrder: NodeRule = (node) => {
  if (node.kind !== 'soql' || node.query.forClauses?.includes('UPDATE') !== true || node.query.orderBy.length === 0)
    return undefined;
  return ['for-update-order', 'FOR UPDATE cannot be combined with ORDER BY'];
};

const ID = /^(?!0+$)[a-zA-Z0-9]{5}0{3}[a-zA-Z0-9]{7}(?:[A-Z0-9]{3})?$/;

const hardCodedId: NodeRule = (node) =>
  node.kind === 'literal' && node.literal === 'string' && ID.test(node.value)
    ? ['hard-coded-id', `the id ${node.value} is another one in every org`]
    : undefined;

const emptyCatch: NodeRule = (node) => {
  if (node.kind !== 'try') return undefined;
  return node.catches.some((c) => c.body.statements.length === 0)
    ? ['empty-catch', 'a catch block swallows its exception']
    : undefined;
};

const NODE_RULES: readonly NodeRule[] = [accessMode, inLoop, lockedOrder, hardCodedId, emptyCatch];

export function nodes(unit: ParsedApex): Finding[] {
  if (isTest(unit.ast)) return [];
  const found: Finding[] = [];
  walk(unit.ast, (node, place) => {
    for (const rule of NODE_RULES) {
      const fault = rule(node, place);
      if (fault) found.push(finding(unit, node.pos, ...fault));
    }
  });
  return found;
}

/** What a unit reaches beyond the user's rights: nothing, other people's records, or everything. */
export function beyondUser(unit: ParsedApex): readonly string[] {
  const { ast } = unit;
  if (isTest(ast)) return [];
  const modes = new Set<string>();
  if (ast.kind === 'class' && ast.type.modifiers.words.includes('without sharing')) modes.add('without sharing');
  walk(ast, (node) => {
    const bySoql = node.kind === 'soql' && node.query.mode === 'SYSTEM_MODE';
    const byDml = node.kind === 'dml' && node.mode === 'system';
    const byCall = node.kind === 'dot' && node.name.key === 'system_mode';
    if (bySoql || byDml || byCall) modes.add('system mode');
  });
  return [...modes].sort().reverse();
}
