/**
 * What the viewer may do with a lead, in order (ux.md 2.2): at most two buttons, the rest in the menu. A pure function of the
 * Apex view and the server's time.
 */
import type { PanelView } from 'baton/views';
import { duration, format, instantText, toMillis } from 'c/clockTime';
import AcceptAlt from '@salesforce/label/c.AcceptAlt';
import AskedAlt from '@salesforce/label/c.AskedAlt';
import AssignAlt from '@salesforce/label/c.AssignAlt';
import BtnAccept from '@salesforce/label/c.BtnAccept';
import BtnAskPerson from '@salesforce/label/c.BtnAskPerson';
import BtnAssign from '@salesforce/label/c.BtnAssign';
import BtnCopyLink from '@salesforce/label/c.BtnCopyLink';
import BtnDecide from '@salesforce/label/c.BtnDecide';
import BtnDispute from '@salesforce/label/c.BtnDispute';
import BtnDuplicate from '@salesforce/label/c.BtnDuplicate';
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
import DoneAccepted from '@salesforce/label/c.DoneAccepted';
import DuplicateAlt from '@salesforce/label/c.DuplicateAlt';
import ExcuseAlt from '@salesforce/label/c.ExcuseAlt';
import HandOverAlt from '@salesforce/label/c.HandOverAlt';
import LogOutcomeAlt from '@salesforce/label/c.LogOutcomeAlt';
import NudgeAlt from '@salesforce/label/c.NudgeAlt';
import OpenHealth from '@salesforce/label/c.OpenHealth';
import OpenLead from '@salesforce/label/c.OpenLead';
import OpenOpportunity from '@salesforce/label/c.OpenOpportunity';
import OpenSetup from '@salesforce/label/c.OpenSetup';
import RejectAlt from '@salesforce/label/c.RejectAlt';
import SeeDefinition from '@salesforce/label/c.SeeDefinition';
import TakeAlt from '@salesforce/label/c.TakeAlt';
import UnexcuseAlt from '@salesforce/label/c.UnexcuseAlt';
import UndoUntil from '@salesforce/label/c.UndoUntil';

const WORDS = {
  assign: [BtnAssign, AssignAlt],
  askFields: [BtnAskPerson, AskedAlt],
  duplicate: [BtnDuplicate, DuplicateAlt],
  copyLink: [BtnCopyLink],
  openDuplicate: [OpenLead],
  openOpportunity: [OpenOpportunity],
  openHealth: [OpenHealth],
  seeDefinition: [SeeDefinition],
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
  'assign',
  'openDuplicate',
  'openOpportunity',
  'openHealth',
  'openSetup',
  'seeDefinition',
  'askFields'
];
/** Who looks at another's lead helps before they do it themselves. */
const HELPING: readonly ActionName[] = ['undo', 'people', 'decide', 'nudge', 'handOver', ...OWN];
/** What never asks for attention by itself. */
const QUIET: readonly ActionName[] = ['pause', 'handOver', 'duplicate', 'copyLink', 'nudge', 'excuse', 'unexcuse'];

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

/** "Accepted 10:31. Undo until 10:36."; empty where nothing can be taken back any more. */
export function undoText(view: PanelView, now: number): string {
  if (!view.verbs.includes('undo') || undoLeft(view, now) <= 0) {
    return '';
  }
  const until = instantText(view.clock?.undoUntil as string, now);
  const accepted = view.context?.acceptedAt;
  return accepted ? format(DoneAccepted, instantText(accepted, now), until) : format(UndoUntil, until);
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
  names.add('copyLink');
  return names;
}

function actionOf(name: ActionName, view: PanelView, now: number): Action {
  const alt = WORDS[name][1];
  const who = whoOf(name, view);
  return {
    name,
    label: labelOf(name, view, now),
    alt: alt ? (who ? format(alt, who, view.leadName) : format(alt, view.leadName)) : null,
    // Where nothing else is asked for, logging the outcome is what the page is about.
    isBrand: name === 'accept' || (name === 'dispose' && view.clock?.stage === 'Disposition')
  };
}

function labelOf(name: ActionName, view: PanelView, now: number): string {
  const [label] = WORDS[name];
  const who = whoOf(name, view);
  if (who) {
    return format(label, who);
  }
  return name === 'undo' ? `${label} (${duration(undoLeft(view, now))})` : label;
}

/** Whose name the words of an action carry; empty where they carry none. */
function whoOf(name: ActionName, view: PanelView): string {
  if (name === 'askFields') {
    return view.context?.lackingOwedBy ?? '';
  }
  return name === 'openDuplicate' ? (view.context?.duplicateName ?? '') : '';
}
