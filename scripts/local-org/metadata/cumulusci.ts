import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Projects that are built with CumulusCI keep what their package needs in an org beside it, one folder for each bundle:
 * its flows deploy `unpackaged/pre/*` before the package and `unpackaged/post/*` behind it (CumulusCI documentation, The
 * unpackaged Folder). Folders relative to the project, in the order of their names; none without a `cumulusci.yml`.
 */
export function bundlesAround(dir: string): { readonly before: readonly string[]; readonly behind: readonly string[] } {
  if (!existsSync(join(dir, 'cumulusci.yml'))) return { before: [], behind: [] };
  return { before: bundlesIn(dir, 'unpackaged/pre'), behind: bundlesIn(dir, 'unpackaged/post') };
}

function bundlesIn(dir: string, folder: string): string[] {
  if (!existsSync(join(dir, folder))) return [];
  const entries = readdirSync(join(dir, folder), { withFileTypes: true });
  return entries.flatMap((e) => (e.isDirectory() ? [`${folder}/${e.name}`] : [])).sort();
}

/** CumulusCI writes the package's prefix in their place; names without it mean the same in an org of that namespace. */
export function withoutTokens(text: string): string {
  return text.replace(/%%%(?:MANAGED_OR_)?NAMESPACE(?:D_ORG)?%%%|___NAMESPACE___/g, '');
}
