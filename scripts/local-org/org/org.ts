import { join, resolve } from 'node:path';
import { createAccessPolicy } from '../access/index.ts';
import type { DeployedRights, FullAccessPolicy } from '../access/index.ts';
import { createProgram } from '../apex/link/index.ts';
import type { LocalProgram } from '../apex/link/index.ts';
import { createAsyncEngine } from '../async/index.ts';
import type { LocalAsyncEngine } from '../async/index.ts';
import type { UserContext } from '../contracts/access.ts';
import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { Schema } from '../contracts/schema.ts';
import type { Queries } from '../contracts/soql.ts';
import type { Store } from '../contracts/store.ts';
import type {
  MetadataRegistry,
  OrganizationInfo,
  OrgServices,
  OutgoingMessage,
  TestState,
  Transaction,
  TransactionKind,
  VirtualClock
} from '../contracts/transaction.ts';
import { createFlowEngine, flowReader } from '../flow/index.ts';
import type { LocalFlowEngine } from '../flow/index.ts';
import { checkFormulas, compileFormula } from '../formula/index.ts';
import { lightningReaders } from '../lightning/metadata/index.ts';
import { profileName, readMetadata, readProject } from '../metadata/index.ts';
import type {
  CustomLabelModel,
  PermissionSetGroupModel,
  PermissionsModel,
  ProjectSource,
  SharingRuleModel
} from '../metadata/index.ts';
import { createSave } from '../save/index.ts';
import type { SaveRoom } from '../save/index.ts';
import { buildSchema } from '../schema/index.ts';
import { setupProviders, writeDeployed, writeFreshOrg } from '../setup-data/index.ts';
import { createQueries } from '../soql/index.ts';
import { createStore } from '../store/index.ts';
import { createTransaction } from '../transaction/index.ts';
import { compileProject } from './compile.ts';
import type { CompiledProject } from './compile.ts';
import { translationsOf, type Translations } from './translations.ts';

export interface OrgOptions {
  /** Folder with an sfdx-project.json. */
  readonly projectDir: string;
  /** The package directories to deploy, when not all of the project's. */
  readonly packageDirectories?: readonly string[];
  /** Folders of metadata that the org has besides the package: queues, roles, business hours. */
  readonly alsoDeploy?: readonly string[];
  /**
   * Refuse what the local org cannot run (the default, right for one's own package). Without it such places compile to
   * a throw, units with errors are left out, and everything is listed in `problems`.
   */
  readonly strict?: boolean;
  readonly coverage?: boolean;
  /** Where the virtual clock starts, epoch milliseconds; absent: the machine's time. */
  readonly now?: number;
  readonly timeZone?: string;
  readonly name?: string;
}

/** An org in this process: a project deployed into a fresh store. */
export interface LocalOrg extends OrgServices {
  readonly project: ProjectSource;
  /** What was read but not understood or not supported. Empty of errors in a strict org. */
  readonly problems: readonly Diagnostic[];
  readonly access: FullAccessPolicy;
  readonly async: LocalAsyncEngine;
  readonly flows: LocalFlowEngine;
  readonly program: LocalProgram;
  readonly save: SaveRoom;
  readonly admin: UserContext;
}

/** Deploys a project into a new org. Throws DiagnosticError that lists everything which stops it. */
export function createOrg(options: OrgOptions): LocalOrg {
  return new Org(options);
}

const FRESH_ZONE = 'America/Los_Angeles';

/** The labels of generated site pages (`Label.Site.email_is_required`) are the platform's; the words of their names are assumed. */
const SITE_LABELS = 'site';

function siteLabel(name: string): string {
  const words = name.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

class Org implements LocalOrg {
  readonly project: ProjectSource;
  readonly problems: readonly Diagnostic[];
  readonly schema: Schema;
  readonly store: Store;
  readonly queries: Queries;
  readonly save: SaveRoom;
  readonly access: FullAccessPolicy;
  readonly flows: LocalFlowEngine;
  readonly async: LocalAsyncEngine;
  readonly program: LocalProgram;
  readonly clock: VirtualClock;
  readonly organization: OrganizationInfo;
  readonly registry: MetadataRegistry;
  readonly admin: UserContext;
  outbox: OutgoingMessage[] = [];
  activeTest: TestState | null = null;
  private readonly labels: ReadonlyMap<string, string>;
  readonly translated: Translations;

  constructor(options: OrgOptions) {
    this.project = readProject(resolve(options.projectDir), options.alsoDeploy, options.packageDirectories);
    const metadata = readMetadata(this.project, [flowReader, ...lightningReaders]);
    this.registry = metadata.registry;
    const built = buildSchema({
      namespace: this.project.namespace,
      registry: this.registry,
      features: this.project.features,
      currencies: this.project.currencies
    });
    this.schema = built.schema;
    this.labels = labelsOf(this.registry);
    this.translated = translationsOf(this.registry, this.project.namespace);
    this.clock = virtualClock(options.now ?? Date.now());
    this.store = createStore();
    this.access = createAccessPolicy(this.schema, this.store, {
      ...deployedRights(this.registry),
      now: () => this.clock.now()
    });
    this.defineTables();
    this.queries = createQueries({ schema: this.schema, compileFormula });
    this.save = createSave(compileFormula);
    this.async = createAsyncEngine(() => this);
    const compiled = this.compile(options);
    const formulas = checkFormulas(this);
    if (options.strict !== false) refuse([...metadata.problems, ...built.problems, ...formulas, ...compiled.problems]);
    this.program = this.link(compiled, options);
    this.flows = createFlowEngine({ schema: this.schema, flows: this.registry.all('Flow'), program: this.program });
    const fresh = this.writeRows(options);
    this.organization = fresh.organization;
    this.admin = this.access.user(fresh.adminId);
    this.problems = [
      ...metadata.problems,
      ...built.problems,
      ...formulas,
      ...compiled.problems,
      ...this.flows.findings,
      ...fresh.problems
    ];
    if (options.strict !== false) refuse(this.problems);
    this.flows.startSchedules(this, fresh.adminId);
  }

  label(namespace: string | null, name: string, language: string): string | undefined {
    if (namespace?.toLowerCase() === SITE_LABELS) return siteLabel(name);
    if (namespace && namespace.toLowerCase() !== this.schema.namespace?.toLowerCase()) return undefined;
    const key = name.toLowerCase();
    return this.labels.get(`${language}:${key}`) ?? this.labels.get(`:${key}`);
  }

  begin(user: UserContext, kind: TransactionKind, options: { readonly parent?: Transaction } = {}): Transaction {
    return createTransaction({ org: this, user, kind, ...options });
  }

  private defineTables(): void {
    const providers = setupProviders(this.schema, this.access);
    for (const object of this.schema.objects()) this.store.define(object, providers.get(object.name));
  }

  private compile(options: OrgOptions): CompiledProject {
    const { schema, registry } = this;
    return compileProject(this.project.apex, {
      schema,
      registry,
      features: this.project.features,
      pages: this.project.components.filter(({ type }) => type === 'ApexPage').map(({ fullName }) => fullName),
      strict: options.strict !== false,
      coverage: options.coverage === true,
      cacheFolder: join(this.project.dir, '.local-org')
    });
  }

  private link(compiled: CompiledProject, options: OrgOptions): LocalProgram {
    return createProgram({
      schema: this.schema,
      units: compiled.units,
      compileAnonymous: compiled.anonymous,
      coverage: options.coverage === true
    });
  }

  private writeRows(options: OrgOptions): { organization: OrganizationInfo; adminId: string; problems: Diagnostic[] } {
    const namespace = this.schema.namespace;
    const info = {
      name: options.name ?? this.project.name,
      namespace,
      timeZone: options.timeZone ?? FRESH_ZONE,
      isSandbox: false
    };
    const { currencies, datedRates } = this.project;
    const fresh = writeFreshOrg(this, { organization: info, currencies, datedRates });
    const code = this.project.apex.map((source) => ({ ...source, body: source.text }));
    const problems = writeDeployed(this, {
      registry: this.registry,
      namespace,
      fiscalYears: this.project.fiscalYears,
      userId: fresh.adminId,
      classes: code.filter((source) => source.kind === 'class'),
      triggers: code
        .filter((source) => source.kind === 'trigger')
        .map((source) => ({ ...source, object: this.objectOfTrigger(source.name) }))
    });
    return {
      organization: { ...info, id: fresh.organizationId, features: this.project.features },
      adminId: fresh.adminId,
      problems
    };
  }

  private objectOfTrigger(name: string): string {
    const owner = this.schema
      .objects()
      .find((object) => this.program.triggersOf(object.name).some((t) => t.name === name));
    return owner?.name ?? '';
  }
}

/** Sharing rules, and what permission set groups mute, by the group's name. */
function deployedRights(registry: MetadataRegistry): DeployedRights {
  const muting = new Map<string, PermissionsModel[]>();
  for (const { model } of registry.all('PermissionSetGroup')) {
    const { name, mutingPermissionSets } = model as PermissionSetGroupModel;
    const mutes = mutingPermissionSets.flatMap((mute) => registry.get('MutingPermissionSet', mute) ?? []);
    muting.set(
      name.toLowerCase(),
      mutes.map((mute) => mute.model as PermissionsModel)
    );
  }
  return {
    muting,
    sharingRules: registry.all('SharingRule').map(({ model }) => model as SharingRuleModel),
    recordTypes: {
      profiles: recordTypesOf(registry, 'Profile', profileName),
      permissionSets: recordTypesOf(registry, 'PermissionSet', (name) => name)
    }
  };
}

function recordTypesOf(
  registry: MetadataRegistry,
  type: 'Profile' | 'PermissionSet',
  rowName: (fullName: string) => string
): Map<string, PermissionsModel['recordTypes']> {
  return new Map(
    registry
      .all(type)
      .map(({ fullName, model }) => [rowName(fullName).toLowerCase(), (model as PermissionsModel).recordTypes])
  );
}

function virtualClock(start: number): VirtualClock {
  let now = start;
  return {
    now: () => now,
    set: (instant, how) => {
      if (instant < now && how !== 'back') throw new Error('The clock of the org only goes forward.');
      now = instant;
    }
  };
}

/** Labels by language and name; the empty language is the label's own. */
function labelsOf(registry: MetadataRegistry): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const { fullName, model } of registry.all('CustomLabel')) {
    labels.set(`:${fullName.toLowerCase()}`, (model as CustomLabelModel).value);
  }
  return labels;
}

function refuse(problems: readonly Diagnostic[]): void {
  const stopping = problems.filter((problem) => problem.level !== 'warning');
  if (stopping.length > 0) throw new DiagnosticError(stopping);
}
