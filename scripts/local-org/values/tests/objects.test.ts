import { describe, expect, it } from 'vitest';
import {
  ApexDate,
  ApexList,
  ApexMap,
  ApexObject,
  ApexSet,
  Boxed,
  Decimal,
  SObject,
  apexEquals,
  apexError,
  debugText,
  dmlError,
  doubleText,
  equalsDeep,
  exactlyEquals,
  hashOf,
  idType,
  integerType,
  isValidId,
  listType,
  mapType,
  setType,
  stringType,
  to18,
  toId,
  typeOf,
  valueText
} from '../index.ts';
import { widget } from './fixture.ts';

const strings = (...items: string[]) => new ApexList(listType(stringType), items);

class Point extends ApexObject {
  readonly x: number;
  constructor(x: number) {
    super();
    this.x = x;
  }
  override $equals(o: unknown): boolean {
    return o instanceof Point && o.x === this.x;
  }
  override $hashCode(): number {
    return this.x % 2;
  }
}

describe('ids', () => {
  it('of 15 characters get the suffix that carries their case', () => {
    expect(to18('001D000000IRFma')).toBe('001D000000IRFmaIAH');
    expect(toId('001d000000irfmaiah')).toBe('001D000000IRFmaIAH');
    expect(isValidId('001D000000IRFmaXX9')).toBe(false);
    expect(isValidId('000000000000000001')).toBe(true);
    expect(() => toId('nonsense')).toThrow('Invalid id: nonsense');
  });
});

describe('lists', () => {
  it('say which index is out of bounds', () => {
    expect(() => strings('a').get(1)).toThrow('List index out of bounds: 1');
    expect(() => strings('a').remove(-1)).toThrow('List index out of bounds: -1');
    expect(() => strings().set(0, 'x')).toThrow('List index out of bounds: 0');
  });

  it('say at the next member that they changed while they were iterated', () => {
    const list = strings('a', 'b');
    expect(() => {
      for (const x of list) list.add(x);
    }).toThrow('Cannot modify a collection while it is being iterated.');
    for (const x of list) if (x === 'a') break;
    list.add('c');
    expect(list.size).toBe(4);
  });

  it('add themselves to themselves', () => {
    const list = strings('a', 'b');
    list.addAll(list);
    expect(list.items).toEqual(['a', 'b', 'a', 'b']);
  });
});

describe('sets and maps', () => {
  it('tell Strings by case, and Decimals by value', () => {
    const set = new ApexSet(setType(stringType), ['a', 'A', 'a']);
    expect(set.size).toBe(2);
    const decimals = new ApexSet(setType(stringType), [Decimal.parse('1.0'), Decimal.parse('1.00')]);
    expect(decimals.size).toBe(1);
  });

  it('tell an Integer from the same digits as text, and null from both', () => {
    const map = new ApexMap(mapType(stringType, integerType), [
      [1, 'n'],
      ['1', 's'],
      [null, 'null']
    ]);
    expect([map.get(1), map.get('1'), map.get(null)]).toEqual(['n', 's', 'null']);
    expect(map.get('absent')).toBeNull();
  });

  it('use equals and hashCode of project classes', () => {
    const map = new ApexMap(mapType(stringType, integerType));
    map.put(new Point(1), 'a');
    map.put(new Point(3), 'b');
    map.put(new Point(1), 'c');
    expect(map.size).toBe(2);
    expect(map.get(new Point(1))).toBe('c');
    expect(map.remove(new Point(3))).toBe('b');
    expect(map.has(new Point(3))).toBe(false);
    expect(map.size).toBe(1);
  });

  it('take records with the same values as one', () => {
    const set = new ApexSet(setType(stringType), [
      new SObject(widget, [undefined, 'x']),
      new SObject(widget, [undefined, 'x'])
    ]);
    expect(set.size).toBe(1);
  });

  it('share the key set with the map', () => {
    const map = new ApexMap(mapType(stringType, integerType), [
      ['a', 1],
      ['b', 2]
    ]);
    const keys = map.keySet(setType(stringType));
    expect(() => {
      for (const k of keys) keys.delete(k);
    }).toThrow('Cannot modify a collection');
    expect(map.has('a')).toBe(false);
    for (const k of keys) keys.delete(k);
    map.put('d', 4);
    for (const k of keys) map.remove(k);
    expect(keys.size).toBe(0);
    map.put('c', 3);
    expect(keys.clone().add('z')).toBe(true);
  });
});

describe('equality', () => {
  it('folds case with == and not inside collections', () => {
    expect(apexEquals('Abc', 'aBC')).toBe(true);
    expect(equalsDeep('Abc', 'aBC')).toBe(false);
    expect(apexEquals(strings('A'), strings('a'))).toBe(false);
    expect(apexEquals(1, Decimal.parse('1.00'))).toBe(true);
    expect(apexEquals(new Boxed('Id', '001D000000IRFmaIAH'), '001D000000IRFma')).toBe(true);
    expect(apexEquals(null, undefined)).toBe(true);
    expect(apexEquals(null, '')).toBe(false);
  });

  it('compares records by value with == and by identity with ===', () => {
    const a = new SObject(widget, [undefined, 'x']);
    const b = new SObject(widget, [null, 'x']);
    expect(apexEquals(a, b)).toBe(true);
    expect(exactlyEquals(a, b)).toBe(false);
    expect(exactlyEquals(a, a)).toBe(true);
  });

  it('gives equal values equal hash codes', () => {
    expect(hashOf('hello')).toBe(99162322);
    expect(hashOf(Decimal.parse('2.50'))).toBe(hashOf(Decimal.parse('2.5')));
    expect(hashOf(new Point(5))).toBe(1);
  });
});

describe('records', () => {
  it('convert what put gets, and say what cannot be assigned', () => {
    const record = new SObject(widget);
    record.putByName('size__C', 5);
    expect(record.getByName('Size__c')).toEqual(Decimal.of(5));
    expect(() => record.putByName('Name', 5)).toThrow('Illegal assignment from Integer to String');
    expect(() => record.putByName('Nope', 5)).toThrow('Invalid field Nope for Widget__c');
    expect(() => record.putByName('OwnerId', 'x')).toThrow('Invalid id: x');
  });

  it('know what a query did not select', () => {
    const record = new SObject(widget, ['a00000000000001AAA', 'x']);
    record.queried = true;
    expect(record.getByName('Name')).toBe('x');
    expect(() => record.getByName('Due__c')).toThrow(
      'SObject row was retrieved via SOQL without querying the requested field: Widget__c.Due__c'
    );
    expect(() => record.parent('Owner')).toThrow('without querying the requested field: Widget__c.Owner');
    expect(() => record.parent('Nope')).toThrow('Invalid relationship Nope for Widget__c');
  });

  it('read null where a new record has nothing, false for a checkbox', () => {
    const record = new SObject(widget);
    expect([record.getByName('Name'), record.getByName('Active__c'), record.parent('Owner')]).toEqual([
      null,
      false,
      null
    ]);
    expect(record.children('Parts__r').size).toBe(0);
    expect(record.populatedMap().size).toBe(0);
  });

  it('are cloned without Id, audit fields and auto-number unless asked', () => {
    const record = new SObject(widget, [
      'a00000000000001AAA',
      'x',
      undefined,
      undefined,
      undefined,
      undefined,
      1,
      'N-1'
    ]);
    const copy = record.clone();
    expect([copy.id, copy.peek(1), copy.peek(6), copy.peek(7)]).toEqual([null, 'x', null, null]);
    expect(copy.cloneSource).toBe('a00000000000001AAA');
    expect(record.clone(true, false, true, true).v).toEqual(record.v);
  });

  it('refuse changes when they are read-only', () => {
    const record = new SObject(widget);
    record.readOnly = true;
    expect(() => record.put(1, 'x')).toThrow('Record is read-only');
  });

  it('box Ids read as Objects', () => {
    const record = new SObject(widget, ['a00000000000001AAA', 'x']);
    expect(typeOf(record.getObject('Id'))).toBe(idType);
    expect(typeOf(record.getObject('Name'))).toBe(stringType);
  });
});

describe('text', () => {
  it('writes collections, records and dates as debug output does', () => {
    const record = new SObject(widget, ['a00000000000001AAA', 'x', Decimal.parse('1.50')]);
    expect(debugText(record)).toBe('Widget__c:{Id=a00000000000001AAA, Name=x, Size__c=1.50}');
    expect(debugText(strings('a', 'b'))).toBe('(a, b)');
    expect(
      debugText(
        new ApexMap(mapType(stringType, integerType), [
          ['a', 1],
          ['b', null]
        ])
      )
    ).toBe('{a=1, b=null}');
    expect(debugText(ApexDate.of(2026, 11, 25))).toBe('2026-11-25 00:00:00');
    expect(valueText(ApexDate.of(2026, 11, 25), 'GMT')).toBe('2026-11-25');
  });

  it('writes a list that holds itself', () => {
    const list = new ApexList(listType(stringType));
    list.add(list);
    expect(debugText(list)).toBe('((already output))');
  });

  it('writes Doubles as Java does', () => {
    expect([1, 0.1, 1e7, 1.5e-5, -0, NaN].map(doubleText)).toEqual(['1.0', '0.1', '1.0E7', '1.5E-5', '-0.0', 'NaN']);
  });
});

describe('exceptions', () => {
  it('of the platform are caught by their name, any case, and as Exception', () => {
    const e = apexError('QueryException', 'no rows');
    expect([
      e.isA('QueryException'),
      e.isA('system.queryexception'),
      e.isA('Exception'),
      e.isA('DmlException')
    ]).toEqual([true, true, true, false]);
    expect(apexError('System.LimitException', 'x').isA('Exception')).toBe(false);
  });

  it('of a failed save name row, status and fields', () => {
    const e = dmlError('insert', [
      {
        index: 2,
        id: null,
        status: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [Name]',
        fields: ['Name']
      }
    ]);
    expect(e.message).toBe(
      'Insert failed. First exception on row 2; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]'
    );
  });
});
