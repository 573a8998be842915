import { throwApex } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { escapeAttribute, escapeText } from './parse.ts';

/** `XmlStreamWriter`: a start tag stays open for attributes and namespaces until something else is written. */
class StreamWriter extends PlatformObject {
  private text = '';
  private readonly open: string[] = [];
  private unclosed: '' | '>' | '/>' = '';

  write(text: string): void {
    this.text += this.unclosed + text;
    this.unclosed = '';
  }

  start(prefix: string | null, local: string, empty: boolean): void {
    const name = prefix ? `${prefix}:${local}` : local;
    this.write(`<${name}`);
    this.unclosed = empty ? '/>' : '>';
    if (!empty) this.open.push(name);
  }

  end(): void {
    const name = this.open.pop();
    if (name === undefined) throwApex('System.XmlException', 'No open start element, when trying to write end element');
    // Assumed: an element that got no content is closed as it was opened.
    this.write(`</${name}>`);
  }

  /** Something inside of the start tag. */
  inside(text: string): void {
    if (this.unclosed === '')
      throwApex('System.XmlException', 'Trying to write an attribute when there is no open start element.');
    this.text += text;
  }

  endAll(): void {
    while (this.open.length > 0) this.end();
    this.write('');
  }

  get xml(): string {
    return this.text + this.unclosed;
  }
}
StreamWriter.for('System.XmlStreamWriter');

const declaration = (encoding: string | null, version: string): string =>
  `<?xml version="${version}"${encoding === null ? '' : ` encoding="${encoding}"`}?>`;

export const streamWriterClass = libraryClass('System.XmlStreamWriter', {
  'XmlStreamWriter()': () => new StreamWriter(),
  'void close()': (_, w: StreamWriter) => w.endAll(),
  'String getXmlString()': (_, w: StreamWriter) => w.xml,
  // Binds the prefix of names without one, which stay as they are written.
  'void setDefaultNamespace(String uri)': (_, __: StreamWriter, uri: string) => void need(uri),
  'void writeAttribute(String prefix, String uri, String name, String value)': (
    _,
    w: StreamWriter,
    prefix: string | null,
    __,
    name: string,
    value: string
  ) => w.inside(` ${prefix ? `${prefix}:` : ''}${need(name)}="${escapeAttribute(need(value))}"`),
  'void writeCData(String data)': (_, w: StreamWriter, data: string) => w.write(`<![CDATA[${need(data)}]]>`),
  'void writeCharacters(String text)': (_, w: StreamWriter, text: string) => w.write(escapeText(need(text))),
  'void writeComment(String text)': (_, w: StreamWriter, text: string) => w.write(`<!--${need(text)}-->`),
  'void writeDefaultNamespace(String uri)': (_, w: StreamWriter, uri: string) =>
    w.inside(` xmlns="${escapeAttribute(need(uri))}"`),
  'void writeEmptyElement(String prefix, String name, String uri)': (_, w: StreamWriter, prefix, name: string) =>
    w.start(prefix as string | null, need(name), true),
  'void writeEndDocument()': (_, w: StreamWriter) => w.endAll(),
  'void writeEndElement()': (_, w: StreamWriter) => w.end(),
  'void writeNamespace(String prefix, String uri)': (_, w: StreamWriter, prefix: string | null, uri: string) =>
    w.inside(` xmlns${prefix ? `:${prefix}` : ''}="${escapeAttribute(need(uri))}"`),
  'void writeProcessingInstruction(String target, String data)': (_, w: StreamWriter, target: string, data: string) =>
    w.write(`<?${need(target)} ${need(data)}?>`),
  'void writeStartDocument(String encoding, String version)': (_, w: StreamWriter, encoding, version: string) =>
    w.write(declaration(encoding as string | null, need(version))),
  'void writeStartElement(String prefix, String name, String uri)': (_, w: StreamWriter, prefix, name: string) =>
    w.start(prefix as string | null, need(name), false)
});
