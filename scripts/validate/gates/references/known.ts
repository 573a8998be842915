import type { ObjectInfo } from '../../../local-org/contracts/schema.ts';
import type { MetadataComponent } from '../../../local-org/contracts/transaction.ts';
import { parseUnit } from '../../../local-org/apex/syntax/index.ts';
import type { MethodDecl, TypeDecl } from '../../../local-org/apex/syntax/index.ts';
import type { CustomFieldModel } from '../../../local-org/metadata/index.ts';
import type { Workspace } from '../../workspace.ts';

/** `Widget__c`, `Color__c`: a custom name without the prefix of a package. */
const OWN_CUSTOM = /^[A-Za-z](?:(?!__)\w)*__(c|e|mdt|b|x|kav|r)$/i;

/**
 * What the project declares, by name and without regard to case. A name is only called missing when it is one that the
 * project itself must declare: custom and without the prefix of another package. Standard names are Salesforce's.
 */
export class Known {
  readonly workspace: Workspace;
  private readonly byType = new Map<string, Set<string>>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  static of(workspace: Workspace): Known {
    return workspace.once('known-names', () => new Known(workspace));
  }

  /** The project's own prefix taken off. */
  local(name: string): string {
    const { namespace } = this.workspace.project;
    const prefix = `${namespace ?? ''}__`.toLowerCase();
    return namespace && name.toLowerCase().startsWith(prefix) ? name.slice(prefix.length) : name;
  }

  isOwnCustom(name: string): boolean {
    return OWN_CUSTOM.test(this.local(name));
  }

  has(type: string, name: string): boolean {
    return this.names(type).has(this.local(name).toLowerCase());
  }

  object(name: string): ObjectInfo | undefined {
    return this.workspace.built.schema.object(this.local(name));
  }

  lacksObject(name: string): boolean {
    return this.isOwnCustom(name) && !this.object(name);
  }

  /** Whether the object is known and lacks a custom field of this name, which only the project could declare. */
  lacksField(object: string, field: string): boolean {
    const info = this.object(object);
    return info !== undefined && this.isOwnCustom(field) && !info.field(this.local(field));
  }

  /** Code names a message channel of the project with `__c` behind it. */
  lacksChannel(name: string): boolean {
    return this.isOwnCustom(name) && !this.has('LightningMessageChannel', name.replace(/__c$/, ''));
  }

  /** What the project says about a field of its own. */
  field(object: string, field: string): CustomFieldModel | undefined {
    const key = `${this.local(object)}.${this.local(field)}`.toLowerCase();
    return this.fields.get(key)?.model as CustomFieldModel | undefined;
  }

  get fields(): ReadonlyMap<string, MetadataComponent> {
    return this.workspace.once(
      'own-fields',
      () => new Map(this.workspace.metadata.registry.all('CustomField').map((c) => [c.fullName.toLowerCase(), c]))
    );
  }

  /** Classes by lower-case name, as far as they parse. */
  get classes(): ReadonlyMap<string, TypeDecl> {
    return this.workspace.once('own-classes', () => {
      const units = this.workspace.project.apex
        .filter((a) => a.kind === 'class')
        .map((a) => parseUnit({ path: a.file, text: a.text, kind: 'class' }).ast);
      return new Map(units.flatMap((u) => (u?.kind === 'class' ? [[u.type.name.key, u.type] as const] : [])));
    });
  }

  /** Methods of a class with this annotation. */
  annotated(className: string, annotation: string): MethodDecl[] {
    const members = this.classes.get(className.toLowerCase())?.members ?? [];
    return members
      .filter((m) => m.kind === 'method')
      .filter((m) => m.modifiers.annotations.some((a) => a.key === annotation));
  }

  private names(type: string): Set<string> {
    let names = this.byType.get(type);
    if (!names) this.byType.set(type, (names = new Set(this.namesOf(type))));
    return names;
  }

  private namesOf(type: string): string[] {
    const { project, metadata } = this.workspace;
    const files = project.components.filter((c) => c.type === type).map((c) => c.fullName);
    const bundles = project.bundles.filter((b) => b.type === type).map((b) => b.name);
    const inside = metadata.registry.all(type).map((c) => c.fullName);
    return [...files, ...bundles, ...inside].map((name) => name.toLowerCase());
  }
}
