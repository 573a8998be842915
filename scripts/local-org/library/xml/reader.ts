import { throwApex } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { PlatformObject, platformEnum } from '../registry.ts';
import { type XmlAttribute, type XmlEvent, type XmlName, parseXml } from './parse.ts';

type Tag =
  | 'START_DOCUMENT'
  | 'END_DOCUMENT'
  | 'START_ELEMENT'
  | 'END_ELEMENT'
  | 'CHARACTERS'
  | 'CDATA'
  | 'COMMENT'
  | 'DTD'
  | 'PROCESSING_INSTRUCTION';

const TAGS: Readonly<Record<XmlEvent['kind'], Tag>> = {
  start: 'START_ELEMENT',
  end: 'END_ELEMENT',
  text: 'CHARACTERS',
  cdata: 'CHARACTERS',
  comment: 'COMMENT',
  instruction: 'PROCESSING_INSTRUCTION',
  doctype: 'DTD'
};

/** What `next()` answers: the codes of StAX, which the reader is made after. */
const CODES: Readonly<Record<Tag, number>> = {
  START_ELEMENT: 1,
  END_ELEMENT: 2,
  PROCESSING_INSTRUCTION: 3,
  CHARACTERS: 4,
  COMMENT: 5,
  START_DOCUMENT: 7,
  END_DOCUMENT: 8,
  DTD: 11,
  CDATA: 12
};

/** `XmlStreamReader`: the text is taken apart at once, an error is thrown where the reader comes to it. */
export class StreamReader extends PlatformObject {
  readonly version: string | null;
  coalescing = false;
  namespaceAware = true;
  private readonly events: readonly XmlEvent[];
  private readonly error: string | null;
  private at = -1;
  private last = -1;

  constructor(text: string) {
    super();
    const parsed = parseXml(text);
    this.events = parsed.events;
    this.error = parsed.error;
    this.version = parsed.version;
  }

  get event(): XmlEvent | undefined {
    return this.events[this.at];
  }

  get tag(): Tag {
    if (this.at < 0) return 'START_DOCUMENT';
    return this.event ? TAGS[this.event.kind] : 'END_DOCUMENT';
  }

  hasNext(): boolean {
    return this.at < this.events.length;
  }

  /** Throws XmlException behind the end and where the text is no XML. */
  next(): number {
    if (!this.hasNext()) throwApex('System.XmlException', 'Unexpected end of document');
    this.at = this.coalescing && this.isCharacters ? this.last + 1 : this.at + 1;
    this.last = this.at;
    if (this.coalescing) while (this.isText(this.last) && this.isText(this.last + 1)) this.last++;
    if (this.at >= this.events.length && this.error !== null)
      throwApex('System.XmlException', `ParseError at ${this.error}`);
    return CODES[this.tag];
  }

  /** The next start or end of an element, with nothing but blanks and comments before it. */
  nextTag(): number {
    for (;;) {
      const code = this.next();
      if (this.tag === 'START_ELEMENT' || this.tag === 'END_ELEMENT') return code;
      const skips = this.tag === 'COMMENT' || this.tag === 'PROCESSING_INSTRUCTION' || this.isWhitespace;
      if (!skips) throwApex('System.XmlException', 'expected start or end tag');
    }
  }

  get isCharacters(): boolean {
    return this.tag === 'CHARACTERS';
  }

  get isWhitespace(): boolean {
    return this.isCharacters && this.text.trim() === '';
  }

  get text(): string {
    const { event } = this;
    if (event?.kind === 'comment' || event?.kind === 'doctype') return event.text;
    if (!this.isCharacters) return throwApex('System.XmlException', `Current state ${this.tag} has no text`);
    let text = '';
    for (let i = this.at; i <= Math.max(this.at, this.last); i++) text += (this.events[i] as { text: string }).text;
    return text;
  }

  get name(): XmlName | null {
    const { event } = this;
    return event?.kind === 'start' || event?.kind === 'end' ? event.name : null;
  }

  local({ prefix, local }: XmlName): string {
    return this.namespaceAware || prefix === '' ? local : `${prefix}:${local}`;
  }

  get attributes(): readonly XmlAttribute[] {
    if (this.event?.kind !== 'start')
      throwApex(
        'System.XmlException',
        'Current state is not among the states START_ELEMENT, ATTRIBUTE valid for the attributes'
      );
    return this.event.attributes;
  }

  attribute(index: number): XmlAttribute {
    return this.attributes[need(index)] ?? throwApex('System.ListException', `List index out of bounds: ${index}`);
  }

  get namespaces(): readonly { readonly prefix: string; readonly uri: string }[] {
    return this.event?.kind === 'start' ? this.event.namespaces : [];
  }

  /** The namespace of a prefix at this place. */
  namespaceOf(prefix: string): string | null {
    const open: (XmlEvent & { kind: 'start' })[] = [];
    for (const e of this.events.slice(0, this.at + 1)) {
      if (e.kind === 'start') open.push(e);
      if (e.kind === 'end' && e !== this.event) open.pop();
    }
    return (
      open
        .reverse()
        .flatMap((e) => e.namespaces)
        .find((n) => n.prefix === prefix)?.uri ?? null
    );
  }

  private isText(index: number): boolean {
    const kind = this.events[index]?.kind;
    return kind === 'text' || kind === 'cdata';
  }
}
StreamReader.for('System.XmlStreamReader');

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

const attributes = {
  'Integer getAttributeCount()': (_: unknown, r: StreamReader) => r.attributes.length,
  'String getAttributeLocalName(Integer index)': (_: unknown, r: StreamReader, i: number) => r.local(r.attribute(i)),
  'String getAttributeNamespace(Integer index)': (_: unknown, r: StreamReader, i: number) => orNull(r.attribute(i).uri),
  'String getAttributePrefix(Integer index)': (_: unknown, r: StreamReader, i: number) => orNull(r.attribute(i).prefix),
  // Without a DTD every attribute is character data.
  'String getAttributeType(Integer index)': (_: unknown, r: StreamReader, i: number) => r.attribute(i) && 'CDATA',
  'String getAttributeValue(String namespace, String name)': (
    _: unknown,
    r: StreamReader,
    ns: string | null,
    name: string
  ) => r.attributes.find((a) => r.local(a) === need(name) && (ns === null || a.uri === ns))?.value ?? null,
  'String getAttributeValueAt(Integer index)': (_: unknown, r: StreamReader, i: number) => r.attribute(i).value
};

const names = {
  'String getLocalName()': (_: unknown, r: StreamReader) =>
    r.name
      ? r.local(r.name)
      : throwApex(
          'System.XmlException',
          'Illegal to call getLocalName() when event type is not START_ELEMENT or END_ELEMENT'
        ),
  'String getNamespace()': (_: unknown, r: StreamReader) => orNull(r.name?.uri),
  'Integer getNamespaceCount()': (_: unknown, r: StreamReader) => r.namespaces.length,
  'String getNamespacePrefix(Integer index)': (_: unknown, r: StreamReader, i: number) =>
    orNull(r.namespaces[need(i)]?.prefix),
  'String getNamespaceURI(String prefix)': (_: unknown, r: StreamReader, prefix: string | null) =>
    r.namespaceOf(prefix ?? ''),
  'String getNamespaceURIAt(Integer index)': (_: unknown, r: StreamReader, i: number) =>
    orNull(r.namespaces[need(i)]?.uri),
  'String getPIData()': (_: unknown, r: StreamReader) => (r.event?.kind === 'instruction' ? r.event.data : null),
  'String getPITarget()': (_: unknown, r: StreamReader) => (r.event?.kind === 'instruction' ? r.event.target : null),
  'String getPrefix()': (_: unknown, r: StreamReader) => orNull(r.name?.prefix),
  'String getText()': (_: unknown, r: StreamReader) => r.text,
  'String getVersion()': (_: unknown, r: StreamReader) => r.version,
  'String getLocation()': (_: unknown, r: StreamReader) => `[row,col]:[${r.event?.line ?? 1},${r.event?.column ?? 1}]`
};

const states = {
  'XmlTag getEventType()': (_: unknown, r: StreamReader) => platformEnum('System.XmlTag', r.tag),
  'Boolean hasName()': (_: unknown, r: StreamReader) => r.name !== null,
  'Boolean hasNext()': (_: unknown, r: StreamReader) => r.hasNext(),
  'Boolean hasText()': (_: unknown, r: StreamReader) => r.isCharacters || r.tag === 'COMMENT' || r.tag === 'DTD',
  'Boolean isCharacters()': (_: unknown, r: StreamReader) => r.isCharacters,
  'Boolean isEndElement()': (_: unknown, r: StreamReader) => r.tag === 'END_ELEMENT',
  'Boolean isStartElement()': (_: unknown, r: StreamReader) => r.tag === 'START_ELEMENT',
  'Boolean isWhitespace()': (_: unknown, r: StreamReader) => r.isWhitespace,
  'Integer next()': (_: unknown, r: StreamReader) => r.next(),
  'Integer nextTag()': (_: unknown, r: StreamReader) => r.nextTag(),
  'void setCoalescing(Boolean on)': (_: unknown, r: StreamReader, on: boolean) => {
    r.coalescing = need(on);
  },
  'void setNamespaceAware(Boolean on)': (_: unknown, r: StreamReader, on: boolean) => {
    r.namespaceAware = need(on);
  },
  'String toString()': () => 'System.XmlStreamReader[]'
};

export const streamReaderClass = libraryClass(
  'System.XmlStreamReader',
  { 'XmlStreamReader(String xml)': (_, __, xml: string) => new StreamReader(need(xml)) },
  attributes,
  names,
  states
);
