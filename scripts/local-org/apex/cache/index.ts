export { compileKey, compilerVersion, keepCompiled, readCompiled, readParts } from './cache.ts';
export type { CachedCompile, CompiledPart } from './cache.ts';
