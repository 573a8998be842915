import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const PROJECT_FILE = 'sfdx-project.json';

/** Project folders of the command line: each is a project, or a folder whose sub-folders are. Throws for neither. */
export function projectsOf(dirs: readonly string[]): string[] {
  return dirs.flatMap((given) => {
    const dir = resolve(given);
    if (existsSync(join(dir, PROJECT_FILE))) return [dir];
    const inside = existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name)) : [];
    const found = inside.filter((folder) => existsSync(join(folder, PROJECT_FILE)));
    if (found.length === 0) throw new Error(`${given}: neither a project nor a folder of projects`);
    return found.sort();
  });
}

/** What no deployment reads, and may be large. */
const LEFT_OUT: ReadonlySet<string> = new Set([PROJECT_FILE, '.local-org', '.git', 'node_modules']);

/** The same project with another namespace, or none: links to its files, and a `sfdx-project.json` of its own. */
export function withNamespace(dir: string, namespace: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'scoreboard-')), basename(dir));
  const config = JSON.parse(readFileSync(join(dir, PROJECT_FILE), 'utf8')) as object;
  linkAll(dir, copy);
  writeFileSync(join(copy, PROJECT_FILE), JSON.stringify({ ...config, namespace }, null, 2));
  return copy;
}

/** Folders are made, not linked: a package directory `.` is walked, and a walk does not follow links. */
function linkAll(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkAll(source, copy);
    else symlinkSync(source, copy);
  }
}
