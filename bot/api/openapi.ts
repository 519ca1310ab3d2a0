import { z } from 'zod';
import { problem } from '../../src/contracts/common';
import { type Access, ok, openRoute, type Route } from './route';

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const PROBLEM: Json = { $ref: '#/components/schemas/Problem' };
const refusal = (description: string): Json => ({ description, content: { 'application/json': { schema: PROBLEM } } });

const SECURITY: Record<Access, readonly Json[]> = {
  public: [],
  link: [],
  person: [{ teams: [] }],
  linkSession: [{ link: [] }],
};

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }));
}

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

function bodyOf(route: Route): Json {
  if (route.schemas.body) {
    return {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(route.schemas.body, 'input') } },
      },
    };
  }
  if (!route.upload) return {};
  const description = `The bytes of the file, at most ${Math.round(route.upload.limit / 1024 / 1024)} MB.`;
  return { requestBody: { required: true, description, content: { 'application/octet-stream': {} } } };
}

function repliesOf(route: Route): Json {
  const content: Json = {};
  if (route.schemas.response) content['application/json'] = { schema: jsonSchema(route.schemas.response, 'output') };
  for (const type of route.produces ?? []) content[type] = {};
  const isCreated = route.method === 'POST' && route.schemas.response !== undefined;
  const good: Json =
    Object.keys(content).length === 0
      ? { 204: { description: 'Done.' } }
      : { [isCreated ? '2XX' : '200']: { description: 'Done.', content } };
  return {
    ...good,
    ...(route.schemas.query && route.method === 'GET' ? { 204: { description: 'Nothing new.' } } : {}),
    '4XX': refusal('Refused, with a sentence that says what to do. Nothing was changed.'),
    '5XX': refusal('It did not work on our side. Nothing is acknowledged that is not kept.'),
  };
}

function operationOf(route: Route): Json {
  const isChange = route.method !== 'GET';
  return {
    operationId: `${route.method.toLowerCase()} ${route.path}`.replace(/[^a-z]+([a-z]?)/gi, (_, next: string) =>
      next.toUpperCase(),
    ),
    summary: route.summary,
    tags: [route.tag],
    security: SECURITY[route.access],
    ...(route.act ? { 'x-act': route.act } : {}),
    parameters: [
      ...parametersOf(route.schemas.params, 'path'),
      ...parametersOf(route.schemas.query, 'query'),
      ...(route.upload ? [header('x-file-name', 'The name of the file, URI-encoded.')] : []),
      ...(isChange && route.access !== 'person'
        ? [header('x-trustlane', 'Always 1; shows that our own page asks.')]
        : []),
    ],
    ...bodyOf(route),
    responses: repliesOf(route),
  };
}

/** The description of the API in OpenAPI 3.1, made from the very schemas that check the calls. */
export function describeApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Trustlane',
      version: '0.1.0',
      description: 'What the Teams tab (/api) and the partner page (/partner) ask the service.',
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problem, 'output') },
      securitySchemes: {
        teams: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The token that Teams gives the tab.',
        },
        link: { type: 'apiKey', in: 'cookie', name: '__Host-trustlane', description: 'The session of an opened link.' },
      },
    },
  };
}

/** GET /api/openapi.json, which describes itself too. */
export function descriptionRoute(routes: readonly Route[]): Route {
  let description: Json | undefined;
  const own: Route = openRoute({
    access: 'public',
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This description.',
    tag: 'description',
    response: z.looseObject({}),
    handle: () => {
      description ??= describeApi([...routes, own]);
      return ok(description);
    },
  });
  return own;
}
