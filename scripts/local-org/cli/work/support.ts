import { listRestRoutes } from '../../api/index.ts';
import { flowReader, listFlowSupport } from '../../flow/index.ts';
import { listFunctions } from '../../formula/index.ts';
import { librarySupport } from '../../library/index.ts';
import { lightningReaders, listPageSupport } from '../../lightning/index.ts';
import {
  coreReaders,
  FEATURE_TABLE,
  SETTINGS_WITHOUT_EFFECT,
  TYPES_WITHOUT_EFFECT,
  type FeatureEntry,
  type WithoutEffect
} from '../../metadata/index.ts';
import { scopeText, STEPS } from '../../save/index.ts';
import { listSoqlSupport } from '../../soql/index.ts';
import { LIMIT_NAMES } from '../../transaction/index.ts';

/** One thing that the platform has, and whether it runs here. */
export interface SupportRow {
  readonly area: 'class' | 'metadata' | 'flow' | 'soql' | 'formula' | 'page' | 'rest' | 'limit';
  readonly name: string;
  /** A second word: members here and on the platform, family of a function, kind of a flow part, an example. */
  readonly detail: string;
  /** Why the local org refuses it; absent when it runs. */
  readonly refused?: string;
}

/** Everything that the rooms say of themselves. */
export function supportRows(): readonly SupportRow[] {
  return [
    ...classRows(),
    ...metadataRows(),
    ...flowRows(),
    ...soqlRows(),
    ...formulaRows(),
    ...pageRows(),
    ...restRows(),
    ...limitRows()
  ];
}

/** Members without behaviour by reason, of classes that are here in part. */
function refusedMembers(): string[][] {
  const byReason = new Map<string, string[]>();
  for (const c of librarySupport().filter((one) => one.supported > 0))
    for (const { signature, refused } of c.members) {
      if (refused === undefined) continue;
      const names = byReason.get(refused) ?? [];
      names.push(`${c.name}: ${signature}`);
      byReason.set(refused, names);
    }
  return [...byReason].map(([why, names]) => [why, shownNames(names)]);
}

/** All of a few, and of many alike their number. */
const shownNames = (names: readonly string[]): string =>
  names.length > 120 ? `${names.length} members` : names.map(code).join(', ');

function refusal({ refused }: { refused?: string }): { refused?: string } {
  return refused === undefined ? {} : { refused };
}

function classRows(): SupportRow[] {
  const some = librarySupport().filter((c) => c.supported > 0);
  return some.map((c) => ({ area: 'class', name: c.name, detail: `${c.supported} of ${c.members.length}` }));
}

function metadataRows(): SupportRow[] {
  const types = [...coreReaders, flowReader, ...lightningReaders].map((reader) => reader.type);
  const others = ['ApexClass', 'ApexTrigger', 'LightningComponentBundle'];
  return [...types, ...others].sort().map((name) => ({ area: 'metadata', name, detail: '' }));
}

function flowRows(): SupportRow[] {
  return listFlowSupport().map((f) => ({ area: 'flow', name: f.name, detail: f.kind, ...refusal(f) }));
}

function soqlRows(): SupportRow[] {
  return listSoqlSupport().map((s) => ({ area: 'soql', name: s.clause, detail: s.example, ...refusal(s) }));
}

function formulaRows(): SupportRow[] {
  return listFunctions().map((f) => ({
    area: 'formula',
    name: f.name,
    detail: f.dialects ? `${f.family}; in ${f.dialects.join(', ')}` : f.family,
    ...refusal(f)
  }));
}

function pageRows(): SupportRow[] {
  return listPageSupport().map((p) => ({ area: 'page', name: p.name, detail: p.kind }));
}

function restRows(): SupportRow[] {
  return listRestRoutes().map((name) => ({ area: 'rest', name, detail: '' }));
}

function limitRows(): SupportRow[] {
  return LIMIT_NAMES.map((name) => ({ area: 'limit', name, detail: '' }));
}

const MADE = '<!-- Made by `npm run reference`; a test fails when it is not current. -->';

/** `docs/reference/support.md`. */
export function supportPage(): string {
  const rows = supportRows();
  const of = (area: SupportRow['area']): SupportRow[] => rows.filter((row) => row.area === area);
  const names = (list: readonly SupportRow[]): string => list.map((row) => code(row.name)).join(', ');
  const pages = (kind: string): string => names(of('page').filter((row) => row.detail === kind));
  return (
    [
      '# What the local org has',
      MADE,
      'What is not on this page is refused by name, with file and line, when a project is deployed or, with `--lenient` (foreign projects), when it is reached. `org support NAME` lists the members of one class.',
      '## Apex library',
      'Every public type and signature of the platform is known to the compiler. These have behaviour:',
      mdTable(
        ['class', 'members here of those on the platform'],
        of('class')
          .filter((row) => !isException(row))
          .map((row) => [code(row.name), row.detail])
      ),
      `And the exceptions, with cause and stack trace: ${names(of('class').filter(isException))}.`,
      '### Not here, and why',
      'Members of the classes above that are refused by name:',
      mdTable(['why', 'members'], refusedMembers()),
      '## Metadata',
      `Read, with every element taken or named: ${names(of('metadata'))}.`,
      '## Flow',
      mdTable(['part', 'kind', 'here'], of('flow').map(here)),
      '## SOQL and SOSL',
      mdTable(
        ['clause', 'example', 'here'],
        of('soql').map((row) => [
          row.name,
          code(row.detail),
          row.refused === undefined ? 'yes' : `refused: ${row.refused}`
        ])
      ),
      '## Formula functions',
      mdTable(['function', 'family', 'here'], of('formula').map(here)),
      '## Pages',
      `Standard components: ${pages('page component')}.`,
      `Templates: ${pages('page template')}.`,
      `Modules and wire adapters: ${pages('module')}.`,
      `Imports: ${pages('import family')}.`,
      `Base components come from Salesforce's \`lightning-base-components\`: ${pages('base component')}.`,
      '## REST API',
      of('rest')
        .map((row) => `- ${code(row.name)}`)
        .join('\n'),
      '## Limits',
      `Counted and enforced: ${names(of('limit'))}.`
    ].join('\n\n') + '\n'
  );
}

/** `docs/reference/order-of-execution.md`. */
export function orderPage(): string {
  const rows = STEPS.map((step, at) => [String(at + 1), step.name, step.on.join(', '), scopeText(step.for), step.cite]);
  return (
    [
      '# Order of execution',
      MADE,
      'One save runs these steps over chunks of at most 200 records, those that are for its object and its org; it passes over the others. A trace test in `scripts/local-org/save/tests/order.test.ts` holds the org to them.',
      mdTable(['', 'step', 'on', 'for', 'as documented in'], rows),
      'Auto-response, workflow, escalation and entitlement rules have no step: their metadata is refused by name. What follows the commit (mail, events published after commit, queued Apex) belongs to the transaction.'
    ].join('\n\n') + '\n'
  );
}

function isException(row: SupportRow): boolean {
  return row.name.endsWith('Exception');
}

function here(row: SupportRow): string[] {
  return [code(row.name), row.detail, row.refused === undefined ? 'yes' : `refused: ${row.refused}`];
}

function code(text: string): string {
  return `\`${text}\``;
}

function mdTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const EFFECTS: Readonly<Record<FeatureEntry['effect'], string>> = {
  changes: 'the org changes with it',
  always: 'every local org has it',
  nothing: 'nothing that runs here shows it'
};

/** The page about features of orgs. */
export function featuresPage(): string {
  const rows = FEATURE_TABLE.map(({ name, effect, what }) => `| ${name} | ${EFFECTS[effect]} | ${what} |`);
  return [
    '# Features of orgs',
    '',
    '<!-- Made by `npm run reference`; a test fails when it is not current. -->',
    '',
    'What the features of scratch org definitions (Salesforce DX Developer Guide, Scratch Org Features) do in the local org. One that is not listed is named by a warning when a project that asks for it is deployed.',
    '',
    '| feature | here | what |',
    '|---|---|---|',
    ...rows,
    ''
  ].join('\n');
}

/** `docs/reference/metadata.md`. */
export function metadataPage(): string {
  const readers = [...coreReaders, flowReader, ...lightningReaders].map(({ type }) => type);
  const read = [...readers, 'ApexClass', 'ApexTrigger', 'LightningComponentBundle', 'AuraDefinitionBundle'].sort();
  const rows = (groups: readonly WithoutEffect[]) => groups.map(({ names, reason }) => [names.join(', '), reason]);
  return (
    [
      '# Metadata types',
      MADE,
      'What a project may deploy to the local org. A type, an element or settings that are not here are refused by name and file; with `--lenient`, and in the scoreboard, they are listed instead.',
      '## Read',
      read.map(code).join(', '),
      'Of these, an element without effect is set aside with its reason where it is read; `metadata.test.ts` of the conformance suite walks all of them.',
      '## Deployed without effect',
      mdTable(['types', 'why nothing here can tell'], rows(TYPES_WITHOUT_EFFECT)),
      '## Settings without effect',
      mdTable(['settings', 'why nothing here can tell'], rows(SETTINGS_WITHOUT_EFFECT))
    ].join('\n\n') + '\n'
  );
}
