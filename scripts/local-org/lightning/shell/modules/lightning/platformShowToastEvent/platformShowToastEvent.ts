export const ShowToastEventName = 'lightning__showtoast';

export interface ToastDetail {
  readonly title: string;
  readonly message?: string;
  readonly messageData?: readonly unknown[];
  readonly variant?: string;
  readonly mode?: string;
}

export class ShowToastEvent extends CustomEvent<ToastDetail> {
  constructor(detail: ToastDetail) {
    super(ShowToastEventName, { bubbles: true, composed: true, cancelable: true, detail });
  }
}
