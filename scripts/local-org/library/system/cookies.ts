import { ApexMap, type ApexList, mapType, stringType } from '../../values/index.ts';
import { libraryClass, need, plainGetters } from '../define.ts';
import { Bean, runtimeTypeOf } from '../registry.ts';
import type { PageReference } from './pages.ts';

const cookie = (...[name, value, path, maxAge, secure, sameSite, httpOnly]: unknown[]): Bean =>
  new Bean('System.Cookie', [
    ['name', need(name)],
    ['value', value],
    ['path', path],
    ['maxAge', maxAge],
    ['secure', secure],
    ['sameSite', sameSite ?? null],
    ['httpOnly', httpOnly === true],
    ['domain', null]
  ]);

const jars = new WeakMap<object, ApexMap>();

/** Cookies of a page by name. One that Apex sets is read with the prefix `apex__` too (Cookie Class). */
function jarOf(page: PageReference): ApexMap {
  let jar = jars.get(page);
  if (!jar) jars.set(page, (jar = new ApexMap(mapType(stringType, runtimeTypeOf('System.Cookie')))));
  return jar;
}

export const cookieClasses = [
  libraryClass(
    'System.Cookie',
    {
      'Cookie(String name, String value, String path, Integer maxAge, Boolean secure)': (_, __, ...given) =>
        cookie(...given),
      'Cookie(String name, String value, String path, Integer maxAge, Boolean secure, String sameSite)': (
        _,
        __,
        ...given
      ) => cookie(...given),
      'Cookie(String name, String value, String path, Integer maxAge, Boolean secure, String sameSite, Boolean httpOnly)':
        (_, __, ...given) => cookie(...given),
      'Boolean isHttpOnly()': (_, c: Bean) => c.get('httpOnly'),
      'Boolean isSecure()': (_, c: Bean) => c.get('secure')
    },
    plainGetters('String Domain', 'Integer MaxAge', 'String Name', 'String Path', 'String SameSite', 'String Value')
  ),
  libraryClass('System.PageReference', {
    'Map<String,Cookie> getCookies()': (_, page: PageReference) => jarOf(page),
    'void setCookies(List<Cookie> cookies)': (_, page: PageReference, cookies: ApexList) => {
      for (const c of need(cookies).items as Bean[]) jarOf(page).put(c.get('name'), c);
    }
  })
];
