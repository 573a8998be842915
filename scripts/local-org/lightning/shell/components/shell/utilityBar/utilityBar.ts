import { LightningElement } from 'lwc';
import { allUtilities, defineUtility, onUtilities, showUtility, utilityOf } from 'shell/utility';

interface Declared {
  id: string;
  component: string;
  label: string;
  icon: string;
  properties: Record<string, unknown>;
}

/** The utility bar of the app. */
export default class UtilityBar extends LightningElement {
  private declared: Declared[] = [];
  utilities: object[] = [];
  private stop?: () => void;

  connectedCallback(): void {
    const { apps, app } = globalThis.localOrg;
    this.declared = apps.find((one: { name: string }) => one.name === app)?.utilities ?? [];
    for (const { id, label, icon } of this.declared) {
      defineUtility({
        id,
        label,
        icon,
        highlighted: false,
        visible: false,
        panelLabel: label,
        width: 340,
        height: 480
      });
    }
    this.stop = onUtilities(() => this.draw());
    this.draw();
  }

  disconnectedCallback(): void {
    this.stop?.();
  }

  get any(): boolean {
    return this.declared.length > 0;
  }

  toggle(event: Event): void {
    const id = (event.currentTarget as HTMLElement).dataset['id'] ?? '';
    showUtility(id, !utilityOf(id).visible);
  }

  private draw(): void {
    const states = new Map(allUtilities().map((utility) => [utility.id, utility]));
    this.utilities = this.declared.map((one) => {
      const state = states.get(one.id);
      return {
        ...one,
        label: state?.label,
        panelLabel: state?.panelLabel,
        iconName: `utility:${state?.icon ?? one.icon}`,
        expanded: String(state?.visible),
        panelClass: state?.visible ? 'panel' : 'panel hidden',
        buttonClass: `slds-button ${state?.highlighted ? 'slds-text-color_error' : ''}`
      };
    });
  }
}
