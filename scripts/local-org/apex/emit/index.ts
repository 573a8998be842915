export { emitUnit } from './unit.ts';
export type { EmitOptions, EmittedUnit } from './unit.ts';
export type { AnnotationData, FieldData, MethodData, TypeData } from './metadata.ts';
export { fieldName, getterName, setterName } from './names.ts';
export { splitTypes } from './expressions.ts';
