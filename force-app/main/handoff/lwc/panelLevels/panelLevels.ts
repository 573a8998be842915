/** Levels in words: what is said when a clock rises, and how a level is called in lists. */
import type { ClockView } from 'baton/views';
import { duration, format, toMillis } from 'c/clockTime';
import type { Level } from 'c/clockTime';
import AnnounceDueSoon from '@salesforce/label/c.AnnounceDueSoon';
import AnnounceEscalated from '@salesforce/label/c.AnnounceEscalated';
import AnnounceLate from '@salesforce/label/c.AnnounceLate';
import LevelGreen from '@salesforce/label/c.LevelGreen';
import LevelOrange from '@salesforce/label/c.LevelOrange';
import LevelRed from '@salesforce/label/c.LevelRed';
import LevelYellow from '@salesforce/label/c.LevelYellow';

const NAMES: Readonly<Record<string, string>> = {
  Green: LevelGreen,
  Yellow: LevelYellow,
  Orange: LevelOrange,
  Red: LevelRed
};

export function levelName(level: string): string {
  return NAMES[level] ?? level;
}

/** What a screen reader hears when the clock has come to that level; empty for On track. */
export function levelText(level: Level, clock: ClockView, leadName: string, now: number): string {
  if (level === 'Yellow') {
    return format(AnnounceDueSoon, leadName, duration(toMillis(clock.dueAt as string) - now));
  }
  return level === 'Green' ? '' : format(level === 'Orange' ? AnnounceEscalated : AnnounceLate, leadName);
}
