/** A library key as text, taken apart. */
export interface Signature {
  readonly kind: 'method' | 'constructor' | 'get' | 'set';
  readonly static: boolean;
  readonly name: string;
  readonly params: readonly string[];
}

/**
 * Parses `static Integer valueOf(String s)`, `HttpRequest()`, `get String body`, `static get Datetime now`.
 * Throws for anything else, naming the text.
 */
export function parseSignature(text: string): Signature {
  const isStatic = /^static /.test(text);
  const rest = isStatic ? text.slice(7).trim() : text.trim();
  const property = /^(get|set) .*?(\w+)$/.exec(rest);
  if (property)
    return { kind: property[1] as 'get' | 'set', static: isStatic, name: property[2] as string, params: [] };
  const call = /^(.*?)(\w+)\s*\((.*)\)$/.exec(rest);
  if (!call) throw new Error(`not an Apex signature: ${text}`);
  const params = splitParams(call[3] as string).map(paramType);
  const kind = call[1] === '' ? 'constructor' : 'method';
  return { kind, static: isStatic, name: call[2] as string, params };
}

function splitParams(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const c of text) {
    if (c === ',' && depth === 0) {
      parts.push(current);
      current = '';
      continue;
    }
    if (c === '<') depth++;
    if (c === '>') depth--;
    current += c;
  }
  if (current.trim() !== '') parts.push(current);
  return parts;
}

/** Drops the name of the parameter: its type is all before the last word. */
function paramType(text: string): string {
  const m = /^(.*\S)\s+\w+$/.exec(text.trim());
  return (m?.[1] ?? text.trim()).replace(/\s+/g, '');
}

/** Case and the prefix of `System` do not count; an array is a list. */
function canonicalType(type: string): string {
  return type
    .replace(/\s+/g, '')
    .toLowerCase()
    .replace(/\bsystem\./g, '')
    .replace(/^(.*)\[\]$/, 'list<$1>');
}

/** `System.String.valueOf(Integer)`. Keys are compared in this form, lower case. */
export function methodKey(owner: string, name: string, params: readonly string[]): string {
  return `${owner}.${name}(${params.map(canonicalType).join(',')})`.toLowerCase();
}

/** A constructor is the member that is named as its class: `System.HttpRequest.HttpRequest()`. */
export function constructorKey(owner: string, params: readonly string[]): string {
  return methodKey(owner, owner.split('.').pop() as string, params);
}

/** `get System.RestRequest.params`, `set ...`. */
export function fieldKey(access: 'get' | 'set', owner: string, name: string): string {
  return `${access} ${owner}.${name}`.toLowerCase();
}

/** Any of the forms above, in any case, spaces and prefixes as they come; `new System.HttpRequest()` too. */
export function canonicalKey(key: string): string {
  const m = /^(.*?)\((.*)\)$/.exec(key.trim());
  if (!m) return key.trim().toLowerCase();
  const params = splitParams(m[2] as string);
  const made = /^new (\S+)$/i.exec(m[1] as string);
  if (made) return constructorKey(made[1] as string, params);
  return `${(m[1] as string).toLowerCase()}(${params.map(canonicalType).join(',')})`;
}

export function keyOfMember(owner: string, s: Signature): string {
  if (s.kind === 'constructor') return constructorKey(owner, s.params);
  if (s.kind === 'method') return methodKey(owner, s.name, s.params);
  return fieldKey(s.kind, owner, s.name);
}
