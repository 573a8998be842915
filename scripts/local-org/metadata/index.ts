export { readProject, type ApexSource, type BundleSource, type ComponentFile, type ProjectSource } from './project.ts';
export { coreReaders, readMetadata, Registry, type ReadMetadata } from './registry.ts';
export { ElementReader } from './reader.ts';
export { profileName } from './readers/permissions.ts';
export { parseXml, type XmlElement } from './xml.ts';
export type { MetadataReader, ReadContext } from './component.ts';
export type * from './models.ts';
export type * from './rule-models.ts';
export { FEATURE_TABLE, type FeatureEntry } from './feature-table.ts';
