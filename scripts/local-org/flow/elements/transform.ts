import type { FieldMember } from '../../contracts/program.ts';
import type { FieldInfo } from '../../contracts/schema.ts';
import { Decimal, SObject } from '../../values/index.ts';
import { coerce, fromApex, toApex, toField, toScalar } from '../coerce.ts';
import type { Interview } from '../interview.ts';
import type { FlowValue, TransformMapping, TransformNode } from '../model.ts';
import type { StepElement } from '../program.ts';
import { readField } from '../records.ts';
import type { FlowScope, Get } from '../scope.ts';

/** `Get_Contacts[$EachItem].Name`: a mapping that walks a collection, one item of the result for each of it. */
const EACH = /^(.+?)\[\$EachItem\]\.?(.*)$/;
const EACH_IN_FORMULA = /\{!\s*([^{}[\]]+?)\[\$EachItem\]\.?([^{}]*?)\s*\}/g;

type Read = (interview: Interview) => unknown;
type Write = (target: object, interview: Interview) => void;

interface Mapping {
  /** The collection that the mapping walks. */
  readonly source: string | undefined;
  readonly read: Read;
}

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function fieldOf(item: unknown, path: readonly string[], { tx }: Interview): unknown {
  return item instanceof SObject && path.length > 0 ? fromApex(readField(tx, item, path)) : item;
}

/** Adds the numbers of a field, or of the items themselves; blanks are left out. */
function sumOf(items: readonly unknown[], path: readonly string[], interview: Interview): Decimal {
  return items.reduce((sum: Decimal, item) => {
    const value = toScalar(fieldOf(item, path, interview), 'Double', interview.tx);
    return value instanceof Decimal ? sum.add(value) : sum;
  }, Decimal.ZERO);
}

function aggregate(source: Exclude<TransformMapping['source'], { kind: 'map' }>, scope: FlowScope): Mapping {
  const { get } = scope.value(source.collection);
  const path = source.field?.split('.') ?? [];
  const read: Read =
    source.kind === 'count' ? (i) => Decimal.of(itemsOf(get(i)).length) : (i) => sumOf(itemsOf(get(i)), path, i);
  return { source: undefined, read };
}

/** The name under which formulas of the element find the item that is being mapped. */
const itemName = (node: TransformNode): string => `each_item_of_${node.name}`;

function mapped(value: FlowValue, node: TransformNode, scope: FlowScope): Mapping {
  if (value.kind === 'reference') {
    const each = EACH.exec(value.name);
    return each
      ? eachItem(each[1] as string, each[2] ?? '', node, scope)
      : { source: undefined, read: scope.value(value).get };
  }
  if (value.kind !== 'formula') return { source: undefined, read: scope.value(value).get };
  let source: string | undefined;
  const expression = value.expression.replace(EACH_IN_FORMULA, (_all, collection: string, path: string) => {
    source ??= collection;
    return `{!${[itemName(node), ...path.split('.').filter((step) => step !== '')].join('.')}}`;
  });
  if (source !== undefined) defineItem(source, node, scope);
  return { source, read: scope.value({ ...value, expression }).get };
}

function eachItem(source: string, path: string, node: TransformNode, scope: FlowScope): Mapping {
  const name = itemName(node);
  defineItem(source, node, scope);
  return { source, read: scope.resolve(path === '' ? name : `${name}.${path}`, node.line).get };
}

function defineItem(source: string, node: TransformNode, scope: FlowScope): void {
  if (scope.find(itemName(node), node.line)) return;
  const { type } = scope.resolve(source, node.line);
  scope.define(itemName(node), node.line, () => scope.stored(itemName(node), { ...type, collection: false }));
}

function compileMapping(entry: TransformMapping, node: TransformNode, scope: FlowScope): Mapping {
  return entry.source.kind === 'map' ? mapped(entry.source.value, node, scope) : aggregate(entry.source, scope);
}

function writeField(field: FieldInfo, read: Read): Write {
  return (record, i) => void ((record as SObject).v[field.slot] = toField(read(i), field, i.tx));
}

function writeMember(member: FieldMember, read: Read): Write {
  return (self, i) => member.write?.(self, toApex(read(i), member.type, i.tx));
}

/** How a mapping fills its target: a field of a record, a member of an Apex class. */
function writer(entry: TransformMapping, read: Read, node: TransformNode, scope: FlowScope): Write {
  const name = entry.field ?? '';
  const { type } = scope.target(node.name, node.line);
  if (type.base === 'record') {
    const field = type.object.field(name);
    if (!field) throw scope.problem(entry.line, `The field ${name} of ${type.object.name} does not exist.`);
    return writeField(field, read);
  }
  const className = type.base === 'apex' ? type.className : '';
  const member = scope
    .classMembers(className, entry.line)
    .fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
  if (!member?.write) throw scope.problem(entry.line, `The member ${name} of ${className} does not exist.`);
  return writeMember(member, read);
}

/** What one item of the result is made by: an object with its members filled, or the value of the only mapping. */
function builder(node: TransformNode, mappings: readonly Mapping[], scope: FlowScope): Get {
  const { type } = scope.target(node.name, node.line);
  if (type.base !== 'record' && type.base !== 'apex') return (i) => mappings[0]?.read(i) ?? null;
  const writes = node.mappings.map((entry, index) => writer(entry, (mappings[index] as Mapping).read, node, scope));
  return (i) => {
    const made = type.base === 'record' ? new SObject(type.object) : i.tx.org.program.construct(i.tx, type.className);
    for (const write of writes) write(made, i);
    return made;
  };
}

/** Transform: maps fields one by one, over a collection where a mapping names `[$EachItem]`; sums and counts collections. */
export function transform(node: TransformNode, scope: FlowScope): StepElement {
  const output = scope.target(node.name, node.line);
  const mappings = node.mappings.map((entry) => compileMapping(entry, node, scope));
  const build = builder(node, mappings, scope);
  const source = mappings.find((m) => m.source !== undefined)?.source;
  const collection = source === undefined ? undefined : scope.resolve(source, node.line).get;
  const item = source === undefined ? undefined : scope.target(itemName(node), node.line);
  return {
    name: node.name,
    bulk: false,
    step: (interview) => {
      const built = (collection ? itemsOf(collection(interview)) : [null]).map((value) => {
        item?.set(interview, value);
        return build(interview);
      });
      output.set(interview, coerce(node.isCollection ? built : (built[0] ?? null), output.type, interview.tx));
      return node.next;
    }
  };
}
