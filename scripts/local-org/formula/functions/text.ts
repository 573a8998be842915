import type { FormulaContext } from '../../contracts/formula.ts';
import * as days from '../days.ts';
import { ApexException } from '../../values/exception.ts';
import { localeTag } from '../../values/format.ts';
import { compileWholeJavaRegex } from '../../values/regex.ts';
import { FormulaEvaluationError } from '../errors.ts';
import type { Kind } from '../kinds.ts';
import * as n from '../numbers.ts';
import type { Num } from '../numbers.ts';
import { caseSafeId } from '../values.ts';
import type { Compiled, FormulaFunction, ValueRow } from './spec.ts';
import { specials, values } from './spec.ts';

function text(name: string, apply: (value: string) => unknown, returns: Kind = 'Text'): ValueRow {
  return { name, parameters: ['Text'], returns, apply: (_c, [value]) => apply(value) };
}

/** With a locale such as `tr` the letters change by its rules; without, by none. */
function cased(name: string, apply: (value: string, locale: string) => string): ValueRow {
  return {
    name,
    parameters: ['Text', 'Text?'],
    returns: 'Text',
    apply: (_c, [value, locale]) => apply(value, locale ? localeTag(locale) : 'en')
  };
}

/** A text test over a blank text is unknown, not false; over a blank pattern it is true (open formula engine). */
function test(name: string, apply: (value: string, part: string) => boolean): ValueRow {
  return {
    name,
    parameters: ['Text', 'Text'],
    returns: 'Boolean',
    apply: (_c, [value, part]) => (part === '' ? true : value === '' ? null : apply(value, part))
  };
}

function slice(name: string, apply: (value: string, count: number) => string): ValueRow {
  return {
    name,
    parameters: ['Text', 'Number'],
    returns: 'Text',
    apply: (_c, [value, count]) => apply(value, Math.max(0, n.toInteger(count)))
  };
}

function padded(
  value: string,
  width: Num,
  fill: string,
  join: (value: string, padding: string) => string
): string | null {
  const length = n.toInteger(width);
  if (value === '' || length <= 0) return null;
  if (length <= value.length) return value.slice(0, length);
  if (fill === '') return value;
  return join(value, fill.repeat(length).slice(0, length - value.length));
}

function find(search: string, value: string, start: Num | undefined): Num {
  if (search === '' || value === '') return n.ZERO;
  return n.num(value.indexOf(search, Math.max(0, (start ? n.toInteger(start) : 1) - 1)) + 1);
}

function substring(value: string, start: number, count: number | undefined): string | null {
  const from = start < 0 ? value.length + start : Math.max(0, start - 1);
  if (value === '' || count === 0 || start > value.length || start < -value.length) return null;
  return value.slice(from, count === undefined ? undefined : from + Math.max(0, count));
}

function initCap(value: string): string {
  return value
    .toLowerCase()
    .replace(/(^|[^\p{L}\p{N}])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
}

function number(value: string): Num | null {
  if (value === '') return null;
  const parsed = n.parseNum(value);
  if (!parsed) throw new FormulaEvaluationError(`The value '${value}' is not a valid number.`);
  return parsed;
}

/** REGEX matches the whole text; a pattern that is wrong or not supported has no value. */
function matches(value: string, pattern: string): boolean {
  try {
    return compileWholeJavaRegex(pattern).test(value);
  } catch (error) {
    if (error instanceof ApexException) throw new FormulaEvaluationError(error.message);
    throw error;
  }
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const htmlEncode = (value: string): string => value.replace(/[&<>"']/g, (c) => HTML[c] as string);
const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026'
};
const jsEncode = (value: string): string => value.replace(/[\\'"\n\r<>&]/g, (c) => JS[c] as string);

function toText(kind: Kind): (value: unknown) => string {
  if (kind === 'Number') return (value) => n.toText(value as Num);
  if (kind === 'Date') return (value) => days.dateText(value as number);
  if (kind === 'Datetime') return (value) => days.datetimeText(value as number);
  if (kind === 'Time') return (value) => days.timeText(value as number);
  return String;
}

function hyperlink(_c: FormulaContext, [url, label, target]: readonly string[]): string {
  const opens = target ? ` target="${htmlEncode(target)}"` : '';
  return `<a href="${htmlEncode(url ?? '')}"${opens}>${htmlEncode(label ?? '')}</a>`;
}

function image(_c: FormulaContext, args: readonly unknown[]): string {
  const [url, alternate, height, width] = args as [string, string, Num | undefined, Num | undefined];
  const size = (name: string, value: Num | undefined): string => (value ? ` ${name}="${n.toText(value)}"` : '');
  return `<img src="${htmlEncode(url)}" alt="${htmlEncode(alternate)}" border="0"${size('height', height)}${size('width', width)}/>`;
}

const rows: readonly ValueRow[] = [
  cased('LOWER', (v, locale) => v.toLocaleLowerCase(locale)),
  cased('UPPER', (v, locale) => v.toLocaleUpperCase(locale)),
  text('TRIM', (v) => v.trim()),
  text('INITCAP', initCap),
  text('REVERSE', (v) => [...v].reverse().join('')),
  text('LEN', (v) => n.num(v.length), 'Number'),
  text('VALUE', number, 'Number'),
  text('ISNUMBER', (v) => n.parseNum(v) !== null, 'Boolean'),
  text('ASCII', (v) => (v === '' ? null : n.num(v.codePointAt(0) as number)), 'Number'),
  text('CASESAFEID', (v) => (v === '' ? null : caseSafeId(v))),
  text('HTMLENCODE', htmlEncode),
  text('JSENCODE', jsEncode),
  text('JSINHTMLENCODE', (v) => htmlEncode(jsEncode(v))),
  text('URLENCODE', (v) => encodeURIComponent(v).replace(/%20/g, '+')),
  test('BEGINS', (v, part) => v.startsWith(part)),
  test('CONTAINS', (v, part) => v.includes(part)),
  slice('LEFT', (v, count) => v.slice(0, count)),
  slice('RIGHT', (v, count) => (count === 0 ? '' : v.slice(-count))),
  {
    name: 'CHR',
    parameters: ['Number'],
    returns: 'Text',
    apply: (_c, [code]) => (code.sign() === 0 ? null : String.fromCodePoint(n.toInteger(code)))
  },
  {
    name: 'MID',
    parameters: ['Text', 'Number', 'Number'],
    returns: 'Text',
    apply: (_c, [v, start, count]) => substring(v, Math.max(1, n.toInteger(start)), Math.max(0, n.toInteger(count)))
  },
  {
    name: 'SUBSTR',
    parameters: ['Text', 'Number', 'Number?'],
    returns: 'Text',
    apply: (_c, [v, start, count]) => substring(v, n.toInteger(start), count && Math.max(0, n.toInteger(count)))
  },
  {
    name: 'FIND',
    parameters: ['Text', 'Text', 'Number?'],
    returns: 'Number',
    apply: (_c, [search, v, start]) => find(search, v, start)
  },
  {
    name: 'SUBSTITUTE',
    parameters: ['Text', 'Text', 'Text'],
    returns: 'Text',
    apply: (_c, [v, from, to]) => (from === '' ? null : v.split(from).join(to))
  },
  {
    name: 'LPAD',
    parameters: ['Text', 'Number', 'Text?'],
    returns: 'Text',
    apply: (_c, [v, width, fill]) => padded(v, width, fill ?? ' ', (value, padding) => padding + value)
  },
  {
    name: 'RPAD',
    parameters: ['Text', 'Number', 'Text?'],
    returns: 'Text',
    apply: (_c, [v, width, fill]) => padded(v, width, fill ?? ' ', (value, padding) => value + padding)
  },
  { name: 'REGEX', parameters: ['Text', 'Text'], returns: 'Boolean', apply: (_c, [v, pattern]) => matches(v, pattern) },
  { name: 'HYPERLINK', parameters: ['Text', 'Text', 'Text?'], returns: 'Text', apply: hyperlink },
  { name: 'IMAGE', parameters: ['Text', 'Text', 'Number?', 'Number?'], returns: 'Text', apply: image }
];

export const textFunctions: readonly FormulaFunction[] = [
  ...values('text', rows),
  ...specials('text', [
    {
      name: 'BR',
      parameters: [],
      // A public managed package reads the breaks of its formula fields as markup.
      build: (_call, { dialect }) => {
        const lineBreak = dialect === 'field' ? '<br>' : '\n';
        return { kind: 'Text', evaluate: () => lineBreak };
      }
    },
    {
      name: 'TEXT',
      parameters: ['Number|Date|Datetime|Time|Picklist'],
      build: (call, compiler) => {
        const value: Compiled = compiler.expect(call.args[0] as typeof call, call, [
          'Number',
          'Date',
          'Datetime',
          'Time',
          'Picklist'
        ]);
        const format = toText(value.kind);
        return {
          kind: 'Text',
          evaluate: (c) => {
            const found = value.evaluate(c);
            return found === null ? null : format(found);
          }
        };
      }
    }
  ])
];
