export type { ClassSymbol, ConstructorSymbol, FieldSymbol, MethodSymbol, Visibility } from './class-symbol.ts';
export { paramText } from './class-symbol.ts';
export { innerType, projectType } from './lookup.ts';
export { has, ProjectClass, visibility } from './project.ts';
export { fieldType, plainFieldType, POLYMORPHIC, SObjects } from './sobjects.ts';
export * from './types.ts';
export { refText, World } from './world.ts';
export type { TypeProblem, WorldEnv } from './world.ts';
