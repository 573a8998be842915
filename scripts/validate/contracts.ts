import type { Workspace } from './workspace.ts';

/** What a gate needs besides Node and the packages of `npm ci`. `tools` is the heavy workspace beside this file. */
export type Need = 'tools' | 'Java 17' | 'Python 3';

export interface Finding {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** A rule of a foreign tool that is off, with the reason; always listed in the output. */
export interface RuleOff {
  readonly rule: string;
  readonly reason: string;
}

export interface GateResult {
  readonly findings: readonly Finding[];
  /** Facts to read, no findings: counts, lists. */
  readonly notes?: readonly string[];
  readonly off?: readonly RuleOff[];
}

export interface Gate {
  readonly name: string;
  readonly purpose: string;
  readonly needs: readonly Need[];
  /** Takes a second or more: runs in a process of its own, so that the cores share the work. */
  readonly heavy?: boolean;
  /** Whether a change of this file can change the verdict; `--since` leaves out gates that no changed file concerns. */
  concerns(file: string): boolean;
  run(workspace: Workspace): Promise<GateResult> | GateResult;
}

/** Rule of findings about a file that cannot be read at all; dropped where an earlier gate said so already. */
export const UNREADABLE = 'unreadable';
/** Rule of what apex-ls says about metadata; dropped where an earlier gate said something about the file. */
export const DECLARATION = 'declaration';

export type Verdict = 'pass' | 'fail' | 'skip' | 'unchanged';

export interface GateReport {
  readonly gate: string;
  readonly purpose: string;
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly off: readonly RuleOff[];
  /** Why it was skipped. */
  readonly reason?: string;
}

export interface Suppression {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
}

export interface Report {
  readonly gates: readonly GateReport[];
  readonly suppressions: readonly Suppression[];
  readonly seconds: number;
}
