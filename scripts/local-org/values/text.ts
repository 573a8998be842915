/** Folds case for `==`, names and SOQL comparisons: lower case, locale-free. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** Apex `==` on Strings: without regard to case. */
export function equalsIgnoreCase(a: string, b: string): boolean {
  return a === b || (a.length === b.length ? fold(a) === fold(b) : false);
}

/** `String.compareTo`: by UTF-16 unit, with regard to case. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = a.charCodeAt(i) - b.charCodeAt(i);
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

/** `<`, `>` and SOQL ORDER BY: without regard to case (assumed: by folded UTF-16 unit, not by locale). */
export function compareFolded(a: string, b: string): number {
  const x = fold(a);
  const y = fold(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** `String.hashCode` of Java, which Apex documents to be stable. */
export function textHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}
