import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { MetadataComponent } from '../contracts/transaction.ts';
import type { ComponentFile } from './project.ts';
import type { ElementReader } from './reader.ts';

/** What a reader knows of the file it reads. */
export interface ReadContext {
  readonly component: ComponentFile;
  /** Adds a component that the file holds besides its own (fields inside an object file, labels). */
  add(type: string, fullName: string, model: unknown): void;
}

/**
 * Reads one metadata type into its model. Rooms add readers of their own types by handing them to `readMetadata`.
 * Elements that `read` does not take from the reader are reported, so a reader needs no check of its own.
 */
export interface MetadataReader {
  readonly type: string;
  /** Name of the root element when it is not the type's own name. */
  readonly root?: string | readonly string[];
  read(from: ElementReader, context: ReadContext): unknown;
}

export interface MetadataResult {
  readonly components: readonly MetadataComponent[];
  readonly problems: readonly Diagnostic[];
}
