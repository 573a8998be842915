import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from 'saxes';
import { throwApex } from '../../values/index.ts';

/** A name as it is written, taken apart; `uri` is empty where there is no namespace. */
export interface XmlName {
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
}

export interface XmlAttribute extends XmlName {
  readonly value: string;
}

/** What stands in an XML text, in its order. Namespaces are those that an element itself declares. */
export type XmlEvent = { readonly line: number; readonly column: number } & (
  | {
      readonly kind: 'start';
      readonly name: XmlName;
      readonly attributes: readonly XmlAttribute[];
      readonly namespaces: readonly { readonly prefix: string; readonly uri: string }[];
    }
  | { readonly kind: 'end'; readonly name: XmlName }
  | { readonly kind: 'text' | 'cdata' | 'comment'; readonly text: string }
  | { readonly kind: 'instruction'; readonly target: string; readonly data: string }
  | { readonly kind: 'doctype'; readonly text: string }
);

type Content = XmlEvent extends infer E ? (E extends XmlEvent ? Omit<E, 'line' | 'column'> : never) : never;

export interface ParsedXml {
  readonly version: string | null;
  readonly events: readonly XmlEvent[];
  /** Where the text stops being XML; what stands before it is in `events`. */
  readonly error: string | null;
}

const nameOf = ({ local, prefix, uri }: SaxesTagNS | SaxesAttributeNS): XmlName => ({ local, prefix, uri });

/** Text outside of the root element is none of the document's. */
export function parseXml(text: string): ParsedXml {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const events: XmlEvent[] = [];
  let version: string | null = null;
  let depth = 0;
  const add = (content: Content): void =>
    void events.push({ ...content, line: parser.line, column: parser.column + 1 } as XmlEvent);
  parser.on('xmldecl', (declared) => (version = declared.version ?? null));
  parser.on('opentag', (tag) => {
    depth++;
    add(start(tag));
  });
  parser.on('closetag', (tag) => {
    depth--;
    add({ kind: 'end', name: nameOf(tag) });
  });
  parser.on('text', (t) => {
    if (depth > 0) add({ kind: 'text', text: t });
  });
  parser.on('cdata', (t) => add({ kind: 'cdata', text: t }));
  parser.on('comment', (t) => add({ kind: 'comment', text: t }));
  parser.on('doctype', (t) => add({ kind: 'doctype', text: t }));
  parser.on('processinginstruction', (pi) => add({ kind: 'instruction', target: pi.target, data: pi.body }));
  return { ...read(parser, text), version, events };
}

/** The first error ends the reading. */
function read(parser: SaxesParser<{ xmlns: true; position: true }>, text: string): { error: string | null } {
  let error: string | null = null;
  parser.on('error', (e) => {
    error ??= e.message;
    throw e;
  });
  try {
    // Blanks before the declaration are read over (a public suite that passes on the platform has them).
    parser.write(text.replace(/^\s+(?=<\?xml)/, '')).close();
  } catch (e) {
    if (error === null) throw e;
  }
  return { error };
}

function start(tag: SaxesTagNS): Content {
  const all = Object.values(tag.attributes);
  const declares = (a: SaxesAttributeNS): boolean => a.prefix === 'xmlns' || a.name === 'xmlns';
  return {
    kind: 'start',
    name: nameOf(tag),
    attributes: all.filter((a) => !declares(a)).map((a) => ({ ...nameOf(a), value: a.value })),
    namespaces: all.filter(declares).map((a) => ({ prefix: a.name === 'xmlns' ? '' : a.local, uri: a.value }))
  };
}

/** Throws XmlException where the text is no XML. */
export function wellFormed(text: string): ParsedXml {
  const parsed = parseXml(text);
  if (parsed.error !== null) throwApex('System.XmlException', `Failed to parse XML due to: ${parsed.error}`);
  return parsed;
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}
