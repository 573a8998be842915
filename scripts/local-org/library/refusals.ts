import { classes } from './classes.ts';
import { canonicalKey } from './signature.ts';

interface Refusal {
  /** Over keys of members: `system.network.login(string)`. */
  readonly members: RegExp;
  readonly why: string;
}

const refuse = (members: RegExp, why: string): Refusal => ({ members, why });

const UNDESCRIBED = 'no document says what it does';

/** Why members without behaviour have none, of classes that are here in part; the first that fits. */
const REFUSALS: readonly Refusal[] = [
  refuse(/^(?:.*\.)?(\w+)\.\1\(/, 'no document describes this constructor'),
  refuse(
    /^apexpages\.component\.getcomponentbyid\(|^get apexpages\.component\.(expressions|facets)$/,
    'components of Visualforce are not drawn'
  ),
  refuse(/^system\.pagereference\.getcontent/, 'pages of Visualforce are not drawn'),
  refuse(
    /^(visualeditor\.dynamicpicklist|system\.soqlstubprovider)\./,
    'it is abstract: the class that extends it answers'
  ),
  refuse(
    /^auth\.authconfiguration\.|^system\.site\.passwordlesslogin\(/,
    'there are no identity providers and no log-in beyond the local org'
  ),
  refuse(/^connectapi\./, 'the services behind Connect in Apex are not here, but for the organization'),
  refuse(/^(get )?(placequote|revsalestrxn)\./, 'Revenue Cloud is not here'),
  refuse(/^get aiplatform\./, 'no model answers here'),
  refuse(/^(get )?reports\./, 'reports are not run'),
  refuse(/^(get )?wavetemplate\./, 'CRM Analytics is not here'),
  refuse(/^system\.database\.getasync/, 'no external data source takes work to do later'),
  refuse(/^system\.database\.getcursor(withbinds)?\(.*object\)$/, 'the form with an AccessLevel is here'),
  refuse(
    /^system\.queueableduplicatesignature\.builder\.get/,
    'how the size of a signature is counted is in no document'
  ),
  refuse(/^(get )?schema\.describefieldresult\.(get|is)?(mask|displaylocation)/, 'it tells how pages show the field'),
  refuse(/^system\.webservicecallout\./, 'stubs of WSDL2Apex for continuations call it, no other code may'),
  refuse(
    /^system\.(network\.loadall|system\.(movepassword|changeownpassword)\()/,
    'nothing of what it changes is kept here'
  ),
  refuse(/^system\.system\.(process|submit)\(/, 'Approval.process does the same, and is here'),
  refuse(/^system\.system\.(requestversion|runas)\(/, 'the org has one version of the package'),
  refuse(
    /^system\.accesslevel\.withpermissionsetid\(|^system\.security\.stripinaccessible\(accesstype,list<sobject>,id\)/,
    'rights of a single permission set are a developer preview'
  ),
  refuse(/^system\.test\.newsendemailquickactiondefaults\(/, 'quick actions are not run'),
  refuse(/^system\.test\.setreadonlyapplicationmode\(/, 'the local org is never read-only'),
  refuse(/^system\.messaging\.(extractinboundemail|sendemailmessage)\(/, 'no mail comes in, and drafts are not sent'),
  refuse(/^system\.search\.suggest\(/, 'the ranking of suggestions is in no document'),
  refuse(/^system\.url\.getfilefieldurl\(/, 'no document gives the form of that address'),
  refuse(
    /^system\.featuremanagement\.changeprotection\(/,
    'what is hidden in a subscriber org is not shown here either'
  ),
  refuse(
    /^(get )?cache\.\w+\.\w*(gettime|valuesize|missrate|avg|max)/,
    'what the cache measures depends on its servers'
  ),
  refuse(/^get (system\.sobject\.userrecordaccess|messaging\.)/, UNDESCRIBED)
];

/** Why a member of the platform, by its key, has no behaviour. */
export function refusalOf(key: string): string {
  const canonical = canonicalKey(key);
  if (!isHere(ownerOf(canonical))) return 'nothing of its class is here';
  return REFUSALS.find(({ members }) => members.test(canonical))?.why ?? UNDESCRIBED;
}

const ownerOf = (canonical: string): string => canonical.replace(/^[gs]et /, '').replace(/\.\w+(\(.*)?$/, '');

let here: ReadonlySet<string> | undefined;

function isHere(owner: string): boolean {
  here ??= new Set(classes.map((c) => c.name.toLowerCase()));
  return here.has(owner);
}

/** A refused member as errors name it: `System.Url.getFileFieldURL(String,String) (no document ...)`. */
export function refused(key: string): string {
  return `${key.replace(/^[gs]et /, '')} (${refusalOf(key)})`;
}
