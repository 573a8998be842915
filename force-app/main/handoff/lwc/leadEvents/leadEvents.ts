import { LightningElement, api } from 'lwc';
import type { EventView, EventsView } from 'baton/views';
import getEvents from '@salesforce/apex/LeadHistoryController.getEvents';
import { messageOf } from 'c/callError';
import { datedText, format, instantText, serverTime } from 'c/clockTime';
import { levelName } from 'c/panelLevels';
import { cancelledText } from 'c/panelEnds';
import { stageName } from 'c/panelStages';
import BtnShowEvents from '@salesforce/label/c.BtnShowEvents';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import EventBy from '@salesforce/label/c.EventBy';
import EventFromTo from '@salesforce/label/c.EventFromTo';
import EventsEmpty from '@salesforce/label/c.EventsEmpty';
import EventsMore from '@salesforce/label/c.EventsMore';
import Loading from '@salesforce/label/c.Loading';

interface Line {
  readonly id: string;
  readonly when: string;
  readonly what: string;
  readonly details: string;
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Everything that the ledger keeps of a lead, newest first, a page at a time; not read until somebody asks (ux.md 2.2). */
export default class LeadEvents extends LightningElement {
  @api leadId = '';

  lines: Line[] = [];
  loadError = '';
  loading = false;
  more = false;
  private pages = 0;
  readonly label = { BtnShowEvents, EventsEmpty, EventsMore, Loading };

  get isEmpty(): boolean {
    return !this.loading && !this.loadError && this.lines.length === 0;
  }

  handleToggle(event: CustomEvent<boolean>): void {
    if (event.detail) {
      this.lines = [];
      this.pages = 0;
      void this.load();
    }
  }

  handleMore(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.loadError = '';
    this.loading = true;
    try {
      const view = (await getEvents({ leadId: this.leadId, page: this.pages })) as EventsView;
      const seen = new Set(this.lines.map((line) => line.id));
      // An entry that was added meanwhile moves the pages on: what is shown already is not shown twice.
      const added = view.events.filter((event) => !seen.has(event.id));
      this.lines = [...this.lines, ...added.map((event) => lineOf(event, serverTime()))];
      this.more = view.more;
      this.pages += 1;
    } catch (error) {
      this.loadError = messageOf(error) || ErrLoad;
    } finally {
      this.loading = false;
    }
  }
}

function lineOf(event: EventView, now: number): Line {
  const said = (text?: string | null): string => sayValue(text ?? '', now);
  const [before, after] = [said(event.before), said(event.after)];
  const change = before && after ? format(EventFromTo, before, after) : before || after;
  const details = [
    event.stage ? stageName(event.stage) : '',
    event.level ? levelName(event.level) : '',
    change,
    event.reasonName,
    event.actorName ? format(EventBy, event.actorName) : '',
    event.note
  ];
  return {
    id: event.id,
    when: `${datedText(event.at, now)} ·`,
    what: event.what,
    details: details.filter(Boolean).join(' · ')
  };
}

/** An instant in the reader's words, a code as its reason, and a name as it is. */
function sayValue(text: string, now: number): string {
  return INSTANT.test(text) ? instantText(text, now) : cancelledText(text) || text;
}
