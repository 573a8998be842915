import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { XmlElement } from './xml.ts';

/**
 * Takes a metadata file apart element by element and remembers what was taken, so that whatever no reader asked for
 * is named with file and line. One ElementReader per element; all of a file share one log.
 */
export class ElementReader {
  readonly element: XmlElement;
  readonly file: string;
  private readonly log: ReadLog;

  constructor(element: XmlElement, file: string, log: ReadLog = new ReadLog(file)) {
    this.element = element;
    this.file = file;
    this.log = log;
    log.taken.add(element);
  }

  get line(): number {
    return this.element.line;
  }

  /** The element's own text, trimmed. */
  value(): string {
    return this.element.text.trim();
  }

  attribute(name: string): string | undefined {
    return this.element.attributes[name];
  }

  /** All children of a name, each of which must be taken apart further. */
  all(name: string): ElementReader[] {
    return this.element.children.filter((c) => c.name === name).map((c) => new ElementReader(c, this.file, this.log));
  }

  one(name: string): ElementReader | undefined {
    const found = this.all(name);
    if (found.length > 1) this.fail(`<${name}> may occur once in <${this.element.name}>`, found[1]?.element);
    return found[0];
  }

  texts(name: string): string[] {
    return this.all(name).map((c) => c.value());
  }

  /** Text of a child as written, without trimming (formulas, messages); undefined when absent. */
  rawText(name: string): string | undefined {
    return this.one(name)?.element.text;
  }

  /** Trimmed text of a child; undefined when absent or empty. */
  text(name: string): string | undefined {
    return this.one(name)?.value() || undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) this.fail(`<${this.element.name}> needs <${name}>`);
    return value ?? '';
  }

  boolean(name: string, otherwise = false): boolean {
    const child = this.one(name);
    const value = child?.value();
    if (value === undefined || value === '') return otherwise;
    if (value === 'true' || value === 'false') return value === 'true';
    this.fail(`<${name}> expects true or false, found "${value}"`, child?.element);
    return otherwise;
  }

  integer(name: string): number | undefined {
    const child = this.one(name);
    const value = child?.value();
    if (value === undefined || value === '') return undefined;
    if (/^[+-]?\d+$/.test(value)) return Number(value);
    this.fail(`<${name}> expects a whole number, found "${value}"`, child?.element);
    return undefined;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const child = this.one(name);
    const value = child?.value();
    if (!value) return undefined;
    const found = allowed.find((a) => a.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    this.fail(`<${name}> expects one of ${allowed.join(', ')}; found "${value}"`, child?.element);
    return undefined;
  }

  /**
   * Elements that are understood and have no effect in a local org (search layouts, help pages). Naming them here is
   * a decision, with its reason; they are taken with all they hold.
   */
  without(_reason: string, ...names: string[]): void {
    for (const child of this.element.children) if (names.includes(child.name)) this.log.setAside(child);
  }

  /** Says why nobody needs what nobody has taken of the element. */
  rest(_reason: string): void {
    for (const child of this.element.children) if (!this.log.taken.has(child)) this.log.setAside(child);
  }

  /** Children kept as they are for somebody who reads the tree itself. */
  trees(name: string): XmlElement[] {
    const found = this.element.children.filter((c) => c.name === name);
    found.forEach((c) => this.log.takeAll(c));
    return found;
  }

  /** The whole element with everything in it, for a reader that walks the tree itself. */
  whole(): XmlElement {
    this.log.takeAll(this.element);
    return this.element;
  }

  /** Whether somebody took an element of this file. */
  wasTaken(element: XmlElement): boolean {
    return this.log.taken.has(element);
  }

  /** Whether an element was named as one without effect, or lies in such a one. */
  wasSetAside(element: XmlElement): boolean {
    return this.log.aside.has(element);
  }

  fail(message: string, at: XmlElement = this.element): void {
    this.log.report(at, 'metadata', message, 'error');
  }

  /** Known to the platform, and not in the local org. */
  refuse(message: string, at: XmlElement = this.element): void {
    this.log.takeAll(at);
    this.log.report(at, 'unsupported-metadata', message, this.log.unsupported);
  }

  /** Deployed and listed, though something here does not use it. */
  note(message: string, at: XmlElement = this.element): void {
    this.log.report(at, 'metadata-note', message, 'warning');
  }

  /** What the file holds is not run (a draft): what is not supported in it is listed and stops nothing. */
  notRun(): void {
    this.log.unsupported = 'warning';
  }

  /** Everything found wrong, and every element that no reader took. Call on the root when reading is over. */
  finish(): Diagnostic[] {
    this.log.reportUntaken(this.element);
    return this.log.problems;
  }
}

class ReadLog {
  readonly taken = new Set<XmlElement>();
  readonly aside = new Set<XmlElement>();
  readonly problems: Diagnostic[] = [];
  unsupported: Diagnostic['level'] = 'unsupported';
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  takeAll(element: XmlElement): void {
    this.taken.add(element);
    element.children.forEach((child) => this.takeAll(child));
  }

  setAside(element: XmlElement): void {
    this.taken.add(element);
    this.aside.add(element);
    element.children.forEach((child) => this.setAside(child));
  }

  report(at: XmlElement, code: string, message: string, level: Diagnostic['level']): void {
    this.problems.push({ file: this.file, line: at.line, column: at.column, code, message, level });
  }

  reportUntaken(element: XmlElement): void {
    for (const child of element.children) {
      if (this.taken.has(child)) this.reportUntaken(child);
      else
        this.report(
          child,
          'unread-element',
          `<${child.name}> in <${element.name}> is not understood`,
          this.unsupported
        );
    }
  }
}
