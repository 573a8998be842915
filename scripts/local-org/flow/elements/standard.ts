import type { Transaction } from '../../contracts/transaction.ts';
import { textOf } from '../coerce.ts';
import { FlowFault } from '../faults.ts';
import { CHATTER_INPUTS, postOne } from './chatter.ts';

export type Inputs = ReadonlyMap<string, unknown>;

export interface StandardAction {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  run(tx: Transaction, inputs: Inputs): void;
}

function listOf(value: unknown): string[] {
  return [value ?? []]
    .flat()
    .flatMap((item) => textOf(item).split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** What leaves the org leaves it with the commit. */
function send(
  tx: Transaction,
  message: {
    kind: 'email' | 'notification';
    to: readonly string[];
    title: string;
    body: string;
    targetId?: string;
    details: Readonly<Record<string, unknown>>;
  }
): void {
  const at = tx.now();
  tx.afterCommit(() => void tx.org.outbox.push({ ...message, at }));
}

export const STANDARD: Readonly<Record<string, StandardAction>> = {
  emailSimple: {
    required: ['emailSubject', 'emailBody'],
    optional: [
      'emailAddresses',
      'emailAddressesArray',
      'senderType',
      'senderAddress',
      'sendRichBody',
      'recipientId',
      'relatedRecordId',
      'ccRecipientAddressList',
      'bccRecipientAddressList',
      'logEmailOnSend',
      'useLineBreaks'
    ],
    run: (tx, inputs) => {
      const to = [
        ...listOf(inputs.get('emailaddresses')),
        ...listOf(inputs.get('emailaddressesarray')),
        ...listOf(inputs.get('recipientid'))
      ];
      if (to.length === 0) throw new FlowFault('Missing required input parameter: emailAddresses');
      send(tx, {
        kind: 'email',
        to,
        title: textOf(inputs.get('emailsubject')),
        body: textOf(inputs.get('emailbody')),
        details: Object.fromEntries(inputs)
      });
    }
  },
  customNotificationAction: {
    required: ['customNotifTypeId', 'recipientIds', 'title', 'body'],
    optional: ['targetId', 'targetPageRef', 'senderId'],
    run: (tx, inputs) => {
      const targetId = textOf(inputs.get('targetid'));
      send(tx, {
        kind: 'notification',
        to: listOf(inputs.get('recipientids')),
        title: textOf(inputs.get('title')),
        body: textOf(inputs.get('body')),
        ...(targetId === '' ? {} : { targetId }),
        details: { customNotifTypeId: textOf(inputs.get('customnotiftypeid')) }
      });
    }
  }
};

/** A required input without a value is a fault. */
export function inputsMissing({ required }: Pick<StandardAction, 'required'>, inputs: Inputs): void {
  const missing = required.find((name) => [null, undefined, ''].includes(inputs.get(name.toLowerCase()) as null));
  if (missing) throw new FlowFault(`Missing required input parameter: ${missing}`);
}

interface CalledAction extends Pick<StandardAction, 'required' | 'optional'> {
  run(tx: Transaction, inputs: Inputs): Map<string, unknown>;
}

/** What code calls, by names in lower case; it gets the outputs. */
const CALLED: ReadonlyMap<string, CalledAction> = new Map([
  ...Object.entries(STANDARD).map(([name, action]) => [name.toLowerCase(), withoutOutputs(action)] as const),
  ['chatterpost', { ...CHATTER_INPUTS, run: (tx, inputs) => new Map([['feedItemId', postOne(tx, inputs)]]) }]
]);

function withoutOutputs(action: StandardAction): CalledAction {
  return {
    ...action,
    run: (tx, inputs) => {
      action.run(tx, inputs);
      return new Map();
    }
  };
}

/** Runs a standard action that code calls by its name; undefined: it is none of those that run here. */
export function runStandard(tx: Transaction, name: string, given: Inputs): Map<string, unknown> | undefined {
  const action = CALLED.get(name.toLowerCase());
  if (!action) return undefined;
  const inputs = new Map([...given].map(([input, value]) => [input.toLowerCase(), value]));
  const known = [...action.required, ...action.optional].map((input) => input.toLowerCase());
  const odd = [...inputs.keys()].find((input) => !known.includes(input));
  if (odd !== undefined) throw new FlowFault(`${name} has no input ${odd}`);
  inputsMissing(action, inputs);
  return action.run(tx, inputs);
}
