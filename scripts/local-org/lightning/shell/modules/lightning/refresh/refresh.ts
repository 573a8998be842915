export {
  registerRefreshContainer,
  registerRefreshHandler,
  unregisterRefreshContainer,
  unregisterRefreshHandler
} from 'shell/refreshing';

export const RefreshEventName = 'lightning__refreshevent';

/** Asks the page to load its data again. */
export class RefreshEvent extends CustomEvent<undefined> {
  constructor() {
    super(RefreshEventName, { bubbles: true, composed: true, cancelable: true });
  }
}
