import { crc32 } from 'node:zlib';
import { unzipSync, zipSync, type ZipOptions, type Zippable } from 'fflate';
import {
  ApexBlob,
  ApexDatetime,
  ApexMap,
  type EnumValue,
  hashOf,
  mapType,
  stringType,
  throwApex
} from '../../values/index.ts';
import { libraryClass, listOf, need, strings } from '../define.ts';
import { PlatformObject, platformEnum, runtimeTypeOf } from '../registry.ts';

const method = (name: string): EnumValue => platformEnum('Compression.Method', name);

/** One file of an archive: read, or to be written. */
class ZipEntry extends PlatformObject {
  readonly name: string;
  content: Uint8Array;
  compressedSize: number | null = null;
  comment: string | null = null;
  modified: ApexDatetime | null = null;
  method: EnumValue = method('DEFLATED');

  constructor(name: string, content: Uint8Array) {
    super();
    this.name = name;
    this.content = content;
  }
}
ZipEntry.for('Compression.ZipEntry');

class ZipReader extends PlatformObject {
  readonly entries: readonly ZipEntry[];

  constructor(entries: readonly ZipEntry[]) {
    super();
    this.entries = entries;
  }
}
ZipReader.for('Compression.ZipReader');

class ZipWriter extends PlatformObject {
  readonly entries = new Map<string, ZipEntry>();
  level: EnumValue = platformEnum('Compression.Level', 'DEFAULT_LEVEL');
  method: EnumValue = method('DEFLATED');

  add(entry: ZipEntry): ZipEntry {
    this.entries.set(entry.name, entry);
    return entry;
  }
}
ZipWriter.for('Compression.ZipWriter');

function zipError(text: string): never {
  return throwApex('Compression.ZipException', text);
}

/** The texts of errors are assumed. */
function read(archive: Uint8Array): ZipReader {
  const sizes = new Map<string, { readonly size: number; readonly stored: boolean }>();
  const files = unzipped(archive, (name, size, compression) => sizes.set(name, { size, stored: compression === 0 }));
  return new ZipReader(
    Object.entries(files).map(([name, content]) => {
      const entry = new ZipEntry(name, content);
      entry.compressedSize = sizes.get(name)?.size ?? null;
      entry.method = method(sizes.get(name)?.stored === true ? 'STORED' : 'DEFLATED');
      return entry;
    })
  );
}

function unzipped(
  archive: Uint8Array,
  seen: (name: string, size: number, compression: number) => void
): Record<string, Uint8Array> {
  try {
    return unzipSync(archive, {
      filter: (file) => {
        seen(file.name, file.size, file.compression);
        return true;
      }
    });
  } catch (error) {
    return zipError(`Invalid archive: ${(error as Error).message}`);
  }
}

const LEVELS: Readonly<Record<string, NonNullable<ZipOptions['level']>>> = {
  BEST_COMPRESSION: 9,
  BEST_SPEED: 1,
  DEFAULT_LEVEL: 6,
  NO_COMPRESSION: 0
};

function archive({ entries, level }: ZipWriter): ApexBlob {
  const files: Zippable = {};
  for (const entry of entries.values())
    files[entry.name] = [
      entry.content,
      {
        level: entry.method.name === 'STORED' ? 0 : (LEVELS[level.name] ?? 6),
        ...(entry.comment === null ? {} : { comment: entry.comment }),
        ...(entry.modified === null ? {} : { mtime: entry.modified.at })
      }
    ];
  return new ApexBlob(zipSync(files));
}

const find = (reader: ZipReader, name: string): ZipEntry | null =>
  reader.entries.find((entry) => entry.name === need(name)) ?? null;

const extracted = (entry: ZipEntry | null, name: string): ApexBlob =>
  entry ? new ApexBlob(entry.content) : zipError(`Entry not found: ${name}`);

const entryClass = libraryClass('Compression.ZipEntry', {
  'Boolean equals(Object other)': (_, self: ZipEntry, other) => self === other,
  'Integer hashcode()': (_, self: ZipEntry) => hashOf(self),
  'String getComment()': (_, self: ZipEntry) => self.comment,
  'Long getCompressedSize()': (_, self: ZipEntry) => self.compressedSize,
  'Blob getContent()': (_, self: ZipEntry) => new ApexBlob(self.content),
  'Long getCrc()': (_, self: ZipEntry) => crc32(self.content),
  'Datetime getLastModifiedTime()': (_, self: ZipEntry) => self.modified,
  'Compression.Method getMethod()': (_, self: ZipEntry) => self.method,
  'String getName()': (_, self: ZipEntry) => self.name,
  'Long getUncompressedSize()': (_, self: ZipEntry) => self.content.length,
  'Compression.ZipEntry setComment(String text)': (_, self: ZipEntry, text: string) => {
    self.comment = text;
    return self;
  },
  'Compression.ZipEntry setContent(Blob content)': (_, self: ZipEntry, content: ApexBlob) => {
    self.content = need(content).bytes;
    return self;
  },
  'Compression.ZipEntry setLastModifiedTime(Datetime time)': (_, self: ZipEntry, time: ApexDatetime) => {
    self.modified = time;
    return self;
  },
  'Compression.ZipEntry setMethod(Compression.Method how)': (_, self: ZipEntry, how: EnumValue) => {
    self.method = need(how);
    return self;
  },
  'String toString()': (_, self: ZipEntry) => self.name
});

const readerClass = libraryClass('Compression.ZipReader', {
  'ZipReader(Blob archive)': (_, __, bytes: ApexBlob) => read(need(bytes).bytes),
  'Blob extract(String name)': (_, self: ZipReader, name: string) => extracted(find(self, name), name),
  'Blob extract(Compression.ZipEntry entry)': (_, __, entry: ZipEntry) => extracted(need(entry), entry.name),
  'List<Compression.ZipEntry> getEntries()': (_, self: ZipReader) => listOf('Compression.ZipEntry', [...self.entries]),
  'Map<String,Compression.ZipEntry> getEntriesMap()': (_, self: ZipReader) =>
    new ApexMap(
      mapType(stringType, runtimeTypeOf('Compression.ZipEntry')),
      self.entries.map((entry) => [entry.name, entry] as const)
    ),
  'Compression.ZipEntry getEntry(String name)': (_, self: ZipReader, name: string) => find(self, name),
  'List<String> getEntryNames()': (_, self: ZipReader) => strings(self.entries.map((entry) => entry.name))
});

const writerClass = libraryClass('Compression.ZipWriter', {
  'ZipWriter()': () => new ZipWriter(),
  'Compression.ZipEntry addEntry(String name, Blob content)': (_, self: ZipWriter, name: string, content: ApexBlob) => {
    const entry = new ZipEntry(need(name), need(content).bytes);
    entry.method = self.method;
    return self.add(entry);
  },
  'Compression.ZipEntry addEntry(Compression.ZipEntry entry)': (_, self: ZipWriter, entry: ZipEntry) =>
    self.add(need(entry)),
  'Blob getArchive()': (_, self: ZipWriter) => archive(self),
  'List<Compression.ZipEntry> getEntries()': (_, self: ZipWriter) =>
    listOf('Compression.ZipEntry', [...self.entries.values()]),
  'Compression.ZipEntry getEntry(String name)': (_, self: ZipWriter, name: string) =>
    self.entries.get(need(name)) ?? null,
  'Compression.Level getLevel()': (_, self: ZipWriter) => self.level,
  'Compression.Method getMethod()': (_, self: ZipWriter) => self.method,
  'void removeEntry(String name)': (_, self: ZipWriter, name: string) => void self.entries.delete(need(name)),
  'Compression.ZipWriter setLevel(Compression.Level level)': (_, self: ZipWriter, level: EnumValue) => {
    self.level = need(level);
    return self;
  },
  'Compression.ZipWriter setMethod(Compression.Method how)': (_, self: ZipWriter, how: EnumValue) => {
    self.method = need(how);
    return self;
  }
});

/** Archives in memory (Apex Reference Guide, Compression Namespace). What an archive tells of times and comments is not read. */
export const compressionClasses = [entryClass, readerClass, writerClass];
