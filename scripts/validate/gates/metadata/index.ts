import { DiagnosticError } from '../../../local-org/contracts/diagnostics.ts';
import type { ComponentFile, XmlElement } from '../../../local-org/metadata/index.ts';
import { UNREADABLE } from '../../contracts.ts';
import type { Finding, Gate } from '../../contracts.ts';
import type { Workspace } from '../../workspace.ts';
import { checkElement } from './check.ts';
import { readMetadataTypes, type MetadataTypes } from './types.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
/** What older tools wrote; the API takes it. */
const ALSO = 'urn:metadata.tooling.soap.sforce.com';

/** Every metadata file against the types of the Metadata API. */
export const metadata: Gate = {
  name: 'metadata',
  purpose: 'metadata XML against the Metadata API types',
  needs: [],
  concerns: (file) => file.endsWith('-meta.xml'),
  run: (workspace) => {
    const types = typesOf(workspace.home);
    const files = filesOf(workspace);
    return {
      findings: files.flatMap(({ type, file }) => checkFile(workspace, file, type, types)),
      notes: [`${files.length} metadata files`]
    };
  }
};

let read: MetadataTypes | undefined;

/** Read once per process, whatever number of projects is checked. */
function typesOf(home: string): MetadataTypes {
  return (read ??= readMetadataTypes(home));
}

function filesOf(workspace: Workspace): Pick<ComponentFile, 'type' | 'file'>[] {
  const { components, bundles } = workspace.project;
  const bundled = bundles.flatMap((b) =>
    b.files.filter((f) => f.endsWith('-meta.xml')).map((f) => ({ type: b.type, file: `${b.file}/${f}` }))
  );
  const all = [...components, ...bundled].filter(({ file }) => file.endsWith('-meta.xml'));
  return all.filter(({ file }) => !workspace.changed || workspace.changed.has(file));
}

function checkFile(workspace: Workspace, file: string, type: string, types: MetadataTypes): Finding[] {
  const root = workspace.xmlOrError(file);
  if (root instanceof Error) return [unreadable(file, root)];
  const wrong = rootFault(root, type);
  const faults = wrong ? [wrong] : checkElement(root, root.name, types);
  return faults.map((fault) => ({ file, ...fault }));
}

function unreadable(file: string, error: Error): Finding {
  const [first] = error instanceof DiagnosticError ? error.diagnostics : [];
  return { file, line: first?.line ?? 1, rule: UNREADABLE, message: first?.message ?? error.message };
}

function rootFault(root: XmlElement, type: string): Omit<Finding, 'file'> | undefined {
  const fits = root.name === type || isVariantOf(root.name, type);
  if (!fits) return { line: root.line, rule: 'root', message: `expected <${type}>, found <${root.name}>` };
  // A deploy writes the root of split translations anew.
  if (root.name === 'CustomObjectTranslation') return undefined;
  if ([NAMESPACE, ALSO].includes(root.attributes['xmlns'] ?? '')) return undefined;
  return { line: root.line, rule: 'namespace', message: `<${root.name}> needs xmlns="${NAMESPACE}"` };
}

/** Settings name their root after themselves; folders are of the type of what is in them; two types have two names. */
function isVariantOf(root: string, type: string): boolean {
  if (type === 'Settings') return root.endsWith('Settings');
  if (type.startsWith('FeatureParameter')) return root.startsWith('FeatureParameter');
  if (type === 'InvocableActionExtension') return root === 'InvocableActionExt';
  return root.endsWith('Folder') && type.endsWith('Folder');
}
