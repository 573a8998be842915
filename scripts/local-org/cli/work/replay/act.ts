import {
  AS_SYSTEM,
  AS_USER,
  objectNamed,
  recordFromJson,
  request,
  saveFailure,
  valueToJson
} from '../../../api/index.ts';
import type { OrgServices, Transaction } from '../../../contracts/transaction.ts';
import { ApexException, ApexMap, mapType, objectType, stringType } from '../../../values/index.ts';
import type { SObject } from '../../../values/index.ts';
import { findUserId } from '../../../api/index.ts';
import { CliError } from '../../output.ts';
import type { Choice, Values } from './model.ts';

/** Done, never to be done, or refused with a code. */
export type Done = 'done' | 'never' | { readonly code: string };

/** Does what the owner chose, with the owner's rights, in a transaction of its own. */
export function carryOut(org: OrgServices, choice: Choice, work: SObject, owner: string): Done {
  const { call, insert, update } = choice;
  if (call) return attempt(org, owner, (tx) => callApex(tx, call, work));
  if (insert)
    return attempt(org, writer(org, insert.as, owner), (tx) =>
      save(tx, 'insert', insert.object, filled(insert.fields, work), insert.as)
    );
  if (update)
    return attempt(org, owner, (tx) =>
      save(tx, 'update', update.object, { Id: fill(update.id, work), ...filled(update.fields, work) })
    );
  return 'never';
}

/** What Apex throws is an answer of the org; anything else is a mistake in the model or here. */
function attempt(org: OrgServices, userId: string, run: (tx: Transaction) => Done): Done {
  try {
    return request(org, userId, 'rest', run);
  } catch (error) {
    if (error instanceof ApexException) return { code: `${error.typeName}: ${error.message}` };
    throw error;
  }
}

function writer(org: OrgServices, username: string | undefined, owner: string): string {
  if (username === undefined) return owner;
  const id = findUserId(org, username);
  if (!id) throw new CliError(`The model names the user "${username}", but there is no such user.`);
  return id;
}

/** `Callable.call(action, arguments)`; when the model says how the answer tells that it was done, that is looked at. */
function callApex(tx: Transaction, call: NonNullable<Choice['call']>, work: SObject): Done {
  const { program } = tx.org;
  const given = Object.entries(filled(call.arguments, work));
  const answer = program.invoke(tx, program.construct(tx, call.class), 'call', [
    call.action,
    new ApexMap(mapType(stringType, objectType), given)
  ]);
  if (call.done === undefined || !(answer instanceof ApexMap) || answer.get(call.done) === true) return 'done';
  return { code: String(call.code === undefined ? 'refused' : answer.get(call.code)) };
}

function save(tx: Transaction, op: 'insert' | 'update', object: string, fields: Values, as?: string): Done {
  const record = recordFromJson(objectNamed(tx.org, object), fields);
  // A named writer is an integration, which is there to write; an owner has the rights of an owner.
  const access = as === undefined ? AS_USER : AS_SYSTEM;
  const [result] = tx.org.save.run(tx, op, [record], { access, allOrNone: false, source: 'rest' });
  if (result?.success) return 'done';
  const [first] = saveFailure(result?.errors ?? []).errors;
  return { code: first ? `${first.errorCode}: ${first.message}` : 'refused' };
}

function filled(values: Values, work: SObject): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fill(value, work)]));
}

/** A value that is one placeholder keeps its type; others are text. */
function fill(value: Values[string], work: SObject): Values[string] {
  if (typeof value !== 'string') return value;
  const read = (name: string): Values[string] => {
    const field = work.info.field(name);
    return field ? (valueToJson(work.peek(field.slot), 'rest') as Values[string]) : null;
  };
  const whole = /^\{([^{}]+)\}$/.exec(value);
  if (whole) return read(whole[1] as string);
  return value.replace(/\{([^{}]+)\}/g, (_whole, name: string) => String(read(name) ?? ''));
}
