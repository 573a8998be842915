import { isOpen } from './clock.ts';
import type { Proof } from './clock.ts';
import { ROLES } from './people.ts';
import type { Reference } from './reference/index.ts';
import type { Kept } from './run-state.ts';
import { EMAILS, ENDS, SAVES, TASKS, VERBS } from './signals.ts';
import type { Op } from './signals.ts';
import type { LeadFields } from './world.ts';
import { Passing } from './passing.ts';

/** Others that a mass change saves with the two leads: two hundred in all. */
const OTHERS = 198;
/** What is found by nobody, or only by a check of its own, when the engine was off. */
const NOT_WHILE_OFF: readonly string[] = ['convert', 'merge', 'delete', 'undelete', 'inbound', 'hour'];

/** One signal: what it does to the org, and to the model. */
export class Acting extends Passing {
  protected act(one: Op): void {
    const { what, lead } = one;
    const model = this.models[lead] as Reference;
    const id = this.ids[lead] as string;
    const at = this.world.now();
    if (model.gone && what !== 'undelete') return;
    if (this.off && has(NOT_WHILE_OFF, what)) return;
    this.note(one, model);
    if (has(SAVES, what)) return this.save(one, model, id, at);
    if (has(VERBS, what)) return this.verb(one, model, id, at);
    if (has(TASKS, what) || has(EMAILS, what)) return this.evidence(one, at);
    if (has(ENDS, what)) return this.end(one, model, id, at);
    switch (what) {
      case 'recordDeleted':
      case 'recordMoved':
        return this.lose(one, at);
      case 'inbound':
        this.world.inbound(id);
        return this.defer(model, at);
      case 'bulk':
      case 'mass':
        return this.many(one, at);
      case 'rollback':
        return this.rollback(one, model, id, at);
      case 'version':
        this.shared.version = 3 - this.shared.version;
        return this.world.activate(this.shared.version);
      case 'hour':
        return this.world.startHourly();
      case 'engine':
        return this.turn();
      case 'restart':
        // Off and on again before the next beat.
        this.turn();
        return this.turn();
      case 'away':
        // Whoever has the lead is off duty for a while.
        if (ROLES[model.owner] === undefined || model.owner.startsWith('#')) return;
        this.awayUntil.set(model.owner, at + one.minutes);
        return this.world.duty(model.owner, at + one.minutes);
      default:
    }
  }

  /** The lead goes, or comes back. */
  protected end(one: Op, model: Reference, id: string, at: number): void {
    const { what, lead } = one;
    switch (what) {
      case 'convert':
        // The platform converts no lead that a queue owns.
        if (model.owner.startsWith('#') || this.hasEmail(lead)) return;
        this.world.convert(id);
        return model.convert(at);
      case 'merge':
        return this.merge(one, at);
      case 'delete':
        this.world.remove(id, false);
        // Its activities go with it; what nobody has read by then need not be read when they come back.
        for (const kept of this.records.values())
          if (kept.lead === lead) Object.assign(kept, { written: at, heard: true, gone: kept.gone || isEmail(kept) });
        return model.remove('deleted', at);
      case 'undelete':
        if (model.gone !== 'deleted') return;
        this.world.remove(id, true);
        return model.undelete(at);
      default:
    }
  }

  /** Turns the kill switch; what waits is done before. */
  protected turn(): void {
    if (!this.off) this.settle('inOrder');
    this.off = !this.off;
    this.world.engine(!this.off);
    if (this.off) this.stoppedAt = this.world.now();
    else {
      this.startedAt = this.world.now();
      this.catchesUp = true;
    }
  }

  protected note({ what }: Op, model: Reference): void {
    const stages = model.clocks.filter(isOpen).map(({ stage }) => stage);
    const counts = this.done.get(what) ?? new Map<string, number>();
    for (const stage of stages.length === 0 ? ['none'] : stages) counts.set(stage, (counts.get(stage) ?? 0) + 1);
    this.done.set(what, counts);
  }

  protected fields({ what, owner, score }: Op, model: Reference): LeadFields {
    switch (what) {
      case 'owner':
        return { owner };
      case 'score':
        return { score };
      case 'mql':
        return { mql: true };
      case 'outbound':
        return { outbound: !model.outbound };
      case 'intent':
        return { intent: !model.intent };
      case 'noCall':
        return { noCall: !model.noCall };
      case 'noMail':
        return { noMail: !model.noMail };
      case 'group':
        return { group: model.group === 'none' ? 'in' : 'none' };
      case 'known':
        return { group: 'known' };
      default:
        return { score: model.score };
    }
  }

  protected save(one: Op, model: Reference, id: string, at: number): void {
    const fields = this.fields(one, model);
    this.world.set(id, fields, one.exhausted);
    this.saved(fields, model, one.exhausted, at);
  }

  protected saved({ mql, ...fields }: LeadFields, model: Reference, exhausted: boolean, at: number): void {
    const before = { ...model };
    Object.assign(model, fields, mql ? { mql: at } : {});
    if (
      !(Object.keys({ ...fields, ...(mql ? { mql } : {}) }) as (keyof LeadFields)[]).some(
        (key) => model[key] !== before[key]
      )
    )
      return;
    if (this.off) return;
    if (exhausted) this.defer(model, at);
    else model.changed(at);
  }

  /** What a customer takes back to a savepoint never was. */
  protected rollback({ owner, score }: Op, model: Reference, id: string, at: number): void {
    this.world.setAfterRollback(id, { owner, score: 99 }, { score });
    this.saved({ score }, model, false, at);
  }

  /** Both leads in one save: the customer refuses one of them, or it is a mass change. */
  protected many({ what, lead, owner }: Op, at: number): void {
    if (this.models.some(({ gone }) => gone !== null)) return;
    if (what === 'mass') this.world.mass(this.ids, owner, OTHERS);
    else this.world.bulk(this.ids, owner, this.ids[1 - lead] as string);
    this.models.forEach((model, n) => {
      if (what === 'mass' || n === lead) this.saved({ owner }, model, false, at);
    });
  }

  protected verb({ what, who, minutes, outcome, channel }: Op, model: Reference, id: string, at: number): void {
    const more = {
      ...(what === 'pause' ? { minutes, reason: 'CUSTOMER_ASKED' } : {}),
      ...(what === 'reject' ? { reason: 'NOT_ICP' } : {}),
      ...(what === 'dispose' ? { reason: outcome } : {}),
      ...(what === 'touch' ? { channel } : {})
    };
    const done = this.world.verb(who, id, what, more);
    const should = !this.off && this.decided({ what, who, minutes, outcome, channel }, model, at);
    if (done !== should) throw new Error(`${what} by ${who} was ${done ? 'done' : 'refused'}`);
  }

  protected decided(
    { what, who, minutes, outcome, channel }: Pick<Op, 'what' | 'who' | 'minutes' | 'outcome' | 'channel'>,
    model: Reference,
    at: number
  ): boolean {
    if (what === 'pause') return model.pause(who, minutes, at);
    if (what === 'dispose') return model.dispose(who, outcome, at);
    if (what === 'touch') return model.touch(who, channel, at);
    return model[what as 'accept' | 'reject' | 'undo' | 'resume'](who, at);
  }

  protected evidence({ what, who, lead }: Op, at: number): void {
    const id = this.ids[lead] as string;
    const usual = { at, by: who, grade: 'Claimed', channel: 'Call', twoWay: false, inbound: false } as const;
    const task = (fields: string, telephony: boolean): string => this.world.task(who, id, fields, telephony);
    const made: Readonly<Record<string, () => Proof>> = {
      verified: () => ({ ...usual, id: task(`TaskSubtype = 'Call'`, true), grade: 'Verified' }),
      talked: () => ({
        ...usual,
        id: task(`TaskSubtype = 'Call', CallDurationInSeconds = 300`, true),
        grade: 'Verified',
        twoWay: true
      }),
      claimed: () => ({ ...usual, id: task(`TaskSubtype = 'Call', CallDurationInSeconds = 300`, false) }),
      social: () => ({ ...usual, id: task(`TaskSubtype = 'LinkedIn'`, true), channel: 'Social' }),
      sequence: () => ({ ...usual, id: task(`TaskSubtype = 'Cadence'`, false), grade: 'Automated', channel: 'Other' }),
      mail: () => ({ ...usual, id: this.world.email(who, id, false), grade: 'Verified', channel: 'Email' }),
      reply: () => ({
        ...usual,
        id: this.world.email(who, id, true),
        grade: 'Verified',
        channel: 'Email',
        by: null,
        twoWay: true,
        inbound: true
      })
    };
    const proof = (made[what] as () => Proof)();
    this.records.set(proof.id, { proof, lead, written: at, gone: false, heard: false });
  }

  /** The last record about the lead is deleted, or turns out to be about the other lead. */
  protected lose({ what, lead }: Op, at: number): void {
    const [id, kept] = [...this.records].filter(([, one]) => one.lead === lead && !one.gone).at(-1) ?? [];
    if (id === undefined || kept === undefined) return;
    const other = this.models[1 - lead] as Reference;
    if (what === 'recordDeleted') {
      this.world.removeRecord(id);
      Object.assign(kept, { gone: true, written: at });
    } else if (!isEmail(kept) && !other.gone) {
      this.world.moveTask(id, this.ids[1 - lead] as string);
      Object.assign(kept, { lead: 1 - lead, heard: false, written: at });
    }
  }

  protected hasEmail(lead: number): boolean {
    return [...this.records.values()].some((one) => one.lead === lead && isEmail(one));
  }

  /** What hangs on the loser moves to the winner: only leads without records are merged here. */
  protected merge({ lead }: Op, at: number): void {
    const [winner, loser] = [this.models[lead] as Reference, this.models[1 - lead] as Reference];
    const hasRecords = [...this.records.values()].some((one) => one.lead === 1 - lead);
    if (winner.gone || loser.gone || hasRecords) return;
    this.world.merge(this.ids[lead] as string, this.ids[1 - lead] as string);
    loser.remove('merged', at);
  }
}

const isEmail = ({ proof }: Kept): boolean => proof.channel === 'Email';

function has(kinds: readonly string[], what: string): boolean {
  return kinds.includes(what);
}
