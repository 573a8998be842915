import type { FieldInfo } from '../contracts/schema.ts';
import type { OrgSchema } from './org-schema.ts';

/** A roll-up of values is of their kind: the earliest of dates is a date. A count is a whole number. */
export function typeSummaries(schema: OrgSchema): void {
  for (const object of schema.objects()) {
    for (const field of object.fields.filter(({ summary }) => summary !== undefined)) {
      const summed = summedField(schema, field);
      if (!summed) continue;
      const { object: _object, slot: _slot, ...rest } = field;
      object.addField({
        ...rest,
        type: summed.type === 'Integer' ? 'Double' : summed.type,
        precision: 18,
        scale: summed.scale
      });
    }
  }
}

function summedField(schema: OrgSchema, { summary }: FieldInfo): FieldInfo | undefined {
  if (!summary || summary.summarizedField === undefined) return undefined;
  return schema.object(summary.childObject)?.field(summary.summarizedField);
}
