import { currenciesOf } from '../../store/index.ts';
import { Decimal } from '../../values/index.ts';
import { specials, type FormulaFunction } from './spec.ts';

/**
 * `CURRENCYRATE(IsoCode)` "returns the conversion rate to the corporate currency for the given CurrencyIsoCode, or 1.0 if the
 * currency is invalid" (formula reference); never the dated rate. In an org with one currency it is not there.
 */
export const currencyFunctions: readonly FormulaFunction[] = specials('advanced', [
  {
    name: 'CURRENCYRATE',
    parameters: ['Text'],
    build: (call, compiler) => {
      const [code] = call.args;
      if (!code || call.args.length > 1) throw compiler.wrongArguments(call, 1);
      if (!compiler.schema.object('CurrencyType'))
        throw compiler.problem(call, 'Unknown function CURRENCYRATE. Check spelling.');
      const iso = compiler.plain(compiler.expect(code, call, ['Text', 'Picklist']));
      return {
        kind: 'Number',
        evaluate: (c) => {
          const { schema, store } = c.tx.org;
          return currenciesOf(schema, store)?.rate(String(iso.evaluate(c) ?? '')) ?? Decimal.of(1);
        }
      };
    }
  }
]);
