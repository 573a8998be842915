import type { ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { SharedToModel, SharingRuleModel } from '../metadata/index.ts';
import { criteriaHold } from '../values/index.ts';
import type { PrincipalReader } from './principals.ts';
import { RowCache } from './tables.ts';
import type { Tables } from './tables.ts';

/** Groups that a rule names; `everyone` are all internal users. */
interface People {
  readonly ids: ReadonlySet<string>;
  readonly everyone: boolean;
}

interface Rule {
  readonly model: SharingRuleModel;
  readonly to: People;
  readonly from: People | undefined;
}

/**
 * Owner-based and criteria-based sharing rules (Salesforce Help, "Sharing Rules"): worked out for each question, so that
 * a record is shared from the moment that it meets a rule. No share rows with the cause Rule are kept (assumed to matter
 * to nobody's code).
 */
export class SharingRules {
  private readonly models: readonly SharingRuleModel[];
  private readonly tables: Tables;
  private readonly principals: PrincipalReader;
  private readonly cache: RowCache<readonly Rule[]>;

  constructor(models: readonly SharingRuleModel[], tables: Tables, principals: PrincipalReader) {
    this.models = models;
    this.tables = tables;
    this.principals = principals;
    this.cache = new RowCache(tables, ['Group', 'UserRole']);
  }

  /** The widest access that a rule gives to somebody who belongs to the groups. */
  access(reached: ReadonlySet<string>, object: ObjectInfo, row: Row): 'None' | SharingRuleModel['access'] {
    if (this.models.length === 0) return 'None';
    let given: 'None' | SharingRuleModel['access'] = 'None';
    for (const rule of this.of(object)) {
      if (given === 'Edit' || rule.model.access === given) continue;
      if (includes(rule.to, reached) && this.shares(rule, object, row)) given = rule.model.access;
    }
    return given;
  }

  /** The widest access that rules of an account give with one of its children (AccountSharingRuleSettings). */
  childAccess(reached: ReadonlySet<string>, account: ObjectInfo, row: Row, child: string): string[] {
    if (!this.models.some((model) => model.children !== undefined)) return [];
    return this.of(account)
      .filter((rule) => includes(rule.to, reached) && this.shares(rule, account, row))
      .flatMap((rule) => rule.model.children?.[child] ?? []);
  }

  private of(object: ObjectInfo): readonly Rule[] {
    return this.cache.get(object.name, () =>
      this.models
        .filter((model) => this.tables.schema.object(model.object)?.name === object.name)
        .map((model) => ({
          model,
          to: this.people(model.to),
          from: model.from && this.people(model.from)
        }))
    );
  }

  private people(names: SharedToModel): People {
    const ids = [
      ...this.groups('Regular', names.groups),
      ...this.groups('Queue', names.queues),
      ...this.roleGroups('Role', names.roles),
      ...this.roleGroups('RoleAndSubordinates', names.rolesAndSubordinates)
    ];
    return { ids: new Set(ids), everyone: names.allInternalUsers };
  }

  private groups(type: string, names: readonly string[]): string[] {
    const groups = this.tables.of('Group');
    if (!groups || names.length === 0) return [];
    return [...groups.where('DeveloperName', names)]
      .filter((row) => groups.text(row, 'Type') === type)
      .map((row) => row[0] as string);
  }

  private roleGroups(type: string, names: readonly string[]): string[] {
    const [groups, roles] = [this.tables.of('Group'), this.tables.of('UserRole')];
    if (!groups || !roles || names.length === 0) return [];
    const wanted = new Set([...roles.where('DeveloperName', names)].map((row) => row[0] as string));
    return [...groups.where('Type', [type])]
      .filter((row) => wanted.has(groups.text(row, 'RelatedId') ?? ''))
      .map((row) => row[0] as string);
  }

  private shares({ model, from }: Rule, object: ObjectInfo, row: Row): boolean {
    if (from) return this.owns(from, object, row);
    const read = (name: string) => {
      const field = object.field(name.split('.').at(-1) ?? '');
      return field && { field, value: row[field.slot] ?? null };
    };
    return criteriaHold(model.criteria ?? [], model.booleanFilter, read, `sharing rule ${model.name}`);
  }

  /** The owner is a queue of the rule, or a user who belongs to one of its groups. */
  private owns(from: People, object: ObjectInfo, row: Row): boolean {
    const owner = object.field('OwnerId');
    const id = owner && row[owner.slot];
    if (typeof id !== 'string') return false;
    return from.ids.has(id) || includes(from, this.principals.of(id).own);
  }
}

function includes({ ids, everyone }: People, reached: ReadonlySet<string>): boolean {
  if (everyone) return true;
  for (const id of ids) if (reached.has(id)) return true;
  return false;
}
