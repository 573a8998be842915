import type { SaveError } from '../../contracts/save.ts';
import { textOf } from '../coerce.ts';
import type { Interview } from '../interview.ts';
import type { Get } from '../scope.ts';

/** Errors of a Custom Error element. The status is not documented (assumed: as addError of a trigger). */
export function triggerMessages(
  interview: Interview,
  messages: readonly { readonly text: Get; readonly field: string | undefined }[]
): SaveError[] {
  return messages.map(({ text, field }) => ({
    status: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    message: textOf(text(interview)),
    fields: field === undefined ? [] : [field]
  }));
}
