import { DiagnosticError } from '../../contracts/diagnostics.ts';
import { findUserId } from '../../api/index.ts';
import type { CustomLabelModel, CustomPermissionModel } from '../../metadata/index.ts';
import type { Ask, Site } from './context.ts';
import { appsOf, models, tabOf } from './context.ts';
import { countFor } from './messages.ts';
import { currentApp, tabUrl, utilities } from './pages.ts';
import { clockState } from './time.ts';
import { localeOf } from './values.ts';

/** What a page has to know before its first module runs. */
export function bootData(ask: Ask, ticking: boolean): object {
  const { site, tx } = ask;
  const { user } = tx;
  const custom = models<CustomPermissionModel>(site, 'CustomPermission').map((p) => p.name);
  return {
    user: { id: user.id, name: user.name, username: user.username },
    i18n: { timeZone: user.timeZone, locale: localeOf(user), lang: user.language.replaceAll('_', '-') },
    labels: labelsFor(site, user.language),
    userPermissions: permissionFlags(ask),
    customPermissions: Object.fromEntries(custom.map((name) => [name, tx.org.access.customPermission(user, name)])),
    apps: appsOf(site).map((app) => ({
      name: app.name,
      label: app.label,
      tabs: app.tabs.flatMap((tab) => tabEntry(ask, tab)),
      utilities: utilities(ask, app.utilityBar)
    })),
    app: currentApp(ask)?.name ?? null,
    personas: personas(site),
    tryThis: site.config.tryThis ?? [],
    clock: { ...clockState(site), ticking, timeZone: site.config.timeZone ?? site.org.organization.timeZone },
    bell: countFor(site, user)
  };
}

function labelsFor(site: Site, language: string): Record<string, string> {
  const names = models<CustomLabelModel>(site, 'CustomLabel').map((label) => label.name);
  return Object.fromEntries(
    names.map((name) => [name, site.org.label(site.org.organization.namespace, name, language) ?? missing(name)])
  );
}

function missing(name: string): never {
  throw new DiagnosticError([
    { file: 'labels', line: 1, column: 1, code: 'label', message: `the label ${name} has no text`, level: 'error' }
  ]);
}

const ASKED_FOR = [
  'ModifyAllData',
  'ViewAllData',
  'ViewSetup',
  'ManageUsers',
  'CustomizeApplication',
  'ApiEnabled',
  'RunReports'
];

function permissionFlags({ tx }: Ask): Record<string, boolean> {
  return Object.fromEntries(ASKED_FOR.map((name) => [name, tx.org.access.systemPermission(tx.user, name)]));
}

/** A tab of the app, unless the person has no right to it or to the object that it shows. */
function tabEntry(ask: Ask, name: string): object[] {
  const { site, tx } = ask;
  const url = tabUrl(site, name);
  if (url === null) return [];
  const object = site.org.schema.object(name.replace(/^standard-/, ''));
  if (object && url.startsWith('/lightning/o/')) {
    return tx.org.access.object(tx.user, object).read ? [{ label: object.labelPlural, url, object: object.name }] : [];
  }
  const tab = tabOf(site, name);
  if (tab && !tx.org.access.tab(tx.user, name)) return [];
  return [{ label: tab?.label ?? name, url, object: null }];
}

/** Only people who exist: a persona that the seed did not make is a mistake of the project. */
export function personas(site: Site): { username: string; name: string; role: string }[] {
  return (site.config.personas ?? []).map(({ username, role }) => {
    const id = findUserId(site.org, username);
    if (!id) throw new Error(`config/local-org.json names the persona "${username}", but no such user exists.`);
    return { username, role, name: site.org.access.user(id).name };
  });
}
