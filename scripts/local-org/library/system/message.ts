import {
  ApexDate,
  ApexDatetime,
  Boxed,
  Decimal,
  debugText,
  formatDate,
  formatDatetime,
  localeTag,
  throwApex
} from '../../values/index.ts';

/** TypeScript's options of ES2022 know no rounding mode, which the runtime has. */
const HALF_EVEN = { maximumFractionDigits: 3, roundingMode: 'halfEven' } as Intl.NumberFormatOptions;

/**
 * `String.format`: the patterns of `java.text.MessageFormat`: `{0}` by index, a quote starts and ends literal text,
 * two quotes are one. Format styles (`{0,number}`) are refused.
 */
export function formatMessage(pattern: string, values: readonly unknown[], zone: string, locale: string): string {
  // Each value becomes text once, however often the pattern names it (assumed: public suites count the calls).
  const texts = values.map((value) => argumentText(value, zone, locale));
  let out = '';
  let quoted = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "'") {
      if (pattern.charAt(i + 1) === "'") {
        out += "'";
        i++;
      } else quoted = !quoted;
    } else if (c === '{' && !quoted) {
      const end = pattern.indexOf('}', i);
      if (end < 0) throwApex('System.IllegalArgumentException', 'Unmatched braces in the pattern.');
      out += argument(pattern.slice(i + 1, end), texts);
      i = end;
    } else out += c;
  }
  return out;
}

function argument(text: string, texts: readonly string[]): string {
  if (!/^\s*\d+\s*$/.test(text)) throwApex('System.IllegalArgumentException', `can't parse argument number: ${text}`);
  const index = Number(text);
  return texts[index] ?? `{${index}}`;
}

/** Numbers and dates in the user's locale, as MessageFormat does (that Apex does is assumed). */
function argumentText(value: unknown, zone: string, locale: string): string {
  const plain = value instanceof Boxed ? value.value : value;
  if (typeof plain === 'number' || typeof plain === 'bigint') return numberText(plain, locale);
  if (plain instanceof Decimal) return numberText(plain, locale);
  if (plain instanceof ApexDate) return formatDate(plain, locale);
  if (plain instanceof ApexDatetime) return formatDatetime(plain, zone, locale);
  return debugText(value);
}

/** Grouped, with at most three decimals: `12,345.679` (Apex Reference Guide, Decimal.format), half even as Java rounds. */
export function numberText(value: number | bigint | Decimal, locale: string): string {
  const exact = value instanceof Decimal ? (value.toPlainString() as Intl.StringNumericLiteral) : value;
  return new Intl.NumberFormat(localeTag(locale), HALF_EVEN).format(exact);
}
