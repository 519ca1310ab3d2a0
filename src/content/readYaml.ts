import { existsSync, readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { faultsInWords, type Path } from './faultInWords';
import { yamlFaultInWords } from './yamlFaultInWords';

/** Everything that is wrong with the content, one sentence per fault with its file and line. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  constructor(readonly problems: readonly string[]) {
    super(`The content has ${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}:\n${problems.join('\n')}`);
  }
}

/** A parsed file, with the place in it of any of its values. */
export interface YamlFile<Value> {
  readonly value: Value;
  /** `file:line` of a value; of the nearest thing around it when it is not there. */
  where(path: Path): string;
}

/**
 * Reads a YAML file against a schema. Throws ContentError, with a line for every fault; so it does for a missing file.
 * @param name how errors call the file
 */
export function readYaml<Schema extends z.ZodType>(
  path: string,
  name: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  if (!existsSync(path)) throw new ContentError([`${name}:1: is not there`]);
  return parseYaml(readFileSync(path, 'utf8'), name, schema);
}

/** A text that begins with a star refers to a place in the file, and most often nobody meant it. */
function unknownNames(document: Document.Parsed): Pick<YAMLError, 'code' | 'message' | 'pos'>[] {
  const unknown: Pick<YAMLError, 'code' | 'message' | 'pos'>[] = [];
  visit(document, {
    Alias(_key, node) {
      const [start, end] = node.range ?? [0, 0];
      if (!node.resolve(document)) unknown.push({ code: 'BAD_ALIAS', message: node.source, pos: [start, end] });
    },
  });
  return unknown;
}

/** Throws ContentError when references blow a small file up. */
function plain(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS();
  } catch {
    throw new ContentError([`${name}:1: it refers to its own places (* and &) too often`]);
  }
}

/** As `readYaml`, of a text. */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const faults = [...document.errors, ...document.warnings, ...unknownNames(document)];
  if (faults.length > 0) {
    const told = faults.map((fault) => ({ line: lines.linePos(fault.pos[0]).line, words: yamlFaultInWords(fault) }));
    // One slip makes the parser stumble several times over the same line.
    const first = told.filter(({ line }, index) => told.findIndex((each) => each.line === line) === index);
    throw new ContentError(first.map(({ line, words }) => `${name}:${line}: ${words}`));
  }
  if (document.contents === null) throw new ContentError([`${name}:1: is empty`]);
  const where = (at: Path): string => {
    const node: unknown = at.length === 0 ? document.contents : document.getIn(at, true);
    if (isNode(node) && node.range) return `${name}:${lines.linePos(node.range[0]).line}`;
    // A field that was left empty has a name and no value.
    const around: unknown = at.length < 2 ? document.contents : document.getIn(at.slice(0, -1), true);
    const field = isMap(around) && around.items.find(({ key }) => isScalar(key) && key.value === at.at(-1))?.key;
    if (isNode(field) && field.range) return `${name}:${lines.linePos(field.range[0]).line}`;
    return at.length === 0 ? `${name}:1` : where(at.slice(0, -1));
  };
  const raw = plain(document, name);
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data, where };
  throw new ContentError(
    faultsInWords(parsed.error.issues, raw).map(({ path, sentence }) => `${where(path)}: ${sentence}`),
  );
}
