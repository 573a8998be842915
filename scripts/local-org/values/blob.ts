import { throwApex } from './exception.ts';
import { BIG_TEXT, heap } from './heap.ts';

/** Bytes. `Blob.toString` reads them as UTF-8 and refuses others. */
export class ApexBlob {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    if (bytes.length > BIG_TEXT) heap.account?.holds(this, bytes.length);
  }

  static ofText(text: string): ApexBlob {
    return new ApexBlob(new TextEncoder().encode(text));
  }

  static ofBase64(text: string): ApexBlob {
    return new ApexBlob(new Uint8Array(Buffer.from(text, 'base64')));
  }

  get size(): number {
    return this.bytes.length;
  }

  /** Throws StringException when the bytes are not UTF-8. */
  toText(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes);
    } catch (e) {
      if (e instanceof TypeError) return throwApex('System.StringException', 'BLOB is not a valid UTF-8 string');
      throw e;
    }
  }

  toBase64(): string {
    return Buffer.from(this.bytes).toString('base64');
  }

  equals(o: ApexBlob): boolean {
    return Buffer.compare(this.bytes, o.bytes) === 0;
  }
}
