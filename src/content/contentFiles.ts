import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ContentError } from './readYaml';

/** The files that content is read from, by their path inside the content folder, such as `questions/seals.yaml`. */
export interface ContentFiles {
  /** Names of files and folders in a folder, in order. Throws ContentError when it is not there. */
  names(folder: string): readonly string[];
  /** Throws ContentError when the file is not there. */
  text(file: string): string;
}

// Not by its class: under a test runner, errors of the platform come from another realm.
const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR');

function orMissing<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ContentError([`${name}:1: is not there`]);
  }
}

/** Files on disk. */
export const filesIn = (root: string): ContentFiles => ({
  names: (folder) => orMissing(folder, () => readdirSync(path.join(root, folder)).sort()),
  text: (file) => orMissing(file, () => readFileSync(path.join(root, file), 'utf8')),
});

/** Files that were kept, as texts by path. */
export const filesOf = (texts: Readonly<Record<string, string>>): ContentFiles => ({
  names(folder) {
    const inside = Object.keys(texts).filter((file) => file.startsWith(`${folder}/`));
    if (inside.length === 0) throw new ContentError([`${folder}:1: is not there`]);
    return [...new Set(inside.map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''))].sort();
  },
  text(file) {
    const text = Object.hasOwn(texts, file) ? texts[file] : undefined;
    if (text === undefined) throw new ContentError([`${file}:1: is not there`]);
    return text;
  },
});

/** The same files, noting the text of each that is read. */
export function noted(files: ContentFiles): { readonly files: ContentFiles; readonly texts: Record<string, string> } {
  const texts: Record<string, string> = {};
  const text = (file: string): string => {
    const read = files.text(file);
    texts[file] = read;
    return read;
  };
  return { files: { names: files.names, text }, texts };
}

/** Paths of the YAML files in a folder, in order. */
export const yamlFilesIn = (files: ContentFiles, folder: string): string[] =>
  files
    .names(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`);

/** Files that somebody meant as content and that are not read because of how they end. */
export const misnamedIn = (files: ContentFiles, folder: string): string[] =>
  files
    .names(folder)
    .filter((name) => /\.(yml|yaml\.txt)$/i.test(name))
    .map((name) => `${folder}/${name}:1: is not read, because its name does not end in .yaml`);

/** Runs a reader and keeps its faults, so that all files are told about at once. */
export function collect<Value>(problems: string[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
