/** Turns Java descriptors and generic signatures (JVM specification 4.7.9.1) into Apex type texts. */

const ROOT = 'com/nawforce/runforce/';

/** Types of the jars that stand for something that Apex spells otherwise. */
const INTERNAL: Readonly<Record<string, string>> = {
  'Internal.Object$': 'Object',
  'Internal.Any$': 'Object',
  'Internal.Null$': 'Object',
  'Internal.RecordSet$': 'List',
  'Internal.SObjectType$': 'Schema.SObjectType',
  'Internal.DescribeSObjectResult$': 'Schema.DescribeSObjectResult',
  'Internal.SObjectFields$': 'Schema.SObjectTypeFields',
  'Internal.SObjectTypeFields$': 'Schema.SObjectTypeFields',
  'Internal.SObjectTypeFieldSets$': 'Schema.SObjectTypeFieldSets',
  'Internal.SObjectFieldRowCause$': 'Schema.SObjectField'
};

/** Type arguments of these are the jars' own device and mean nothing in Apex. */
const DROPS_ARGUMENTS = /^Internal\.(?!RecordSet)/;

/** `com/nawforce/runforce/Messaging/Email` is `Messaging.Email`; types of System carry no prefix. */
export function apexName(javaName: string): string {
  if (javaName === 'java/lang/Object') return 'Object';
  if (!javaName.startsWith(ROOT)) return javaName.replaceAll('/', '.');
  const dotted = javaName.slice(ROOT.length).replace('/', '.');
  const known = INTERNAL[dotted];
  if (known) return known;
  // A trailing $ escapes a Java word; an inner one separates the inner class.
  const plain = dotted.replace(/\$$/, '').replace(/\$/g, '.');
  return plain.replace(/^(System|SObjects|SObjectStubs)\./, '');
}

export interface Parsed {
  readonly text: string;
  readonly next: number;
}

/** Reads one type at `at`. */
export function parseType(signature: string, at: number): Parsed {
  const kind = signature[at];
  if (kind === 'V') return { text: 'void', next: at + 1 };
  if (kind === 'T') {
    const end = signature.indexOf(';', at);
    return { text: signature.slice(at + 1, end), next: end + 1 };
  }
  if (kind === '[') {
    const inner = parseType(signature, at + 1);
    return { text: `List<${inner.text}>`, next: inner.next };
  }
  if (kind === 'L') return parseClassType(signature, at + 1);
  const primitive = { I: 'Integer', J: 'Long', Z: 'Boolean', D: 'Double' }[kind ?? ''];
  if (primitive) return { text: primitive, next: at + 1 };
  throw new Error(`unknown type in signature ${signature} at ${at}`);
}

function parseClassType(signature: string, start: number): Parsed {
  let at = start;
  while (!'<;'.includes(signature[at] ?? ';')) at++;
  const javaName = signature.slice(start, at);
  const name = apexName(javaName);
  const args: string[] = [];
  if (signature[at] === '<') {
    at++;
    while (signature[at] !== '>') {
      if (signature[at] === '*') {
        args.push('Object');
        at++;
        continue;
      }
      if ('+-'.includes(signature[at] ?? '')) at++;
      const arg = parseType(signature, at);
      args.push(arg.text);
      at = arg.next;
    }
    at++;
  }
  const dropped = DROPS_ARGUMENTS.test(javaName.slice(ROOT.length).replace('/', '.'));
  const text = args.length > 0 && !dropped ? `${name}<${args.join(',')}>` : name;
  return { text, next: at + 1 };
}

/** `(Lx;TT;)V` as parameters and result; a method's own type parameters in front are read over. */
export function parseMethod(signature: string): { params: string[]; returns: string } {
  let at = signature.indexOf('(') + 1;
  const params: string[] = [];
  while (signature[at] !== ')') {
    const param = parseType(signature, at);
    params.push(param.text);
    at = param.next;
  }
  return { params, returns: parseType(signature, at + 1).text };
}

/** Type parameters, superclass and interfaces of a class signature. */
export function parseClassSignature(signature: string): { parameters: string[]; supers: string[] } {
  const parameters: string[] = [];
  let at = 0;
  if (signature[0] === '<') {
    at = 1;
    while (signature[at] !== '>') {
      const colon = signature.indexOf(':', at);
      parameters.push(signature.slice(at, colon));
      at = colon;
      while (signature[at] === ':') {
        at++;
        if (signature[at] !== ':' && signature[at] !== '>') at = parseType(signature, at).next;
      }
    }
    at++;
  }
  const supers: string[] = [];
  while (at < signature.length) {
    const type = parseType(signature, at);
    supers.push(type.text);
    at = type.next;
  }
  return { parameters, supers };
}
