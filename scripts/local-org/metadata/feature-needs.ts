/** What of a project may tell that its org has a feature. */
export interface FeatureSource {
  readonly apex: readonly { readonly text: string }[];
  readonly components: readonly { readonly type: string; readonly fullName: string }[];
}

interface Need {
  readonly feature: string;
  /** In code, comments and literals left out: a name that compiles in such orgs only. */
  readonly code?: RegExp;
  /** In a literal of a test, used so that it throws in other orgs. */
  readonly literal?: RegExp;
  /** In a literal of the same test: it asks first, and runs in both kinds of orgs. */
  readonly asked?: RegExp;
  /** Full name of a component that such orgs only have. */
  readonly component?: RegExp;
}

/**
 * What cannot be deployed to an org without the feature, or tested. Names in literals are left alone outside of tests:
 * packages ask describe for them, to run in both kinds of orgs.
 */
const NEEDS: readonly Need[] = [
  {
    feature: 'personaccounts',
    code: /\bAccount\.IsPersonAccount\b|\b(PersonContactId|Person(Email|MobilePhone|HomePhone|OtherPhone|Birthdate|Title|(Mailing|Other)(Street|City|State|PostalCode|Country))|\w+__pc)\b/,
    literal:
      /\.put\(\s*'Person(Email|MobilePhone|Birthdate|Title|MailingStreet)'|getRecordTypeInfosBy(Developer)?Name\(\)\s*\.get\(\s*'Person ?Account'\s*\)\s*\./,
    asked: /'IsPersonAccount'/i,
    component: /^PersonAccount([.-]|$)/
  },
  { feature: 'multicurrency', code: /\.CurrencyIsoCode\b|\bFROM\s+(CurrencyType|DatedConversionRate)\b/ }
];

const IS_TEST = /@IsTest\b/i;
const LITERAL = /'(?:\\.|[^'\\\n])*'/g;
const LITERAL_OR_COMMENT = /'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

export function featuresNeeded({ apex, components }: FeatureSource): string[] {
  return NEEDS.filter(
    (need) =>
      components.some(({ fullName }) => need.component?.test(fullName)) || apex.some(({ text }) => needs(need, text))
  ).map(({ feature }) => feature);
}

/** The cheap look first: few projects name any of it. */
function needs({ code, literal, asked }: Need, text: string): boolean {
  if (!code?.test(text) && !literal?.test(text)) return false;
  const bare = text.replace(LITERAL_OR_COMMENT, (each) => (each.startsWith("'") ? each : ' '));
  if (code?.test(bare.replace(LITERAL, "''"))) return true;
  return literal?.test(bare) === true && IS_TEST.test(bare) && !asked?.test(bare);
}
