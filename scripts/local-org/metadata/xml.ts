import { SaxesParser } from 'saxes';
import { DiagnosticError } from '../contracts/diagnostics.ts';

/** One element of a metadata file, with where its start tag begins (lines and columns from 1). */
export interface XmlElement {
  readonly name: string;
  /** Character data directly inside, untrimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly column: number;
}

interface OpenElement {
  name: string;
  text: string;
  children: XmlElement[];
  attributes: Record<string, string>;
  line: number;
  column: number;
}

/** Reads a whole file into a tree. Throws DiagnosticError with the place when it is not well-formed XML. */
export function parseXml(file: string, text: string): XmlElement {
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let startLine = 1;
  let startColumn = 1;
  parser.on('opentagstart', (tag) => {
    startLine = parser.line;
    startColumn = Math.max(1, parser.column - tag.name.length - 1);
  });
  parser.on('opentag', (tag) => {
    const attributes = { ...(tag.attributes as Record<string, string>) };
    const element: OpenElement = {
      name: tag.name,
      text: '',
      children: [],
      attributes,
      line: startLine,
      column: startColumn
    };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    open.push(element);
  });
  parser.on('text', (data) => append(open, data));
  parser.on('cdata', (data) => append(open, data));
  parser.on('closetag', () => open.pop());
  parser.on('error', (error) => {
    throw malformed(file, parser.line, parser.column, error.message.replace(/^[^:]*:\d+:\d+: /, ''));
  });
  parser.write(text.replace(/^\uFEFF/, '')).close();
  if (!root) throw malformed(file, 1, 1, 'expected a root element');
  return root;
}

function append(open: OpenElement[], data: string): void {
  const top = open.at(-1);
  if (top) top.text += data;
}

function malformed(file: string, line: number, column: number, message: string): DiagnosticError {
  return new DiagnosticError([{ file, line, column: Math.max(1, column), code: 'xml', message, level: 'error' }]);
}
