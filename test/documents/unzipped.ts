import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readZipDirectory } from '../../src/useCases/zipDirectory';
import { readZipPart } from '../../src/useCases/zipPart';

/** The text parts of a zip file by name. */
export async function unzipped(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustlane-copy-'));
  try {
    const place = path.join(folder, 'copy.zip');
    writeFileSync(place, bytes);
    const file = await open(place);
    try {
      const parts = new Map<string, string>();
      for (const entry of (await readZipDirectory(file, bytes.length)) ?? []) {
        const part = await readZipPart(file, entry, 20_000_000);
        if (part) parts.set(entry.name, part.toString('utf8'));
      }
      return parts;
    } finally {
      await file.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of elements of this name, as a reader sees it. */
export const textsOf = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`, 'g'))].map(([, text = '']) =>
    text
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole),
  );

/** Characters that XML cannot hold: one of them, and the file does not open. */
export const FORBIDDEN_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
