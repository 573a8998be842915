import type { RuntimeType } from '../../contracts/program.ts';
import { ApexDate, ApexDatetime, ApexList, ApexMap, Decimal } from '../../values/index.ts';

const DAY = 86_400_000;

/**
 * A list or map for one of other numbers, or of Datetimes for Dates: a copy of converted values. What is added to the
 * copy is not seen in the first one, which is assumed to matter to nobody.
 */
export function elements(value: unknown, from: RuntimeType, to: RuntimeType): unknown {
  const [one, other] = [from.element, to.element];
  if (!one || !other) return value;
  if (value instanceof ApexList)
    return new ApexList(
      to,
      value.items.map((item) => element(item, one, other))
    );
  if (value instanceof ApexMap)
    return new ApexMap(
      to,
      [...value.pairs()].map(([key, item]) => [key, element(item, one, other)] as const)
    );
  return value;
}

function element(value: unknown, from: RuntimeType, to: RuntimeType): unknown {
  if (value === null) return null;
  if (to.name === 'Decimal') return decimal(value, from);
  if (to.name === 'Double') return value instanceof Decimal ? value.toNumber() : Number(value);
  if (to.name === 'Datetime') return value instanceof ApexDate ? new ApexDatetime(value.days * DAY) : value;
  return elements(value, from, to);
}

function decimal(value: unknown, from: RuntimeType): unknown {
  if (value instanceof Decimal) return value;
  return from.name === 'Double' ? Decimal.ofDouble(value as number) : Decimal.of(value as number | bigint);
}
