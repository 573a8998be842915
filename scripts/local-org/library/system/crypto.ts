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
/** In bytes. */
const KEY_SIZES: Readonly<Record<string, number>> = { AES128: 16, AES192: 24, AES256: 32 };
const MOST_DATA = 1_048_576;
const SIGNATURES = {
  RSA: 'sha1',
  'RSA-SHA1': 'sha1',
  'RSA-SHA256': 'sha256',
  'RSA-SHA384': 'sha384',
  'RSA-SHA512': 'sha512',
  'ECDSA-SHA256': 'sha256',
  'ECDSA-SHA384': 'sha384',
  'ECDSA-SHA512': 'sha512'
};

function hmac(algorithm: string, input: ApexBlob, key: ApexBlob): Buffer {
  return createHmac(chosen(HMACS, algorithm), need(key).bytes).update(need(input).bytes).digest();
}

const bytes = (b: Buffer): ApexBlob => new ApexBlob(new Uint8Array(b));

/** What the runtime's cryptography refuses (a key that is none) is the platform's SecurityException. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (e) {
    if (e instanceof Error && 'code' in e) return throwApex('System.SecurityException', e.message);
    throw e;
  }
}

function invalid(text: string): never {
  return throwApex('System.InvalidParameterValueException', text);
}

/** OpenSSL's name of the cipher. Texts: Apex Reference Guide, Crypto Class, Encrypt and Decrypt Exceptions. */
function cipherOf(algorithm: string, key: ApexBlob, iv: Uint8Array): string {
  const name = need(algorithm).toUpperCase();
  const size = KEY_SIZES[name];
  if (size === undefined) return invalid(`Invalid algorithm ${algorithm}. Must be AES128, AES192, or AES256.`);
  if (need(key).bytes.length !== size) invalid(`Invalid private key. Must be ${size} bytes.`);
  if (iv.length !== 16) invalid('Invalid initialization vector. Must be 16 bytes.');
  return `aes-${size * 8}-cbc`;
}

/** Decryption may take an initialization vector and padding more (documented). */
function refuseLong({ length }: Uint8Array, most: number): void {
  if (length > most) invalid(`Invalid data. Input data is ${length} bytes, which exceeds the limit of ${most} bytes.`);
}

function encrypt(algorithm: string, key: ApexBlob, iv: Uint8Array, clear: ApexBlob): Buffer {
  const name = cipherOf(algorithm, key, iv);
  refuseLong(need(clear).bytes, MOST_DATA);
  const cipher = createCipheriv(name, key.bytes, iv);
  return Buffer.concat([cipher.update(clear.bytes), cipher.final()]);
}

/** The texts of a wrong length and of wrong padding are those of Java's ciphers, as reports of users have them. */
function decrypt(algorithm: string, key: ApexBlob, iv: Uint8Array, secret: Uint8Array): ApexBlob {
  const name = cipherOf(algorithm, key, iv);
  refuseLong(secret, MOST_DATA + 32);
  if (secret.length % 16 !== 0)
    throwApex('System.SecurityException', 'Input length must be multiple of 16 when decrypting with padded cipher');
  const cipher = createDecipheriv(name, key.bytes, iv);
  try {
    return bytes(Buffer.concat([cipher.update(secret), cipher.final()]));
  } catch (e) {
    if (!(e instanceof Error && 'code' in e)) throw e;
    return throwApex('System.SecurityException', 'Given final block not properly padded');
  }
}

function decryptManaged(algorithm: string, key: ApexBlob, secret: ApexBlob): ApexBlob {
  const all = need(secret).bytes;
  if (all.length < 16) invalid('Unable to parse initialization vector from encrypted data.');
  return decrypt(algorithm, key, all.slice(0, 16), all.slice(16));
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
  ) => decryptManaged(a, key, secret),
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
  'static void signXml(String algorithm, dom.XmlNode node, String idAttribute, String certificate, dom.XmlNode before)':
    (_, __, a, node, ___, name: string) => withoutCertificate(need(a), need(node), need(name)),
  'static Boolean verify(String algorithm, Blob input, Blob signature, String certificate)': (
    _,
    __,
    a,
    input,
    ___,
    name: string
  ) => withoutCertificate(need(a), need(input), need(name)),
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

interface Charset {
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}

/** A character that is not in the set becomes a question mark, as in Java. */
const singleBytes = (last: string, encoding: 'latin1' | 'ascii'): Charset => ({
  encode: (text) => Buffer.from(text.replace(new RegExp(`[^\\0-${last}]`, 'gu'), '?'), 'latin1'),
  decode: (bytes) => Buffer.from(bytes).toString(encoding)
});

const CHARSETS: Readonly<Record<string, Charset>> = {
  'UTF-8': { encode: (text) => Buffer.from(text, 'utf8'), decode: (bytes) => Buffer.from(bytes).toString('utf8') },
  'ISO-8859-1': singleBytes('\u00ff', 'latin1'),
  'US-ASCII': singleBytes('\u007f', 'ascii')
};
const OTHER_NAMES: Readonly<Record<string, string>> = { UTF8: 'UTF-8', LATIN1: 'ISO-8859-1', ASCII: 'US-ASCII' };

function charsetOf(name: string): Charset {
  const upper = need(name).toUpperCase();
  const known = CHARSETS[OTHER_NAMES[upper] ?? upper];
  return known ?? throwApex('System.StringException', `Unsupported charset: ${name}`);
}

/** As `java.net.URLEncoder`: a blank is `+`; letters, digits and `.-*_` stay. */
function urlEncode(text: string, charset: Charset): string {
  return text.replace(/[^A-Za-z0-9.\-*_]+/g, (part) =>
    [...charset.encode(part)]
      .map((byte) => (byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`))
      .join('')
  );
}

function hexDigits(part: string): number {
  const digits = part.slice(1);
  if (digits.length < 2)
    throwApex('System.IllegalArgumentException', 'URLDecoder: Incomplete trailing escape (%) pattern');
  if (!/^[0-9a-fA-F]{2}$/.test(digits))
    throwApex(
      'System.IllegalArgumentException',
      `URLDecoder: Illegal hex characters in escape (%) pattern - For input string: "${digits}"`
    );
  return parseInt(digits, 16);
}

/** As `java.net.URLDecoder`. */
function urlDecode(text: string, charset: Charset): string {
  return text.replace(/\+/g, ' ').replace(/(?:%[^%]{0,2})+/g, (run) => decodedRun(run, charset));
}

/** Escapes that stand together are the bytes of one text. */
function decodedRun(run: string, charset: Charset): string {
  const parts = run.match(/%[^%]{0,2}/g) ?? [];
  return charset.decode(Uint8Array.from(parts.map(hexDigits)));
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
  'static String urlDecode(String s, String charset)': (_, __, s: string, charset: string) =>
    urlDecode(need(s), charsetOf(charset)),
  'static String urlEncode(String s, String charset)': (_, __, s: string, charset: string) =>
    urlEncode(need(s), charsetOf(charset))
});
