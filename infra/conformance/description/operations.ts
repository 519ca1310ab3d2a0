import { z } from 'zod';

/** The parts of an OpenAPI 3.1 document that a check of recorded calls needs. Schemas stay as they are. */
export const descriptionShape = z.looseObject({
  openapi: z.string().startsWith('3.'),
  servers: z.array(z.looseObject({ url: z.string() })).optional(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.unknown().optional(),
});
export type Description = z.infer<typeof descriptionShape>;

const content = z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() });
const operationShape = z.looseObject({
  operationId: z.string().optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).optional(),
  requestBody: content.optional(),
  responses: z.record(z.string(), content).optional(),
});

/** One operation of a description. */
export interface Operation {
  /** Upper case. */
  readonly method: string;
  /** As the description writes it, such as `/sites/{site-id}/lists`. */
  readonly template: string;
  /** Names of the query options that it describes. */
  readonly options: ReadonlySet<string>;
  /** Where the JSON Schema of the body that is sent stands, as a JSON pointer into the description. */
  readonly sent?: string;
  /** Where the JSON Schema of the answer stands, by status as the description writes it (`200`, `2XX`). */
  readonly answers: ReadonlyMap<string, string>;
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'];
const pointer = (...parts: readonly string[]): string =>
  `#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** All operations of a description. Throws a ZodError when one is not shaped as OpenAPI says. */
export function operationsOf(description: Description): readonly Operation[] {
  return Object.entries(description.paths).flatMap(([template, item]) =>
    METHODS.filter((method) => method in item).map((method) => {
      const operation = operationShape.parse(item[method]);
      const place = ['paths', template, method];
      const isJson = (part: z.infer<typeof content> | undefined): boolean =>
        part?.content?.['application/json']?.schema !== undefined;
      const schema = ['content', 'application/json', 'schema'];
      return {
        method: method.toUpperCase(),
        template,
        options: new Set(operation.parameters?.filter((each) => each.in === 'query').map(({ name }) => name)),
        ...(isJson(operation.requestBody) && { sent: pointer(...place, 'requestBody', ...schema) }),
        answers: new Map(
          Object.entries(operation.responses ?? {})
            .filter(([, part]) => isJson(part))
            .map(([status]) => [status, pointer(...place, 'responses', status, ...schema)]),
        ),
      };
    }),
  );
}

/**
 * Other ways to write the same address, in the form that descriptions use: a drive item by its path
 * (`root:/a/b:/content`, `items/{id}:/name:`) is an item, and a function may be called without its brackets.
 */
export function describedPath(path: string): string {
  return path
    .replace(/\/(?:root|items\/[^/:]+):\/.+?(?::(?=\/|$)|$)/, '/items/by-path')
    .replace(/\/delta$/, '/delta()');
}

/** The operation that a call belongs to; the one with the fewest placeholders when several fit. */
export function operationFor(operations: readonly Operation[], method: string, path: string): Operation | undefined {
  const parts = describedPath(path).split('/');
  const fits = ({ template }: Operation): boolean => {
    const wanted = template.split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part === parts[index] || (/^\{[^}]*\}$/.test(part) && parts[index] !== ''))
    );
  };
  const placeholders = ({ template }: Operation): number => template.split('{').length;
  return operations
    .filter((operation) => operation.method === method && fits(operation))
    .sort((a, b) => placeholders(a) - placeholders(b))[0];
}
