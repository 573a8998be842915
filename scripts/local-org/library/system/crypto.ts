import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  timingSafeEqual,
  verify
} from 'node:crypto';
import { ApexBlob, normaliseLong, throwApex } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';

const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  SHA256: 'sha256',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  SHA512: 'sha512',
  'SHA-512': 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512'
};

function chosen(table: Readonly<Record<string, string>>, name: string): string {
  const key = Object.keys(table).find((k) => k.toLowerCase() === need(name).toLowerCase());
  return key === undefined
    ? throwApex('System.NoSuchAlgorithmException', `${name} Algorithm not available`)
    : (table[key] as string);
}

const HMACS = { hmacMD5: 'md5', hmacSHA1: 'sha1', hmacSHA256: 'sha256', hmacSHA384: 'sha384', hmacSHA512: 'sha512' };
const CIPHERS = { AES128: 'aes-128-cbc', AES192: 'aes-192-cbc', AES256: 'aes-256-cbc' };
const SIGNATURES = {
  RSA: 'sha1',
  'RSA-SHA1': 'sha1',
  'RSA-SHA256': 'sha256',
  'RSA-SHA384': 'sha384',
  'RSA-SHA512': 'sha512',
  'ECDSA-SHA256': 'sha256'
};

function hmac(algorithm: string, input: ApexBlob, key: ApexBlob): Buffer {
  return createHmac(chosen(HMACS, algorithm), need(key).bytes).update(need(input).bytes).digest();
}

const bytes = (b: Buffer): ApexBlob => new ApexBlob(new Uint8Array(b));

/** What the runtime's cryptography refuses (a key of the wrong length, bad padding) is the platform's SecurityException. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (e) {
    if (e instanceof Error && 'code' in e) return throwApex('System.SecurityException', e.message);
    throw e;
  }
}

function encrypt(algorithm: string, key: ApexBlob, iv: Uint8Array, clear: ApexBlob): Buffer {
  return guarded(() => {
    const cipher = createCipheriv(chosen(CIPHERS, algorithm), need(key).bytes, iv);
    return Buffer.concat([cipher.update(need(clear).bytes), cipher.final()]);
  });
}

function decrypt(algorithm: string, key: ApexBlob, iv: Uint8Array, secret: Uint8Array): ApexBlob {
  return guarded(() => {
    const cipher = createDecipheriv(chosen(CIPHERS, algorithm), need(key).bytes, iv);
    return bytes(Buffer.concat([cipher.update(secret), cipher.final()]));
  });
}

function generateKey(bits: number): ApexBlob {
  if (![128, 192, 256].includes(need(bits)))
    throwApex('System.InvalidParameterValueException', `Invalid key size: ${bits}`);
  return bytes(randomBytes(bits / 8));
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** No key leaves an org with its metadata, so a local org has no certificate. The type of the exception is a public suite's. */
function withoutCertificate(_algorithm: unknown, _input: unknown, _name: string): never {
  return throwApex(
    'System.NoDataFoundException',
    'Data Not Available: The data you were trying to access could not be found. It may be due to another user deleting the data or a system error. If you know the data is not deleted but cannot access it, please look at our support page.'
  );
}

export const cryptoClass = libraryClass('System.Crypto', {
  'static Blob generateDigest(String algorithm, Blob input)': (_, __, a: string, input: ApexBlob) =>
    bytes(createHash(chosen(DIGESTS, a)).update(need(input).bytes).digest()),
  'static Blob generateMac(String algorithm, Blob input, Blob key)': (
    _,
    __,
    a: string,
    input: ApexBlob,
    key: ApexBlob
  ) => bytes(hmac(a, input, key)),
  'static Boolean verifyHmac(String algorithm, Blob input, Blob key, Blob mac)': (
    _,
    __,
    a: string,
    input: ApexBlob,
    key: ApexBlob,
    mac: ApexBlob
  ) => equalBytes(hmac(a, input, key), need(mac).bytes),
  'static Blob encrypt(String algorithm, Blob key, Blob iv, Blob clear)': (
    _,
    __,
    a: string,
    key: ApexBlob,
    iv: ApexBlob,
    clear: ApexBlob
  ) => bytes(encrypt(a, key, need(iv).bytes, clear)),
  'static Blob decrypt(String algorithm, Blob key, Blob iv, Blob secret)': (
    _,
    __,
    a: string,
    key: ApexBlob,
    iv: ApexBlob,
    secret: ApexBlob
  ) => decrypt(a, key, need(iv).bytes, need(secret).bytes),
  'static Blob encryptWithManagedIV(String algorithm, Blob key, Blob clear)': (
    _,
    __,
    a: string,
    key: ApexBlob,
    clear: ApexBlob
  ) => {
    const iv = randomBytes(16);
    return bytes(Buffer.concat([iv, encrypt(a, key, iv, clear)]));
  },
  'static Blob decryptWithManagedIV(String algorithm, Blob key, Blob secret)': (
    _,
    __,
    a: string,
    key: ApexBlob,
    secret: ApexBlob
  ) => decrypt(a, key, need(secret).bytes.slice(0, 16), secret.bytes.slice(16)),
  'static Blob signWithCertificate(String algorithm, Blob input, String certificate)': (
    _,
    __,
    a,
    input,
    name: string
  ) => withoutCertificate(need(a), need(input), need(name)),
  'static void signXml(String algorithm, dom.XmlNode node, String idAttribute, String certificate)': (
    _,
    __,
    a,
    node,
    ___,
    name: string
  ) => withoutCertificate(need(a), need(node), need(name)),
  'static Blob generateAesKey(Integer bits)': (_, __, bits: number) => generateKey(bits),
  'static Integer getRandomInteger()': () => randomBytes(4).readInt32BE(),
  'static Long getRandomLong()': () => normaliseLong(randomBytes(8).readBigInt64BE()),
  'static Blob sign(String algorithm, Blob input, Blob key)': (_, __, a: string, input: ApexBlob, key: ApexBlob) =>
    guarded(() => {
      const privateKey = createPrivateKey({ key: Buffer.from(need(key).bytes), format: 'der', type: 'pkcs8' });
      return bytes(sign(chosen(SIGNATURES, a), need(input).bytes, privateKey));
    }),
  'static Boolean verify(String algorithm, Blob input, Blob signature, Blob key)': (
    _,
    __,
    a: string,
    input: ApexBlob,
    signature: ApexBlob,
    key: ApexBlob
  ) =>
    guarded(() => {
      const publicKey = createPublicKey({ key: Buffer.from(need(key).bytes), format: 'der', type: 'spki' });
      return verify(chosen(SIGNATURES, a), need(input).bytes, publicKey, need(signature).bytes);
    })
});

/** As `java.net.URLEncoder`: a blank is `+`; letters, digits and `.-*_` stay. */
function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch (e) {
    if (e instanceof URIError)
      return throwApex(
        'System.IllegalArgumentException',
        `URLDecoder: Illegal hex characters in escape (%) pattern: ${text}`
      );
    throw e;
  }
}

function utf8(charset: string): void {
  if (!/^utf-?8$/i.test(need(charset))) throwApex('System.StringException', `Unsupported charset: ${charset}`);
}

export const encodingClass = libraryClass('System.EncodingUtil', {
  'static Blob base64Decode(String s)': (_, __, s: string) => {
    const foreign = /[^A-Za-z0-9+/=\s]/.exec(need(s));
    if (foreign) throwApex('System.StringException', `Unrecognized base64 character: ${foreign[0]}`);
    return ApexBlob.ofBase64(s);
  },
  'static String base64Encode(Blob b)': (_, __, b: ApexBlob) => need(b).toBase64(),
  'static Blob convertFromHex(String s)': (_, __, s: string) => {
    if (!/^([0-9a-fA-F]{2})*$/.test(need(s))) throwApex('System.InvalidParameterValueException', `Invalid hex: ${s}`);
    return bytes(Buffer.from(s, 'hex'));
  },
  'static String convertToHex(Blob b)': (_, __, b: ApexBlob) => Buffer.from(need(b).bytes).toString('hex'),
  'static String urlDecode(String s, String charset)': (_, __, s: string, charset: string) => {
    utf8(charset);
    return urlDecode(need(s));
  },
  'static String urlEncode(String s, String charset)': (_, __, s: string, charset: string) => {
    utf8(charset);
    return urlEncode(need(s));
  }
});
