import type { XmlElement } from '../../../local-org/metadata/index.ts';
import type { ElementType, MetadataTypes } from './types.ts';

export interface Fault {
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** Free XML inside a typed file: what the component itself declares, not the Metadata API. */
const FREE = new Set(['LightningComponentBundle.targetConfigs']);
/** Values that carry an `xsi:type` of their own. */
const ANY_VALUE = new Set(['CustomMetadataValue.value']);

/** Required by the WSDL, and filled in by the platform when absent. */
const OPTIONAL = new Set(['ApexClass.status', 'ApexTrigger.status', 'LookupFilterTranslation.errorMessage']);
/** Written by newer retrieves than the types know. */
const NEWER = new Set(['CustomField.displayLocationInDecimal', 'FlowActionCall.versionSegment']);
/** Enums that a retrieve writes empty. */
const MAY_BE_EMPTY = new Set(['gender', 'startsWith', 'caseType', 'possessive', 'article']);

/** Compares an element with its type: unknown elements, values, what is required, what may not repeat, order. */
export function checkElement(element: XmlElement, typeName: string, types: MetadataTypes): Fault[] {
  const structure = types.structures.get(typeName);
  if (!structure) return [];
  return [
    ...element.children.flatMap((child) => checkChild(child, typeName, structure.get(child.name), types)),
    ...missing(element, typeName, structure),
    ...repeated(element, structure),
    ...scattered(element)
  ];
}

function checkChild(child: XmlElement, parent: string, type: ElementType | undefined, types: MetadataTypes): Fault[] {
  const path = `${parent}.${child.name}`;
  if (FREE.has(path) || ANY_VALUE.has(path) || NEWER.has(path)) return [];
  if (!type)
    return [{ line: child.line, rule: 'unknown-element', message: `<${child.name}> is no element of ${parent}` }];
  if (child.attributes['xsi:nil'] === 'true') return [];
  const values = types.enums.get(type.type);
  if (values && MAY_BE_EMPTY.has(child.name) && child.text.trim() === '') return [];
  if (values) return values.has(child.text.trim()) ? [] : [wrongValue(child, 'enum', `one of ${few([...values])}`)];
  const expected = types.structures.has(type.type) ? undefined : plain(type.type);
  if (!expected) return checkElement(child, type.type, types);
  if (child.children.length > 0) return [wrongValue(child, 'type', 'text, not elements')];
  return expected.test(child.text.trim()) ? [] : [wrongValue(child, 'type', type.type)];
}

const PLAIN: Readonly<Record<string, RegExp>> = {
  boolean: /^(true|false)$/,
  number: /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/,
  /** Of the WSDL's date, dateTime and time, the types make one. */
  Date: /^(\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?|\d{2}:\d{2}:\d{2}(\.\d+)?)Z?$/
};

function plain(type: string): RegExp {
  return PLAIN[type] ?? /^/;
}

function wrongValue(element: XmlElement, rule: string, expected: string): Fault {
  const found = element.text.trim().slice(0, 60);
  return { line: element.line, rule, message: `<${element.name}> expects ${expected}; found "${found}"` };
}

const FEW = 12;

function few(values: readonly string[]): string {
  return values.length > FEW ? `${values.slice(0, FEW).join(', ')}, ...` : values.join(', ');
}

function missing(element: XmlElement, typeName: string, structure: ReadonlyMap<string, ElementType>): Fault[] {
  const present = new Set(element.children.map((c) => c.name));
  return [...structure]
    .filter(([name, type]) => type.required && !present.has(name) && !OPTIONAL.has(`${typeName}.${name}`))
    .map(([name]) => ({ line: element.line, rule: 'required', message: `<${element.name}> needs <${name}>` }));
}

function repeated(element: XmlElement, structure: ReadonlyMap<string, ElementType>): Fault[] {
  const seen = new Set<string>();
  return element.children.flatMap((child) => {
    const again = seen.has(child.name) && structure.get(child.name)?.repeats === false;
    seen.add(child.name);
    return again
      ? [{ line: child.line, rule: 'repeated', message: `<${child.name}> may occur once in <${element.name}>` }]
      : [];
  });
}

/** The API refuses equal elements with others between them: "Element X is duplicated at this location". */
function scattered(element: XmlElement): Fault[] {
  const closed = new Set<string>();
  let last = '';
  return element.children.flatMap((child) => {
    const apart = child.name !== last && closed.has(child.name);
    if (child.name !== last) closed.add(last);
    last = child.name;
    return apart
      ? [{ line: child.line, rule: 'order', message: `all <${child.name}> of <${element.name}> must stand together` }]
      : [];
  });
}
