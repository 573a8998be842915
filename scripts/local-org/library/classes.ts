import type { LibraryClass } from '../contracts/library.ts';
import { stringClass } from './system/string.ts';

/** Every platform class with behaviour here. */
export const classes: readonly LibraryClass[] = [stringClass];
