export { compileKey, compilerVersion, keepCompiled, readCompiled } from './cache.ts';
export type { CachedCompile } from './cache.ts';
