import type { Transaction } from '../../contracts/transaction.ts';
import { throwApex } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { currentPage } from './pages.ts';
import { PlatformObject } from '../registry.ts';

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };

/** `System.Url`: the parts that `java.net.URL` gives, text kept as written. */
export class ApexUrl extends PlatformObject {
  readonly text: string;
  private readonly m: RegExpExecArray;

  constructor(text: string) {
    super();
    this.text = text;
    const m =
      /^([a-zA-Z][a-zA-Z0-9+.-]*):(?:\/\/((?:([^@/?#]*)@)?([^:/?#]*)(?::(\d+))?))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(
        text
      );
    this.m = m ?? throwApex('System.StringException', `no protocol: ${text}`);
  }

  part(n: number): string | null {
    return this.m[n] ?? null;
  }

  get protocol(): string {
    return (this.m[1] as string).toLowerCase();
  }

  get file(): string {
    return (this.m[6] ?? '') + (this.m[7] === undefined ? '' : `?${this.m[7]}`);
  }

  get port(): number {
    return this.m[5] === undefined ? -1 : Number(this.m[5]);
  }

  override $toString(): string {
    return this.text;
  }
}
ApexUrl.for('System.Url');

/** The address of the org: assumed, since a local org has no My Domain. */
export function orgUrl(tx: Transaction): string {
  return `https://${tx.org.organization.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.my.salesforce.com`;
}

function sameFile(a: ApexUrl, b: ApexUrl): boolean {
  const key = (u: ApexUrl) =>
    [u.protocol, u.part(4)?.toLowerCase(), u.port < 0 ? (PORTS[u.protocol] ?? -1) : u.port, u.file].join('|');
  return key(a) === key(b);
}

export const urlClass = libraryClass('System.Url', {
  'Url(String spec)': (_, __, spec: string) => new ApexUrl(need(spec)),
  'Url(String protocol, String host, String file)': (_, __, p: string, h: string, f: string) =>
    new ApexUrl(`${need(p)}://${need(h)}${need(f)}`),
  'Url(String protocol, String host, Integer port, String file)': (
    _,
    __,
    p: string,
    h: string,
    port: number,
    f: string
  ) => new ApexUrl(`${need(p)}://${need(h)}:${need(port)}${need(f)}`),
  'Url(Url context, String spec)': (_, __, context: ApexUrl, spec: string) =>
    new ApexUrl(new URL(need(spec), need(context).text).href),
  'String getAuthority()': (_, u: ApexUrl) => u.part(2),
  'Integer getDefaultPort()': (_, u: ApexUrl) => PORTS[u.protocol] ?? -1,
  'String getFile()': (_, u: ApexUrl) => u.file,
  'String getHost()': (_, u: ApexUrl) => u.part(4) ?? '',
  'String getPath()': (_, u: ApexUrl) => u.part(6) ?? '',
  'Integer getPort()': (_, u: ApexUrl) => u.port,
  'String getProtocol()': (_, u: ApexUrl) => u.protocol,
  'String getQuery()': (_, u: ApexUrl) => u.part(7),
  'String getRef()': (_, u: ApexUrl) => u.part(8),
  'String getUserInfo()': (_, u: ApexUrl) => u.part(3),
  'Boolean sameFile(Url other)': (_, u: ApexUrl, other: ApexUrl) => sameFile(u, need(other)),
  'String toExternalForm()': (_, u: ApexUrl) => u.text,
  'String toString()': (_, u: ApexUrl) => u.text,
  // Assumed: where no request runs, the address of the org with the page that a test has set.
  'static Url getCurrentRequestUrl()': (tx) => new ApexUrl(`${orgUrl(tx)}${currentPage(tx)?.url() ?? '/'}`),
  'static Url getOrgDomainUrl()': (tx) => new ApexUrl(orgUrl(tx)),
  'static Url getSalesforceBaseUrl()': (tx) => new ApexUrl(orgUrl(tx))
});
