/** Reads the public face of one Java class file (JVM specification, chapter 4). Only what signatures need. */

export interface JavaMember {
  readonly name: string;
  /** Generic signature where there is one, else the plain descriptor. */
  readonly signature: string;
  readonly flags: number;
}

export interface JavaClass {
  /** `com/nawforce/runforce/System/String`; inner classes keep their `$`. */
  readonly name: string;
  readonly flags: number;
  readonly superclass: string | null;
  readonly interfaces: readonly string[];
  /** Generic signature of the class: type parameters, superclass and interfaces. */
  readonly signature: string | null;
  readonly fields: readonly JavaMember[];
  readonly methods: readonly JavaMember[];
}

export const ACC_PUBLIC = 0x0001;
export const ACC_STATIC = 0x0008;
export const ACC_FINAL = 0x0010;
export const ACC_INTERFACE = 0x0200;
export const ACC_SYNTHETIC = 0x1000;
export const ACC_ENUM = 0x4000;

class Cursor {
  private at = 0;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u1(): number {
    return this.view.getUint8(this.at++);
  }

  u2(): number {
    this.at += 2;
    return this.view.getUint16(this.at - 2);
  }

  u4(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4);
  }

  skip(count: number): void {
    this.at += count;
  }

  text(length: number): string {
    const bytes = new Uint8Array(this.view.buffer, this.view.byteOffset + this.at, length);
    this.at += length;
    return new TextDecoder().decode(bytes);
  }
}

type Constants = readonly (string | number | undefined)[];

/** Bytes after the tag of each constant kind that carries no text we need. */
const CONSTANT_SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2
};

function readConstants(cursor: Cursor): Constants {
  const count = cursor.u2();
  const constants: (string | number | undefined)[] = new Array(count);
  for (let i = 1; i < count; i++) {
    const tag = cursor.u1();
    if (tag === 1) constants[i] = cursor.text(cursor.u2());
    else if (tag === 7 || tag === 8) constants[i] = cursor.u2();
    else {
      const size = CONSTANT_SIZES[tag];
      if (size === undefined) throw new Error(`class file: unknown constant tag ${tag}`);
      cursor.skip(size);
      if (tag === 5 || tag === 6) i++; // long and double take two places
    }
  }
  return constants;
}

function utf8(constants: Constants, index: number): string {
  const value = constants[index];
  if (typeof value !== 'string') throw new Error(`class file: constant ${index} is not text`);
  return value;
}

function className(constants: Constants, index: number): string {
  const at = constants[index];
  if (typeof at !== 'number') throw new Error(`class file: constant ${index} is not a class`);
  return utf8(constants, at);
}

/** Skips all attributes but `Signature`, whose text it returns. */
function readSignature(cursor: Cursor, constants: Constants): string | null {
  let signature: string | null = null;
  for (let left = cursor.u2(); left > 0; left--) {
    const name = utf8(constants, cursor.u2());
    const length = cursor.u4();
    if (name === 'Signature') signature = utf8(constants, cursor.u2());
    else cursor.skip(length);
  }
  return signature;
}

function readMembers(cursor: Cursor, constants: Constants): JavaMember[] {
  const members: JavaMember[] = [];
  for (let left = cursor.u2(); left > 0; left--) {
    const flags = cursor.u2();
    const name = utf8(constants, cursor.u2());
    const descriptor = utf8(constants, cursor.u2());
    members.push({ name, flags, signature: readSignature(cursor, constants) ?? descriptor });
  }
  return members;
}

/** @throws Error when the bytes are not a class file of a known shape. */
export function readClassFile(bytes: Uint8Array): JavaClass {
  const cursor = new Cursor(bytes);
  if (cursor.u4() !== 0xcafebabe) throw new Error('class file: wrong magic number');
  cursor.skip(4);
  const constants = readConstants(cursor);
  const flags = cursor.u2();
  const name = className(constants, cursor.u2());
  const superIndex = cursor.u2();
  const interfaces = Array.from({ length: cursor.u2() }, () => className(constants, cursor.u2()));
  const fields = readMembers(cursor, constants);
  const methods = readMembers(cursor, constants);
  const signature = readSignature(cursor, constants);
  const superclass = superIndex === 0 ? null : className(constants, superIndex);
  return { name, flags, superclass, interfaces, signature, fields, methods };
}
