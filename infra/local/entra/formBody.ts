import type { FastifyInstance } from 'fastify';
import { EntraError } from './entraError';

/** Bytes: a token request is a few kilobytes, a chain of certificates included. */
export const LARGEST_FORM = 256 * 1024;

/** Reads form bodies of this scope's routes; a body of any other type counts as an empty form, as at Entra. */
export function readForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_FORM }, (_request, _body, done) =>
    done(null, new URLSearchParams()),
  );
}

/** The form, each field once and of printable characters. Throws 9000411 or 90013. */
export function checkedForm(body: unknown): URLSearchParams {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams();
  const seen = new Set<string>();
  for (const [name, value] of form) {
    if (seen.has(name))
      throw new EntraError(
        400,
        'invalid_request',
        9000411,
        `The request is not properly formatted. The parameter '${name}' is duplicated.`,
      );
    seen.add(name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(name + value))
      throw new EntraError(400, 'invalid_request', 90013, 'Invalid input received from the user.');
  }
  return form;
}
