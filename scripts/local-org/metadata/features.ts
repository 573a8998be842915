import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { featuresNeeded, type FeatureSource } from './feature-needs.ts';

/** Where `sf project generate` puts the definition of the orgs that a project is made for. */
const DEFINITION = 'config/project-scratch-def.json';

/**
 * Features of the org that a project is made for, in lower case and without quantity: `personaccounts`,
 * `stateandcountrypicklist` (Salesforce DX Developer Guide, Scratch Org Features). They are those of the project's scratch
 * org definition, those that the `definitionFile` of a package directory names (the same guide, Package Directories), and
 * those without which its source cannot be deployed.
 */
export function readFeatures(
  dir: string,
  definitionFiles: readonly string[],
  source: FeatureSource
): ReadonlySet<string> {
  const files = new Set([DEFINITION, ...definitionFiles]);
  return new Set([...[...files].flatMap((file) => stated(join(dir, file))), ...featuresNeeded(source)]);
}

function stated(path: string): string[] {
  if (!existsSync(path)) return [];
  const { features } = parsed(path);
  const list: unknown[] =
    typeof features === 'string' ? features.split(/[;,]/) : Array.isArray(features) ? features : [];
  return list.map((name) => String(name).split(':')[0]?.trim().toLowerCase() ?? '');
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
