import { LightningElement, wire } from 'lwc';
import getSetup from '@salesforce/apex/SetupController.getSetup';
import read from '@salesforce/apex/ObserveController.read';
import type { MessageKind, ObserveLead, ObserveMessage, ObservePage, SetupView } from 'baton/setup';
import { messageOf } from 'c/callError';
import { format, instantText, serverTime, syncServerTime } from 'c/clockTime';
import { arrivals } from './arrivals';
import ErrObserve from '@salesforce/label/c.ErrObserve';
import ObserveArrive from '@salesforce/label/c.ObserveArrive';
import ObserveBreaches from '@salesforce/label/c.ObserveBreaches';
import ObserveCancel from '@salesforce/label/c.ObserveCancel';
import ObserveCapacity from '@salesforce/label/c.ObserveCapacity';
import ObserveIntro from '@salesforce/label/c.ObserveIntro';
import ObserveKindMoved from '@salesforce/label/c.ObserveKindMoved';
import ObserveKindNew from '@salesforce/label/c.ObserveKindNew';
import ObserveKindOrange from '@salesforce/label/c.ObserveKindOrange';
import ObserveKindRed from '@salesforce/label/c.ObserveKindRed';
import ObserveKindSooner from '@salesforce/label/c.ObserveKindSooner';
import ObserveKindStep from '@salesforce/label/c.ObserveKindStep';
import ObserveKindYellow from '@salesforce/label/c.ObserveKindYellow';
import ObserveLine from '@salesforce/label/c.ObserveLine';
import ObserveLook from '@salesforce/label/c.ObserveLook';
import ObserveMessages from '@salesforce/label/c.ObserveMessages';
import ObserveMore from '@salesforce/label/c.ObserveMore';
import ObserveMoves from '@salesforce/label/c.ObserveMoves';
import ObserveNextHolder from '@salesforce/label/c.ObserveNextHolder';
import ObserveNothing from '@salesforce/label/c.ObserveNothing';
import ObservePeriod from '@salesforce/label/c.ObservePeriod';
import ObservePeriod30 from '@salesforce/label/c.ObservePeriod30';
import ObservePeriod7 from '@salesforce/label/c.ObservePeriod7';
import ObservePeriodStep from '@salesforce/label/c.ObservePeriodStep';
import ObservePerson from '@salesforce/label/c.ObservePerson';
import ObserveReadAll from '@salesforce/label/c.ObserveReadAll';
import ObserveReadOne from '@salesforce/label/c.ObserveReadOne';
import ObserveReadPart from '@salesforce/label/c.ObserveReadPart';
import ObserveReading from '@salesforce/label/c.ObserveReading';
import ObserveTitle from '@salesforce/label/c.ObserveTitle';
import ObserveTotal from '@salesforce/label/c.ObserveTotal';
import ObserveWouldGo from '@salesforce/label/c.ObserveWouldGo';

const DAY = 86_400_000;
const SHOWN = 50;

type Period = 'step' | '7' | '30';

const KINDS: Readonly<Record<MessageKind, string>> = {
  New: ObserveKindNew,
  Yellow: ObserveKindYellow,
  Orange: ObserveKindOrange,
  Red: ObserveKindRed,
  Moved: ObserveKindMoved,
  Sooner: ObserveKindSooner,
  Step: ObserveKindStep
};
const KIND_KEYS = Object.keys(KINDS) as MessageKind[];

/** What several pages say together; a key that comes again is the same thing. */
interface Found {
  readonly messages: Map<string, ObserveMessage>;
  readonly moves: Map<string, ObserveLead>;
  readonly capacity: Map<string, ObserveLead>;
  readonly breaches: Map<string, ObserveLead>;
}

interface Progress {
  entries: number;
  isWhole: boolean;
}

interface PersonRow {
  id: string;
  name: string;
  counts: { key: string; value: number }[];
  total: number;
  arrive: number;
}

interface LeadList {
  key: string;
  title: string;
  rows: { key: string; url: string; name: string; facts: string }[];
  more: string;
}

/** What the step of going live held back (A14): messages by kind and person, moves and breaches by line, with links. */
export default class ObserveReport extends LightningElement {
  period: Period = '7';
  found: Found | null = null;
  reading = false;
  error = '';
  readText = '';
  status = '';

  readonly label = {
    ObserveArrive,
    ObserveBreaches,
    ObserveCancel,
    ObserveIntro,
    ObserveLine,
    ObserveLook,
    ObserveMessages,
    ObserveMoves,
    ObserveNothing,
    ObservePeriod,
    ObservePerson,
    ObserveTitle,
    ObserveTotal
  };
  readonly kinds = KIND_KEYS.map((key) => ({ key, name: KINDS[key] }));

  private stepSince: string | null = null;
  private isCancelled = false;

  /** The setup page says who may; there is nothing to look at for others. */
  mayManage = false;

  @wire(getSetup)
  receive({ data }: { data?: SetupView }): void {
    if (data) {
      syncServerTime(data.serverNow);
      this.mayManage = data.mayManage;
      this.stepSince = data.stepSince ?? null;
      this.period = this.stepSince ? 'step' : '7';
    }
  }

  disconnectedCallback(): void {
    this.isCancelled = true;
  }

  /* ---- what is shown ---- */

  get periods(): { label: string; value: Period }[] {
    const fixed: { label: string; value: Period }[] = [
      { label: ObservePeriod7, value: '7' },
      { label: ObservePeriod30, value: '30' }
    ];
    return this.stepSince ? [{ label: ObservePeriodStep, value: 'step' }, ...fixed] : fixed;
  }

  get isNothing(): boolean {
    return this.totals.every((total) => total.value === 0);
  }

  get totals(): { key: string; name: string; value: number }[] {
    const { moves, capacity, breaches } = this.found as Found;
    return [
      { key: 'messages', name: ObserveMessages, value: this.people.reduce((sum, { arrive }) => sum + arrive, 0) },
      { key: 'moves', name: ObserveMoves, value: moves.size },
      { key: 'capacity', name: ObserveCapacity, value: capacity.size },
      { key: 'breaches', name: ObserveBreaches, value: breaches.size }
    ];
  }

  get hasMessages(): boolean {
    return (this.found as Found).messages.size > 0;
  }

  /** Most messages first. */
  get people(): PersonRow[] {
    const rows = new Map<string, PersonRow>();
    const { messages } = this.found as Found;
    for (const { personId, personName, kind } of messages.values()) {
      const row = rows.get(personId) ?? emptyRow(personId, personName);
      rows.set(personId, row);
      row.total += 1;
      const cell = row.counts[KIND_KEYS.indexOf(kind)];
      if (cell) {
        cell.value += 1;
      }
    }
    for (const row of rows.values()) {
      row.arrive = arrivals([...messages.values()].filter(({ personId }) => personId === row.id));
    }
    return [...rows.values()].sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
  }

  get hasLines(): boolean {
    return this.lines.length > 0;
  }

  get lines(): { name: string; moves: number; breaches: number }[] {
    const { moves, breaches } = this.found as Found;
    const rows = new Map<string, { name: string; moves: number; breaches: number }>();
    const count = (leads: Iterable<ObserveLead>, what: 'moves' | 'breaches'): void => {
      for (const { line } of leads) {
        const name = line ?? '';
        const row = rows.get(name) ?? { name, moves: 0, breaches: 0 };
        row[what] += 1;
        rows.set(name, row);
      }
    };
    count(moves.values(), 'moves');
    count(breaches.values(), 'breaches');
    return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  get lists(): LeadList[] {
    const { moves, capacity, breaches } = this.found as Found;
    return [
      leadList('moves', ObserveMoves, moves, (lead) => format(ObserveWouldGo, lead.target ?? ObserveNextHolder)),
      leadList('capacity', ObserveCapacity, capacity, (lead) => lead.line ?? ''),
      leadList('breaches', ObserveBreaches, breaches, (lead) => lead.line ?? '')
    ].filter((list) => list.rows.length > 0);
  }

  /* ---- what a person does ---- */

  handlePeriod(event: CustomEvent<{ value: Period }>): void {
    this.period = event.detail.value;
  }

  handleLook(): void {
    void this.look();
  }

  handleCancel(): void {
    this.isCancelled = true;
  }

  private get since(): string {
    if (this.period === 'step' && this.stepSince) {
      return this.stepSince;
    }
    return new Date(serverTime() - Number(this.period) * DAY).toISOString();
  }

  private async look(): Promise<void> {
    const { since } = this;
    const found: Found = { messages: new Map(), moves: new Map(), capacity: new Map(), breaches: new Map() };
    this.reading = true;
    this.isCancelled = false;
    this.error = '';
    this.found = null;
    this.focusLater('cancel');
    try {
      const { entries, isWhole } = await this.readOn(found, since, null, 0);
      this.found = found;
      const from = instantText(since, serverTime());
      this.readText =
        isWhole && entries === 1
          ? format(ObserveReadOne, from)
          : format(isWhole ? ObserveReadAll : ObserveReadPart, entries, from);
      this.status = this.totals.map((total) => `${total.name}: ${total.value}`).join('. ');
    } catch (error) {
      this.readText = '';
      this.error = messageOf(error) || ErrObserve;
    } finally {
      this.reading = false;
      this.focusLater('look');
    }
  }

  /** One button takes the place of the other, and the focus with it. */
  private focusLater(action: 'look' | 'cancel'): void {
    const find = (): HTMLElement | null | undefined => this.template?.querySelector(`[data-action="${action}"]`);
    void Promise.resolve().then(() => find()?.focus());
  }

  /** Page after page, so that no transaction reads much; what was read so far is shown when it is stopped. */
  private async readOn(found: Found, since: string, after: string | null, before: number): Promise<Progress> {
    this.readText = format(ObserveReading, before);
    const page = (await read({ since, after })) as ObservePage;
    const entries = before + page.read;
    add(found, page);
    return page.next && !this.isCancelled
      ? this.readOn(found, since, page.next, entries)
      : { entries, isWhole: !page.next };
  }
}

function add(found: Found, page: ObservePage): void {
  for (const message of page.messages) {
    found.messages.set(message.key, found.messages.get(message.key) ?? message);
  }
  // A lead that would have moved is one lead, whatever else would have moved it again.
  for (const move of page.moves) {
    found.moves.set(move.key, found.moves.get(move.key) ?? move);
  }
  for (const loss of page.capacity) {
    found.capacity.set(loss.key, loss);
  }
  for (const breach of page.breaches) {
    found.breaches.set(breach.key, breach);
  }
}

function emptyRow(id: string, name: string): PersonRow {
  return { id, name, counts: KIND_KEYS.map((key) => ({ key, value: 0 })), total: 0, arrive: 0 };
}

function leadList(
  key: string,
  title: string,
  leads: ReadonlyMap<string, ObserveLead>,
  about: (lead: ObserveLead) => string
): LeadList {
  const now = serverTime();
  const rows = [...leads.values()].slice(0, SHOWN).map((lead) => ({
    key: lead.key,
    url: `/${lead.leadId}`,
    name: lead.leadName ?? lead.leadId,
    facts: [lead.holderName, about(lead), lead.at ? instantText(lead.at, now) : ''].filter(Boolean).join(' · ')
  }));
  return { key, title, rows, more: leads.size > SHOWN ? format(ObserveMore, leads.size - SHOWN) : '' };
}
