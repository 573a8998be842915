import type { Failure, Interview } from './interview.ts';

/**
 * "When a flow fails, an error email is sent to the admin who last modified the flow" (help: Emails About Flow Errors);
 * what was saved may be taken back, the mail is not. Apex tests send none. Who that is in an org from source: the
 * Default Workflow User (assumed).
 */
export function mailFault(interview: Interview, { element, message }: Failure): void {
  const { tx, program } = interview;
  const userId = program.workflowUser();
  if (tx.isTest || userId === null) return;
  const { label, name } = program.model;
  const record = interview.trigger?.record.id ?? null;
  tx.org.outbox.push({
    kind: 'email',
    to: [tx.org.access.user(userId).email],
    title: `Error Occurred During Flow "${label}": ${message}`,
    body: [
      `Error element ${element}.`,
      message,
      '',
      `Flow API name: ${name}`,
      ...(record ? [`Record: ${record}`] : [])
    ].join('\n'),
    ...(record ? { targetId: record } : {}),
    at: tx.now(),
    details: { flow: name, element },
    bySystem: true
  });
}
