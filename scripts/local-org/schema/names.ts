const SUFFIX = /__(?:c|r|e|b|x|mdt|kav|pc|pr|Share|History|Feed|ChangeEvent|Tag|s)$/i;

/** Whether a name is that of a custom object, field or relationship. */
export function isCustomName(name: string): boolean {
  return SUFFIX.test(name);
}

/** `X__c` -> `ns__X__c`; standard names and names that carry a namespace stay as they are. */
export function qualify(name: string, namespace: string | null): string {
  if (!namespace || !isCustomName(name)) return name;
  const base = name.replace(SUFFIX, '');
  return base.includes('__') ? name : `${namespace}__${name}`;
}

/** The keys under which a stored name is found: in lower case, and without the project's own namespace. */
export function lookupKeys(name: string, namespace: string | null): string[] {
  const key = name.toLowerCase();
  const prefix = namespace ? `${namespace.toLowerCase()}__` : '';
  return prefix && key.startsWith(prefix) ? [key, key.slice(prefix.length)] : [key];
}

/** Parts of person accounts are declared under a name of their own, but there is no such object (Metadata API, CustomObject). */
export function objectOfPart(name: string): string {
  return name.toLowerCase() === 'personaccount' ? 'Account' : name;
}
