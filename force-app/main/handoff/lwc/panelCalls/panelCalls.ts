/** What the actions of the panel do: which of them is a verb, which opens a form, and what is said of each. */
import accept from '@salesforce/apex/LeadPanelController.accept';
import resume from '@salesforce/apex/LeadPanelController.resume';
import undo from '@salesforce/apex/LeadPanelController.undo';
import askFields from '@salesforce/apex/LeadRequestController.askFields';
import handOver from '@salesforce/apex/OversightController.handOver';
import nudge from '@salesforce/apex/OversightController.nudge';
import unexcuse from '@salesforce/apex/OversightController.unexcuse';
import USER_ID from '@salesforce/user/Id';
import type { VerbResult } from 'baton/views';
import type { FormName } from 'c/leadForms';
import type { ActionName } from 'c/panelActions';
import Accepting from '@salesforce/label/c.Accepting';
import AnnounceAccepted from '@salesforce/label/c.AnnounceAccepted';
import AnnounceOutcome from '@salesforce/label/c.AnnounceOutcome';
import AnnouncePaused from '@salesforce/label/c.AnnouncePaused';
import AnnounceRejected from '@salesforce/label/c.AnnounceRejected';
import AnnounceResumed from '@salesforce/label/c.AnnounceResumed';
import AnnounceUndone from '@salesforce/label/c.AnnounceUndone';
import Resuming from '@salesforce/label/c.Resuming';
import Undoing from '@salesforce/label/c.Undoing';

/** The lead that an action is about, and its late clocks. */
export interface Subject {
  readonly leadIds: readonly string[];
  readonly clockIds: readonly string[];
}

type Answer = VerbResult | VerbResult[];
type Call = (subject: Subject) => Promise<unknown>;

const lead = ({ leadIds }: Subject): { leadId: string | undefined } => ({ leadId: leadIds[0] });

const CALLS: Readonly<Partial<Record<ActionName, Call>>> = {
  accept: (subject) => accept(lead(subject)),
  undo: (subject) => undo(lead(subject)),
  resume: (subject) => resume(lead(subject)),
  askFields: (subject) => askFields(lead(subject)),
  nudge: ({ leadIds }) => nudge({ leadIds, clockIds: null }),
  take: ({ leadIds }) => handOver({ leadIds, toId: USER_ID, note: null }),
  unexcuse: ({ leadIds, clockIds }) => unexcuse({ leadIds, clockIds })
};

/** Actions that ask for more: in a modal on the desktop and inside the panel on the phone. */
export const FORMS: Readonly<Partial<Record<ActionName, FormName>>> = {
  reject: 'reject',
  duplicate: 'duplicate',
  assign: 'assign',
  dispose: 'outcome',
  pause: 'pause',
  handOver: 'handOver',
  excuse: 'excuse',
  dispute: 'dispute',
  decide: 'decide'
};

/** What a button says while its verb runs. */
export const BUSY: Readonly<Partial<Record<ActionName, string>>> = {
  accept: Accepting,
  undo: Undoing,
  resume: Resuming
};

/** What is said for screen readers, by the code of the answer; other answers say themselves what came of them. */
export const SAID: Readonly<Record<string, string>> = {
  DoneAccepted: AnnounceAccepted,
  DoneUndone: AnnounceUndone,
  DoneResumed: AnnounceResumed,
  DoneRejected: AnnounceRejected,
  DoneOutcome: AnnounceOutcome,
  DonePaused: AnnouncePaused
};

export function isVerb(name: ActionName): boolean {
  return name in CALLS;
}

/** Asks the server; throws for an action that is no verb. */
export async function runVerb(name: ActionName, subject: Subject): Promise<Answer> {
  const call = CALLS[name];
  if (!call) {
    throw new Error(`${name} is no verb.`);
  }
  return (await call(subject)) as Answer;
}
