import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { basePackage, shellFolder } from './paths.ts';

/** Modules of the platform that the shell supplies, by specifier, each with its source file. */
export function shellModules(): Map<string, string> {
  const modules = new Map<string, string>();
  const root = join(shellFolder(), 'modules');
  for (const namespace of readdirSync(root)) {
    for (const name of readdirSync(join(root, namespace))) {
      const file = ['ts', 'js']
        .map((ext) => join(root, namespace, name, `${name}.${ext}`))
        .find((path) => existsSync(path));
      if (!file) throw new Error(`The shell module ${namespace}/${name} has no source file.`);
      modules.set(`${namespace}/${name}`, file);
    }
  }
  return modules;
}

/** True for a module that lightning-base-components holds (and the shell does not replace). */
export function isBaseModule(specifier: string): boolean {
  const name = /^lightning\/(\w+)$/.exec(specifier)?.[1];
  return name !== undefined && existsSync(join(basePackage(), 'src', 'lightning', name));
}

/** `lightning/buttonMenu` of `lightning-button-menu`. */
export function specifierOfTag(tag: string): string {
  const [namespace = '', ...words] = tag.split('-');
  const name = words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return `${namespace}/${name}`;
}

export const ENGINE_MODULES = ['lwc', '@lwc/synthetic-shadow', '@lwc/wire-service'];
