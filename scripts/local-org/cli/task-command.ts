import type { CliDeps, CommonOptions } from './deps.ts';
import { adminUser } from '../api/index.ts';
import { listDiagnostics } from './output.ts';
import type { Output } from './output.ts';
import { askRunning, findRunning } from './running.ts';
import { runTask } from './tasks.ts';
import type { TaskInput, TaskName } from './tasks.ts';

/** Whether what a command did is kept: only a running org outlives the command. */
export interface TaskDone<T> {
  readonly value: T;
  readonly kept: boolean;
}

/** Does a task on the org that serves the project, or, when none runs, on a new one that ends with the command. */
export async function doTask<T>(
  deps: CliDeps,
  out: Output,
  options: CommonOptions,
  name: TaskName,
  input: TaskInput,
  seedOptions: Readonly<Record<string, string>> = {}
): Promise<TaskDone<T>> {
  const running = await findRunning(options.project);
  const progress = (text: string): void => out.progress(text);
  if (running) return { value: await askRunning<T>(running, name, input, progress), kept: true };
  const opened = await deps.open(options.project, { strict: false, coverage: false, seed: true, seedOptions });
  const errors = opened.problems.filter((problem) => problem.level !== 'warning');
  if (errors.length > 0) out.warn(listDiagnostics(errors, 10));
  return { value: runTask(opened.org, adminUser(opened.org).id, name, input, progress) as T, kept: false };
}

export function sayNotKept(out: Output): void {
  out.warn(
    'No local org was running for this project, so this ran in a new one that is gone now. "start" one first to keep it.'
  );
}
