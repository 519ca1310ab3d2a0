import { existsSync, readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

type Path = readonly (string | number)[];

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

/** In words of people who write content: a field that is not there "is missing". */
const faultOf = (message: string): string => (/received undefined$/.test(message) ? 'is missing' : message);

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

/** As `readYaml`, of a text. */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    throw new ContentError(
      faults.map(({ message, pos }) => `${name}:${lines.linePos(pos[0]).line}: ${message.split('\n')[0]}`),
    );
  }
  if (document.contents === null) throw new ContentError([`${name}:1: is empty`]);
  const where = (at: Path): string => {
    const node: unknown = at.length === 0 ? document.contents : document.getIn(at, true);
    if (isNode(node) && node.range) return `${name}:${lines.linePos(node.range[0]).line}`;
    return at.length === 0 ? `${name}:1` : where(at.slice(0, -1));
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, where };
  throw new ContentError(
    parsed.error.issues.map((issue) => {
      const at = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
      return `${where(at)}: ${at.length > 0 ? `${at.join('.')}: ` : ''}${faultOf(issue.message)}`;
    }),
  );
}
