import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, apexError, isValidId, throwApex } from '../../values/index.ts';
import {
  beanConstructor,
  dataClass,
  fields,
  getters,
  libraryClass,
  listOf,
  need,
  plainGetters,
  setters,
  strings
} from '../define.ts';
import { Bean, ResultBean, platformEnum } from '../registry.ts';
import { mergeTemplate, storedTemplate } from './templates.ts';

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
/** Headers of mail that recipients can unsubscribe from; kept, and read by nobody here. */
const UNSUBSCRIBE = ['Boolean OneClickPost', 'String UnsubscribeComment', 'List<String> UnsubscribeUrls'];
const MASS = ['String Description', 'List<Id> TargetObjectIds', 'Id TemplateId', 'List<Id> WhatIds'];
const ATTACHED = ['Blob Body', 'String ContentId', 'String ContentType', 'String FileName'];
const ATTACHMENTS = 'List<Messaging.EmailFileAttachment> FileAttachments';

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

/** As users report of the platform: a mail to a user is about no record. */
function refusedTarget(mail: Bean): { status: string; message: string } | null {
  const target = mail.get('TargetObjectId') as string | null;
  if (target?.startsWith('005') !== true || mail.get('WhatId') === null) return null;
  return { status: 'INVALID_ID_FIELD', message: 'WhatId is not available for sending emails to UserIds.' };
}

/** Subject and bodies of the stored template, merged with the person it goes to and the record it is about. */
function fillFromTemplate(tx: Transaction, mail: Bean): void {
  const id = mail.get('TemplateId') as string | null;
  if (id === null) return;
  const [who, what] = [mail.get('TargetObjectId') as string | null, mail.get('WhatId') as string | null];
  const template = storedTemplate(tx, id);
  mail.set('TemplateName', template.name);
  mail.set('Subject', mergeTemplate(tx, template.subject, who, what));
  mail.set('HtmlBody', template.html === '' ? null : mergeTemplate(tx, template.html, who, what));
  mail.set('PlainTextBody', mergeTemplate(tx, template.text, who, what));
}

/** "Renders a stored email template into a Messaging.SingleEmailMessage instance": nothing is sent. */
function rendered(tx: Transaction, id: string, who: string | null, what: string | null): Bean {
  const mail = new Bean('Messaging.SingleEmailMessage', [
    ['TemplateId', need(id)],
    ['TargetObjectId', who],
    ['WhatId', what]
  ]);
  fillFromTemplate(tx, mail);
  return mail;
}

function renderedBody(tx: Transaction, who: string | null, what: string | null, body: string): Bean {
  return new Bean('Messaging.RenderEmailTemplateBodyResult', [
    ['success', true],
    ['mergedBody', mergeTemplate(tx, need(body), who, what)],
    ['errors', listOf('Messaging.RenderEmailTemplateError', [])]
  ]);
}

/** A mass mail is one mail to each of its targets; the records that it is about stand beside them by place. */
function copiesOf(mail: Bean): Bean[] {
  if (mail.typeName !== 'Messaging.MassEmailMessage') return [mail];
  const about = (mail.get('WhatIds') as ApexList | null)?.items ?? [];
  const targets = (mail.get('TargetObjectIds') as ApexList | null)?.items ?? [];
  return targets.map((target, i) => {
    const copy = new Bean('Messaging.SingleEmailMessage', mail.named());
    copy.set('TargetObjectId', target);
    copy.set('WhatId', about[i] ?? null);
    return copy;
  });
}

/** What the first of several results that is none of success says, else that of the first. */
function worst(results: readonly Bean[]): Bean {
  const succeeded = () =>
    new ResultBean('Messaging.SendEmailResult', [
      ['success', true],
      ['errors', listOf('Messaging.SendEmailError', [])]
    ]);
  return results.find((r) => r.get('success') === false) ?? results[0] ?? succeeded();
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
  fillFromTemplate(tx, mail);
  const to = recipients(tx, mail);
  const refused = refusedTarget(mail) ?? refusal(mail, to);
  if (refused && allOrNone) {
    const error = apexError(
      'System.EmailException',
      `SendEmail failed. First exception on row ${index}; first error: ${refused.status}, ${refused.message}: []`
    );
    error.dmlRows = [{ index, id: null, fields: [], ...refused }];
    throw error;
  }
  if (!refused) deliver(tx, mail, to);
  const errors = refused
    ? [
        new ResultBean('Messaging.SendEmailError', [
          ['fields', strings([])],
          ['message', refused.message],
          ['statusCode', platformEnum('System.StatusCode', refused.status)],
          ['targetObjectId', mail.get('TargetObjectId')]
        ])
      ]
    : [];
  return new ResultBean('Messaging.SendEmailResult', [
    ['success', refused === null],
    ['errors', listOf('Messaging.SendEmailError', errors)]
  ]);
}

/** One call counts once, however many mails it has ("Email invocations", Apex governor limits). */
function sendEmail(tx: Transaction, mails: ApexList, allOrNone: boolean): ApexList {
  tx.limits.count('emailInvocations');
  const results = need(mails).items.map((m, i) =>
    worst(copiesOf(need(m as Bean | null)).map((mail) => sendOne(tx, mail, i, allOrNone)))
  );
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
  'InboundEmail.AuthenticationResult',
  'InboundEmail.AuthenticationResultField',
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
    setters(...TEXTS, ...LISTS, ...IDS, ...FLAGS, ATTACHMENTS, ...UNSUBSCRIBE),
    fields(...TEXTS, ...LISTS, ...IDS, ...FLAGS, ATTACHMENTS, 'String Subject', 'Boolean SaveAsActivity'),
    beanConstructor('Messaging.SingleEmailMessage'),
    plainGetters('Boolean OneClickPost', 'String TemplateName')
  ),
  libraryClass(
    'Messaging.MassEmailMessage',
    plainGetters(...base, ...MASS),
    setters(...base, ...MASS),
    beanConstructor('Messaging.MassEmailMessage')
  ),
  libraryClass(
    'Messaging.EmailAttachment',
    plainGetters(...ATTACHED),
    setters(...ATTACHED),
    beanConstructor('Messaging.EmailAttachment')
  ),
  libraryClass(
    'Messaging.RenderEmailTemplateBodyResult',
    plainGetters('List<Messaging.RenderEmailTemplateError> errors', 'String mergedBody', 'Boolean success')
  ),
  libraryClass(
    'Messaging.RenderEmailTemplateError',
    plainGetters('String fieldName', 'String message', 'Integer offset', 'StatusCode statusCode')
  ),
  libraryClass(
    'Messaging.EmailFileAttachment',
    plainGetters('Blob Body', 'String ContentType', 'String FileName', 'Boolean Inline'),
    setters('Blob Body', 'String ContentType', 'String FileName', 'Boolean Inline'),
    beanConstructor('Messaging.EmailFileAttachment')
  ),
  libraryClass('Messaging.SendEmailResult', getters('List<Messaging.SendEmailError> errors', 'Boolean success')),
  libraryClass(
    'Messaging.SendEmailError',
    getters('List<String> fields', 'String message', 'StatusCode statusCode', 'String targetObjectId')
  ),
  libraryClass('System.Messaging', {
    'static void reserveSingleEmailCapacity(Integer amount)': (tx, _, amount: number) =>
      reserve(tx, 'SINGLE', need(amount)),
    'static void reserveMassEmailCapacity(Integer amount)': (tx, _, amount: number) =>
      reserve(tx, 'MASS', need(amount)),
    'static List<Messaging.RenderEmailTemplateBodyResult> renderEmailTemplate(String who, String what, List<String> bodies)':
      (tx, _, who: string | null, what: string | null, bodies: ApexList) =>
        listOf(
          'Messaging.RenderEmailTemplateBodyResult',
          (need(bodies).items as string[]).map((body) => renderedBody(tx, who, what, body))
        ),
    'static Messaging.SingleEmailMessage renderStoredEmailTemplate(String id, String who, String what)': (
      tx,
      _,
      id: string,
      who: string | null,
      what: string | null
    ) => rendered(tx, id, who, what),
    'static Messaging.SingleEmailMessage renderStoredEmailTemplate(String id, String who, String what, Object attachments)':
      (tx, _, id: string, who: string | null, what: string | null) => rendered(tx, id, who, what),
    'static Messaging.SingleEmailMessage renderStoredEmailTemplate(String id, String who, String what, Object attachments, Boolean updateUsage)':
      (tx, _, id: string, who: string | null, what: string | null) => rendered(tx, id, who, what),
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
