import type { AnnotationNode } from '../syntax/index.ts';
import type { UnitContext } from './context.ts';

type PropertyType = 'Boolean' | 'String' | 'Integer' | readonly string[];

const ACCESS = ['never', 'samePackage', 'sameNamespace', 'always'];

/** Properties of annotations, as the platform's own compiler declares them (Apex Developer Guide: Annotations). */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, PropertyType>>>> = {
  AuraEnabled: { cacheable: 'Boolean', continuation: 'Boolean', scope: 'String', translatable: 'Boolean' },
  ReadOnly: { useReplica: ['never', 'preferred'] },
  RemoteAction: { callout: 'Boolean' },
  IsTest: {
    seeAllData: 'Boolean',
    isParallel: 'Boolean',
    critical: 'Boolean',
    testFor: 'String',
    onInstall: 'Boolean'
  },
  Future: { delay: 'Integer', limits: 'String', callout: 'Boolean' },
  TestSetup: { onInstall: 'Boolean' },
  InvocableMethod: {
    label: 'String',
    description: 'String',
    category: 'String',
    configuration: 'String',
    callout: 'Boolean',
    configurationEditor: 'String',
    iconName: 'String',
    capabilityType: 'String'
  },
  InvocableVariable: {
    label: 'String',
    description: 'String',
    required: 'Boolean',
    defaultValue: 'String',
    placeholderText: 'String'
  },
  RestResource: { urlMapping: 'String' },
  JsonAccess: { serializable: ACCESS, deserializable: ACCESS }
};

interface Known {
  readonly name: string;
  readonly properties: ReadonlyMap<string, readonly [name: string, type: PropertyType]>;
}

const byKey: ReadonlyMap<string, Known> = new Map(
  Object.entries(PROPERTIES).map(([name, properties]) => [
    name.toLowerCase(),
    { name, properties: new Map(Object.entries(properties).map(([p, type]) => [p.toLowerCase(), [p, type] as const])) }
  ])
);

/** What a single value without a name is kept under. */
const UNNAMED = 'value';

/** Names and values of what stands in the brackets behind an annotation. */
export function checkProperties(unit: UnitContext, list: readonly AnnotationNode[]): void {
  for (const annotation of list) {
    const known = byKey.get(annotation.key);
    if (!known) continue;
    for (const [written, value] of Object.entries(annotation.values)) {
      const message = written === UNNAMED ? null : wrong(known, written, value);
      if (message) unit.error(annotation.pos, message, 'annotation');
    }
  }
}

function wrong({ name, properties }: Known, written: string, value: string): string | null {
  const found = properties.get(written.toLowerCase());
  if (!found) return `No such property, ${written}, defined on this annotation: ${name}`;
  const [property, type] = found;
  if (type === 'Boolean' && !/^(true|false)$/i.test(value))
    return `Invalid value for property ${property} expected type Boolean`;
  if (typeof type === 'string' || type.some((each) => each.toLowerCase() === value.toLowerCase())) return null;
  return `Annotation property, ${property} on ${name}, unknown value: ${value}`;
}
