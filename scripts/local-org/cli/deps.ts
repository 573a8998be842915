import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { OrgServices } from '../contracts/transaction.ts';
import type { LocalOrgConfig } from '../lightning/index.ts';
import type { Output } from './output.ts';

export interface OpenOptions {
  /** Refuse a project with findings; otherwise they are listed and what can run runs. */
  readonly strict: boolean;
  readonly coverage: boolean;
  /** Load the seed files of the project's configuration. */
  readonly seed: boolean;
  /** What seed modules are told: `days=91`. */
  readonly seedOptions?: Readonly<Record<string, string>>;
  readonly onSeed?: (done: number, total: number) => void;
  /** Seed anew even where a seeded org is kept, and keep nothing. */
  readonly fresh?: boolean;
  /** Told whether a kept org is used, and why not. */
  readonly onNote?: (text: string) => void;
}

export interface OpenedOrg {
  readonly org: OrgServices;
  readonly config: LocalOrgConfig;
  readonly problems: readonly Diagnostic[];
  readonly components: number;
}

/** What commands need from outside, so that a test can give its own. */
export interface CliDeps {
  open(projectDir: string, options: OpenOptions): Promise<OpenedOrg>;
  output(json: boolean): Output;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly project: string;
}
