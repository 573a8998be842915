import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { DiagnosticError, type Diagnostic } from '../contracts/diagnostics.ts';
import { bundlesAround, withoutTokens } from './cumulusci.ts';
import { readCurrencies, readDatedRates, type Currencies, type DatedRate } from './currencies.ts';
import { readFiscalYears, type CustomFiscalYears } from './fiscal-years.ts';
import { readFeatures } from './features.ts';
import { unknownFeatures } from './feature-table.ts';
import { typeOfBundleFolder, typeOfSuffix, type SuffixType } from './types.ts';
import { parseXml } from './xml.ts';

/** One metadata file of the project. Paths named `file` are relative to the project, with forward slashes. */
export interface ComponentFile {
  readonly type: string;
  /** As the Metadata API names it: `Widget__c`, `Widget__c.Color__c`, `Folder/Report`. */
  readonly fullName: string;
  readonly file: string;
  readonly path: string;
  /** The file or folder that the meta file describes (static resource, class), as an absolute path. */
  readonly content?: string;
}

export interface ApexSource {
  readonly kind: 'class' | 'trigger';
  readonly name: string;
  readonly file: string;
  readonly path: string;
  readonly text: string;
  readonly apiVersion: number;
  readonly active: boolean;
  /** Namespace of another package, beside the project, that brings it; absent: the project's own. */
  readonly guest?: string;
}

/** A folder of files that is one component: an LWC or Aura bundle. */
export interface BundleSource {
  readonly type: string;
  readonly name: string;
  readonly file: string;
  readonly path: string;
  /** Files inside, relative to the bundle. */
  readonly files: readonly string[];
}

export interface ProjectSource {
  readonly dir: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly sourceApiVersion: number;
  readonly packageDirectories: readonly string[];
  /** Features of the org that the project is made for, in lower case. */
  readonly features: ReadonlySet<string>;
  /** Conversion rates by ISO code, for an org with several currencies. */
  readonly currencies: Currencies;
  /** Exchange rates by day, for an org with advanced currency management. */
  readonly datedRates: readonly DatedRate[];
  /** Custom fiscal years, for an org that has enabled them. */
  readonly fiscalYears: CustomFiscalYears | undefined;
  readonly components: readonly ComponentFile[];
  readonly apex: readonly ApexSource[];
  readonly bundles: readonly BundleSource[];
  /** Duplicates and files that are no metadata. Reading goes on; the caller decides what stops it. */
  readonly problems: readonly Diagnostic[];
}

interface ProjectFile {
  readonly name?: string;
  readonly namespace?: string;
  readonly sourceApiVersion?: string;
  readonly packageDirectories?: readonly { readonly path?: string; readonly definitionFile?: string }[];
}

interface Walk {
  readonly dir: string;
  readonly ignored: Ignore;
  readonly components: ComponentFile[];
  readonly bundles: BundleSource[];
  readonly problems: Diagnostic[];
  readonly loose: string[];
}

/** SFDX merges these when several package folders hold one of the same name. */
const MERGED = new Set(['CustomLabels', 'CustomObjectTranslation']);
const MERGED_AROUND = new Set(['CustomObject', 'CustomObjectTranslation']);
const SKIPPED_FOLDERS = new Set(['__tests__', '__mocks__', 'node_modules', '__utam__']);
const DEFAULT_API_VERSION = 67;
const GUEST_TYPES: ReadonlySet<string> = new Set(['ApexClass', 'ApexTrigger', 'Flow']);

/**
 * Finds everything that a project deploys: every package directory, any folder depth, minus `.forceignore`.
 * `moreFolders` are read like package directories; `only` names the package directories to read, when not all. Throws DiagnosticError when there is no readable `sfdx-project.json`.
 */
export function readProject(
  projectDir: string,
  moreFolders: readonly string[] = [],
  only?: readonly string[]
): ProjectSource {
  const dir = resolve(projectDir);
  const config = readProjectFile(dir);
  const around = only ? { before: [], behind: [] } : bundlesAround(dir);
  const packageDirectories = [...around.before, ...chosen(config, only), ...around.behind, ...moreFolders];
  const walk: Walk = { dir, ignored: readForceIgnore(dir), components: [], bundles: [], problems: [], loose: [] };
  for (const folder of packageDirectories) {
    const path = resolve(dir, folder);
    if (existsSync(path)) walkFolder(walk, path);
    else walk.problems.push(problem('sfdx-project.json', 'project', `package directory "${folder}" does not exist`));
  }
  const added = takeAdditions(walk.components, [...around.before, ...around.behind]);
  walk.problems.push(...duplicates(walk, packageDirectories));
  walk.components.push(...added);
  const guests = guestsOf(dir, config.namespace, moreFolders);
  walk.problems.push(...foreignMetadata(walk, guests));
  const apex = readApex(walk, guests);
  walk.problems.push(...unknownFiles(walk));
  const features = readFeatures(dir, definitionFiles(config, packageDirectories), {
    apex,
    components: walk.components
  });
  walk.problems.push(...unknownFeatures(features).map(missingFeature));
  return {
    dir,
    name: config.name ?? basename(dir),
    namespace: config.namespace || null,
    sourceApiVersion: Number(config.sourceApiVersion ?? DEFAULT_API_VERSION),
    packageDirectories,
    features,
    currencies: readCurrencies(dir),
    datedRates: readDatedRates(dir),
    fiscalYears: readFiscalYears(dir),
    components: walk.components,
    apex,
    bundles: walk.bundles,
    problems: walk.problems
  };
}

/** Package directories in order, each once: two packages may be made of one folder, or one of a part of it. Windows separators are read too. */
function chosen(config: ProjectFile, only: readonly string[] | undefined): string[] {
  const paths = (config.packageDirectories ?? []).map((p) => (p.path ?? '').replaceAll('\\', '/')).filter(Boolean);
  const wanted = only?.map((path) => path.replace(/\/$/, ''));
  const once = [...new Set(paths.map((path) => path.replace(/\/$/, '')))].filter(
    (path) => wanted?.includes(path) ?? true
  );
  return once.filter((path) => !once.some((other) => other !== path && isInside(path, other)));
}

function missingFeature(name: string): Diagnostic {
  const text = `the org feature ${name} is not in the local org: what it brings may be missing`;
  return problem('config/project-scratch-def.json', 'feature', text, 'warning');
}

/** Definitions of the orgs that the packages are made for, of those package directories that are deployed. */
function definitionFiles(config: ProjectFile, deployed: readonly string[]): string[] {
  return (config.packageDirectories ?? []).flatMap(({ path, definitionFile }) =>
    path && definitionFile && deployed.some((folder) => folder === path.replace(/\/$/, '')) ? [definitionFile] : []
  );
}

/** A package may be made of a folder inside that of another: its files are deployed once. */
function isInside(path: string, other: string): boolean {
  return other === '.' || path.replace(/^\.\//, '').startsWith(`${other.replace(/^\.\//, '')}/`);
}

function readProjectFile(dir: string): ProjectFile {
  const path = join(dir, 'sfdx-project.json');
  if (!existsSync(path))
    throw new DiagnosticError([problem('sfdx-project.json', 'project', `no sfdx-project.json in ${dir}`)]);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProjectFile;
  } catch (error) {
    throw new DiagnosticError([problem('sfdx-project.json', 'project', `not valid JSON: ${(error as Error).message}`)]);
  }
}

function readForceIgnore(dir: string): Ignore {
  const path = join(dir, '.forceignore');
  const rules = ignore();
  return existsSync(path) ? rules.add(readFileSync(path, 'utf8')) : rules;
}

function problem(file: string, code: string, message: string, level: Diagnostic['level'] = 'error'): Diagnostic {
  return { file, line: 1, column: 1, code, message, level };
}

function localPath(dir: string, path: string): string {
  return relative(dir, path).split(sep).join('/');
}

function walkFolder(walk: Walk, folder: string): void {
  const bundleType = typeOfBundleFolder(basename(folder));
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const local = localPath(walk.dir, path);
    if (entry.name.startsWith('.') || isIgnored(walk, local)) continue;
    if (!entry.isDirectory()) addFile(walk, path, local);
    else if (isIgnored(walk, `${local}/`) || SKIPPED_FOLDERS.has(entry.name)) continue;
    // What a static resource holds is its content, whatever its files are called.
    else if (basename(folder) === 'staticresources' && existsSync(`${path}.resource-meta.xml`)) continue;
    else if (bundleType) addBundle(walk, bundleType, path, local);
    else walkFolder(walk, path);
  }
}

function addBundle(walk: Walk, type: string, path: string, file: string): void {
  const files = listFiles(walk, path).map((p) => localPath(path, p));
  const isCode = type === 'LightningComponentBundle' || type === 'AuraDefinitionBundle';
  if (!isCode) walk.components.push({ type, fullName: basename(path), file, path, content: path });
  else if (files.length > 0) walk.bundles.push({ type, name: basename(path), file, path, files });
}

function listFiles(walk: Walk, folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || SKIPPED_FOLDERS.has(entry.name)) continue;
    if (walk.ignored.ignores(localPath(walk.dir, path))) continue;
    if (entry.isDirectory()) found.push(...listFiles(walk, path));
    else found.push(path);
  }
  return found;
}

const META_FILE = /^(.+)\.([A-Za-z]+)-meta\.xml$/;
const PLAIN_FILE = /^(.+)\.([A-Za-z]+)$/;
const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const MANIFEST = /[/\\](package|destructiveChanges\w*)\.xml$/i;
/** As much of a file as its root element may need to say what it is. */
const HEAD = 1000;

/**
 * A file in metadata format (`objects/Widget__c.object`), as older projects keep beside or instead of source format;
 * `sf project deploy` takes both. What has a meta file of its own is the content of that one.
 */
function isMetadataFormat(path: string): boolean {
  if (MANIFEST.test(path) || existsSync(`${path}-meta.xml`)) return false;
  const head = readFileSync(path, 'utf8').slice(0, HEAD);
  return /^\uFEFF?\s*</.test(head) && head.includes(METADATA_NAMESPACE);
}

function addFile(walk: Walk, path: string, file: string): void {
  const folder = folderMeta(path);
  if (folder) return void walk.components.push({ ...folder, file, path });
  const meta = META_FILE.exec(basename(path));
  const match = meta ?? PLAIN_FILE.exec(basename(path));
  const suffix = match?.[2] ?? '';
  const known = match ? typeOfSuffix(suffix) : undefined;
  if (!match || !known || (!meta && !isMetadataFormat(path))) {
    walk.loose.push(file);
    return;
  }
  const base = withoutTokens(match[1] as string);
  const content = findContent(path, base, suffix, known.type);
  walk.components.push({
    type: known.type,
    fullName: componentName(file, base, known),
    file,
    path,
    ...(content ? { content } : {})
  });
}

/** Folders of older projects: `reports/Sales-meta.xml`, without a suffix of its own. */
const FOLDER_TYPES = new Map([
  ['reports', 'ReportFolder'],
  ['dashboards', 'DashboardFolder'],
  ['documents', 'DocumentFolder'],
  ['email', 'EmailFolder']
]);

function folderMeta(path: string): Pick<ComponentFile, 'type' | 'fullName'> | undefined {
  const fullName = /^([^.]+)-meta\.xml$/.exec(basename(path))?.[1];
  const type = FOLDER_TYPES.get(basename(dirname(path)));
  return fullName === undefined || type === undefined ? undefined : { type, fullName };
}

function componentName(file: string, base: string, known: SuffixType): string {
  const folders = file.split('/').slice(0, -1);
  // Translations of fields stand beside their object's translation, not in a folder of their kind.
  if (known.type === 'CustomFieldTranslation') return `${folders.at(-1) ?? ''}.${base}`;
  if (known.ofParent) return `${folders.at(-2) ?? ''}.${base}`;
  const start = known.inFolder ? folders.lastIndexOf(known.inFolder) : -1;
  return start >= 0 ? [...folders.slice(start + 1), base].join('/') : base;
}

/** `Logo.resource-meta.xml` describes `Logo.png` or the folder `Logo`; `A.cls-meta.xml` describes `A.cls`. */
function findContent(path: string, base: string, suffix: string, type: string): string | undefined {
  if (!path.endsWith('-meta.xml')) return undefined;
  const direct = path.slice(0, -'-meta.xml'.length);
  if (existsSync(direct)) return direct;
  if (type !== 'StaticResource' && type !== 'Document') return undefined;
  const folder = dirname(path);
  if (existsSync(join(folder, base)) && statSync(join(folder, base)).isDirectory()) return join(folder, base);
  const name = readdirSync(folder).find(
    (n) => n.startsWith(`${base}.`) && !n.endsWith('-meta.xml') && n !== `${base}.${suffix}`
  );
  return name ? join(folder, name) : undefined;
}

/** The rules of the project are about what lies in it. */
function isIgnored({ ignored }: Walk, local: string): boolean {
  return !local.startsWith('../') && ignored.ignores(local);
}

interface Guest {
  /** Folder, relative to the project, with a slash behind it. */
  readonly folder: string;
  readonly namespace: string;
}

/** Folders beside the project that belong to a package with a namespace of its own: their project file lies in or above them. */
function guestsOf(dir: string, own: string | undefined, folders: readonly string[]): Guest[] {
  return folders.flatMap((folder) => {
    for (let at = resolve(dir, folder); at !== dir && at !== dirname(at); at = dirname(at)) {
      if (!existsSync(join(at, 'sfdx-project.json'))) continue;
      const { namespace } = readProjectFile(at);
      const differs = namespace !== undefined && namespace !== '' && namespace.toLowerCase() !== own?.toLowerCase();
      return differs ? [{ folder: `${localPath(dir, resolve(dir, folder))}/`, namespace }] : [];
    }
    return [];
  });
}

function guestOf(guests: readonly Guest[], file: string): string | undefined {
  return guests.find(({ folder }) => file.startsWith(folder))?.namespace;
}

/** Objects and the like of a second package would need names with its prefix, which this org cannot give. */
function foreignMetadata({ components }: Walk, guests: readonly Guest[]): Diagnostic[] {
  const foreign = components.filter(({ type, file }) => guestOf(guests, file) !== undefined && !GUEST_TYPES.has(type));
  return foreign.map(({ type, file }) =>
    problem(file, 'guest', `a package in another namespace may bring Apex and flows here, no ${type}`)
  );
}

function readApex(walk: Walk, guests: readonly Guest[]): ApexSource[] {
  const sources: ApexSource[] = [];
  for (const component of walk.components) {
    if (component.type !== 'ApexClass' && component.type !== 'ApexTrigger') continue;
    if (!component.content) {
      walk.problems.push(problem(component.file, 'apex', 'its source file is missing'));
      continue;
    }
    const guest = guestOf(guests, component.file);
    const source = apexSource(walk.dir, component, component.content);
    sources.push(guest === undefined ? source : { ...source, guest });
  }
  return sources;
}

function apexSource(dir: string, component: ComponentFile, path: string): ApexSource {
  const meta = parseXml(component.file, readFileSync(component.path, 'utf8'));
  const child = (name: string) => meta.children.find((c) => c.name === name)?.text.trim();
  return {
    kind: component.type === 'ApexClass' ? 'class' : 'trigger',
    name: component.fullName,
    file: localPath(dir, path),
    path,
    text: readFileSync(path, 'utf8'),
    apiVersion: Number(child('apiVersion') ?? DEFAULT_API_VERSION),
    active: (child('status') ?? 'Active') === 'Active'
  };
}

/**
 * A name that occurs twice in one package directory is an error: on deploy one of the two silently wins. Between
 * package directories the later one is deployed over the earlier (assumed), which is pointed out.
 */
function duplicates(walk: Walk, packageDirectories: readonly string[]): Diagnostic[] {
  const first = new Map<string, Declared>();
  const problems: Diagnostic[] = [];
  const replaced = new Set<Declared>();
  for (const part of [...walk.components, ...walk.bundles]) {
    if (MERGED.has(part.type)) continue;
    const name = 'fullName' in part ? part.fullName : part.name;
    const key = `${part.type}:${name}`.toLowerCase();
    const other = first.get(key);
    if (!other || isLater(part, other, packageDirectories)) first.set(key, part);
    if (!other) continue;
    const later = first.get(key) === part;
    if (later) replaced.add(other);
    const text = `${part.type} ${name} is already declared in ${other.file}`;
    problems.push(
      problem(
        part.file,
        'duplicate',
        later ? `${text}; this one, of a later package directory, is deployed` : text,
        later ? 'warning' : 'error'
      )
    );
  }
  drop(walk.components, replaced);
  drop(walk.bundles, replaced);
  return problems;
}

/**
 * Objects of these folders, taken out: a bundle adds fields and record types to an object that is declared elsewhere, and
 * replaces none.
 */
function takeAdditions(components: ComponentFile[], folders: readonly string[]): ComponentFile[] {
  const isAddition = ({ type, file }: ComponentFile) =>
    MERGED_AROUND.has(type) && folders.some((folder) => file.startsWith(`${folder}/`));
  const added = components.filter(isAddition);
  drop(components, new Set(added));
  return added;
}

type Declared = ComponentFile | BundleSource;

function isLater(part: Declared, other: Declared, packageDirectories: readonly string[]): boolean {
  const placeOf = (file: string) => packageDirectories.findLastIndex((folder) => file.startsWith(`${folder}/`));
  return placeOf(part.file) > placeOf(other.file);
}

function drop<T extends Declared>(parts: T[], gone: ReadonlySet<Declared>): void {
  const kept = parts.filter((part) => !gone.has(part));
  parts.splice(0, parts.length, ...kept);
}

const HARMLESS =
  /(^|\/)(package\.xml|destructiveChanges\w*\.xml|jsconfig\.json|tsconfig\.json|package\.json|README\b.*|.*\.md)$/i;

/** Files that belong to no component. They deploy nothing, so they are only pointed out. */
function unknownFiles(walk: Walk): Diagnostic[] {
  const contents = walk.components.flatMap((c) => (c.content ? [localPath(walk.dir, c.content)] : []));
  const files = new Set(contents);
  const folders = contents.map((c) => `${c}/`);
  return walk.loose
    .filter((file) => !files.has(file) && !HARMLESS.test(file) && !folders.some((f) => file.startsWith(f)))
    .map((file) => problem(file, 'unknown-file', 'is no metadata in source format and deploys nothing', 'warning'));
}
