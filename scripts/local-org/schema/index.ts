export { buildSchema, type BuiltSchema, type SchemaOptions } from './schema.ts';
export { isCustomName, objectOfPart, qualify } from './names.ts';
export { contactFieldOf, PERSON_ACCOUNTS } from './features/person-accounts.ts';
