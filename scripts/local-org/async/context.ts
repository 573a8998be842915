import type { JobContext } from '../contracts/async.ts';
import type { RuntimeType } from '../contracts/program.ts';
import { ApexObject, platformType } from '../values/index.ts';

const TYPES: Readonly<Record<JobContext['kind'], string>> = {
  queueable: 'System.QueueableContext',
  batch: 'Database.BatchableContext',
  schedule: 'System.SchedulableContext',
  finalizer: 'System.FinalizerContext'
};

/** What a job's method receives. It has its type, since a class may have `execute` for several kinds of jobs. */
class Context extends ApexObject {
  override readonly $type: RuntimeType;

  constructor(context: JobContext) {
    super();
    this.$type = platformType(TYPES[context.kind], 'interface');
    Object.assign(this, context);
  }
}

export function jobContext(context: JobContext): JobContext {
  return new Context(context) as unknown as JobContext;
}
