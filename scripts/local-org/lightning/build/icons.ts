import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { basePackage } from './paths.ts';

export const ICON_CATEGORIES = ['utility', 'standard', 'action', 'custom', 'doctype'] as const;
export type IconCategory = (typeof ICON_CATEGORIES)[number];

/**
 * One SVG file of symbols per icon family, put together from the icon templates of the base components. The
 * components would load one compiled module per icon (more than 1,700); a symbol file is one request.
 */
export function buildSprite(category: IconCategory): string {
  const library = `iconSvgTemplates${category.charAt(0).toUpperCase()}${category.slice(1)}`;
  const folder = join(basePackage(), 'src', 'lightning', library, 'buildTemplates', category);
  if (!existsSync(folder)) throw new Error(`The base components hold no icon templates at ${folder}.`);
  const symbols = readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .map((file) => toSymbol(file.replace('.html', ''), readFileSync(join(folder, file), 'utf8')));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

function toSymbol(name: string, template: string): string {
  const box = /viewBox="([^"]+)"/.exec(template)?.[1];
  const content = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(template)?.[1];
  if (!box || content === undefined) throw new Error(`The icon template "${name}" has no <svg> with a viewBox.`);
  return `<symbol id="${name}" viewBox="${box}">${content.trim()}</symbol>`;
}

/** Makes an icon point into the symbol file instead of waiting for its own template. */
export function patchIcon(source: string): string {
  const before = "return this.src ? sanitizeURL(this.src) : '';";
  const after =
    "return this.src ? sanitizeURL(this.src) : this.category ? `/assets/icons/${this.category}.svg#${getName(this._iconName)}` : '';";
  if (!source.includes(before))
    throw new Error('lightning-primitive-icon has changed: its href getter is not as expected.');
  return source.replace(before, after);
}

export const NO_ICON_LIBRARIES = `
export function hasIconLibrary() { return true; }
export function getIconLibrary() { return {}; }
export async function fetchIconLibrary() { return {}; }
`;
