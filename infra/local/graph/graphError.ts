/** A refusal in Microsoft Graph's own words: HTTP status, error code and message. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly options: {
      readonly headers?: Readonly<Record<string, string>>;
      /** Extra properties of `innerError`, such as a more detailed `code`. */
      readonly inner?: Readonly<Record<string, unknown>>;
      /** The call is something that the tenant does not know; it is listed for whoever develops the product. */
      readonly unknownCall?: boolean;
    } = {},
  ) {
    super(message);
  }
}

/** 400 for something that the tenant does not know, recorded among the refused calls. */
export const unknownCall = (message: string, code = 'invalidRequest', status = 400): GraphError =>
  new GraphError(status, code, message, { unknownCall: true });

export const invalidRequest = (message: string): GraphError => new GraphError(400, 'invalidRequest', message);

export const notFound = (message = 'The resource could not be found.'): GraphError =>
  new GraphError(404, 'itemNotFound', message);

export const accessDenied = (message = 'Access denied'): GraphError => new GraphError(403, 'accessDenied', message);

/** Graph's JSON body of an error. `now` in milliseconds since 1970. */
export const errorBody = (error: GraphError, ids: { request: string; client: string }, now: number): unknown => ({
  error: {
    code: error.code,
    message: error.message,
    innerError: {
      ...error.options.inner,
      date: new Date(now).toISOString().slice(0, 19),
      'request-id': ids.request,
      'client-request-id': ids.client,
    },
  },
});
