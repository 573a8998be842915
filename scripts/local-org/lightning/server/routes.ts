import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, findUserId, notFound, request as runRequest, toApiError, valueToJson } from '../../api/index.ts';
import type { ServerContext, Session } from '../../api/index.ts';
import type { StaticResourceModel } from '../../metadata/index.ts';
import type { Pages } from '../build/index.ts';
import { toolRoot } from '../build/paths.ts';
import { ApexCallError, callApex } from './apex.ts';
import type { ApexCall } from './apex.ts';
import { bootData } from './boot.ts';
import type { Ask, Site } from './context.ts';
import { bootScript, PAGE_POLICY, pageHtml, SHELL_CSS } from './html.ts';
import { details, form, highlights } from './layout.ts';
import { list, lookup, related } from './lists.ts';
import { countFor, messages } from './messages.ts';
import { canSee, page } from './pages.ts';
import { createRecord, deleteRecord, getRecord, objectInfo, picklist, UiSaveError, updateRecord } from './records.ts';
import { clockState, moveTime } from './time.ts';

export interface PagesHost {
  readonly site: Site;
  readonly pages: Pages;
  /** The clock goes on by itself; otherwise it moves only when asked. */
  readonly ticking: boolean;
  /** Makes the org as it was at the start; absent where that is not possible. */
  reset?(): Promise<void>;
}

const ANSWERS: Readonly<Record<string, (ask: Ask, body: unknown) => unknown>> = {
  'GET page': page,
  'GET highlights': highlights,
  'GET details': details,
  'GET form': form,
  'GET list': list,
  'GET related': related,
  'GET lookup': lookup,
  'GET record': getRecord,
  'POST record': createRecord,
  'PATCH record': updateRecord,
  'DELETE record': deleteRecord,
  'GET object-info': objectInfo,
  'GET picklist': picklist,
  'GET messages': messages
};

/** The pages, their files, and what they ask of the server. */
export function lightningRoutes(host: PagesHost): (server: FastifyInstance, context: ServerContext) => void {
  return (server, context) => {
    const stream = new EventStream(host, context);
    addAssets(server, host);
    addDocuments(server, host, context);
    addAnswers(server, host, context, stream);
    addControls(server, host, context, stream);
    server.get('/lightning/api/events', (request, reply) => stream.open(context.session(request), reply));
    const stopTicking = host.ticking ? tick(host, stream) : () => undefined;
    server.addHook('onClose', async () => {
      stopTicking();
      stream.close();
    });
  };
}

function ask<T>(
  host: PagesHost,
  session: Session,
  request: FastifyRequest,
  work: (ask: Ask) => T,
  kind: 'rest' | 'sync' = 'rest'
): T {
  const app = /(?:^|; )localOrgApp=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const query = { ...(app ? { app } : {}), ...(request.query as Record<string, string>) };
  return runRequest(host.site.org, session.userId, kind, (tx) => work({ site: host.site, tx, query }));
}

function isSignedIn(context: ServerContext, request: FastifyRequest): boolean {
  try {
    context.session(request);
    return true;
  } catch {
    // No session: the caller is told where to get one.
    return false;
  }
}

function addDocuments(server: FastifyInstance, host: PagesHost, context: ServerContext): void {
  const html = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!isSignedIn(context, request))
      return reply
        .code(401)
        .type('text/plain')
        .send('Open the address that "start" printed: it holds the token that this local org asks for.\n');
    return reply
      .type('text/html')
      .header('content-security-policy', PAGE_POLICY)
      .header('cache-control', 'no-store')
      .send(pageHtml(host.pages));
  };
  // The platform's short address of a record, of any object.
  server.get('/:id(^[a-zA-Z0-9]{15,18}$)', (request, reply) => {
    const { id } = request.params as { id: string };
    return id.length === 15 || id.length === 18 ? reply.redirect(`/lightning/r/${id}/view`) : reply.callNotFound();
  });
  server.get('/lightning', html);
  server.get('/lightning/*', html);
  server.get('/lightning/api/boot.js', (request, reply) => {
    const data = ask(host, context.session(request), request, (one) => bootData(one, host.ticking));
    return reply.type('text/javascript').header('cache-control', 'no-store').send(bootScript(data));
  });
}

function addAnswers(server: FastifyInstance, host: PagesHost, context: ServerContext, stream: EventStream): void {
  for (const [name, answer] of Object.entries(ANSWERS)) {
    const [method = 'GET', path = ''] = name.split(' ');
    server.route({
      method: method as 'GET',
      url: `/lightning/api/${path}`,
      handler: async (request, reply) => {
        const result = orBody(reply, () =>
          ask(host, context.session(request), request, (one) => answer(one, request.body))
        );
        if (method !== 'GET') stream.tellBell();
        return result;
      },
      errorHandler: uiError
    });
  }
  server.post<{ Body: ApexCall }>('/lightning/api/apex', { errorHandler: uiError }, async (request, reply) => {
    const result = orBody(reply, () => ({
      value: ask(host, context.session(request), request, ({ tx }) => callApex(tx, request.body), 'sync')
    }));
    stream.tellBell();
    return result;
  });
}

/** Refusals with a body of their own answer 400 with it (500 for Apex, as the platform does). */
function orBody(reply: FastifyReply, work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof UiSaveError) return reply.code(400).send(error.body);
    if (error instanceof ApexCallError) return reply.code(500).send(error.body);
    throw error;
  }
}

/** Other errors become one body with a message, where REST would send a list. */
function uiError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, errors } = toApiError(error);
  if (status >= 500) console.error(error);
  const first = errors[0];
  return reply.code(status).send({ message: first?.message, errorCode: first?.errorCode, statusCode: status });
}

function addControls(server: FastifyInstance, host: PagesHost, context: ServerContext, stream: EventStream): void {
  server.post<{ Body: { username: string; recordId?: string } }>(
    '/lightning/api/persona',
    { errorHandler: uiError },
    async (request) => {
      const session = context.session(request);
      const { username, recordId } = request.body;
      const userId = findUserId(host.site.org, username);
      if (!userId || !host.site.config.personas?.some((p) => p.username === username))
        throw badRequest('INVALID_PERSONA', `"${username}" is not a persona of this project.`);
      session.userId = userId;
      const stays =
        !recordId ||
        runRequest(host.site.org, userId, 'rest', (tx) => canSee({ site: host.site, tx, query: { id: recordId } }));
      const { name } = host.site.org.access.user(userId);
      return stays
        ? { home: null, notice: null }
        : { home: '/lightning/page/home', notice: `${name} cannot see this record.` };
    }
  );
  server.post('/lightning/api/time', { errorHandler: uiError }, async (request) => {
    context.session(request);
    const state = moveTime(host.site, request.body);
    stream.tellClock();
    stream.tellBell();
    return state;
  });
  server.post('/lightning/api/reset', { errorHandler: uiError }, async (request) => {
    const session = context.session(request);
    if (!host.reset) throw badRequest('NOT_SUPPORTED', 'This org cannot be reset. Stop it and start it again.');
    const { username } = host.site.org.access.user(session.userId);
    await host.reset();
    session.userId = findUserId(host.site.org, username) ?? session.userId;
    stream.listen();
    return clockState(host.site);
  });
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.html': 'text/html',
  '.txt': 'text/plain'
};

function addAssets(server: FastifyInstance, host: PagesHost): void {
  const slds = join(toolRoot(), 'node_modules', '@salesforce-ux', 'design-system-2', 'dist', 'css', 'bundled');
  const folder = (url: string, path: () => string): void => {
    server.get<{ Params: { '*': string } }>(`${url}/*`, (request, reply) =>
      sendFile(reply, path(), request.params['*'])
    );
  };
  folder('/assets/vendor/:key', () => host.pages.vendor.folder);
  folder('/assets/app/:key', () => host.pages.app.folder);
  folder('/assets/icons', () => join(host.pages.vendor.folder, 'icons'));
  folder('/assets/slds', () => slds);
  server.get('/assets/shell.css', (_request, reply) => reply.type('text/css').send(SHELL_CSS));
  server.get<{ Params: { name: string; '*': string } }>('/resource/:name', (request, reply) =>
    resource(host, reply, request.params.name, '')
  );
  server.get<{ Params: { name: string; '*': string } }>('/resource/:name/*', (request, reply) =>
    resource(host, reply, request.params.name, request.params['*'])
  );
}

function resource(host: PagesHost, reply: FastifyReply, name: string, rest: string): FastifyReply {
  const model = host.site.org.registry.get('StaticResource', name)?.model as StaticResourceModel | undefined;
  if (!model?.path) throw notFound(`There is no static resource "${name}".`);
  if (rest === '') return reply.type(model.contentType).send(createReadStream(model.path));
  return sendFile(reply, model.path, rest);
}

function sendFile(reply: FastifyReply, folder: string, path: string): FastifyReply {
  const file = normalize(join(folder, path));
  if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile())
    throw notFound(`There is no file ${path}.`);
  const immutable = folder.includes('vendor-') || folder.includes('app-');
  return reply
    .type(TYPES[extname(file)] ?? 'application/octet-stream')
    .header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
    .send(createReadStream(file));
}

const TICK_MS = 1000;

/** Lets the org's clock go on with the machine's, from where it stands. What fails on the way is logged, not lost. */
function tick(host: PagesHost, stream: EventStream): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const passed = Date.now() - last;
    last += passed;
    const { ran, failures } = host.site.org.async.advanceTo(host.site.org.clock.now() + passed);
    for (const { label, message } of failures) console.error(`${label} failed: ${message}`);
    if (ran > 0) stream.tellClock();
    stream.tellBell();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** Server-sent events to every open page: platform events, the clock, the bell. */
class EventStream {
  private readonly host: PagesHost;
  private readonly open_ = new Set<{ readonly session: Session; readonly reply: FastifyReply }>();
  private stop: (() => void) | undefined;
  private messagesTold = 0;

  constructor(host: PagesHost, _context: ServerContext) {
    this.host = host;
    this.listen();
  }

  /** Again after a reset: the org is another one then. */
  listen(): void {
    this.stop?.();
    this.messagesTold = this.host.site.org.outbox.length;
    this.stop = this.host.site.org.async.onEvent((object, fields, replayId) => {
      const payload = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, valueToJson(value, 'ui')])
      );
      this.tell({ kind: 'event', channel: `/event/${object}`, data: { event: { replayId }, payload } });
    });
  }

  open(session: Session, reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      connection: 'keep-alive'
    });
    reply.raw.write('retry: 1000\n\n');
    const entry = { session, reply };
    this.open_.add(entry);
    reply.raw.on('close', () => this.open_.delete(entry));
  }

  tellClock(): void {
    this.tell({ kind: 'clock', ...clockState(this.host.site) });
  }

  /** Counts per user, when something has been sent since. */
  tellBell(): void {
    const { org } = this.host.site;
    if (org.outbox.length === this.messagesTold) return;
    this.messagesTold = org.outbox.length;
    const users = new Set([...this.open_].map((entry) => entry.session.userId));
    this.tell({
      kind: 'bell',
      counts: Object.fromEntries([...users].map((id) => [id, countFor(this.host.site, org.access.user(id))]))
    });
  }

  close(): void {
    this.stop?.();
    for (const { reply } of this.open_) reply.raw.end();
  }

  private tell(event: object): void {
    for (const { reply } of this.open_) reply.raw.write(`data: ${JSON.stringify(event)}\n\n`);
  }
}
