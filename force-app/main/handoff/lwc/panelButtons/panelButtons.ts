import { LightningElement, api } from 'lwc';
import type { ClockView } from 'baton/views';
import { format } from 'c/clockTime';
import type { Action, ActionName } from 'c/panelActions';
import { BUSY } from 'c/panelCalls';
import PersonKnown from '@salesforce/label/c.PersonKnown';
import PersonUnknown from '@salesforce/label/c.PersonUnknown';

interface Button extends Action {
  readonly style: string;
  readonly isOff: boolean;
  readonly expanded: string | null;
}

/** The buttons of the panel, at most two, and the people of a buying group below them. Fires `act` (detail: ActionName). */
export default class PanelButtons extends LightningElement {
  @api actions: readonly Action[] = [];
  @api clock?: ClockView | null;
  /** The action that is under way; the others wait for it. */
  @api busyWith: ActionName | '' = '';
  @api showsPeople = false;

  /** Puts the focus on the button of that action; false where it is none of these. */
  @api
  focusAction(name: string): boolean {
    const button = this.template?.querySelector<HTMLElement>(`[data-action="${name}"]`);
    button?.focus();
    return button != null;
  }

  get buttons(): Button[] {
    return this.actions.map((action) => ({
      ...action,
      label: this.busyWith === action.name ? (BUSY[action.name] ?? action.label) : action.label,
      style: `slds-button button slds-button_${action.isBrand ? 'brand' : 'neutral'}`,
      isOff: this.busyWith !== '' && action.name !== 'people',
      expanded: action.name === 'people' ? String(this.showsPeople) : null
    }));
  }

  get hasButtons(): boolean {
    return this.actions.length > 0;
  }

  get people(): { key: string; text: string }[] {
    return (this.clock?.people ?? []).map((person, index) => ({
      key: `person-${index}`,
      text: person.known
        ? format(PersonKnown, person.name, [person.role, person.stage].filter(Boolean).join(', '))
        : format(PersonUnknown, person.name)
    }));
  }

  handleButton(event: Event): void {
    const detail = (event.currentTarget as HTMLElement).dataset.action as ActionName;
    this.dispatchEvent(new CustomEvent('act', { detail }));
  }
}
