import { describe, expect, it } from 'vitest';
import {
  behaviour,
  constructorKey,
  fieldKey,
  keyOfMember,
  libraryClasses,
  methodKey,
  parseSignature,
  platformClass,
  platformClasses
} from '../index.ts';

/** Every key that the generated signatures allow. */
function knownKeys(): Set<string> {
  const known = new Set<string>();
  for (const c of platformClasses()) {
    for (const m of c.methods) known.add(methodKey(c.name, m.name, m.params));
    for (const k of c.constructors) known.add(constructorKey(c.name, k.params));
    for (const f of c.fields) known.add(fieldKey('get', c.name, f.name)).add(fieldKey('set', c.name, f.name));
  }
  return known;
}

describe('the library', () => {
  it('has behaviour only for members that the platform has', () => {
    const known = knownKeys();
    const strange: string[] = [];
    for (const c of libraryClasses) {
      for (const text of Object.keys(c.members)) {
        if (!known.has(keyOfMember(c.name, parseSignature(text)))) strange.push(`${c.name}: ${text}`);
      }
    }
    expect(strange).toEqual([]);
  });

  it('says static where the platform does, and not elsewhere', () => {
    const wrong: string[] = [];
    for (const c of libraryClasses) {
      for (const text of Object.keys(c.members)) {
        const s = parseSignature(text);
        if (s.kind !== 'method') continue;
        const key = methodKey(c.name, s.name, s.params);
        const m = platformClass(c.name)?.methods.find((o) => methodKey(c.name, o.name, o.params) === key);
        if (m && m.static !== s.static) wrong.push(`${c.name}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('finds a member whatever the case, spaces and prefixes of its key', () => {
    const run = behaviour('System.String.valueOf(Integer)');
    expect(run).toBeTypeOf('function');
    expect(behaviour('system.string.VALUEOF( System.Integer )')).toBe(run);
    expect(behaviour('new System.HttpRequest()')).toBe(behaviour('System.HttpRequest.HttpRequest()'));
    expect(behaviour('new System.HttpRequest()')).toBeTypeOf('function');
    expect(behaviour('System.String.valueOf(Blob)')).toBeUndefined();
  });
});

describe('a signature text', () => {
  it('is taken apart into name and parameter types', () => {
    expect(parseSignature('static String format(String p, List<Map<String, Object>> values)')).toEqual({
      kind: 'method',
      static: true,
      name: 'format',
      params: ['String', 'List<Map<String,Object>>']
    });
    expect(parseSignature('HttpRequest()')).toEqual({
      kind: 'constructor',
      static: false,
      name: 'HttpRequest',
      params: []
    });
    expect(parseSignature('static get Map<String,Object> all')).toEqual({
      kind: 'get',
      static: true,
      name: 'all',
      params: []
    });
  });

  it('is refused when it is none', () => {
    expect(() => parseSignature('nonsense')).toThrow('not an Apex signature: nonsense');
  });
});
