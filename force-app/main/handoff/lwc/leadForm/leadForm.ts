import { LightningElement, api } from 'lwc';
import type { VerbResult } from 'baton/views';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrNoteMissing from '@salesforce/label/c.ErrNoteMissing';
import ErrNoteShort from '@salesforce/label/c.ErrNoteShort';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';

type Field = HTMLElement & { setCustomValidity?(message: string): void; reportValidity?(): boolean };
/** Message by the name of the field that it concerns; empty where the field is right. */
export type Problems = Readonly<Record<string, string>>;

/** What the button says before and while the form is sent. */
export interface Words {
  readonly submit: string;
  readonly saving: string;
}

/**
 * What the forms about a lead have in common: a choice, a note, wrong input at its field, one answer or one for each lead.
 * Each has two hosts: a modal on the desktop, which draws the buttons and calls `submit`, and the panel on the phone
 * (`inline`). Fires `ready`, `typed`, `saving`, `refused`, `done` (detail: what the verb answered), `back`, and `switch` with
 * the name of the form that is the right one instead.
 */
export default abstract class LeadForm extends LightningElement {
  @api inline = false;

  choice = '';
  note = '';
  problems: Problems = {};
  formError = '';
  loadError = '';
  saving = false;

  connectedCallback(): void {
    void this.load();
  }

  /** What the person typed and would lose. */
  @api
  get hasTypedNote(): boolean {
    return this.note.trim() !== '';
  }

  /** Checks the form and sends it. Wrong input shows at its field and takes the focus. */
  @api
  async submit(): Promise<void> {
    if (this.saving || !this.ready || !this.canSubmit) {
      return;
    }
    this.formError = '';
    this.show(this.check());
    if (!Object.values(this.problems).some(Boolean) && this.isComplete()) {
      await this.send();
    }
  }

  /* ---- what each form says for itself ---- */

  protected abstract get words(): Words;
  /** What is wrong, by field, in the order of the form. */
  protected abstract check(): Problems;
  protected abstract call(): Promise<VerbResult | VerbResult[]>;

  /** Reads what the form offers. */
  protected read(): Promise<void> {
    return Promise.resolve();
  }

  get ready(): boolean {
    return true;
  }

  get canSubmit(): boolean {
    return true;
  }

  /** What the base components check by themselves, like the limits of a date. */
  protected isComplete(): boolean {
    return true;
  }

  protected focusOn(name: string): void {
    this.field(name)?.focus();
  }

  /* ---- what all share ---- */

  get submitLabel(): string {
    return this.saving ? this.words.saving : this.words.submit;
  }

  /** The properties of the frame. */
  get frame(): Record<string, unknown> {
    const { loadError, ready, formError, inline, canSubmit, submitLabel, saving } = this;
    return { loadError, ready, formError, inline, canSubmit, submitLabel, saving };
  }

  handleChoice(event: CustomEvent<{ value: string }>): void {
    this.choose(event.detail.value, (event.currentTarget as HTMLElement).dataset.field as string);
  }

  handleNote(event: CustomEvent<{ value: string }>): void {
    this.note = event.detail.value ?? '';
    this.clear('note');
    this.tell('typed', this.hasTypedNote);
  }

  handleRetry(): void {
    void this.load();
  }

  handleSubmit(): void {
    void this.submit();
  }

  handleBack(): void {
    this.tell('back');
  }

  protected choose(value: string, field: string): void {
    this.choice = value;
    this.clear(field);
  }

  protected clear(name: string): void {
    if (this.problems[name]) {
      this.problems = { ...this.problems, [name]: '' };
      this.showAt(name, '');
    }
  }

  protected noteProblem(isNeeded: boolean, minimum: number): string {
    const written = this.note.trim().length;
    if (!isNeeded) {
      return '';
    }
    if (written === 0) {
      return ErrNoteMissing;
    }
    return written < minimum ? format(ErrNoteShort, minimum - written) : '';
  }

  protected field(name: string): Field | null {
    return this.template?.querySelector<Field>(`[data-field="${name}"]`) ?? null;
  }

  /** The host draws the button: it hears when what the button says changes. */
  protected tellReady(): void {
    this.tell('ready', { label: this.submitLabel, canSubmit: this.canSubmit });
  }

  protected switchTo(form: string): void {
    this.tell('switch', form);
  }

  private async load(): Promise<void> {
    this.loadError = '';
    try {
      await this.read();
      this.tellReady();
    } catch (error) {
      this.loadError = messageOf(error) || ErrLoad;
    }
  }

  private async send(): Promise<void> {
    this.setSaving(true);
    try {
      const answer = await this.call();
      this.setSaving(false);
      this.finish(answer);
    } catch (error) {
      this.setSaving(false);
      this.formError = messageOf(error) || format(ErrUnexpected, '');
    }
  }

  /** One refusal stays in the form, which keeps what was typed; of many leads each has its own answer. */
  private finish(answer: VerbResult | VerbResult[]): void {
    const results = Array.isArray(answer) ? answer : [answer];
    const [only] = results;
    if (results.length === 1 && only && !only.ok) {
      this.showRefusal(only);
    } else {
      this.tell('done', answer);
    }
  }

  private showRefusal(result: VerbResult): void {
    const message = result.message ?? '';
    if (result.field && this.field(result.field)) {
      this.show({ [result.field]: message });
    } else {
      this.formError = message;
    }
    this.tell('refused', result);
  }

  /** Messages at their fields; the first of them takes the focus. */
  private show(problems: Problems): void {
    const before = Object.keys(this.problems);
    this.problems = problems;
    new Set([...before, ...Object.keys(problems)]).forEach((name) => this.showAt(name, problems[name] ?? ''));
    const first = Object.keys(problems).find((name) => problems[name]);
    if (first) {
      this.focusOn(first);
    }
  }

  /** The base component draws the message and ties it to its input; a message of our own beside it would be a second one. */
  private showAt(name: string, message: string): void {
    const field = this.field(name);
    field?.setCustomValidity?.(message);
    field?.reportValidity?.();
  }

  /** Bubbles, so that a host of several forms listens once; not beyond that host. */
  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  private setSaving(saving: boolean): void {
    this.saving = saving;
    this.tell('saving', { saving, label: this.submitLabel });
  }
}
