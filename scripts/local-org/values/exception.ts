import type { RuntimeType } from '../contracts/program.ts';
import type { SaveError } from '../contracts/save.ts';

/** One row of a `DmlException`: which record failed, and why. */
export interface DmlRow extends SaveError {
  readonly index: number;
  readonly id: string | null;
}

/** A failed assertion ends the transaction too: "you can't catch an assertion failure" (Apex Reference, Assert). */
const UNCATCHABLE = new Set(['System.LimitException', 'System.AssertException']);

/**
 * Every Apex exception, platform or project class. Project classes that extend `Exception` extend this; their linker
 * sets `$type` on the prototype. A platform exception carries its name as `typeName`.
 */
export class ApexException extends Error {
  /** Set on the prototype of project exception classes. */
  declare readonly $type: RuntimeType | undefined;
  private readonly platformName: string | null;
  override cause: ApexException | null;
  /** Null until a message is given: `getMessage` then answers `Script-thrown exception`. */
  text: string | null;
  /** Rows of a DmlException, else empty. */
  dmlRows: readonly DmlRow[] = [];
  /** Further facts of single types: inaccessible fields of a QueryException, for example. */
  readonly facts = new Map<string, unknown>();

  constructor(text: string | null = null, cause: ApexException | null = null, typeName: string | null = null) {
    super(text ?? 'Script-thrown exception');
    this.text = text;
    this.cause = cause;
    this.platformName = typeName;
  }

  /** `System.NullPointerException`, or the name of the project class. */
  get typeName(): string {
    return this.platformName ?? this.$type?.name ?? 'System.Exception';
  }

  get catchable(): boolean {
    return !UNCATCHABLE.has(this.typeName);
  }

  setText(text: string | null): void {
    this.text = text;
    this.message = text ?? 'Script-thrown exception';
  }

  /** Whether `catch (name e)` takes it; `name` with or without `System.`, any case. */
  isA(name: string): boolean {
    if (!this.catchable) return false;
    const wanted = bare(name);
    if (wanted === 'exception') return true;
    if (this.platformName !== null) return bare(this.platformName) === wanted;
    for (const s of this.$type?.supers ?? []) if (s.toLowerCase() === wanted || bare(s) === wanted) return true;
    return false;
  }

  override get name(): string {
    return this.typeName;
  }
}

function bare(name: string): string {
  const key = name.toLowerCase();
  return key.startsWith('system.') ? key.slice(7) : key;
}

/** A new platform exception: `apexError('System.QueryException', 'List has no rows for assignment to SObject')`. */
export function apexError(typeName: string, text: string, cause: ApexException | null = null): ApexException {
  return new ApexException(text, cause, typeName.includes('.') ? typeName : `System.${typeName}`);
}

export function throwApex(typeName: string, text: string): never {
  throw apexError(typeName, text);
}

export function nullPointer(text = 'Attempt to de-reference a null object'): ApexException {
  return apexError('System.NullPointerException', text);
}

/**
 * The platform's text for a failed statement: `Insert failed. First exception on row 0; first error:
 * REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]`.
 */
export function dmlError(operation: string, rows: readonly DmlRow[]): ApexException {
  const first = rows[0];
  if (!first) throw new Error('a DmlException needs at least one failed row');
  const verb = operation.charAt(0).toUpperCase() + operation.slice(1).toLowerCase();
  const withId = first.id ? ` with id ${first.id}` : '';
  const fields = `[${first.fields.join(', ')}]`;
  const text = `${verb} failed. First exception on row ${first.index}${withId}; first error: ${first.status}, ${first.message}: ${fields}`;
  const error = apexError('System.DmlException', text);
  error.dmlRows = rows;
  return error;
}

/** One Apex frame of a JavaScript stack. */
export interface ApexFrame {
  readonly where: string;
  readonly line: number;
  readonly column: number;
}

const FRAME =
  /^\s*at (?:(?:new )?([^\s(]+)(?: \[as [^\]]+\])? \()?apex:\/\/\/(?:classes\/|triggers\/)?([^:)]+?)(?:\.(?:cls|trigger|apex))?:(\d+):(\d+)\)?$/;

/** The frames of emitted Apex (`apex:///Foo.cls:4:1`) in a stack, innermost first. */
export function apexFrames(error: Error): ApexFrame[] {
  const frames: ApexFrame[] = [];
  for (const text of (error.stack ?? '').split('\n')) {
    const m = FRAME.exec(text);
    // `at new X` is JavaScript making the object, not the Apex constructor.
    if (m && !/^\s*at new /.test(text))
      frames.push({ where: frameName(m[1], m[2] ?? ''), line: Number(m[3]), column: Number(m[4]) });
  }
  return frames;
}

/**
 * Emitted functions are named after their place: `Class$Outer$Inner$bar`, `Trigger$T`, `AnonymousBlock`. Constructors
 * and static initialisers are `<init>` and `<clinit>` (assumed: as the Java that the platform compiles to).
 */
function frameName(js: string | undefined, file: string): string {
  if (file === 'AnonymousBlock') return 'AnonymousBlock';
  if (file.startsWith('Trigger.')) return file;
  const label = (js ?? '').split('.').pop() ?? '';
  if (/^(Class|Trigger)\$/.test(label))
    return label.replaceAll('$', '.').replace(/\._(cl)?init_$/, (_, cl: string | undefined) => `.<${cl ?? ''}init>`);
  const member = label.replace(/\$.*$/, '');
  return `Class.${file}${member && member !== file ? `.${member}` : ''}`;
}

/**
 * What `getStackTraceString` answers: one line a frame, `Class.Foo.bar: line 4, column 1`, and after `Caused by` the same
 * of the cause (a public suite looks for these words on a line of their own; what stands behind them is assumed).
 */
export function stackText(error: Error): string {
  const frames = apexFrames(error);
  const own = frames.length === 0 ? '()' : frames.map((f) => `${f.where}: line ${f.line}, column 1`).join('\n');
  return error instanceof ApexException && error.cause ? `${own}\nCaused by\n${stackText(error.cause)}` : own;
}
