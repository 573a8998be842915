import type { FilterItem, ObjectInfo } from '../../contracts/schema.ts';

const OF_RECORD_TYPE = /(^|\.)recordtypeid$/i;

/**
 * Filters name record types where records hold their ids: `Person__c.RecordTypeId equals Tutor`. The name is the label
 * or the developer name (assumed; the page offers labels). `objectOf` gives the object whose record types are meant.
 */
export function withRecordTypeIds(
  items: readonly FilterItem[],
  objectOf: (path: string) => ObjectInfo | undefined
): readonly FilterItem[] {
  return items.map((item) => {
    if (item.valueField !== undefined || !OF_RECORD_TYPE.test(item.field)) return item;
    const object = objectOf(item.field);
    const ids = item.value.split(',').map((name) => idOf(object, name.trim()));
    return { ...item, value: ids.join(',') };
  });
}

function idOf(object: ObjectInfo | undefined, name: string): string {
  const key = name.toLowerCase();
  const named = (test: (label: string, developerName: string) => boolean) =>
    object?.recordTypes.find((r) => test(r.label.toLowerCase(), r.developerName.toLowerCase()));
  return (named((label) => label === key) ?? named((_, developerName) => developerName === key))?.id ?? name;
}
