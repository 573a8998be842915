import { LightningElement } from 'lwc';
import { get } from 'shell/client';
import { onServerEvent } from 'shell/events';
import { goTo } from 'shell/router';

interface Message {
  key: string;
  kind: string;
  title: string;
  body: string;
  targetId: string | null;
  timeText: string;
}

const KINDS: Record<string, string> = { notification: 'Bell', email: 'E-mail', push: 'Phone' };

/** What the org has sent to the persona, as it would have arrived. */
export default class Bell extends LightningElement {
  open = false;
  count: number = globalThis.localOrg.bell;
  userName: string = globalThis.localOrg.user.name;
  messages: (Message & { kindText: string; url: string })[] = [];

  private stop?: () => void;

  connectedCallback(): void {
    this.stop = onServerEvent((event) => {
      if (event.kind !== 'bell') return;
      this.count = (event['counts'] as Record<string, number>)[globalThis.localOrg.user.id] ?? 0;
      if (this.open) void this.load();
    });
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  get state(): string {
    return String(this.open);
  }

  get label(): string {
    return `${this.count} messages to ${this.userName}`;
  }

  get empty(): boolean {
    return this.messages.length === 0;
  }

  async toggle(): Promise<void> {
    this.open = !this.open;
    if (this.open) await this.load();
  }

  follow(event: Event): void {
    event.preventDefault();
    this.open = false;
    goTo(`/lightning/r/${(event.target as HTMLElement).dataset['id']}/view`);
  }

  private async load(): Promise<void> {
    const messages = await get<Message[]>('messages');
    this.messages = messages.map((m) => ({
      ...m,
      kindText: KINDS[m.kind] ?? m.kind,
      url: `/lightning/r/${m.targetId}/view`
    }));
  }
}
