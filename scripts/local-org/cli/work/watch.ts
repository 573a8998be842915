import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join, sep } from 'node:path';

/** An editor writes a file in several steps: a change counts when it has been quiet for so long. */
const QUIET = 150;
const NOT_SOURCES = /(^|[\\/])(node_modules|\.local-org|\.git)([\\/]|$)/;

/** Changes in folders, told one quiet moment at a time; what changes while nobody waits is not lost. */
export class Changes {
  private readonly watchers: FSWatcher[];
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private waiting: ((files: readonly string[]) => void) | undefined;

  constructor(dir: string, folders: readonly string[]) {
    this.watchers = folders.map((folder) =>
      watch(join(dir, folder), { recursive: true }, (_event, file) => this.note(folder, file))
    );
  }

  /** The files that have changed since the last time, as soon as there are some and it is quiet. */
  next(): Promise<readonly string[]> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      if (this.changed.size > 0) this.arm();
    });
  }

  close(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
  }

  private note(folder: string, file: string | null): void {
    const path = file === null ? folder : `${folder}${sep}${file}`;
    if (NOT_SOURCES.test(path)) return;
    this.changed.add(path);
    this.arm();
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), QUIET);
  }

  private tell(): void {
    if (!this.waiting) return;
    const files = [...this.changed].sort();
    this.changed.clear();
    this.waiting(files);
    this.waiting = undefined;
  }
}
