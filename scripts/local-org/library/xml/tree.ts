import { throwApex } from '../../values/index.ts';
import { PlatformObject } from '../registry.ts';
import { type XmlEvent, escapeAttribute, escapeText, wellFormed } from './parse.ts';

export interface NodeAttribute {
  readonly key: string;
  readonly namespace: string | null;
  readonly value: string;
}

/** `Dom.XmlNode`: an element, a text or a comment of a document. */
export class XmlNode extends PlatformObject {
  readonly kind: 'ELEMENT' | 'TEXT' | 'COMMENT';
  /** Local name of an element, else null. */
  readonly name: string | null;
  namespace: string | null;
  parent: XmlNode | null = null;
  readonly children: XmlNode[] = [];
  readonly attributes: NodeAttribute[] = [];
  /** Prefixes that this element declares. */
  readonly declared = new Map<string, string>();
  private readonly content: string;

  constructor(kind: XmlNode['kind'], name: string | null, namespace: string | null, content = '') {
    super();
    this.kind = kind;
    this.name = name;
    this.namespace = namespace === '' ? null : namespace;
    this.content = content;
  }

  add(child: XmlNode): XmlNode {
    child.parent = this;
    this.children.push(child);
    return child;
  }

  get elements(): XmlNode[] {
    return this.children.filter((c) => c.kind === 'ELEMENT');
  }

  /** Own text; of an element that of its text nodes. */
  get text(): string {
    if (this.kind !== 'ELEMENT') return this.content;
    return this.children
      .filter((c) => c.kind === 'TEXT')
      .map((c) => c.content)
      .join('');
  }

  attribute(key: string, namespace: string | null): NodeAttribute | undefined {
    return this.attributes.find((a) => a.key === key && a.namespace === (namespace === '' ? null : namespace));
  }

  setAttribute(made: NodeAttribute): void {
    const at = this.attributes.findIndex((a) => a.key === made.key && a.namespace === made.namespace);
    if (at < 0) this.attributes.push(made);
    else this.attributes[at] = made;
  }

  /** The namespace of a prefix here or in an element around this one. */
  namespaceFor(prefix: string): string | null {
    return this.declared.get(prefix) ?? this.parent?.namespaceFor(prefix) ?? null;
  }

  prefixFor(namespace: string): string | null {
    for (const [prefix, uri] of this.declared) if (uri === namespace) return prefix;
    return this.parent?.prefixFor(namespace) ?? null;
  }

  override $toString(): string {
    return `dom.XmlNode[name=${this.name}]`;
  }

  xml(): string {
    if (this.kind === 'TEXT') return escapeText(this.content);
    if (this.kind === 'COMMENT') return `<!--${this.content}-->`;
    const tag = this.qualified(this.name ?? '', this.namespace);
    const head = `<${tag}${this.declarations()}${this.attributes.map((a) => this.attributeText(a)).join('')}`;
    // Assumed: an empty element is closed with a space before the slash.
    if (this.children.length === 0) return `${head} />`;
    return `${head}>${this.children.map((c) => c.xml()).join('')}</${tag}>`;
  }

  private declarations(): string {
    return [...this.declared]
      .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`)
      .join('');
  }

  private attributeText(a: NodeAttribute): string {
    return ` ${this.qualified(a.key, a.namespace)}="${escapeAttribute(a.value)}"`;
  }

  private qualified(name: string, namespace: string | null): string {
    const prefix = namespace === null ? '' : (this.prefixFor(namespace) ?? '');
    return prefix === '' ? name : `${prefix}:${name}`;
  }
}
XmlNode.for('dom.XmlNode');

/** `Dom.Document`. */
export class XmlDocument extends PlatformObject {
  root: XmlNode | null = null;

  /** Throws XmlException for text that is no XML. */
  load(text: string): void {
    this.root = treeOf(wellFormed(text).events);
    if (!this.root) throwApex('System.XmlException', 'Failed to parse XML due to: no root element');
  }

  xml(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>${this.root?.xml() ?? ''}`;
  }
}
XmlDocument.for('dom.Document');

/** A new element; a namespace with a prefix that nobody around it declares is declared by it. */
export function element(
  parent: XmlNode | null,
  name: string,
  namespace: string | null,
  prefix: string | null
): XmlNode {
  const made = new XmlNode('ELEMENT', name, namespace);
  parent?.add(made);
  if (made.namespace !== null && made.namespaceFor(prefix ?? '') !== made.namespace)
    made.declared.set(prefix ?? '', made.namespace);
  return made;
}

function treeOf(events: readonly XmlEvent[]): XmlNode | null {
  let root: XmlNode | null = null;
  let at: XmlNode | null = null;
  for (const event of events) {
    if (event.kind === 'start') {
      const made: XmlNode = elementOf(event);
      at?.add(made);
      root ??= made;
      at = made;
    } else if (event.kind === 'end') at = (at as XmlNode | null)?.parent ?? null;
    else if (at && (event.kind === 'text' || event.kind === 'cdata'))
      at.add(new XmlNode('TEXT', null, null, event.text));
    else if (at && event.kind === 'comment') at.add(new XmlNode('COMMENT', null, null, event.text));
  }
  return root;
}

function elementOf(event: XmlEvent & { kind: 'start' }): XmlNode {
  const made = new XmlNode('ELEMENT', event.name.local, event.name.uri);
  for (const { prefix, uri } of event.namespaces) made.declared.set(prefix, uri);
  for (const a of event.attributes)
    made.attributes.push({ key: a.local, namespace: a.uri === '' ? null : a.uri, value: a.value });
  return made;
}
