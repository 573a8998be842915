/**
 * What the viewer may do with a lead, in order (ux.md 2.2): at most two buttons, the rest in the menu. A pure function of the
 * Apex view and the server's time.
 */
import type { PanelView } from 'baton/views';
import { duration, format, toMillis } from 'c/clockTime';
import AcceptAlt from '@salesforce/label/c.AcceptAlt';
import BtnAccept from '@salesforce/label/c.BtnAccept';
import BtnDecide from '@salesforce/label/c.BtnDecide';
import BtnDispute from '@salesforce/label/c.BtnDispute';
import BtnExcuse from '@salesforce/label/c.BtnExcuse';
import BtnHandOver from '@salesforce/label/c.BtnHandOver';
import BtnLogOutcome from '@salesforce/label/c.BtnLogOutcome';
import BtnNudge from '@salesforce/label/c.BtnNudge';
import BtnPause from '@salesforce/label/c.BtnPause';
import BtnReject from '@salesforce/label/c.BtnReject';
import BtnResume from '@salesforce/label/c.BtnResume';
import BtnShowPeople from '@salesforce/label/c.BtnShowPeople';
import BtnTake from '@salesforce/label/c.BtnTake';
import BtnUndo from '@salesforce/label/c.BtnUndo';
import BtnUnexcuse from '@salesforce/label/c.BtnUnexcuse';
import DecideAlt from '@salesforce/label/c.DecideAlt';
import DisputeAlt from '@salesforce/label/c.DisputeAlt';
import ExcuseAlt from '@salesforce/label/c.ExcuseAlt';
import HandOverAlt from '@salesforce/label/c.HandOverAlt';
import LogOutcomeAlt from '@salesforce/label/c.LogOutcomeAlt';
import NudgeAlt from '@salesforce/label/c.NudgeAlt';
import OpenSetup from '@salesforce/label/c.OpenSetup';
import RejectAlt from '@salesforce/label/c.RejectAlt';
import TakeAlt from '@salesforce/label/c.TakeAlt';
import UnexcuseAlt from '@salesforce/label/c.UnexcuseAlt';

const WORDS = {
  accept: [BtnAccept, AcceptAlt],
  reject: [BtnReject, RejectAlt],
  people: [BtnShowPeople],
  dispose: [BtnLogOutcome, LogOutcomeAlt],
  resume: [BtnResume],
  undo: [BtnUndo],
  take: [BtnTake, TakeAlt],
  dispute: [BtnDispute, DisputeAlt],
  decide: [BtnDecide, DecideAlt],
  openSetup: [OpenSetup],
  pause: [BtnPause],
  handOver: [BtnHandOver, HandOverAlt],
  nudge: [BtnNudge, NudgeAlt],
  excuse: [BtnExcuse, ExcuseAlt],
  unexcuse: [BtnUnexcuse, UnexcuseAlt]
} as const;

export type ActionName = keyof typeof WORDS;

export interface Action {
  readonly name: ActionName;
  readonly label: string;
  /** Name for screen readers, with the lead in it; null where the label says it all. */
  readonly alt: string | null;
  readonly isBrand: boolean;
}

export interface Actions {
  readonly buttons: readonly Action[];
  readonly menu: readonly Action[];
}

const MOST_BUTTONS = 2;
/** What the one who owes does, the first of it in front. */
const OWN: readonly ActionName[] = [
  'people',
  'take',
  'accept',
  'reject',
  'dispose',
  'resume',
  'undo',
  'dispute',
  'decide',
  'openSetup'
];
/** Who looks at another's lead helps before they do it themselves. */
const HELPING: readonly ActionName[] = ['undo', 'people', 'decide', 'nudge', 'handOver', ...OWN];
/** What never asks for attention by itself. */
const QUIET: readonly ActionName[] = ['pause', 'handOver', 'nudge', 'excuse', 'unexcuse'];

export function panelActions(view: PanelView, now: number): Actions {
  const may = allowed(view, now);
  const helps = view.clock != null && !view.clock.isMine && may.has('nudge');
  const wanted = [...new Set(helps ? HELPING : OWN)].filter((name) => may.has(name));
  const buttons = wanted.slice(0, MOST_BUTTONS);
  const menu = [...new Set([...wanted.slice(MOST_BUTTONS), ...QUIET])].filter(
    (name) => may.has(name) && !buttons.includes(name)
  );
  const action = (name: ActionName): Action => actionOf(name, view, now);
  return { buttons: buttons.map(action), menu: menu.map(action) };
}

/** How long an undo is left; 0 and less when it is over. */
export function undoLeft(view: PanelView, now: number): number {
  const until = view.clock?.undoUntil;
  return until ? toMillis(until) - now : 0;
}

function allowed(view: PanelView, now: number): ReadonlySet<string> {
  const names = new Set<string>([...view.verbs, ...(view.oversight?.verbs ?? [])]);
  if (undoLeft(view, now) <= 0) {
    names.delete('undo');
  }
  if ((view.clock?.people ?? []).length > 0) {
    names.add('people');
  }
  return names;
}

function actionOf(name: ActionName, view: PanelView, now: number): Action {
  const [label, alt] = WORDS[name];
  return {
    name,
    label: name === 'undo' ? `${label} (${duration(undoLeft(view, now))})` : label,
    alt: alt ? format(alt, view.leadName) : null,
    // Where nothing else is asked for, logging the outcome is what the page is about.
    isBrand: name === 'accept' || (name === 'dispose' && view.clock?.stage === 'Disposition')
  };
}
