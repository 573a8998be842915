/** A quick action's component dispatches it to close the screen it stands in. */
export class CloseActionScreenEvent extends CustomEvent<undefined> {
  constructor(options: { bubbles?: boolean; composed?: boolean } = {}) {
    super('lightning__actionsclosescreen', { bubbles: true, composed: true, ...options });
  }
}
