import type { LibraryClass } from '../contracts/library.ts';
import { authValues } from './auth/values.ts';
import { businessHoursClass } from './business/hours.ts';
import { httpClasses } from './callout/http.ts';
import { accessLevelClass } from './database/access.ts';
import { convertLeadClass, leadConvertClass } from './database/convert.ts';
import { cursorClasses } from './database/cursor.ts';
import { dmlClass } from './database/dml.ts';
import { locatorClasses, queryClass } from './database/query.ts';
import { externalClasses } from './database/external.ts';
import { searchClasses } from './database/search.ts';
import { duplicateClasses } from './database/duplicates.ts';
import { replicationClasses } from './database/replication.ts';
import { resultClasses } from './database/results.ts';
import { flowClasses } from './flow/actions.ts';
import { formulaClasses } from './formula/evaluate.ts';
import { generatorClass } from './json/generator.ts';
import { jsonClass } from './json/json.ts';
import { parserClass } from './json/parser.ts';
import { emailClasses } from './messaging/email.ts';
import { notificationClass } from './messaging/notification.ts';
import { pushClasses } from './messaging/push.ts';
import { categoryClasses } from './schema/categories.ts';
import { schemaClasses } from './schema/describe.ts';
import { housekeepingClasses } from './system/housekeeping.ts';
import { assertClass } from './system/assert.ts';
import { changeHeaderClass, contextClasses, eventClasses, signatureClasses } from './system/async.ts';
import { cacheClasses } from './system/cache.ts';
import { collectionClasses } from './system/collections.ts';
import { cryptoClass, encodingClass } from './system/crypto.ts';
import { dateClasses } from './system/dates.ts';
import { exceptionClasses } from './system/exception.ts';
import { limitsClass, orgLimitClasses } from './system/limits.ts';
import { mathClass } from './system/math.ts';
import { numberClasses } from './system/numbers.ts';
import { enumClass, objectClass } from './system/object.ts';
import { componentClasses } from './system/components.ts';
import { cookieClasses } from './system/cookies.ts';
import { pageClasses } from './system/pages.ts';
import { compressionClasses } from './system/compression.ts';
import { siteClasses } from './system/site.ts';
import { approvalClass, approvalRequests } from './system/approval.ts';
import { featureClass } from './system/features.ts';
import { tabClasses } from './schema/tabs.ts';
import { connectOrganization } from './connect/organization.ts';
import { connectValues } from './connect/values.ts';
import { visualEditorClasses } from './system/visual-editor.ts';
import { controllerClasses } from './system/controllers.ts';
import { metadataClasses } from './metadata/deploy.ts';
import { addressClass, locationClass } from './system/place.ts';
import { pdfClass } from './system/pdf.ts';
import { patternClasses } from './system/pattern.ts';
import { requestClasses } from './system/request.ts';
import { restClasses, valueClasses } from './system/rest.ts';
import { securityClasses } from './system/security.ts';
import { fieldErrorClasses, sobjectClass } from './system/sobject.ts';
import { stringClass } from './system/string.ts';
import { flexQueueClass, systemClass } from './system/system.ts';
import { typeClass } from './system/type.ts';
import { urlClass } from './system/url.ts';
import { userInfoClass } from './system/user-info.ts';
import { domClasses } from './xml/dom.ts';
import { streamReaderClass } from './xml/reader.ts';
import { streamWriterClass } from './xml/writer.ts';
import { continuationClasses } from './test/continuation.ts';
import { resourceClasses } from './test/resources.ts';
import { installClasses, soqlStubProviderClass, testBrokerClass, testClass } from './test/test.ts';

/** Every platform class with behaviour here. A class may be spread over several entries. */
export const classes: readonly LibraryClass[] = [
  accessLevelClass,
  assertClass,
  businessHoursClass,
  ...cacheClasses,
  changeHeaderClass,
  ...collectionClasses,
  ...contextClasses,
  ...controllerClasses,
  convertLeadClass,
  cryptoClass,
  ...cursorClasses,
  ...dateClasses,
  dmlClass,
  ...domClasses,
  ...emailClasses,
  encodingClass,
  enumClass,
  ...eventClasses,
  ...fieldErrorClasses,
  ...exceptionClasses,
  ...flowClasses,
  ...formulaClasses,
  ...httpClasses,
  ...installClasses,
  generatorClass,
  jsonClass,
  locationClass,
  addressClass,
  leadConvertClass,
  limitsClass,
  ...locatorClasses,
  ...orgLimitClasses,
  mathClass,
  ...metadataClasses,
  ...siteClasses,
  ...compressionClasses,
  approvalClass,
  ...approvalRequests,
  featureClass,
  ...tabClasses,
  ...authValues,
  ...connectValues,
  connectOrganization,
  notificationClass,
  ...pushClasses,
  ...numberClasses,
  objectClass,
  ...pageClasses,
  ...componentClasses,
  ...cookieClasses,
  parserClass,
  ...housekeepingClasses,
  ...patternClasses,
  pdfClass,
  queryClass,
  ...requestClasses,
  ...restClasses,
  ...replicationClasses,
  ...resultClasses,
  ...duplicateClasses,
  ...categoryClasses,
  ...schemaClasses,
  ...searchClasses,
  ...externalClasses,
  ...securityClasses,
  ...signatureClasses,
  sobjectClass,
  streamReaderClass,
  streamWriterClass,
  stringClass,
  flexQueueClass,
  systemClass,
  ...continuationClasses,
  ...resourceClasses,
  soqlStubProviderClass,
  testBrokerClass,
  testClass,
  typeClass,
  urlClass,
  userInfoClass,
  ...valueClasses,
  ...visualEditorClasses
];
