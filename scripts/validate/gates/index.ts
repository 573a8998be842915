import type { Gate } from '../contracts.ts';
import { format } from './format.ts';
import { metadata } from './metadata/index.ts';
import { references } from './references/index.ts';
import { apexLint } from './apex/index.ts';
import { apexSemantics } from './apex-semantics.ts';
import { freeze } from './freeze/index.ts';
import { names } from './names.ts';
import { types } from './types.ts';

/** In the order of the table: what is quick and breaks most first. */
export const GATES: readonly Gate[] = [format, metadata, names, references, apexSemantics, apexLint, freeze, types];
