import type { XmlElement } from '../../../local-org/metadata/index.ts';

export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((c) => c.name === name) ?? [];
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((c) => c.name === name);
}

/** Trimmed text of a child, or the empty string. */
export function text(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}

/** Every element below, at any depth, with one of these names. */
export function descendants(element: XmlElement, ...names: string[]): XmlElement[] {
  return element.children.flatMap((c) => [...(names.includes(c.name) ? [c] : []), ...descendants(c, ...names)]);
}
