import type { OrgServices } from '../contracts/transaction.ts';
import type { ProjectSource } from '../metadata/index.ts';
import { fileNames, findLoops, profileText, record, traceText } from '../trace/index.ts';
import type { LoopSource, Part, Recording } from '../trace/index.ts';

export interface Wish {
  readonly trace?: boolean;
  readonly profile?: boolean;
}

export interface Seen {
  readonly trace?: string;
  readonly profile?: string;
  readonly failure?: Error;
}

export function anonymousSource(text: string): LoopSource {
  return { kind: 'anonymous', name: 'AnonymousBlock', file: 'AnonymousBlock', text };
}

/** Does work in an org that is watched, and tells what was seen; of work that throws too. */
export function watching(org: OrgServices, wish: Wish, more: readonly LoopSource[], work: () => void): Seen {
  const recording = record(org);
  let failure: Error | undefined;
  try {
    work();
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  } finally {
    recording.stop();
  }
  return { ...seen(org, recording.parts, wish, more), ...(failure ? { failure } : {}) };
}

function seen(org: OrgServices, parts: readonly Part[], wish: Wish, more: readonly LoopSource[]): Seen {
  const apex = apexOf(org);
  const fileOf = fileNames(apex);
  return {
    ...(wish.trace === true ? { trace: traceText(parts, fileOf) } : {}),
    ...(wish.profile === true ? { profile: profileText(parts, findLoops([...apex, ...more]), fileOf) } : {})
  };
}

/** The text of a recording while it goes on: for what has ended so far. */
export function traceSince(org: OrgServices, recording: Recording, from: number): string {
  return traceText(recording.parts.slice(from), fileNames(apexOf(org)));
}

export function profileOf(org: OrgServices, recording: Recording): string {
  return profileText(recording.parts, findLoops(apexOf(org)), fileNames(apexOf(org)));
}

/** The sources of an org that was deployed from a project. */
export function apexOf(org: OrgServices): ProjectSource['apex'] {
  return (org as Partial<{ readonly project: ProjectSource }>).project?.apex ?? [];
}
