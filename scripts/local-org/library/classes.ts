import type { LibraryClass } from '../contracts/library.ts';
import { accessLevelClass } from './database/access.ts';
import { convertLeadClass, leadConvertClass } from './database/convert.ts';
import { dmlClass } from './database/dml.ts';
import { locatorClasses, queryClass, searchClass } from './database/query.ts';
import { resultClasses } from './database/results.ts';
import { schemaClasses } from './schema/describe.ts';
import { assertClass } from './system/assert.ts';
import { contextClasses, eventClasses, signatureClasses } from './system/async.ts';
import { collectionClasses } from './system/collections.ts';
import { dateClasses } from './system/dates.ts';
import { exceptionClasses } from './system/exception.ts';
import { limitsClass } from './system/limits.ts';
import { mathClass } from './system/math.ts';
import { numberClasses } from './system/numbers.ts';
import { enumClass, objectClass } from './system/object.ts';
import { sobjectClass } from './system/sobject.ts';
import { stringClass } from './system/string.ts';
import { systemClass } from './system/system.ts';
import { typeClass } from './system/type.ts';
import { userInfoClass } from './system/user-info.ts';
import { installClasses, testBrokerClass, testClass } from './test/test.ts';

/** Every platform class with behaviour here. A class may be spread over several entries. */
export const classes: readonly LibraryClass[] = [
  accessLevelClass,
  assertClass,
  ...collectionClasses,
  ...contextClasses,
  convertLeadClass,
  ...dateClasses,
  dmlClass,
  enumClass,
  ...eventClasses,
  ...exceptionClasses,
  ...installClasses,
  leadConvertClass,
  limitsClass,
  ...locatorClasses,
  mathClass,
  ...numberClasses,
  objectClass,
  queryClass,
  ...resultClasses,
  ...schemaClasses,
  searchClass,
  ...signatureClasses,
  sobjectClass,
  stringClass,
  systemClass,
  testBrokerClass,
  testClass,
  typeClass,
  userInfoClass
];
