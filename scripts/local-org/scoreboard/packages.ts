import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PackageDirectory {
  readonly path?: string;
  readonly package?: string;
  readonly dependencies?: readonly { readonly package?: string }[];
}

/** Says of a file of a project which packages its folder needs that are no folder of the project: they are not installed here. */
export function lackedPackages(projectDir: string): (file: string) => readonly string[] {
  const config = JSON.parse(readFileSync(join(projectDir, 'sfdx-project.json'), 'utf8')) as {
    readonly packageDirectories?: readonly PackageDirectory[];
  };
  const folders = config.packageDirectories ?? [];
  const own = new Set(folders.map((f) => f.package));
  const lacking = folders.map((f) => ({
    path: `${(f.path ?? '').replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/$/, '')}/`,
    packages: (f.dependencies ?? []).map((d) => nameOf(d.package ?? '')).filter((name) => name !== '' && !own.has(name))
  }));
  return (file) => lacking.find((f) => file.startsWith(f.path) && f.packages.length > 0)?.packages ?? [];
}

/** `Nebula Logger - Core@4.14.4-…` without its version. */
function nameOf(dependency: string): string {
  return dependency.replace(/@[^@]*$/, '');
}
