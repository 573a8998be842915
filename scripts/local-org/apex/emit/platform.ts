import type { Expr } from '../../contracts/bound.ts';
import type { Emitter } from './emitter.ts';
import { dynamicName, expression, isObject, list, notNull, statics, target, typeConstant } from './expressions.ts';
import type { Of } from './expressions.ts';
import { localName, text } from './names.ts';
import { nullLast } from './order.ts';
import { BINDS, DATA } from './walk.ts';

/** Members of collections and strings that are one step of the value itself: no call into the library. */
const LIST: Readonly<Record<string, readonly [string, string]>> = {
  'get/1': ['.get(', ')'],
  'set/2': ['.set(', ')'],
  'add/1': ['.add(', ')'],
  'add/2': ['.insert(', ')'],
  'size/0': ['.size', ''],
  'isempty/0': ['.size===0', ''],
  'clear/0': ['.clear(', ')'],
  'remove/1': ['.remove(', ')']
};
/** The same where the list is seen as one of Objects, which may be one of Doubles, Longs or Ids. */
const OBJECTS: typeof LIST = {
  ...LIST,
  'get/1': ['.item(', ')'],
  'set/2': ['.setItem(', ')'],
  'add/1': ['.addItem(', ')'],
  'add/2': ['.insertItem(', ')']
};
const SET: Readonly<Record<string, readonly [string, string]>> = {
  'contains/1': ['.has(', ')'],
  'add/1': ['.add(', ')'],
  'size/0': ['.size', ''],
  'isempty/0': ['.size===0', ''],
  'clear/0': ['.clear(', ')'],
  'remove/1': ['.delete(', ')']
};
const MAP: Readonly<Record<string, readonly [string, string]>> = {
  'get/1': ['.get(', ')'],
  'put/2': ['.put(', ')'],
  'containskey/1': ['.has(', ')'],
  'size/0': ['.size', ''],
  'isempty/0': ['.size===0', ''],
  'clear/0': ['.clear(', ')'],
  'remove/1': ['.remove(', ')']
};

function direct(x: Of<'platformCall'>): readonly [string, string] | undefined {
  if (!x.target || x.static) return undefined;
  const key = `${x.name.toLowerCase()}/${x.args.length}`;
  const { kind } = x.target.type;
  if (key === 'get/1' && kind === 'map' && isObject(x.type)) return ['.item(', ')'];
  switch (kind) {
    case 'list':
      return (isObject(x.target.type.element) ? OBJECTS : LIST)[key];
    case 'set':
      return SET[key];
    case 'map':
      return MAP[key];
    case 'primitive':
      return x.target.type.name === 'String' && key === 'length/0' ? ['.length', ''] : undefined;
    default:
      return undefined;
  }
}

/** A function from a name in lower case to the variable or field that the query may mean by it. */
function dynamicBinds(e: Emitter): void {
  const cases = new Map<string, string>();
  for (const m of e.scope.type?.members ?? []) {
    if (m.kind === 'initialiser') continue;
    const field = e.field(e.scope.type?.name ?? '', m.name);
    cases.set(m.name.toLowerCase(), m.static ? `${statics(e, e.scope.type?.name ?? '')}.${field}` : `this?.${field}`);
  }
  for (const local of e.scope.visible) cases.set(local.name.toLowerCase(), localName(local.jsName));
  e.put('$.dynamicBinds(($n)=>{switch($n){');
  for (const [name, value] of cases) e.put(`case ${text(name)}:return ${value};`);
  // A variable of a block that has ended is found, too (shown by two public suites that pass on the platform).
  e.put(`default:return ${e.scope.keepsGone ? '$n in $g?$g[$n]():' : ''}$.noVariable($n);}}),`);
}

export function platformCall(e: Emitter, x: Of<'platformCall'>): void {
  if (builtIn(e, x)) return;
  if (!x.supported) return unsupported(e, x.signature);
  if (fieldError(e, x)) return;
  nullLast(e, x.target && !x.static ? [x.target] : [], x.args, () => memberCall(e, x));
}

function memberCall(e: Emitter, x: Of<'platformCall'>): void {
  const member = direct(x);
  if (member && x.target) return directCall(e, x, x.target, member);
  const data = DATA.test(x.owner);
  if (data) e.put(`($.tx.accessMode=${text(e.defaultMode)},`);
  if (data && BINDS.has(x.name.toLowerCase())) dynamicBinds(e);
  if (x.dynamic && x.target) dynamicCall(e, x, x.target);
  else libraryCall(e, x);
  if (data) e.put(')');
}

/** `record.Name.addError('...')`: the error goes on the record, under that field. */
function fieldError(e: Emitter, x: Of<'platformCall'>): boolean {
  const [message] = x.args;
  if (x.name.toLowerCase() !== 'adderror' || x.target?.kind !== 'sobjectField' || !message) return false;
  e.put(`${e.constant('p', '$.library("System.SObject.addError(String,String)",false)')}($.tx,`);
  notNull(e, x.target.target);
  e.put(`,${text(x.target.field)},`);
  expression(e, message);
  e.put(')');
  return true;
}

function directCall(e: Emitter, x: Of<'platformCall'>, receiver: Expr, [open, close]: readonly [string, string]): void {
  e.put('(');
  target(e, receiver);
  e.put(open);
  list(e, x.args);
  e.put(`${close})`);
}

/** What every enum and every object answers; the platform lists it in no class. */
function builtIn(e: Emitter, x: Of<'platformCall'>): boolean {
  const { target: receiver } = x;
  if (!receiver || (x.owner !== 'System.Enum' && x.owner !== 'System.Object')) return false;
  const key = `${x.name.toLowerCase()}/${x.args.length}`;
  if (x.static && receiver.kind === 'typeLiteral') e.put(`$.enumStatic(${text(key)},${typeConstant(e, receiver.of)}`);
  else if (x.owner === 'System.Enum') {
    e.put(`$.enumMember(${text(key)},`);
    notNull(e, receiver);
  } else {
    e.put(`$.objectMember(${text(dynamicName(x.name, x.signature))},${x.superCall === true},`);
    notNull(e, receiver);
  }
  for (const arg of x.args) {
    e.put(',');
    expression(e, arg);
  }
  e.put(')');
  return true;
}

/** Methods that say in words of their own that there is nothing to call them on (apex-recipes, whose tests pass on the platform). */
const KNOW_NULL = new Set(['System.Blob.toString()']);

function libraryCall(e: Emitter, x: Of<'platformCall'>): void {
  e.put(`${e.constant('p', `$.library(${text(x.signature)},${x.static})`)}($.tx,`);
  if (x.target && KNOW_NULL.has(x.signature)) expression(e, x.target);
  else if (x.target) notNull(e, x.target);
  else e.put('null');
  for (const arg of x.args) {
    e.put(',');
    expression(e, arg);
  }
  e.put(')');
}

/** The receiver may be a project object that implements the interface: its own method goes first. */
function dynamicCall(e: Emitter, x: Of<'platformCall'>, receiver: Expr): void {
  const name = dynamicName(x.name, x.signature);
  const asObject = x.owner === 'System.Iterator' && x.name.toLowerCase() === 'next' && isObject(x.type);
  const library = asObject ? '$.nextObject' : e.constant('p', `$.library(${text(x.signature)},false)`);
  e.put(
    `$.dynamic(${library},${text(name)},${text(`${x.name.toLowerCase()}/${x.args.length}`)},${x.superCall === true},`
  );
  notNull(e, receiver);
  e.put(',[');
  list(e, x.args);
  e.put('])');
}

export function platformNew(e: Emitter, x: Of<'platformNew'>): void {
  if (!x.supported && !/Exception$/.test(x.owner)) return unsupported(e, x.signature);
  e.put(`${e.constant('p', `$.constructor(${text(x.signature)},${text(x.owner)})`)}($.tx,null`);
  for (const arg of x.args) {
    e.put(',');
    expression(e, arg);
  }
  e.put(')');
}

function unsupported(e: Emitter, what: string): void {
  e.put(what.startsWith('ConnectApi.') ? `$.connectApi($.tx.test,${text(what)})` : `$.unsupported(${text(what)})`);
}
