import { api } from 'lwc';
import type { AssignView, VerbResult } from 'baton/views';
import assign from '@salesforce/apex/LeadRequestController.assign';
import getAssignees from '@salesforce/apex/LeadRequestController.getAssignees';
import LeadForm from 'c/leadForm';
import type { Problems, Words } from 'c/leadForm';
import AssignAway from '@salesforce/label/c.AssignAway';
import AssignChoose from '@salesforce/label/c.AssignChoose';
import AssignNobody from '@salesforce/label/c.AssignNobody';
import AssignWho from '@salesforce/label/c.AssignWho';
import Assigning from '@salesforce/label/c.Assigning';
import BtnAssign from '@salesforce/label/c.BtnAssign';
import ErrPersonMissing from '@salesforce/label/c.ErrPersonMissing';

/** Who becomes the first sales owner of a lead that marketing owes one (ux.md 2.2). */
export default class AssignForm extends LeadForm {
  @api recordId?: string;

  view: AssignView | null = null;

  readonly label = { AssignChoose, AssignNobody, AssignWho, ErrPersonMissing };

  get ready(): boolean {
    return this.view !== null;
  }

  get canSubmit(): boolean {
    return this.options.length > 0;
  }

  /** "Ana Ruiz · SDR · NA East · away" */
  get options(): { label: string; value: string }[] {
    return (this.view?.people ?? []).map((person) => ({
      value: person.userId,
      label: [person.name, person.role, person.team, person.away ? AssignAway : ''].filter(Boolean).join(' · ')
    }));
  }

  protected get words(): Words {
    return { submit: BtnAssign, saving: Assigning };
  }

  protected async read(): Promise<void> {
    this.view = (await getAssignees({ leadId: this.recordId })) as AssignView;
  }

  protected check(): Problems {
    return { person: this.choice ? '' : ErrPersonMissing };
  }

  protected async call(): Promise<VerbResult> {
    return (await assign({ leadId: this.recordId, toId: this.choice })) as VerbResult;
  }
}
