import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { Finding, Gate } from '../contracts.ts';
import type { Workspace } from '../workspace.ts';
import { Known } from './references/index.ts';

const PROJECT = 'sfdx-project.json';
const SCRATCH = /^config\/[^/]*(?:scratch|-def)[^/]*\.json$/;

/** The project file and scratch definitions against Salesforce's schemas, and what they name. */
export const projectFiles: Gate = {
  name: 'project-files',
  purpose: 'sfdx-project.json and scratch definitions against their schemas; one API version',
  needs: [],
  concerns: (file) => file === PROJECT || SCRATCH.test(file) || file.endsWith('-meta.xml'),
  run: (workspace) => {
    const scratch = workspace.files.filter((f) => SCRATCH.test(f));
    const findings = [
      ...againstSchema(workspace, PROJECT, 'sfdx-project.schema.json'),
      ...scratch.flatMap((file) => againstSchema(workspace, file, 'project-scratch-def.schema.json')),
      ...named(workspace),
      ...apiVersions(workspace)
    ];
    return { findings, notes: [`${scratch.length} scratch definitions`] };
  }
};

function lineOf(text: string, word: string): number {
  const at = text.indexOf(`"${word}"`);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

function againstSchema(workspace: Workspace, file: string, schema: string): Finding[] {
  const text = workspace.text(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return [{ file, line: 1, rule: 'json', message: (error as Error).message }];
  }
  const validate = validatorOf(workspace.home, schema);
  if (validate(value)) return [];
  return deepest(validate.errors ?? []).map(({ instancePath, message = '', params }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty;
    const word =
      extra ??
      instancePath
        .split('/')
        .filter((p) => !/^\d*$/.test(p))
        .at(-1) ??
      '';
    const allowed = (params as { allowedValues?: readonly string[] }).allowedValues?.join(', ');
    return {
      file,
      line: lineOf(text, word),
      rule: 'schema',
      message: `${instancePath || '/'} ${message}${extra ? `: ${extra}` : ''}${allowed ? `: ${allowed}` : ''}`
    };
  });
}

/** Of the errors of alternatives, the one that says why the nearest one does not fit. */
function deepest<T extends { readonly keyword: string }>(errors: readonly T[]): T[] {
  const plain = errors.filter((e) => !['anyOf', 'oneOf', 'if', 'not'].includes(e.keyword));
  return (plain.length > 0 ? plain : [...errors]).slice(0, 3);
}

const compiled = new Map<string, ReturnType<Ajv['compile']>>();

function validatorOf(home: string, schema: string): ReturnType<Ajv['compile']> {
  const known = compiled.get(schema) ?? compile(home, schema);
  compiled.set(schema, known);
  return known;
}

function compile(home: string, schema: string): ReturnType<Ajv['compile']> {
  const path = createRequire(join(home, 'package.json')).resolve(`@salesforce/schemas/${schema}`);
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
}

interface PackageDirectory {
  readonly path?: string;
  readonly definitionFile?: string;
  readonly postInstallScript?: string;
  readonly uninstallScript?: string;
  readonly unpackagedMetadata?: { readonly path?: string };
}

/** Folders, files and classes that the project file names. */
function named(workspace: Workspace): Finding[] {
  const text = workspace.text(PROJECT);
  const { packageDirectories = [] } = parsed(text) as { packageDirectories?: readonly PackageDirectory[] };
  const missing = (word: string, message: string): Finding[] => [
    { file: PROJECT, line: lineOf(text, word), rule: 'missing-reference', message }
  ];
  return packageDirectories.flatMap((d) => [
    ...[d.path, d.unpackagedMetadata?.path].flatMap((p) =>
      p && !hasFolder(workspace, p) ? missing(p, `there is no folder ${p}`) : []
    ),
    ...(d.definitionFile && !workspace.files.includes(d.definitionFile)
      ? missing('definitionFile', `there is no file ${d.definitionFile}`)
      : []),
    ...[d.postInstallScript, d.uninstallScript].flatMap((c) =>
      c && !Known.of(workspace).has('ApexClass', c) ? missing(c, `there is no class ${c}`) : []
    )
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Reported against the schema already.
    return {};
  }
}

function hasFolder({ files }: Workspace, path: string): boolean {
  const folder = `${path.replace(/\\/g, '/').replace(/^\.\//, '').replace(/\/$/, '')}/`;
  return files.some((f) => f.startsWith(folder));
}

/** A case of the conformance suite about what older versions of a class do. */
const OLDER_ON_PURPOSE: ReadonlySet<string> = new Set([
  'scripts/local-org/conformance/project/force-app/main/default/classes/Enforced.cls-meta.xml'
]);

/** One API version in all that is ours: the version of a class decides its access mode and its sharing. */
function apiVersions(workspace: Workspace): Finding[] {
  if (workspace.project.namespace === null) return [];
  const wanted = workspace.project.sourceApiVersion;
  return workspace.files
    .filter((f) => f.endsWith('-meta.xml') && !OLDER_ON_PURPOSE.has(f))
    .flatMap((file) => {
      const version = workspace.xml(file)?.children.find((c) => c.name === 'apiVersion');
      if (!version || Number(version.text) === wanted) return [];
      return [
        {
          file,
          line: version.line,
          rule: 'api-version',
          message: `expected ${wanted.toFixed(1)}, found ${version.text.trim()}`
        }
      ];
    });
}
