/** Small files made by hand, for what is looked at inside them. */
export const aPdf = Buffer.from('%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n');
export const aPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

const part = (type: string, ...content: Buffer[]): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0), 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
};
const numbers = (bits: 8 | 16 | 32, ...values: number[]): Buffer => {
  const bytes = Buffer.alloc((values.length * bits) / 8);
  for (const [n, value] of values.entries()) bytes.writeUIntBE(value, (n * bits) / 8, bits / 8);
  return bytes;
};
const letters = (text: string): Buffer => Buffer.from(text, 'latin1');

export const ftyp = (major: string, ...compatible: string[]): Buffer =>
  part('ftyp', letters(major), numbers(32, 0), letters(compatible.join('')));
const VERSION_0 = numbers(32, 0);

/**
 * A photo as a phone writes it, by ISO/IEC 23008-12: kind, description (handler, which item is the picture, its
 * coding and size, where its bytes are) and bytes. Every part is as it must be; only the coded bytes are no picture.
 */
export function aHeic(head = ftyp('heic', 'mif1', 'heic'), handler = 'pict', after: readonly Buffer[] = []): Buffer {
  const coded = Buffer.alloc(64, 0x26);
  const metaOf = (offset: number): Buffer =>
    part(
      'meta',
      VERSION_0,
      part('hdlr', VERSION_0, numbers(32, 0), letters(handler), numbers(32, 0, 0, 0), numbers(8, 0)),
      part('pitm', VERSION_0, numbers(16, 1)),
      part(
        'iinf',
        VERSION_0,
        numbers(16, 1),
        part('infe', numbers(32, 0x02000000), numbers(16, 1, 0), letters('hvc1\0')),
      ),
      part(
        'iprp',
        part(
          'ipco',
          part(
            'hvcC',
            numbers(8, 1, 1, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 90, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 0),
          ),
          part('ispe', VERSION_0, numbers(32, 4032, 3024)),
        ),
        part('ipma', VERSION_0, numbers(32, 1), numbers(16, 1), numbers(8, 2, 0x81, 0x02)),
      ),
      part('iloc', VERSION_0, numbers(8, 0x44, 0), numbers(16, 1, 1, 0, 1), numbers(32, offset, coded.length)),
    );
  const offset = head.length + metaOf(0).length + 8;
  return Buffer.concat([head, metaOf(offset), part('mdat', coded), ...after]);
}

/** A film: the same kind of file, with a table of its pictures in time. */
export const aFilm = (head = ftyp('isom', 'mp42')): Buffer =>
  Buffer.concat([head, part('mdat', Buffer.alloc(40, 7)), part('moov', part('mvhd', Buffer.alloc(100)))]);
export const filmPart = part('moov', Buffer.alloc(20));

interface Part {
  readonly name: string;
  /** As the table of contents says it; 10 when absent. */
  readonly size?: number;
  readonly isEncrypted?: boolean;
}

/** A zip file with these names in its table of contents, each with ten stored bytes. */
export function aZip(parts: readonly Part[]): Buffer {
  const data = Buffer.alloc(10, 65);
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, size = data.length, isEncrypted = false } of parts) {
    const flags = isEncrypted ? 1 : 0;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), data);
    entries.push(entry, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
