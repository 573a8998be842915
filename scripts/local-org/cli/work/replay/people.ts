import { AS_SYSTEM, adminUser, objectNamed } from '../../../api/index.ts';
import type { UserContext } from '../../../contracts/access.ts';
import type { ObjectInfo } from '../../../contracts/schema.ts';
import type { OrgServices } from '../../../contracts/transaction.ts';
import { ApexDatetime, ApexList, idType, listType } from '../../../values/index.ts';
import type { SObject } from '../../../values/index.ts';
import { CliError } from '../../output.ts';
import { parseDuration } from '../duration.ts';
import { carryOut } from './act.ts';
import type { Done } from './act.ts';
import { Chance } from './chance.ts';
import { afterWork, timeOfDay } from './hours.ts';
import type { Answer, AnswerModel, Choice } from './model.ts';

const SECOND = 1000;

/** What became of the answers of one kind. */
export interface AnswerCount {
  readonly name: string;
  /** Open work that its owner decided to answer. */
  planned: number;
  done: number;
  /** The owner never answers. */
  never: number;
  /** Answered too late: the work was closed, or somebody else's by then. */
  gone: number;
  /** Refused by the org, by code. */
  readonly refused: Record<string, number>;
}

export interface Planned {
  readonly at: number;
  act(): void;
}

interface Kind {
  readonly answer: Answer;
  readonly watched: ObjectInfo;
  readonly workSlot: number;
  readonly work: ObjectInfo;
  readonly ownerSlot: number;
  readonly median: number;
  readonly fields: readonly string[];
  readonly count: AnswerCount;
  /** Work and owner that an answer is planned for, so that each owes one. */
  readonly owed: Set<string>;
  revision: number;
  /** Rows of the last second that was looked at: they are seen again. */
  seen: Set<string>;
  since: number;
}

/** The owners of open work: sees new work, and answers it after the delays of the model. */
export class People {
  private readonly org: OrgServices;
  private readonly admin: UserContext;
  private readonly chance: Chance;
  private readonly kinds: readonly Kind[];
  private readonly pace = new Map<string, number>();
  private readonly zones = new Map<string, string | null>();
  /** Sorted by instant, the next one last. */
  private readonly planned: Planned[] = [];

  constructor(org: OrgServices, model: AnswerModel) {
    this.org = org;
    this.admin = adminUser(org);
    this.chance = new Chance(model.seed);
    this.kinds = model.answers.map((answer) => this.kind(answer));
  }

  counts(): AnswerCount[] {
    return this.kinds.map(({ count }) => count);
  }

  next(): Planned | undefined {
    return this.planned.at(-1);
  }

  take(): Planned | undefined {
    return this.planned.pop();
  }

  /** Looks at the rows that came since the last look and plans answers to the open work among them. */
  look(): void {
    for (const kind of this.kinds) {
      const { store } = this.org;
      if (store.revision(kind.watched) === kind.revision) continue;
      kind.revision = store.revision(kind.watched);
      const work = this.newWork(kind);
      if (work.length > 0) for (const row of this.open(kind, work)) this.plan(kind, row);
    }
  }

  private kind(answer: Answer): Kind {
    const watched = objectNamed(this.org, answer.watch);
    const work = objectNamed(this.org, answer.open.object);
    const kind: Kind = {
      answer,
      watched,
      work,
      workSlot: slot(watched, answer.work ?? 'Id'),
      ownerSlot: slot(work, answer.open.owner),
      median: parseDuration(answer.delay.median),
      fields: [...new Set(['Id', answer.open.owner, ...placeholders(answer.choices)])],
      count: { name: answer.name, planned: 0, done: 0, never: 0, gone: 0, refused: {} },
      owed: new Set<string>(),
      revision: this.org.store.revision(watched),
      seen: new Set<string>(),
      since: this.org.clock.now()
    };
    for (const name of kind.fields) slot(work, name);
    checkHours(answer);
    checkClasses(this.org, answer);
    // What lies there before is nobody's business here.
    this.newWork(kind);
    return kind;
  }

  private newWork(kind: Kind): string[] {
    const { store, clock } = this.org;
    const field = kind.watched.field('CreatedDate');
    if (!field) throw new CliError(`The model watches ${kind.watched.name}, which has no CreatedDate.`);
    const low = new ApexDatetime(Math.floor(kind.since / SECOND) * SECOND);
    const work = new Set<string>();
    const recent = new Set<string>();
    for (const row of store.scan(kind.watched, { kind: 'range', field, low })) {
      const id = row[0] as string;
      const isNew = (row[field.slot] as ApexDatetime).at >= low.at && !kind.seen.has(id);
      recent.add(id);
      if (isNew && typeof row[kind.workSlot] === 'string') work.add(row[kind.workSlot] as string);
    }
    kind.seen = recent;
    kind.since = clock.now();
    return [...work];
  }

  private open(kind: Kind, ids: string[]): SObject[] {
    const { object, where } = kind.answer.open;
    return this.org.async.runAs(this.admin, 'rest', (tx) => {
      const list = new ApexList(listType(idType), ids);
      const soql = `SELECT ${kind.fields.join(', ')} FROM ${object} WHERE (${where}) AND Id IN :ids ORDER BY Id`;
      return [...tx.org.queries.runText(tx, soql, () => list, AS_SYSTEM).records];
    });
  }

  private plan(kind: Kind, row: SObject): void {
    const owner = row.peek(kind.ownerSlot) as string | null;
    const zone = owner === null ? null : this.zone(owner);
    const debt = `${row.id}:${owner}`;
    if (owner === null || zone === null || kind.owed.has(debt)) return;
    kind.owed.add(debt);
    kind.count.planned += 1;
    const { delay, choices } = kind.answer;
    const choice = this.chance.pick(choices, ({ share }) => share);
    const work = kind.median * Math.exp(delay.spread * this.chance.normal() + this.paceOf(owner, delay.perOwner ?? 0));
    const at = afterWork(this.org.clock.now(), Math.ceil(work / SECOND) * SECOND, delay.hours, zone);
    this.insert({ at, act: () => this.act(kind, row.id as string, owner, choice, debt) });
  }

  private act(kind: Kind, id: string, owner: string, choice: Choice, debt: string): void {
    kind.owed.delete(debt);
    const [row] = this.open(kind, [id]);
    if (row?.peek(kind.ownerSlot) !== owner) {
      kind.count.gone += 1;
      return;
    }
    const done: Done = carryOut(this.org, choice, row, owner);
    if (done === 'done') kind.count.done += 1;
    else if (done === 'never') kind.count.never += 1;
    else kind.count.refused[done.code] = (kind.count.refused[done.code] ?? 0) + 1;
  }

  private insert(planned: Planned): void {
    let [low, high] = [0, this.planned.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      // Later ones first; of the same instant what was planned first is taken first.
      if ((this.planned[middle] as Planned).at > planned.at) low = middle + 1;
      else high = middle;
    }
    this.planned.splice(low, 0, planned);
  }

  /** How fast a person is beside the others: drawn once. */
  private paceOf(owner: string, sigma: number): number {
    const known = this.pace.get(owner) ?? this.chance.normal();
    this.pace.set(owner, known);
    return sigma * known;
  }

  /** Zone of an active user; null for a queue and for who has left. */
  private zone(owner: string): string | null {
    let zone = this.zones.get(owner);
    if (zone === undefined) {
      const users = objectNamed(this.org, 'User');
      const row = this.org.store.get(users, owner);
      zone = row && row[slot(users, 'IsActive')] === true ? (row[slot(users, 'TimeZoneSidKey')] as string) : null;
      this.zones.set(owner, zone);
    }
    return zone;
  }
}

function slot(object: ObjectInfo, name: string): number {
  const field = object.field(name);
  if (!field) throw new CliError(`The model names the field "${name}", which ${object.name} has not.`);
  return field.slot;
}

/** The fields in `{braces}` of every value of the choices. */
function placeholders(choices: readonly Choice[]): string[] {
  const values = choices.flatMap(({ call, insert, update }) => [
    ...Object.values(call?.arguments ?? {}),
    ...Object.values(insert?.fields ?? {}),
    ...Object.values(update?.fields ?? {}),
    ...(update ? [update.id] : [])
  ]);
  return values.flatMap((value) => [...String(value).matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string));
}

function checkClasses(org: OrgServices, { choices }: Answer): void {
  for (const { call } of choices) {
    if (call && !org.program.type(call.class))
      throw new CliError(`The model calls the class "${call.class}", which is not there.`);
  }
}

function checkHours({ name, delay }: Answer): void {
  if (delay.hours && timeOfDay(delay.hours.to) <= timeOfDay(delay.hours.from))
    throw new CliError(`The hours of "${name}" end before they begin.`);
}
