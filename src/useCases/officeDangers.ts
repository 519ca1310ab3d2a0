import type { FileHandle } from 'node:fs/promises';
import type { ZipEntry } from './zipDirectory';
import { readZipPart } from './zipPart';

/** What is wrong with an Office file. `unreadable`: it cannot be told, and no program of Office wrote it so. */
export type OfficeDanger = 'macros' | 'remoteCode' | 'unreadable';

/** Of one description inside the file, and of all together, in bytes. */
const LONGEST_PART = 1024 * 1024;
const MOST_TOGETHER = 16 * 1024 * 1024;

const MACROS = /macroenabled|vbaproject|vbadata|macrosheet|activex/i;
const REMOTE_KINDS = /\/(?:attachedTemplate|oleObject|frame|subDocument)["']/i;
// A drive of the writer's own ("file:///C:\…") is usual in honest files and leads nowhere on another machine.
const REMOTE_TARGET = /\bTarget\s*=\s*["']\s*(?:https?:|ftp:|\\\\|\/\/|file:(?:\/\/[^/]|\/{4,}|\\\\))/i;

const letter = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');

/** The text of a description with its numbered letters put in; `undefined` when it hides letters in other ways. */
function plainXml(bytes: Buffer): string | undefined {
  // Zero bytes: UTF-16, in which Office writes none of these.
  const text = bytes.includes(0) ? undefined : bytes.toString('utf8');
  if (text === undefined || /<!DOCTYPE|<!ENTITY/i.test(text)) return undefined;
  return text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, digits: string) => letter(Number.parseInt(digits, 16)))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => letter(Number(digits)));
}

/**
 * Looks into the descriptions of an Office file: what its parts are and what they refer to. Names of parts prove
 * nothing, because a macro runs under any name.
 */
export async function officeDanger(file: FileHandle, entries: readonly ZipEntry[]): Promise<OfficeDanger | undefined> {
  const described = entries.filter(({ name }) => /^\[content_types\]\.xml$|\.rels$/i.test(name));
  let together = 0;
  for (const entry of described) {
    const bytes = await readZipPart(file, entry, LONGEST_PART);
    together += bytes?.length ?? 0;
    const xml = bytes && together <= MOST_TOGETHER ? plainXml(bytes) : undefined;
    if (xml === undefined) return 'unreadable';
    if (MACROS.test(xml)) return 'macros';
    const relationships = xml.match(/<(?:\w+:)?Relationship\s[^>]*>/gi) ?? [];
    if (relationships.some((each) => REMOTE_KINDS.test(each) && REMOTE_TARGET.test(each))) return 'remoteCode';
  }
  return undefined;
}
