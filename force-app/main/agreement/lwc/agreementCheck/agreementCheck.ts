import { LightningElement, api } from 'lwc';
import type { ProblemView } from 'baton/agreement';
import { format } from 'c/clockTime';
import CheckFine from '@salesforce/label/c.CheckFine';
import CheckFineLeads from '@salesforce/label/c.CheckFineLeads';
import CheckFixDefault from '@salesforce/label/c.CheckFixDefault';
import CheckFixOrder from '@salesforce/label/c.CheckFixOrder';
import CheckGo from '@salesforce/label/c.CheckGo';
import CheckGoAlt from '@salesforce/label/c.CheckGoAlt';
import CheckLookAt from '@salesforce/label/c.CheckLookAt';
import CheckMustFix from '@salesforce/label/c.CheckMustFix';
import CheckTitle from '@salesforce/label/c.CheckTitle';

const FIX_WORDS: Readonly<Record<string, string>> = { NoDefault: CheckFixDefault, AfterDefault: CheckFixOrder };

/** What must be fixed before anybody signs, and what deserves a look. Fires `go` and `fix` (ProblemView). */
export default class AgreementCheck extends LightningElement {
  @api problems: readonly ProblemView[] = [];
  @api lineCount = 0;
  @api leadCount = 0;
  readonly label = { CheckGo, CheckTitle };

  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('[data-heading]')?.focus();
  }

  get isFine(): boolean {
    return this.problems.length === 0;
  }

  get fineText(): string {
    return this.leadCount > 0
      ? format(CheckFineLeads, this.lineCount, this.leadCount)
      : format(CheckFine, this.lineCount);
  }

  get groups(): object[] {
    const of = (severity: ProblemView['severity'], title: string, icon: string, variant: string): object[] => {
      const problems = this.problems
        .map((problem, index) => ({
          ...problem,
          index,
          key: `${index}`,
          canGo: Boolean(problem.lineId ?? problem.commitmentId),
          goAlt: format(CheckGoAlt, problem.text),
          fixLabel: problem.fix ? FIX_WORDS[problem.fix] : ''
        }))
        .filter((problem) => problem.severity === severity);
      return problems.length > 0 ? [{ severity, title, icon, variant, problems }] : [];
    };
    return [
      ...of('MustFix', CheckMustFix, 'utility:error', 'error'),
      ...of('LookAt', CheckLookAt, 'utility:warning', 'warning')
    ];
  }

  handleGo(event: Event): void {
    this.tell('go', event);
  }

  handleFix(event: Event): void {
    this.tell('fix', event);
  }

  private tell(name: string, event: Event): void {
    const index = Number((event.currentTarget as HTMLElement).dataset.index);
    this.dispatchEvent(new CustomEvent(name, { detail: this.problems[index] }));
  }
}
