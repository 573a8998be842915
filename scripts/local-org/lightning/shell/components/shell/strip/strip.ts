import { LightningElement } from 'lwc';
import { messageOf, send } from 'shell/client';
import { onServerEvent } from 'shell/events';
import { currentPage } from 'shell/router';

interface Next {
  at: number;
  label: string;
}

interface ClockState {
  now: number;
  next: Next | null;
  ran?: number;
  failures?: { label: string; message: string }[];
}

const STEPS = [
  { label: '+1 min', ms: 60_000 },
  { label: '+5 min', ms: 300_000 },
  { label: '+1 h', ms: 3_600_000 },
  { label: '+1 d', ms: 86_400_000 }
];
const NOTICE = 'local-org.notice';
const DISMISSED = 'local-org.try.dismissed';

/** Who you are and what time it is: outside the product, so that nobody takes it for Salesforce. */
export default class Strip extends LightningElement {
  steps = STEPS;
  busy = false;
  menuOpen = false;
  problem?: string;
  announcement = '';
  /** What takes longer than a moment, in words; shown until it is done. */
  doing?: string;
  now = Date.now();
  next: Next | null = globalThis.localOrg.clock.next;
  tryThis: string[] = globalThis.localOrg.tryThis;
  /** On the phone the list would push the page out of sight; the menu opens it. */
  tryOpen = this.tryThis.length > 0 && window.innerWidth >= 700 && sessionStorage.getItem(DISMISSED) === null;

  private timer?: ReturnType<typeof setInterval>;
  private stop?: () => void;

  connectedCallback(): void {
    this.problem = sessionStorage.getItem(NOTICE) ?? undefined;
    sessionStorage.removeItem(NOTICE);
    this.timer = setInterval(() => (this.now = Date.now()), 1000);
    this.stop = onServerEvent((event) => {
      if (event.kind === 'clock') this.take(event as unknown as ClockState);
    });
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
    this.stop?.();
  }

  get groups(): { role: string; people: object[] }[] {
    const groups = new Map<string, object[]>();
    const { personas, user } = globalThis.localOrg;
    for (const persona of personas) {
      const group = groups.get(persona.role) ?? [];
      group.push({ ...persona, selected: persona.username === user.username });
      groups.set(persona.role, group);
    }
    return [...groups].map(([role, people]) => ({ role, people }));
  }

  get nowText(): string {
    return formatInstant(this.now, true);
  }

  get nextText(): string {
    return this.next ? formatInstant(this.next.at, !sameDay(this.next.at, this.now)) : '';
  }

  get menuState(): string {
    return String(this.menuOpen);
  }

  toggleMenu(): void {
    this.menuOpen = !this.menuOpen;
  }

  toggleTry(): void {
    this.tryOpen = !this.tryOpen;
    this.menuOpen = false;
  }

  dismissTry(): void {
    sessionStorage.setItem(DISMISSED, 'yes');
    this.tryOpen = false;
  }

  dismissProblem(): void {
    this.problem = undefined;
  }

  async changePersona(event: Event): Promise<void> {
    const username = (event.target as HTMLSelectElement).value;
    await this.attempt('Signing in', async () => {
      const { home, notice } = await send<{ home: string | null; notice: string | null }>('POST', 'persona', {
        username,
        recordId: currentPage().attributes['recordId']
      });
      if (notice) sessionStorage.setItem(NOTICE, notice);
      if (home) location.assign(home);
      else location.reload();
    });
  }

  async move(event: Event): Promise<void> {
    const ms = Number((event.target as HTMLElement).dataset['ms']);
    await this.advance({ by: ms });
  }

  async moveNext(): Promise<void> {
    if (this.next) await this.advance({ to: this.next.at });
  }

  async goTo(): Promise<void> {
    const value = this.template?.querySelector<HTMLInputElement>('[data-goto]')?.value;
    if (value) await this.advance({ local: value });
    this.menuOpen = false;
  }

  async reset(): Promise<void> {
    // eslint-disable-next-line no-alert -- the strip stands outside the page and its modals
    if (!confirm('Go back to the start? Everything done since is lost.')) return;
    await this.attempt('Going back to the start: the org is built anew', async () => {
      await send('POST', 'reset');
      location.assign('/lightning/page/home');
    });
  }

  private async advance(to: { by?: number; to?: number; local?: string }): Promise<void> {
    await this.attempt('Time passes', async () => {
      const state = await send<ClockState>('POST', 'time', to);
      this.take(state);
      const failed = state.failures?.[0];
      if (failed) this.problem = `${failed.label} failed: ${failed.message}`;
      const ran = state.ran ?? 0;
      this.announcement = `It is now ${formatInstant(state.now, true)}. ${ran} ${ran === 1 ? 'thing' : 'things'} ran.`;
      this.dispatchEvent(new CustomEvent('orgchanged'));
    });
  }

  private async attempt(doing: string, work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    // Date is the org's clock here, which may stand still.
    const begun = performance.now();
    const timer = setInterval(() => {
      this.doing = `${doing}, ${Math.round((performance.now() - begun) / 1000)} s`;
    }, 1000);
    try {
      await work();
    } catch (error) {
      this.problem = messageOf(error);
    } finally {
      clearInterval(timer);
      this.doing = undefined;
      this.busy = false;
    }
  }

  private take(state: ClockState): void {
    globalThis.localOrg.clock.set(state.now);
    this.now = state.now;
    this.next = state.next;
  }
}

function formatInstant(at: number, withDay: boolean): string {
  const day = withDay ? ({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const) : {};
  const { timeZone } = globalThis.localOrg.clock;
  const text = new Intl.DateTimeFormat('en-GB', { ...day, hour: '2-digit', minute: '2-digit', timeZone }).format(at);
  return withDay ? `${text} ${timeZone.split('/').at(-1)?.replace('_', ' ')}` : text;
}

function sameDay(a: number, b: number): boolean {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeZone: globalThis.localOrg.clock.timeZone });
  return format.format(a) === format.format(b);
}
