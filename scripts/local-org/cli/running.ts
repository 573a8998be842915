import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pagesCache } from '../lightning/build/paths.ts';
import { CliError } from './output.ts';

/** A local org that serves a project in another process. */
export interface RunningOrg {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

function noteOf(projectDir: string): string {
  const key = createHash('sha256').update(resolve(projectDir)).digest('hex').slice(0, 16);
  return join(pagesCache(), `server-${key}.json`);
}

/** Leaves word for other commands where the project is served. Only this user may read it: it holds a token. */
export function noteRunning(projectDir: string, running: RunningOrg): () => void {
  const file = noteOf(projectDir);
  writeFileSync(file, JSON.stringify(running), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The org that serves a project now, or undefined. */
export async function findRunning(projectDir: string): Promise<RunningOrg | undefined> {
  const file = noteOf(projectDir);
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8')) as RunningOrg;
  const alive = await fetch(`${running.url}/services/oauth2/userinfo`, {
    headers: { authorization: `Bearer ${running.token}` }
  }).then(
    (response) => response.ok,
    // No answer means that the server is gone; its note is then old.
    () => false
  );
  if (!alive) rmSync(file, { force: true });
  return alive ? running : undefined;
}

type Message =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly message: string };

/** Has a running org do something; its progress arrives line by line. */
export async function askRunning<T>(
  running: RunningOrg,
  path: string,
  body: object,
  progress: (text: string) => void
): Promise<T> {
  const response = await fetch(`${running.url}/local-org/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${running.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body)
  });
  if (!response.ok || !response.body)
    throw new CliError(`The running org answered ${response.status}: ${await response.text()}`);
  for await (const message of lines(response.body)) {
    if (message.kind === 'progress') progress(message.text);
    else if (message.kind === 'error') throw new CliError(message.message);
    else return message.value as T;
  }
  throw new CliError('The running org ended without an answer.');
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part !== '') yield JSON.parse(part) as Message;
  }
}
