export { buildSchema, type BuiltSchema, type SchemaOptions } from './schema.ts';
export { qualify, isCustomName } from './names.ts';
