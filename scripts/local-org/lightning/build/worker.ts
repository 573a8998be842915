import { parentPort, workerData } from 'node:worker_threads';
import type { BuildRequest } from './index.ts';
import { runBuild } from './run.ts';

runBuild(workerData as BuildRequest).then(
  (result) => parentPort?.postMessage({ result }),
  (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) })
);
