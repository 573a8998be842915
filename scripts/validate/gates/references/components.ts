import type { BundleSource } from '../../../local-org/metadata/index.ts';
import type { Finding } from '../../contracts.ts';
import type { Known } from './known.ts';

const IMPORT = /(?:from|import)\s*\(?\s*['"]((?:@salesforce|c)\/[^'"]+)['"]/g;
const TAG = /<c-([a-z0-9-]+)/g;

/** What component modules import from the org, and components that templates use. */
export function bundle(known: Known, source: BundleSource): Finding[] {
  return known.workspace.bundleFiles(source).flatMap((file) => {
    if (/\.(ts|js)$/.test(file)) return each(known, file, IMPORT, imported);
    return file.endsWith('.html') ? each(known, file, TAG, tagged) : [];
  });
}

function each(
  known: Known,
  file: string,
  pattern: RegExp,
  fault: (known: Known, name: string) => string | undefined
): Finding[] {
  const text = known.workspace.text(file);
  return [...text.matchAll(pattern)].flatMap((match) => {
    const message = fault(known, match[1] ?? '');
    const line = text.slice(0, match.index).split('\n').length;
    return message ? [{ file, line, rule: 'missing-reference', message }] : [];
  });
}

function tagged(known: Known, tag: string): string | undefined {
  const name = tag.replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());
  return isBundle(known, name) ? undefined : `there is no component c-${tag}`;
}

function isBundle(known: Known, name: string): boolean {
  return known.has('LightningComponentBundle', name) || known.has('AuraDefinitionBundle', name);
}

function imported(known: Known, path: string): string | undefined {
  const [scope, kind = '', ...rest] = path.split('/');
  if (scope === 'c') return isBundle(known, kind) ? undefined : `there is no component c/${kind}`;
  return IMPORTS[kind]?.(known, rest.join('/'));
}

const NAMED: Readonly<Record<string, string>> = { customPermission: 'CustomPermission', resourceUrl: 'StaticResource' };

const IMPORTS: Readonly<Record<string, (known: Known, name: string) => string | undefined>> = {
  label: (known, name) => {
    const [prefix, label = ''] = name.split('.');
    return prefix !== 'c' || known.has('CustomLabel', label) ? undefined : `there is no label ${label}`;
  },
  apex: (known, name) => {
    const [className = '', method = '', more] = name.split('.');
    if (more !== undefined || name === '') return undefined;
    if (!known.has('ApexClass', className)) return `there is no class ${className}`;
    const isOpen = known.annotated(className, 'auraenabled').some((m) => m.name.key === method.toLowerCase());
    return isOpen || !known.classes.has(className.toLowerCase())
      ? undefined
      : `${className} has no @AuraEnabled method ${method}`;
  },
  schema: (known, name) => {
    const [object = '', ...path] = name.split('.');
    if (known.lacksObject(object)) return `there is no object ${object}`;
    const [field = ''] = path;
    return path.length === 1 && known.lacksField(object, field) ? `there is no field ${name}` : undefined;
  },
  customPermission: named('customPermission'),
  resourceUrl: named('resourceUrl'),
  messageChannel: (known, name) => (known.lacksChannel(name) ? `there is no message channel ${name}` : undefined)
};

function named(kind: string): (known: Known, name: string) => string | undefined {
  const type = NAMED[kind] ?? kind;
  return (known, name) => (name.includes('__') || known.has(type, name) ? undefined : `there is no ${type} ${name}`);
}
