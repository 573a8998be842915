import type { PlatformClass, PlatformMethod } from '../../contracts/library.ts';
import { generatedClasses } from './load.ts';

function method(text: string): PlatformMethod {
  const m = /^(static )?(\S+) (\w+)\((.*)\)$/.exec(text);
  if (!m) throw new Error(`not a method: ${text}`);
  const params = m[4] === '' ? [] : (m[4] as string).split(', ');
  return { static: m[1] !== undefined, returns: m[2] as string, name: m[3] as string, params };
}

const none = { typeParameters: [], interfaces: [], fields: [], constructors: [] } as const;

/** Methods of every object and of every enum: the jars leave them to the language. */
const LANGUAGE: readonly PlatformClass[] = [
  {
    ...none,
    name: 'System.Object',
    kind: 'class',
    methods: ['Boolean equals(Object)', 'Integer hashCode()', 'String toString()', 'Object clone()'].map(method)
  },
  {
    ...none,
    name: 'System.Enum',
    kind: 'class',
    // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_enum.htm
    methods: [
      'String name()',
      'Integer ordinal()',
      'Boolean equals(Object)',
      'Integer hashCode()',
      'String toString()',
      'static List<Object> values()',
      'static Object valueOf(String)'
    ].map(method)
  }
];

/** https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_classes_exception_methods.htm */
const EXCEPTIONS: readonly PlatformClass[] = [
  'System.DataWeaveScriptException',
  'System.FormulaEvaluationException',
  'System.FormulaValidationException',
  'cache.Session.SessionCacheException',
  'Site.ExternalUserCreateException'
].map((name) => ({
  ...none,
  name,
  kind: 'class',
  superclass: 'Exception',
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_classes_sites.htm, Site.ExternalUserCreateException
  methods: name.startsWith('Site.') ? ['List<String> getDisplayMessages()'].map(method) : [],
  constructors: [{ params: [] }, { params: ['Exception'] }, { params: ['String'] }, { params: ['String', 'Exception'] }]
}));

/** https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_Database_PaginationCursor.htm */
const CURSORS: readonly PlatformClass[] = [
  {
    ...none,
    name: 'Database.PaginationCursor',
    kind: 'class',
    methods: [
      'Database.CursorFetchResult fetchPage(Integer, Integer)',
      'Integer fetchDeleted(Integer, Integer)',
      'Integer getNumRecords()'
    ].map(method)
  },
  {
    ...none,
    name: 'Database.CursorFetchResult',
    kind: 'class',
    methods: [
      'List<SObject> getRecords()',
      'Integer getNextIndex()',
      'Integer getNumDeletedRecords()',
      'Boolean isDone()'
    ].map(method)
  }
];

/** https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_connectapi_output_time_zone.htm */
const OUTPUTS: readonly PlatformClass[] = [
  {
    ...none,
    name: 'ConnectApi.TimeZone',
    kind: 'class',
    constructors: [{ params: [] }],
    fields: [
      { name: 'gmtOffset', type: 'Double', static: false },
      { name: 'name', type: 'String', static: false }
    ],
    methods: []
  }
];

/** Members that the documentation has and the jars have not, by class. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'System.Database': [
    'static Database.Cursor getCursor(String, AccessLevel)',
    'static Database.Cursor getCursorWithBinds(String, Map<String,Object>, AccessLevel)',
    'static Database.PaginationCursor getPaginationCursor(String)',
    'static Database.PaginationCursor getPaginationCursor(String, AccessLevel)',
    'static Database.PaginationCursor getPaginationCursorWithBinds(String, Map<String,Object>, AccessLevel)'
  ],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_System_SoqlStubProvider.htm
  'System.Test': ['static Boolean isSoqlStubDefined(Schema.SObjectType)'],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_cache_Partition.htm
  'cache.Partition': ['Map<String,Boolean> contains(Set<String>)', 'Map<String,Object> get(Set<String>)'],
  'cache.OrgPartition': ['Map<String,Boolean> contains(Set<String>)', 'Map<String,Object> get(Set<String>)'],
  'cache.SessionPartition': ['Map<String,Boolean> contains(Set<String>)', 'Map<String,Object> get(Set<String>)'],
  'cache.Org': ['static Map<String,Boolean> contains(Set<String>)', 'static Map<String,Object> get(Set<String>)'],
  'cache.Session': ['static Map<String,Boolean> contains(Set<String>)', 'static Map<String,Object> get(Set<String>)'],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_dml_convertLead.htm
  'Database.LeadConvert': [
    'Id getRelatedPersonAccountId()',
    'SObject getRelatedPersonAccountRecord()',
    'void setRelatedPersonAccountId(Id)',
    'void setRelatedPersonAccountRecord(SObject)'
  ],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_database_leadconvertresult.htm
  'Database.LeadConvertResult': ['Id getRelatedPersonAccountId()'],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_System_UserManagement.htm
  'System.UserManagement': [
    'static String initPasswordlessLogin(Id, Auth.VerificationMethod)',
    'static Auth.VerificationResult verifyPasswordlessLogin(Id, Auth.VerificationMethod, String, String, String)'
  ],
  // The class that Salesforce generates for micro-batched self-registration calls it.
  'System.Network': ['static String createExternalUserAsync(SObject, SObject, SObject)'],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_id.htm
  'System.Id': ['String toString()'],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_System_QueueableDuplicateSignature.htm
  'System.QueueableDuplicateSignature': ['static QueueableDuplicateSignature.Builder Builder()'],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_map.htm
  'System.Map': ['Map<K,V> deepClone()'],
  // https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_Messaging_CustomNotification.htm
  'Messaging.CustomNotification': ['void setSenderId(String)']
};

/** Enum values of later versions. https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_enum_System_Quiddity.htm */
const ENUM_VALUES: Readonly<Record<string, readonly string[]>> = { 'System.Quiddity': ['UNDEFINED'] };

/** Values in their order, where the jars have them by name (assumed; that NONE is the first is what a public logger states). */
const ENUM_ORDER: Readonly<Record<string, readonly string[]>> = {
  'System.LoggingLevel': ['NONE', 'INTERNAL', 'FINEST', 'FINER', 'FINE', 'DEBUG', 'INFO', 'WARN', 'ERROR']
};

function withEnumValues(c: PlatformClass): PlatformClass {
  const ordered = ENUM_ORDER[c.name];
  if (ordered) return { ...c, enumValues: ordered };
  const more = (ENUM_VALUES[c.name] ?? []).filter((v) => !c.enumValues?.includes(v));
  return more.length === 0 ? c : { ...c, enumValues: [...(c.enumValues ?? []), ...more] };
}

/** Fields that the documentation has by their getter and the jars have not. */
const FIELDS: Readonly<Record<string, PlatformClass['fields']>> = {
  'Database.LeadConvert': [
    { name: 'RelatedPersonAccountId', type: 'Id', static: false },
    { name: 'RelatedPersonAccountRecord', type: 'SObject', static: false }
  ],
  'Database.LeadConvertResult': [{ name: 'relatedPersonAccountId', type: 'Id', static: false }]
};

function withFields(c: PlatformClass): PlatformClass {
  const more = FIELDS[c.name];
  return more ? { ...c, fields: [...c.fields, ...more] } : c;
}

/** Fields whose type the jars name without its namespace, and which then reads as a class of System. */
const FIELD_TYPES: Readonly<Record<string, string>> = { 'ConnectApi.UserSettings.timeZone': 'ConnectApi.TimeZone' };

function withFieldTypes(c: PlatformClass): PlatformClass {
  if (!c.fields.some((f) => FIELD_TYPES[`${c.name}.${f.name}`])) return c;
  return { ...c, fields: c.fields.map((f) => ({ ...f, type: FIELD_TYPES[`${c.name}.${f.name}`] ?? f.type })) };
}

/** What a class is besides, as the documentation's examples cast it (Apex Reference Guide, DuplicateError Class). */
const SUPERCLASSES: Readonly<Record<string, string>> = {
  'Database.DuplicateError': 'Database.Error',
  'reports.ReportFactWithDetails': 'reports.ReportFact'
};

function withSuperclass(c: PlatformClass): PlatformClass {
  const superclass = SUPERCLASSES[c.name];
  return superclass ? { ...c, superclass } : c;
}

/** Interfaces that the documentation names and the jars do not (Apex Developer Guide, Testing HTTP Callouts Using Static Resources). */
const INTERFACES: Readonly<Record<string, readonly string[]>> = {
  'System.MultiStaticResourceCalloutMock': ['HttpCalloutMock'],
  'System.StaticResourceCalloutMock': ['HttpCalloutMock']
};

function withInterfaces(c: PlatformClass): PlatformClass {
  const more = INTERFACES[c.name];
  return more ? { ...c, interfaces: [...c.interfaces, ...more] } : c;
}

/** Components take their attributes as `name = value` (Visualforce Developer Guide, Dynamic Visualforce Components): the compiler gives them as a map. */
function withAttributes(c: PlatformClass): PlatformClass {
  if (c.name !== 'ApexPages.Component' && c.superclass !== 'ApexPages.Component') return c;
  return { ...c, constructors: [...c.constructors, { params: ['Map<String,Object>'] }] };
}

/** Interfaces that the jars have as classes (Apex Reference Guide, RegistrationHandler Interface). */
const ARE_INTERFACES = new Set(['Auth.RegistrationHandler']);

function asInterface(c: PlatformClass): PlatformClass {
  return ARE_INTERFACES.has(c.name) ? { ...c, kind: 'interface', constructors: [] } : c;
}

function withMembers(c: PlatformClass): PlatformClass {
  const more = (MEMBERS[c.name] ?? []).map(method).filter((m) => !c.methods.some((o) => sameMethod(o, m)));
  return more.length === 0 ? c : { ...c, methods: [...c.methods, ...more] };
}

/** What the jars call void and the platform's own compiler does not: `Object o = names.add('x')` compiles. */
const RETURNS: Readonly<Record<string, string>> = { 'System.List.add(T)': 'Object' };

function withReturns(c: PlatformClass): PlatformClass {
  const changed = c.methods.map((m) => {
    const returns = RETURNS[`${c.name}.${m.name}(${m.params.join(',')})`];
    return returns === undefined ? m : { ...m, returns };
  });
  return { ...c, methods: changed };
}

function sameMethod(a: PlatformMethod, b: PlatformMethod): boolean {
  return a.name.toLowerCase() === b.name.toLowerCase() && a.params.join() === b.params.join();
}

/** https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_interface_TxnSecurity_EventCondition.htm */
const POLICIES: readonly PlatformClass[] = [
  { ...none, name: 'TxnSecurity.EventCondition', kind: 'interface', methods: ['Boolean evaluate(SObject)'].map(method) }
];

let all: readonly PlatformClass[] | undefined;

/** Every class of the platform: generated from the jars, plus the documented additions. */
export function platformClasses(): readonly PlatformClass[] {
  all ??= [
    ...generatedClasses()
      .map(withMembers)
      .map((c) => (c.name === 'System.List' ? withReturns(c) : c))
      .map(withSuperclass)
      .map(withInterfaces)
      .map(asInterface)
      .map(withAttributes)
      .map(withFields)
      .map(withFieldTypes)
      .map(withEnumValues),
    ...LANGUAGE,
    ...EXCEPTIONS,
    ...CURSORS,
    ...OUTPUTS,
    ...POLICIES
  ];
  return all;
}
