// What the boot script of a page leaves for its modules, and the module that the build writes.

interface LocalOrgApp {
  name: string;
  label: string;
  tabs: { label: string; url: string; object: string | null }[];
  utilities: { id: string; component: string; label: string; icon: string; properties: Record<string, unknown> }[];
}

interface LocalOrgPage {
  user: { id: string; name: string; username: string };
  i18n: Record<string, unknown>;
  labels: Record<string, string>;
  userPermissions: Record<string, boolean>;
  customPermissions: Record<string, boolean>;
  apps: LocalOrgApp[];
  app: string | null;
  personas: { username: string; name: string; role: string }[];
  tryThis: string[];
  clock: { timeZone: string; next: { at: number; label: string } | null; set(now: number): void };
  bell: number;
}

declare namespace globalThis {
  // eslint-disable-next-line no-var -- a global needs `var`
  var localOrg: LocalOrgPage;
}

declare module 'shell/components' {
  export const components: Record<string, (() => Promise<{ default: unknown }>) | undefined>;
}
