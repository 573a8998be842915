/** Keeps a screen true as time passes: server time, reading anew, at rest while nobody looks (ux.md 2.1 "Data and liveness"). */
import getServerNow from '@salesforce/apex/LeadPanelController.getServerNow';
import { serverTime, startTicking, syncServerTime } from 'c/clockTime';

/** The screen, as far as reading anew concerns it. */
export interface LiveScreen {
  /** Shows what is true at that instant of the server. */
  tick(now: number): void;
  /** Reads what the screen shows anew. */
  read(): Promise<unknown>;
  /** Whether it is reading anew at this moment. */
  markRefreshing(refreshing: boolean): void;
  /** The server could not be asked for its time. */
  noteFailure(error: unknown): void;
  /** True while a number below five minutes is shown. */
  isUrgent(now: number): boolean;
  /** Milliseconds until it reads anew by itself. */
  readonly pollInterval: number;
  /** True while it must not be read anew. */
  readonly busy: boolean;
}

export class LiveRead {
  private readonly screen: LiveScreen;
  private stopTicking: (() => void) | undefined;
  private lastRead = Date.now();
  private refreshing = false;

  constructor(screen: LiveScreen) {
    this.screen = screen;
  }

  start(): void {
    void this.syncClock();
    this.stopTicking = startTicking({
      onTick: (now) => this.tick(now),
      onReturn: () => void this.refresh(),
      isUrgent: (now) => this.screen.isUrgent(now)
    });
  }

  stop(): void {
    this.stopTicking?.();
  }

  /** An answer has arrived: the next reading is a whole interval away. */
  noteAnswer(): void {
    this.lastRead = Date.now();
  }

  async refresh(): Promise<void> {
    if (this.refreshing || this.screen.busy) {
      return;
    }
    this.mark(true);
    try {
      await this.syncClock();
      await this.screen.read();
    } finally {
      this.mark(false);
    }
  }

  private tick(now: number): void {
    this.screen.tick(now);
    if (!this.screen.busy && Date.now() - this.lastRead >= this.screen.pollInterval) {
      this.noteAnswer();
      void this.refresh();
    }
  }

  private async syncClock(): Promise<void> {
    try {
      syncServerTime((await getServerNow()) as string);
      this.screen.tick(serverTime());
    } catch (error) {
      this.screen.noteFailure(error);
    }
  }

  private mark(refreshing: boolean): void {
    this.refreshing = refreshing;
    this.screen.markRefreshing(refreshing);
  }
}
