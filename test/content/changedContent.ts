import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SHIPPED = path.resolve(__dirname, '../../src/content');
const SMALL = path.resolve(__dirname, '../support/smallPack');
const PARTS = ['policies', 'texts', 'threat'] as const;

/** Copies of content in which something is wrong, in temporary folders that `remove` takes away. */
export function changedContent() {
  const folders: string[] = [];
  const empty = (): string => {
    const folder = mkdtempSync(path.join(tmpdir(), 'content-'));
    folders.push(folder);
    return folder;
  };
  const write = (folder: string, files: Readonly<Record<string, string>>): string => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return folder;
  };
  /** The pack of 28 questions: a fault is found in it as in the shipped one, in a tenth of the time. */
  const small = (files: Readonly<Record<string, string>> = {}): string => {
    const folder = empty();
    for (const part of PARTS) cpSync(path.join(SHIPPED, part), path.join(folder, part), { recursive: true });
    cpSync(SMALL, folder, { recursive: true });
    return write(folder, files);
  };
  const shipped = (files: Readonly<Record<string, string>> = {}): string => {
    const folder = empty();
    const isContent = (from: string): boolean => path.extname(from) !== '.ts';
    cpSync(SHIPPED, folder, { recursive: true, filter: isContent });
    return write(folder, files);
  };
  return {
    write,
    small,
    shipped,
    /** A copy in which one file was changed: of the small pack where it has that file and what is to be changed. */
    changed(file: string, change: (text: string) => string): string {
      const inSmall = path.join(SMALL, file);
      const isSmall = existsSync(inSmall) && change(readFileSync(inSmall, 'utf8')) !== readFileSync(inSmall, 'utf8');
      const isShared = PARTS.some((part) => file.startsWith(`${part}/`));
      const before = readFileSync(isSmall ? inSmall : path.join(SHIPPED, file), 'utf8');
      const after = change(before);
      if (after === before) throw new Error(`${file} has nothing that could be changed so.`);
      return isSmall || isShared ? small({ [file]: after }) : shipped({ [file]: after });
    },
    remove(): void {
      for (const folder of folders) rmSync(folder, { recursive: true });
    },
  };
}
