import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { platformFamilies } from './build/platform.ts';
import { shellModules } from './build/modules.ts';
import { basePackage } from './build/paths.ts';
import { PAGE_COMPONENTS } from './server/pages.ts';
import { TEMPLATES } from './server/templates.ts';

export interface PageSupport {
  readonly kind: 'page component' | 'page template' | 'module' | 'import family' | 'base component';
  /** As metadata or an import names it. */
  readonly name: string;
}

/** What pages of the local org are made of, for the support table. */
export function listPageSupport(): readonly PageSupport[] {
  const shell = [...shellModules().keys()].filter((name) => name.startsWith('lightning/'));
  const base = readdirSync(join(basePackage(), 'src', 'lightning')).map((name) => `lightning/${name}`);
  const of = (kind: PageSupport['kind'], names: readonly string[]): PageSupport[] =>
    names.map((name) => ({ kind, name })).sort((a, b) => a.name.localeCompare(b.name));
  return [
    ...of('page component', Object.keys(PAGE_COMPONENTS)),
    ...of('page template', Object.keys(TEMPLATES)),
    ...of('module', shell),
    ...of('import family', platformFamilies()),
    ...of(
      'base component',
      base.filter((name) => !shell.includes(name))
    )
  ];
}
