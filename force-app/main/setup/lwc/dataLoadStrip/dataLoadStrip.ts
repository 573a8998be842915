import { LightningElement, wire } from 'lwc';
import loadUntil from '@salesforce/apex/SetupController.loadUntil';
import { format, instantText, serverTime, startTicking, toMillis } from 'c/clockTime';
import StripLoad from '@salesforce/label/c.StripLoad';

/** The strip on every page of Baton while everything is paused for a data load (ux.md 2.11); nothing otherwise. */
export default class DataLoadStrip extends LightningElement {
  now = serverTime();

  private until: string | null = null;
  private stopTicking: (() => void) | undefined;

  /** A failed call shows nothing: the strip says what is known, and the page itself says when it cannot load. */
  @wire(loadUntil)
  receive({ data }: { data?: string | null }): void {
    this.until = data ?? null;
  }

  connectedCallback(): void {
    this.stopTicking = startTicking({ onTick: (now) => this.tick(now), isUrgent: () => false });
  }

  disconnectedCallback(): void {
    this.stopTicking?.();
  }

  get text(): string {
    const ended = !this.until || toMillis(this.until) <= this.now;
    return ended ? '' : format(StripLoad, instantText(this.until as string, this.now));
  }

  private tick(now: number): void {
    this.now = now;
  }
}
