import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import type { GoLiveStep, SetupView } from 'baton/setup';
import { format, instantText, serverTime } from 'c/clockTime';
import { STEPS, STEP_NAMES, nextStep, previousStep, stepOf } from 'c/setupModel';
import type { StepName } from 'c/setupModel';
import GoLiveAgreeWhat from '@salesforce/label/c.GoLiveAgreeWhat';
import GoLiveBack from '@salesforce/label/c.GoLiveBack';
import GoLiveDone from '@salesforce/label/c.GoLiveDone';
import GoLiveEnforceWhat from '@salesforce/label/c.GoLiveEnforceWhat';
import GoLiveNext from '@salesforce/label/c.GoLiveNext';
import GoLiveNotifyWhat from '@salesforce/label/c.GoLiveNotifyWhat';
import GoLiveNow from '@salesforce/label/c.GoLiveNow';
import GoLiveObserveWhat from '@salesforce/label/c.GoLiveObserveWhat';
import GoLiveOpenAgreement from '@salesforce/label/c.GoLiveOpenAgreement';
import GoLiveProgress from '@salesforce/label/c.GoLiveProgress';
import GoLiveSince from '@salesforce/label/c.GoLiveSince';
import GoLiveStartWhat from '@salesforce/label/c.GoLiveStartWhat';
import GoLiveTitle from '@salesforce/label/c.GoLiveTitle';
import RolloutAgree from '@salesforce/label/c.RolloutAgree';
import RolloutEnforce from '@salesforce/label/c.RolloutEnforce';
import RolloutNotify from '@salesforce/label/c.RolloutNotify';
import RolloutObserve from '@salesforce/label/c.RolloutObserve';
import RolloutReview from '@salesforce/label/c.RolloutReview';
import RolloutTitle from '@salesforce/label/c.RolloutTitle';

const WHAT: Readonly<Record<StepName, string>> = {
  Agree: GoLiveAgreeWhat,
  Observe: GoLiveObserveWhat,
  Notify: GoLiveNotifyWhat,
  Enforce: GoLiveEnforceWhat
};

interface StepRow {
  value: StepName;
  label: string;
  numbered: string;
  css: string;
  current: string | null;
  state: string;
}

/** The steps of going live, with what each does; fires `step` with the step that was chosen. */
export default class SetupGoLive extends NavigationMixin(LightningElement) {
  @api view!: SetupView;
  @api busy = false;

  readonly label = { GoLiveOpenAgreement, GoLiveProgress, GoLiveTitle, RolloutTitle };
  readonly rollout = [RolloutAgree, RolloutObserve, RolloutNotify, RolloutEnforce, RolloutReview];

  get step(): StepName {
    return stepOf(this.view);
  }

  get steps(): StepRow[] {
    const at = STEPS.indexOf(this.step);
    return STEPS.map((value, index) => ({
      value,
      label: STEP_NAMES[value],
      numbered: `${index + 1} ${STEP_NAMES[value]}`,
      css: index === at ? 'step is-current' : 'step',
      current: index === at ? 'step' : null,
      state: index < at ? GoLiveDone : index === at ? GoLiveNow : ''
    }));
  }

  get what(): string {
    return this.view.agreed && this.step === 'Agree' ? GoLiveStartWhat : WHAT[this.step];
  }

  get since(): string {
    const { stepSince, stepByName } = this.view;
    return this.step !== 'Agree' && stepSince
      ? format(GoLiveSince, instantText(stepSince, serverTime()), stepByName ?? '')
      : '';
  }

  get needsAgreement(): boolean {
    return !this.view.agreed;
  }

  /** Steps can be taken while the engine runs; before that there is Start. */
  private get canMove(): boolean {
    return this.step !== 'Agree' && this.view.state !== 'Stopped';
  }

  private get next(): GoLiveStep | null {
    return this.canMove ? nextStep(this.step) : null;
  }

  private get previous(): GoLiveStep | null {
    return this.canMove ? previousStep(this.step) : null;
  }

  get nextLabel(): string {
    return this.next ? format(GoLiveNext, STEP_NAMES[this.next]) : '';
  }

  get nextWhat(): string {
    return this.next ? `${format(GoLiveNext, STEP_NAMES[this.next])}. ${WHAT[this.next]}` : '';
  }

  get backLabel(): string {
    return this.previous ? format(GoLiveBack, STEP_NAMES[this.previous]) : '';
  }

  handleNext(): void {
    this.choose(this.next);
  }

  handleBack(): void {
    this.choose(this.previous);
  }

  handleAgreement(): void {
    this[NavigationMixin.Navigate]({ type: 'standard__navItemPage', attributes: { apiName: 'Agreement' } });
  }

  /** Puts the focus on the button that goes on from here, or back. */
  @api
  focusStep(): void {
    this.template?.querySelector<HTMLElement>('[data-action="next"], [data-action="back"]')?.focus();
  }

  private choose(step: GoLiveStep | null): void {
    if (step) {
      this.dispatchEvent(new CustomEvent('step', { detail: { step } }));
    }
  }
}
