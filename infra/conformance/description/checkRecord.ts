import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { type Description, type Operation, operationFor, operationsOf } from './operations';

/** One line of a recording, as far as the check needs it. */
const lineShape = z.looseObject({
  seq: z.number().optional(),
  area: z.string(),
  method: z.string(),
  path: z.string(),
  query: z.string().optional(),
  status: z.number(),
  refused: z.string().optional(),
  request: z.looseObject({ body: z.unknown().optional() }).optional(),
  response: z.looseObject({ body: z.unknown().optional() }).optional(),
});
type Line = z.infer<typeof lineShape>;

/** A way in which calls differ from the description, with the first call that does. */
export interface Difference {
  /** `GET /sites/{site-id}/lists`, or the path itself when nothing like it is described. */
  readonly operation: string;
  readonly what: string;
  calls: number;
  /** Line of the recording, from 1. */
  readonly firstLine: number;
}

export interface RecordCheck {
  readonly lines: number;
  /** Calls to Graph that were compared. */
  readonly compared: number;
  /** Calls by operation that the description does not have; an excerpt of Microsoft's lacks many. */
  readonly notDescribed: readonly Difference[];
  readonly differences: readonly Difference[];
}

/**
 * Compares the recorded calls to Graph with an OpenAPI 3.1 description of it: is there such an operation, does it have
 * these query options, and do the bodies that were sent and answered fit its schemas. A `$batch` is compared through its
 * sub-requests. Refused calls (4xx, 5xx) are compared by their error's shape only.
 *
 * Throws an Error naming the line when the recording is not NDJSON of this shape.
 */
export function checkRecord(recording: string, description: Description): RecordCheck {
  const operations = operationsOf(description);
  const validatorOf = schemaReader(description);
  const found = new Map<string, Difference>();
  const missing = new Map<string, Difference>();
  const note = (book: Map<string, Difference>, operation: string, what: string, line: number): void => {
    const known = book.get(`${operation} ${what}`);
    if (known) known.calls += 1;
    else book.set(`${operation} ${what}`, { operation, what, calls: 1, firstLine: line });
  };

  const lines = recording.split('\n').filter((text) => text.trim() !== '');
  let compared = 0;
  for (const [index, text] of lines.entries()) {
    const line = readLine(text, index + 1);
    const path = line.path.replace(/^\/v1\.0(?=\/)/, '');
    if (line.area !== 'graph' || path === '/$batch' || line.refused !== undefined || line.status === 0) continue;
    compared += 1;
    const operation = operationFor(operations, line.method, path);
    if (!operation) {
      if (line.status < 400) note(missing, `${line.method} ${generic(path)}`, 'is not in the description', index + 1);
      continue;
    }
    const name = `${operation.method} ${operation.template}`;
    for (const what of differencesOf(line, operation, validatorOf)) note(found, name, what, index + 1);
  }
  return { lines: lines.length, compared, notDescribed: [...missing.values()], differences: [...found.values()] };
}

function differencesOf(
  line: Line,
  operation: Operation,
  validatorOf: (pointer: string) => ValidateFunction,
): readonly string[] {
  const isRefusal = line.status >= 400;
  const options = [...new URLSearchParams(line.query ?? '').keys()];
  const unknown = isRefusal ? [] : options.filter((name) => !isDescribed(operation, name));
  return [
    ...unknown.map((name) => `has no query option ${name}`),
    ...(isRefusal ? [] : misfits('the body that was sent', operation.sent, line.request?.body, validatorOf)),
    ...misfits(`the answer ${line.status}`, answerFor(operation, line.status), line.response?.body, validatorOf),
  ];
}

/** A link of Graph's own may carry what only Graph understands. */
const isDescribed = ({ options, template }: Operation, name: string): boolean =>
  options.has(name) || /^\$?skiptoken$/i.test(name) || (template.includes('/delta') && name === 'token');

function answerFor({ answers }: Operation, status: number): string | undefined {
  const family = `${String(status)[0]}XX`;
  return answers.get(String(status)) ?? answers.get(family) ?? (status >= 400 ? answers.get('default') : undefined);
}

function misfits(
  what: string,
  pointer: string | undefined,
  body: unknown,
  validatorOf: (pointer: string) => ValidateFunction,
): readonly string[] {
  // What is too long or not JSON is recorded by its size only.
  if (pointer === undefined || body === undefined || body === null || typeof body !== 'object' || 'bytes' in body)
    return [];
  const validate = validatorOf(pointer);
  if (validate(body)) return [];
  return [...new Set((validate.errors ?? []).filter(isTelling).map((error) => `${what}: ${inWords(error)}`))];
}

/** That no branch of a choice fits is told by what does not fit in the branches. */
const isTelling = ({ keyword, message }: ErrorObject): boolean =>
  !['anyOf', 'oneOf', 'if'].includes(keyword) && message !== 'must be null';

const inWords = ({ instancePath, message, params }: ErrorObject): string => {
  const place = instancePath.replace(/\/\d+(?=\/|$)/g, '/*') || 'the whole';
  const detail = 'additionalProperty' in params ? ` (${String(params.additionalProperty)})` : '';
  return `${place} ${message ?? 'does not fit'}${detail}`;
};

/** Compiles the schema that stands at a JSON pointer of the description, once. */
function schemaReader(description: Description): (pointer: string) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  ajv.addFormat('date-time', { type: 'string', validate: (text: string) => !Number.isNaN(Date.parse(text)) });
  ajv.addSchema({ ...description, $id: 'description' });
  const known = new Map<string, ValidateFunction>();
  return (pointer) => {
    const compiled = known.get(pointer) ?? ajv.compile({ $ref: `description${pointer}` });
    known.set(pointer, compiled);
    return compiled;
  };
}

function readLine(text: string, number: number): Line {
  try {
    return lineShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`Line ${number} is not a recorded call.`, { cause });
  }
}

/** A path with what looks like an id left out, so that the same kind of call is told once. */
const generic = (path: string): string => path.replace(/\/[^/]*(?:\d|,|%|!)[^/]*/g, '/…');
