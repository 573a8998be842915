import type { LibraryClass } from '../../contracts/library.ts';
import { fields, libraryClass } from '../define.ts';
import { Bean, platformClass } from '../registry.ts';

/** A class of public fields whose constructor takes some of them in order (Apex Reference Guide, Auth Namespace). */
function valueClass(name: string, ...constructors: readonly (readonly string[])[]): LibraryClass {
  const own = (platformClass(name)?.fields ?? []).filter((f) => !f.static);
  const typeOf = (field: string) => own.find((f) => f.name === field)?.type ?? 'String';
  const short = name.split('.').pop() ?? name;
  const made = constructors.map((names) => [
    `${short}(${names.map(typeOf).join(',')})`,
    (_: unknown, __: unknown, ...given: unknown[]) =>
      new Bean(
        name,
        names.map((field, i) => [field, given[i] ?? null])
      )
  ]);
  return libraryClass(name, fields(...own.map((f) => `${f.type} ${f.name}`)), Object.fromEntries(made));
}

const PERSON = ['identifier', 'firstName', 'lastName', 'fullName', 'email', 'link', 'username', 'locale'];
const TOKEN = ['provider', 'oauthToken', 'oauthSecretOrRefreshToken', 'state'];

/** What sign-in handlers are given and give: nobody signs in to a local org, but tests call the handlers. */
export const authValues: readonly LibraryClass[] = [
  valueClass('Auth.UserData', [...PERSON, 'provider', 'siteLoginUrl', 'attributeMap']),
  valueClass('Auth.AuthProviderTokenResponse', TOKEN),
  valueClass('Auth.AuthProviderCallbackState', ['headers', 'body', 'queryParameters'])
];
