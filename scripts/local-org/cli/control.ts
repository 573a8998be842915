import type { FastifyInstance } from 'fastify';
import { ApiError, adminUser } from '../api/index.ts';
import type { Served, ServerContext } from '../api/index.ts';
import { errorText } from './output.ts';
import { runTask, TASKS } from './tasks.ts';
import type { TaskInput, TaskName } from './tasks.ts';

/** Lets the other commands work on a running org. Only for tokens of a user who may change everything. */
export function controlRoutes(
  served: Served,
  changed: () => void
): (server: FastifyInstance, context: ServerContext) => void {
  return (server, context) => {
    server.post<{ Params: { task: string }; Body: TaskInput }>('/local-org/:task', async (request, reply) => {
      const { org } = served;
      const user = org.access.user(context.session(request).userId);
      const { task } = request.params;
      if (!Object.hasOwn(TASKS, task))
        throw new ApiError(404, [{ errorCode: 'NOT_FOUND', message: `There is no task "${task}".` }]);
      if (!org.access.systemPermission(user, 'ModifyAllData'))
        throw new ApiError(403, [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'This needs an admin.' }]);
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson' });
      const say = (message: object): void => void reply.raw.write(`${JSON.stringify(message)}\n`);
      try {
        const value = runTask(org, adminUser(org).id, task as TaskName, request.body, (text) =>
          say({ kind: 'progress', text })
        );
        say({ kind: 'result', value });
      } catch (error) {
        say({ kind: 'error', message: errorText(error) });
      }
      reply.raw.end();
      changed();
    });
  };
}
