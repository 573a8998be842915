/** A test of folded text against a folded LIKE pattern: `%` any text, `_` one character, a backslash takes them literally. */
export function likeTest(pattern: string): (text: string) => boolean {
  if (!/[\\_]/.test(pattern)) {
    const simple = simpleTest(pattern);
    if (simple) return simple;
  }
  const expression = new RegExp(`^${toRegExp(pattern)}$`, 's');
  return (text) => expression.test(text);
}

function simpleTest(pattern: string): ((text: string) => boolean) | undefined {
  const body = pattern.replace(/^%|%$/g, '');
  if (body.includes('%')) return undefined;
  const start = pattern.startsWith('%');
  const end = pattern.endsWith('%') && pattern.length > 1;
  if (start && end) return (text) => text.includes(body);
  if (start) return (text) => text.endsWith(body);
  return end ? (text) => text.startsWith(body) : (text) => text === body;
}

function toRegExp(pattern: string): string {
  return pattern.replace(/\\([\s\S])|%|_|[.*+?^${}()|[\]/\\-]/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]/\\-]/, '\\$&');
    if (part === '%') return '.*';
    return part === '_' ? '.' : `\\${part}`;
  });
}
