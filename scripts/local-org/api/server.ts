import { randomBytes } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Served } from './run.ts';
import { ApiError, toApiError } from './errors.ts';

/** Somebody who showed a token. A browser keeps it in a cookie; clients send it with each request. */
export interface Session {
  readonly token: string;
  userId: string;
}

export interface ServerOptions {
  readonly served: Served;
  readonly port: number;
  /** User of the token that the server starts with. */
  readonly userId: string;
  readonly routes: readonly ((server: FastifyInstance, context: ServerContext) => void)[];
}

export interface ServerContext {
  readonly served: Served;
  /** The session of a request; throws 401 without one. */
  session(request: FastifyRequest): Session;
  signIn(userId: string): Session;
}

export interface RunningServer {
  readonly url: string;
  readonly token: string;
  /** A token for another user. */
  signIn(userId: string): string;
  close(): Promise<void>;
}

const COOKIE = 'localOrgSid';
const HOST = '127.0.0.1';

/**
 * Serves the org on the loopback address only. A token is needed for everything but signing in, and a request from
 * another origin or for another host name is refused, so that no web page can reach the org through the browser.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const sessions = new Map<string, Session>();
  const signIn = (userId: string): Session => {
    const token = `${organizationId(options.served).slice(0, 15)}!${randomBytes(24).toString('hex')}`;
    const session = { token, userId };
    sessions.set(token, session);
    return session;
  };
  const context: ServerContext = { served: options.served, signIn, session: (request) => sessionOf(request, sessions) };
  const server = fastify({
    bodyLimit: 50 * 1024 * 1024,
    rewriteUrl: (request) => (request.url ?? '/').replace(/^\/+/, '/')
  });
  server.addHook('onRequest', async (request) => refuseStrangers(request));
  server.setErrorHandler((error, _request, reply) => sendError(error, reply));
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send([{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }])
  );
  addSignIn(server, sessions);
  for (const add of options.routes) add(server, context);
  await server.listen({ host: HOST, port: options.port });
  const { port } = server.server.address() as { port: number };
  return {
    url: `http://${HOST}:${port}`,
    token: signIn(options.userId).token,
    signIn: (userId) => signIn(userId).token,
    close: () => closeNow(server)
  };
}

function organizationId(served: Served): string {
  return served.org.organization.id;
}

/** Open event streams would keep a plain close waiting. */
async function closeNow(server: FastifyInstance): Promise<void> {
  server.server.closeAllConnections();
  await server.close();
}

/** `/?token=...` is what `start` prints: it turns the token into a cookie that no script can read. */
function addSignIn(server: FastifyInstance, sessions: ReadonlyMap<string, Session>): void {
  server.get<{ Querystring: { token?: string; to?: string } }>('/', async (request, reply) => {
    const { token, to } = request.query;
    if (token !== undefined) {
      if (!sessions.has(token)) throw unauthorized();
      void reply.header('set-cookie', `${COOKIE}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Strict`);
    }
    return reply.redirect(to?.startsWith('/lightning/') ? to : '/lightning/page/home');
  });
}

function sessionOf(request: FastifyRequest, sessions: ReadonlyMap<string, Session>): Session {
  const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const cookie = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
  const session = sessions.get(bearer ?? (cookie ? decodeURIComponent(cookie) : ''));
  if (!session) throw unauthorized();
  return session;
}

function unauthorized(): ApiError {
  return new ApiError(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
}

function refuseStrangers(request: FastifyRequest): void {
  const { host, origin } = request.headers;
  const name = host?.replace(/:\d+$/, '');
  if (name !== HOST && name !== 'localhost')
    throw new ApiError(403, [
      { errorCode: 'FORBIDDEN', message: `The local org does not answer for the host "${host}".` }
    ]);
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new ApiError(403, [
      { errorCode: 'FORBIDDEN', message: `The local org does not answer pages of "${origin}".` }
    ]);
  }
}

function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  const status = (error as { statusCode?: number }).statusCode;
  if (!(error instanceof ApiError) && status !== undefined && status < 500) {
    return reply.code(status).send([{ errorCode: 'JSON_PARSER_ERROR', message: (error as Error).message }]);
  }
  const answer = toApiError(error);
  if (answer.status >= 500 && answer.status !== 501) console.error(error);
  return reply.code(answer.status).send(answer.errors);
}
