import type ts from 'typescript';

export interface BundleFolder {
  readonly name: string;
  readonly folder: string;
}
export declare function packageFolders(projectDir: string): string[];
export declare function findBundles(projectDir: string): BundleFolder[];
export declare function typescriptSources(folder: string): string[];
export declare function transpileLwc(compiler: typeof ts, text: string, file: string): string;
export declare function compileInPlace(projectDir: string): Promise<{ compiled: number; changed: number }>;
export declare function lwcTypeConfig(projectDir: string): object;
