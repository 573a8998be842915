import type { Diagnostic } from '../../local-org/contracts/diagnostics.ts';
import type { Finding, Gate } from '../contracts.ts';
import type { Workspace } from '../workspace.ts';

/** Folders that a deploy knows; a room is a folder that is none of them. */
const KIND_FOLDER =
  /^(applications|aura|classes|customMetadata|customPermissions|dashboards|duplicateRules|email|flexipages|flows|flowtests|globalValueSets|labels|layouts|lwc|messageChannels|namedCredentials|externalCredentials|notificationtypes|objects|objectTranslations|permissionsetgroups|permissionsets|platformEventSubscriberConfigs|quickActions|remoteSiteSettings|reports|reportTypes|staticresources|tabs|translations|triggers|validationRules|customindex|triggerActions)$/;
/** Of two files of these, a deploy keeps the last and says nothing, so all live in one room (CONTRIBUTING). */
const ONE_ROOM: Readonly<Record<string, string>> = {
  PermissionSet: 'setup',
  PermissionSetGroup: 'setup',
  Translations: 'shared'
};
const ROOMS = /^force-app\/main\//;

/** Two files of one name, files that deploy nothing, files outside any room. */
export const names: Gate = {
  name: 'names',
  purpose: 'duplicates of type and name; files in no room; files that deploy nothing',
  needs: [],
  concerns: (file) => file.startsWith('force-app/') || file === 'sfdx-project.json',
  run: (workspace) => ({
    findings: [
      ...found(workspace),
      ...labels(workspace),
      ...bare(workspace),
      ...(hasRooms(workspace) ? rooms(workspace) : [])
    ]
  })
};

/** Projects laid out in rooms have a data model page; for others only what holds everywhere is checked. */
function hasRooms({ files }: Workspace): boolean {
  return files.includes('docs/data-model.md');
}

function found({ project }: Workspace): Finding[] {
  return project.problems
    .filter((p) => p.code !== 'project' && !isOfTwoPackages(p, project.packageDirectories))
    .map(({ file, line, code, message }) => ({ file, line, rule: code, message }));
}

/** Two packages of one repository may hold the same name: they are deployed apart. */
function isOfTwoPackages({ code, file, message }: Diagnostic, folders: readonly string[]): boolean {
  const other = / is already declared in (.+)$/.exec(message)?.[1];
  if (code !== 'duplicate' || !other) return false;
  const packageOf = (path: string): string | undefined =>
    folders.find((f) => path.startsWith(`${f.replace(/^\.\//, '')}/`));
  return packageOf(file) !== packageOf(other);
}

/** Labels of all files are one list; of two with one name the last wins. */
function labels(workspace: Workspace): Finding[] {
  const first = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { type, file } of workspace.project.components) {
    if (type !== 'CustomLabels') continue;
    for (const label of workspace.xml(file)?.children ?? []) {
      const name = label.children.find((c) => c.name === 'fullName')?.text.trim() ?? '';
      const other = first.get(name.toLowerCase());
      if (other)
        findings.push({
          file,
          line: label.line,
          rule: 'duplicate',
          message: `label ${name} is already declared in ${other}`
        });
      else first.set(name.toLowerCase(), file);
    }
  }
  return findings;
}

/** A component without its settings file is left out of a deploy. */
function bare({ project }: Workspace): Finding[] {
  const components = project.bundles.filter((b) => b.type === 'LightningComponentBundle');
  const without = components.filter((b) => !b.files.includes(`${b.name}.js-meta.xml`));
  return without.map(({ file, name }) => ({
    file,
    line: 1,
    rule: 'no-settings',
    message: `component ${name} has no ${name}.js-meta.xml`
  }));
}

/** `force-app/main/ROOM/KIND/...`: only for projects that are laid out in rooms. */
function rooms(workspace: Workspace): Finding[] {
  const homeless = workspace.files.filter((f) => f.startsWith('force-app/') && !inRoom(f));
  const misplaced = workspace.project.components.flatMap(({ type, file }) => {
    const room = ONE_ROOM[type];
    return !room || file.startsWith(`force-app/main/${room}/`)
      ? []
      : [{ file, line: 1, rule: 'wrong-room', message: `${type} files live in force-app/main/${room} only` }];
  });
  return [
    ...homeless.map((file) => ({ file, line: 1, rule: 'no-room', message: 'expected force-app/main/ROOM/KIND/...' })),
    ...misplaced
  ];
}

function inRoom(file: string): boolean {
  const [room = '', kind = '', rest] = file.replace(ROOMS, '').split('/');
  return ROOMS.test(file) && !KIND_FOLDER.test(room) && KIND_FOLDER.test(kind) && rest !== undefined;
}
