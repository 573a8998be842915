import type { Gate } from '../contracts.ts';
import { analyzer } from './analyzer.ts';
import { apexLint } from './apex/index.ts';
import { apexSemantics } from './apex-semantics.ts';
import { convert } from './convert.ts';
import { flow } from './flow.ts';
import { format } from './format.ts';
import { freeze } from './freeze/index.ts';
import { house } from './house.ts';
import { labels } from './labels.ts';
import { lint } from './lint.ts';
import { metadata } from './metadata/index.ts';
import { names } from './names.ts';
import { projectFiles } from './project-files.ts';
import { references } from './references/index.ts';
import { types } from './types.ts';

/** In the order of the table: what is quick and breaks most comes first. */
export const GATES: readonly Gate[] = [
  format,
  metadata,
  names,
  references,
  apexSemantics,
  apexLint,
  freeze,
  lint,
  types,
  labels,
  flow,
  convert,
  projectFiles,
  house,
  analyzer
];
