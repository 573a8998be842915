import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, dmlError, isValidId, throwApex } from '../../values/index.ts';
import {
  beanConstructor,
  dataClass,
  fields,
  getters,
  libraryClass,
  listOf,
  need,
  plainGetters,
  setters
} from '../define.ts';
import { Bean, platformEnum } from '../registry.ts';

const ADDRESSES = ['ToAddresses', 'CcAddresses', 'BccAddresses'];
const TEXTS = [
  'String Charset',
  'String HtmlBody',
  'String OptOutPolicy',
  'String PlainTextBody',
  'String References',
  'String InReplyTo'
];
const LISTS = [...ADDRESSES, 'EntityAttachments'].map((n) => `List<String> ${n}`);
const IDS = ['Id OrgWideEmailAddressId', 'Id TargetObjectId', 'Id TemplateId', 'Id WhatId'];
const FLAGS = ['Boolean TreatBodiesAsTemplate', 'Boolean TreatTargetObjectAsRecipient'];
const ATTACHMENTS = 'List<Messaging.EmailFileAttachment> FileAttachments';

/** The address of a user, contact or lead. */
/** The address behind an Id, or the address itself; nothing for an empty place in the list. */
function addressOf(tx: Transaction, id: string | null): string | null {
  if (id === null) return null;
  const object = isValidId(id) ? tx.org.schema.byPrefix(id) : undefined;
  const slot = object?.field('Email')?.slot;
  if (!object || slot === undefined) return id.includes('@') ? id : null;
  return (tx.org.store.get(object, id)?.[slot] as string | null | undefined) ?? null;
}

function textOf(mail: Bean, name: string): string {
  return (mail.get(name) as string | null) ?? '';
}

function recipients(tx: Transaction, mail: Bean): string[] {
  const listed = ADDRESSES.flatMap((name) => ((mail.get(name) as ApexList | null)?.items ?? []) as (string | null)[]);
  const target = mail.get('TargetObjectId') as string | null;
  const all = target !== null && mail.get('TreatTargetObjectAsRecipient') !== false ? [...listed, target] : listed;
  return all.map((a) => addressOf(tx, a)).filter((a) => a !== null);
}

/** What the platform refuses; null when the mail may go. */
function refusal(mail: Bean, to: readonly string[]): { status: string; message: string } | null {
  if (to.length === 0) return { status: 'REQUIRED_FIELD_MISSING', message: 'Add a recipient to send an email.' };
  const body = textOf(mail, 'PlainTextBody') + textOf(mail, 'HtmlBody');
  if (body === '') return { status: 'REQUIRED_FIELD_MISSING', message: 'Missing body for email' };
  const wrong = to.find((a) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(a));
  return wrong === undefined ? null : { status: 'INVALID_EMAIL_ADDRESS', message: `Invalid to address : ${wrong}` };
}

function deliver(tx: Transaction, mail: Bean, to: readonly string[]): void {
  const message = {
    kind: 'email' as const,
    to,
    title: textOf(mail, 'Subject'),
    body: textOf(mail, 'PlainTextBody') || textOf(mail, 'HtmlBody'),
    at: tx.now(),
    details: {
      html: textOf(mail, 'HtmlBody'),
      senderName: textOf(mail, 'SenderDisplayName'),
      replyTo: textOf(mail, 'ReplyTo')
    },
    ...(mail.get('WhatId') === null ? {} : { targetId: mail.get('WhatId') as string })
  };
  tx.afterCommit(() => tx.org.outbox.push(message));
}

function sendOne(tx: Transaction, mail: Bean, index: number, allOrNone: boolean): Bean {
  if (mail.get('TemplateId') !== null) throw new UnsupportedByLocalOrg('an email from a template');
  const to = recipients(tx, mail);
  const refused = refusal(mail, to);
  if (refused && allOrNone) {
    const error = dmlError('Send', [{ index, id: null, fields: [], ...refused }]);
    error.setText(
      `SendEmail failed. First exception on row ${index}; first error: ${refused.status}, ${refused.message}: []`
    );
    throw error;
  }
  if (!refused) deliver(tx, mail, to);
  const errors = refused
    ? [
        new Bean('Messaging.SendEmailError', [
          ['message', refused.message],
          ['statusCode', platformEnum('System.StatusCode', refused.status)],
          ['targetObjectId', mail.get('TargetObjectId')]
        ])
      ]
    : [];
  return new Bean('Messaging.SendEmailResult', [
    ['success', refused === null],
    ['errors', listOf('Messaging.SendEmailError', errors)]
  ]);
}

/** One call counts once, however many mails it has ("Email invocations", Apex governor limits). */
function sendEmail(tx: Transaction, mails: ApexList, allOrNone: boolean): ApexList {
  tx.limits.count('emailInvocations');
  const results = need(mails).items.map((m, i) => sendOne(tx, need(m as Bean | null), i, allOrNone));
  return listOf('Messaging.SendEmailResult', results);
}

/** Mails a day that a Developer Edition may send to the outside. */
const DAILY_MAILS = 15;

/**
 * Documented: an exception where the mails of the day do not suffice for the reserved ones.
 */
function reserve(tx: Transaction, kind: 'SINGLE' | 'MASS', amount: number): void {
  const mark = `library.mail.${kind}`;
  const reserved = ((tx.marks.get(mark) as number | undefined) ?? 0) + amount;
  const sent = tx.org.outbox.filter((m) => m.kind === 'email' && !m.bySystem && m.at > tx.now() - 86_400_000).length;
  if (reserved + sent > DAILY_MAILS)
    throwApex('System.HandledException', `${kind}_EMAIL_LIMIT_EXCEEDED: Email limit exceeded`);
  tx.marks.set(mark, reserved);
}

const base = [
  'Boolean BccSender',
  'Boolean SaveAsActivity',
  'Boolean UseSignature',
  'String EmailPriority',
  'String ReplyTo',
  'String SenderDisplayName',
  'String Subject'
];

/** What an email service receives and answers: values only. */
const INBOUND = [
  'InboundEmail',
  'InboundEmail.BinaryAttachment',
  'InboundEmail.Header',
  'InboundEmail.TextAttachment',
  'InboundEmailResult',
  'InboundEnvelope'
];

export const emailClasses = [
  ...INBOUND.map((name) => dataClass(`Messaging.${name}`)),
  libraryClass('Messaging.Email', plainGetters(...base), setters(...base)),
  libraryClass(
    'Messaging.SingleEmailMessage',
    plainGetters(...TEXTS, ...LISTS, ...IDS, ATTACHMENTS),
    getters(...FLAGS),
    setters(...TEXTS, ...LISTS, ...IDS, ...FLAGS, ATTACHMENTS),
    fields(...TEXTS, ...LISTS, ...IDS, ...FLAGS, ATTACHMENTS, 'String Subject', 'Boolean SaveAsActivity'),
    beanConstructor('Messaging.SingleEmailMessage')
  ),
  libraryClass(
    'Messaging.EmailFileAttachment',
    plainGetters('Blob Body', 'String ContentType', 'String FileName', 'Boolean Inline'),
    setters('Blob Body', 'String ContentType', 'String FileName', 'Boolean Inline'),
    beanConstructor('Messaging.EmailFileAttachment')
  ),
  libraryClass('Messaging.SendEmailResult', getters('List<Messaging.SendEmailError> errors', 'Boolean success')),
  libraryClass('Messaging.SendEmailError', getters('String message', 'StatusCode statusCode', 'String targetObjectId')),
  libraryClass('System.Messaging', {
    'static void reserveSingleEmailCapacity(Integer amount)': (tx, _, amount: number) =>
      reserve(tx, 'SINGLE', need(amount)),
    'static void reserveMassEmailCapacity(Integer amount)': (tx, _, amount: number) =>
      reserve(tx, 'MASS', need(amount)),
    'static List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> mails)': (tx, _, mails: ApexList) =>
      sendEmail(tx, mails, true),
    'static List<Messaging.SendEmailResult> sendEmail(List<Messaging.Email> mails, Boolean allOrNone)': (
      tx,
      _,
      mails: ApexList,
      all: boolean
    ) => sendEmail(tx, mails, all !== false)
  })
];
