import type { Expr } from '../../contracts/bound.ts';
import type { Emitter } from './emitter.ts';
import { condition, expression, fieldAccess, methods, notNull, statics, target, isObject } from './expressions.ts';
import type { Of } from './expressions.ts';
import { getterName, localName, setterName, text } from './names.ts';
import { concatOperand, helper, operate } from './operators.ts';
import { nullLast } from './order.ts';
import { isSure } from './walk.ts';
import { primitiveOf } from './names.ts';

/** A place that can be read and written without computing its parts twice. */
interface Place {
  /** Written first where the parts must be held: `($t1=a.b),`. */
  readonly prepare: (() => void) | null;
  readonly read: () => void;
  /** `before` and `after` the new value; `yields`: the written text has the value. */
  readonly write: (value: () => void) => void;
  readonly yields: boolean;
  readonly sure: boolean;
}

/** `target = value` and `target op= value`. `wanted` says whether somebody reads the value of the whole. */
export function assignment(e: Emitter, x: Of<'assign'>, wanted: boolean): void {
  nullLast(e, x.op === null ? partsOf(x.target) : [], [x.value], () => {
    const place = placeOf(e, x.target, x.op !== null);
    store(e, place, () => newValue(e, x, place), wanted);
  });
}

/** What of a target is computed before the value: the object, and the index of an element. */
function partsOf(x: Expr): readonly Expr[] {
  if (x.kind === 'index') return [x.target, x.index];
  return 'target' in x && x.target ? [x.target] : [];
}

function newValue(e: Emitter, x: Of<'assign'>, place: Place): void {
  const { op } = x;
  if (op === null) return x.value.kind === 'concat' ? longer(e, x.value) : expression(e, x.value);
  if (op === 'concat') {
    e.put(`${helper(e, 'grown')}(""+`);
    const held = holding(e, x.target, place);
    concatOperand(e, held);
    e.put('+');
    concatOperand(e, x.value);
    return e.put(')');
  }
  if (op === '&&' || op === '||') {
    e.put('(');
    place.read();
    e.put(op);
    condition(e, x.value);
    return e.put(')');
  }
  const sure = place.sure && isSure(x.value, e.scope.sure);
  operate(
    e,
    op,
    x.operands,
    sure,
    () => widened(e, x, place),
    () => expression(e, x.value)
  );
}

/** Text that a loop may make longer and longer passes by the heap. */
function longer(e: Emitter, text: Expr): void {
  e.put(`${helper(e, 'grown')}(`);
  expression(e, text);
  e.put(')');
}

/** The target's value as an operand: an Integer field in a Decimal sum is widened first. */
function widened(e: Emitter, x: Of<'assign'>, place: Place): void {
  const from = primitiveOf(x.target.type);
  const to = primitiveOf(x.operands);
  const wrap = to !== from && to === 'Decimal' ? (from === 'Double' ? '$.doubleToDecimal(' : '$.toDecimal(') : null;
  if (wrap) e.put(wrap);
  place.read();
  if (wrap) e.put(')');
}

/** Makes the target readable as an expression whose text is the place's own. */
function holding(e: Emitter, x: Expr, place: Place): Expr {
  const copy: Expr = { ...x };
  const parts: string[] = [];
  const real = e.put;
  e.put = (t) => void parts.push(t);
  place.read();
  e.put = real;
  e.held.set(copy, parts.join(''));
  return copy;
}

function store(e: Emitter, place: Place, value: () => void, wanted: boolean): void {
  const needsParens = place.prepare !== null || wanted;
  if (needsParens) e.put('(');
  if (place.prepare) {
    place.prepare();
    e.put(',');
  }
  if (!wanted || place.yields) place.write(value);
  else {
    const temp = e.temp();
    e.put(`${temp}=`);
    value();
    e.put(',');
    place.write(() => e.put(temp));
    e.put(`,${temp}`);
  }
  if (needsParens) e.put(')');
}

/** `x++`, `--x`: numbers only. Where the old value is wanted it is held in a temporary. */
export function step(e: Emitter, x: Of<'step'>, wanted: boolean): void {
  const place = placeOf(e, x.target, true);
  const one: Expr = {
    kind: 'literal',
    value: primitiveOf(x.target.type) === 'Decimal' ? '1' : 1,
    type: x.target.type,
    pos: x.pos
  };
  const op = x.op === '++' ? '+' : '-';
  if (x.prefix || !wanted) {
    store(e, place, () => operate(e, op, x.target.type, place.sure, place.read, () => expression(e, one)), wanted);
    return;
  }
  const old = e.temp();
  e.put('(');
  if (place.prepare) {
    place.prepare();
    e.put(',');
  }
  e.put(`${old}=`);
  place.read();
  e.put(',');
  place.write(() =>
    operate(
      e,
      op,
      x.target.type,
      place.sure,
      () => e.put(old),
      () => expression(e, one)
    )
  );
  e.put(`,${old})`);
}

function placeOf(e: Emitter, x: Expr, reads: boolean): Place {
  switch (x.kind) {
    case 'local':
      return simple(e, localName(x.local.jsName), e.scope.sure.has(x.local));
    case 'field':
      return fieldPlace(e, x, reads);
    case 'sobjectField': {
      const { object, prepare } = hold(e, x.target, reads, false);
      return accessor(e, prepare, object, ...fieldAccess(e, x.object, x.field));
    }
    case 'sobjectRelation': {
      const { object, prepare } = hold(e, x.target, reads, false);
      return accessor(e, prepare, object, `.parent(${text(x.relation)})`, `.setParent(${text(x.relation)},`);
    }
    case 'index':
      return indexPlace(e, x, reads);
    case 'platformField':
      return platformPlace(e, x, reads);
    default:
      throw new Error(`emit cannot assign to ${x.kind}`);
  }
}

function simple(e: Emitter, name: string, sure: boolean): Place {
  return {
    prepare: null,
    read: () => e.put(name),
    write: (value) => {
      e.put(`${name}=`);
      value();
    },
    yields: true,
    sure
  };
}

function fieldPlace(e: Emitter, x: Of<'field'>, reads: boolean): Place {
  const property = x.property && x.backing !== true;
  const held = x.target ? hold(e, x.target, reads, false) : null;
  const object = held ? held.object : () => e.put(property ? methods(e, x.owner) : statics(e, x.owner));
  if (property)
    return accessor(e, held?.prepare ?? null, object, `.${getterName(x, x.owner)}()`, `.${setterName(x, x.owner)}(`);
  const name = `.${e.field(x.owner, x.name, x.hides)}`;
  return {
    prepare: held?.prepare ?? null,
    read: () => {
      object();
      e.put(name);
    },
    write: (value) => {
      object();
      e.put(`${name}=`);
      value();
    },
    yields: true,
    sure: false
  };
}

function accessor(e: Emitter, prepare: Place['prepare'], object: () => void, get: string, set: string): Place {
  return {
    prepare,
    read: () => {
      object();
      e.put(get);
    },
    write: (value) => {
      object();
      e.put(set);
      value();
      e.put(')');
    },
    yields: false,
    sure: false
  };
}

function indexPlace(e: Emitter, x: Of<'index'>, reads: boolean): Place {
  const listTarget = hold(e, x.target, reads, false);
  const at = hold(e, x.index, reads, false);
  const prepares = [listTarget.prepare, at.prepare].filter((p) => p !== null);
  const part = (open: string) => () => {
    listTarget.object();
    e.put(open);
    at.object();
  };
  return {
    prepare:
      prepares.length === 0
        ? null
        : () =>
            prepares.forEach((p, i) => {
              if (i > 0) e.put(',');
              p();
            }),
    read: () => {
      part(isObject(x.type) ? '.item(' : '.get(')();
      e.put(')');
    },
    write: (value) => {
      part(isObject(x.type) ? '.setItem(' : '.set(')();
      e.put(',');
      value();
      e.put(')');
    },
    yields: false,
    sure: false
  };
}

function platformPlace(e: Emitter, x: Of<'platformField'>, reads: boolean): Place {
  const key = `${text(x.owner)},${text(x.name)},${x.target === null}`;
  const held = x.target ? hold(e, x.target, reads, true) : null;
  const object = held ? held.object : () => e.put('null');
  return {
    prepare: held?.prepare ?? null,
    read: () => {
      e.put(`${e.constant('g', `$.getter(${key})`)}($.tx,`);
      object();
      e.put(')');
    },
    write: (value) => {
      e.put(`${e.constant('w', `$.setter(${key})`)}($.tx,`);
      object();
      e.put(',');
      value();
      e.put(')');
    },
    yields: false,
    sure: false
  };
}

/** A part that is used twice is held in a temporary, unless reading it twice is the same. */
function hold(
  e: Emitter,
  x: Expr,
  twice: boolean,
  checked: boolean
): { object: () => void; prepare: (() => void) | null } {
  const write = () => (checked ? notNull(e, x) : target(e, x));
  if (!twice || x.kind === 'this' || x.kind === 'local' || x.kind === 'literal')
    return { object: write, prepare: null };
  const temp = e.temp();
  return {
    object: () => e.put(temp),
    prepare: () => {
      e.put(`${temp}=`);
      write();
    }
  };
}
