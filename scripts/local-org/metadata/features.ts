import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `sf project generate` puts the definition of the orgs that a project is made for. */
const DEFINITION = 'config/project-scratch-def.json';

/**
 * Features that the project's scratch org definition asks for, in lower case and without quantity: `personaccounts`,
 * `stateandcountrypicklist` (Salesforce DX Developer Guide, Scratch Org Features). None where there is no definition.
 */
export function readFeatures(dir: string): ReadonlySet<string> {
  const path = join(dir, DEFINITION);
  if (!existsSync(path)) return new Set();
  const { features } = parsed(path);
  const list: unknown[] =
    typeof features === 'string' ? features.split(/[;,]/) : Array.isArray(features) ? features : [];
  return new Set(list.map((name) => String(name).split(':')[0]?.trim().toLowerCase() ?? ''));
}

/** A definition that is no JSON makes no org, and says nothing about it: other tools read it with comments. */
function parsed(path: string): { readonly features?: unknown } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { features?: unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
