import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNREADABLE } from '../contracts.ts';
import type { Finding, Gate, GateResult } from '../contracts.ts';
import { toolsRequire } from '../tools.ts';
import type { Workspace } from '../workspace.ts';

interface Component {
  readonly fullName: string;
  readonly type: { readonly name: string };
  getChildren(): readonly Component[];
}

interface ComponentSet {
  sourceApiVersion: string;
  readonly size: number;
  getSourceComponents(): { toArray(): readonly Component[] };
}

interface SdrModule {
  readonly ComponentSet: { fromSource(options: object): ComponentSet };
  readonly MetadataConverter: new () => {
    convert(set: ComponentSet, format: 'metadata', options: object): Promise<{ readonly packagePath?: string }>;
  };
}

/** What Salesforce's own library makes of the source: one zip that could be deployed, with everything in it. */
export const convert: Gate = {
  name: 'convert',
  purpose: 'source converted to a deployable zip by source-deploy-retrieve',
  needs: ['tools'],
  heavy: true,
  concerns: (file) => file.startsWith('force-app/') || ['sfdx-project.json', '.forceignore'].includes(file),
  run: check
};

async function check(workspace: Workspace): Promise<GateResult> {
  const { root, home, project } = workspace;
  const sdr = toolsRequire(home)('@salesforce/source-deploy-retrieve') as SdrModule;
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'convert-'));
  // The library finds .forceignore and the project from where it runs.
  process.chdir(root);
  try {
    const set = sdr.ComponentSet.fromSource({ fsPaths: project.packageDirectories.map((d) => join(root, d)) });
    set.sourceApiVersion = project.sourceApiVersion.toFixed(1);
    const converted = await new sdr.MetadataConverter().convert(set, 'metadata', {
      type: 'zip',
      outputDirectory: folder,
      packageName: 'package'
    });
    const size = statSync(converted.packagePath ?? join(folder, 'package.zip')).size;
    return { findings: lost(workspace, set), notes: [`${set.size} components, zip of ${Math.round(size / 1024)} kB`] };
  } catch (error) {
    return { findings: [refused(workspace, error as Error)] };
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}

/** What we found in the source and the library left out. Only whole components: parts travel inside their parent. */
function lost({ project }: Workspace, set: ComponentSet): Finding[] {
  const inside = (c: Component): string[] => [`${c.type.name}:${c.fullName}`, ...c.getChildren().flatMap(inside)];
  const there = new Set(set.getSourceComponents().toArray().flatMap(inside));
  const files = [
    ...project.components,
    ...project.bundles.map((b) => ({ type: b.type, fullName: b.name, file: b.file }))
  ];
  return files
    .filter(({ type, fullName }) => !there.has(`${type}:${fullName}`))
    .map(({ type, fullName, file }) => ({
      file,
      line: 1,
      rule: 'not-converted',
      message: `${type} ${fullName} is not in the zip`
    }));
}

/** The library names the path it broke at in its message. */
function refused({ root, files }: Workspace, error: Error): Finding {
  const file =
    files.find((f) => error.message.includes(f) || error.message.includes(join(root, f))) ?? 'sfdx-project.json';
  const unreadable = /xml|parse|tag/i.test(error.message) && !/expected|missing/i.test(error.message);
  return {
    file,
    line: 1,
    rule: unreadable ? UNREADABLE : 'not-converted',
    message: error.message.split('\n')[0] ?? error.name
  };
}
