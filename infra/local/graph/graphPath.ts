import { unknownCall } from './graphError';

/** The longest prefix before `:/`, the path inside the drive, and what follows the closing `:`. */
const PATH_ADDRESS = /^(.*?\/(?:root|items\/[^/:]+)):\/(.*?)(?::(?:\/(.*))?)?$/i;

/** A function of Graph with its parameters, at the end of a path that is not one inside a drive. */
const FUNCTION = /^(.*\/delta)\((.+)\)$/is;
const TOKEN = /^token='((?:[^']|'')*)'$/;

/**
 * `…/delta(token='x')`, which is the same as `…/delta?token=x`: the path without its parameter, and the token. Undefined
 * for a path without parameters. Throws 400 for any other parameter, URIError when the percent-encoding is broken.
 */
export function deltaCall(path: string): { readonly path: string; readonly token: string } | undefined {
  const [, plain, parameters] = (PATH_ADDRESS.test(path) ? undefined : FUNCTION.exec(path)) ?? [];
  if (plain === undefined || parameters === undefined) return undefined;
  const token = TOKEN.exec(decodeURIComponent(parameters))?.[1]?.replaceAll("''", "'");
  if (token === undefined)
    throw unknownCall(`The parameters (${parameters}) of the function delta are not known here.`);
  return { path: plain, token };
}

/**
 * Splits a Graph path into decoded segments. A path inside a drive (`/drives/d/root:/a/b.pdf:/content`) stays one
 * segment: `['drives','d','root',':','a/b.pdf',':','content']`. `delta()` becomes `delta`.
 * Throws URIError when the percent-encoding is broken.
 */
export function splitGraphPath(path: string): string[] {
  const address = PATH_ADDRESS.exec(path);
  if (!address) return plainSegments(path);
  const [, prefix = '', inside = '', rest] = address;
  const segments = [...plainSegments(prefix), ':', decodeURIComponent(inside).replace(/\/+$/, '')];
  return rest === undefined || rest === '' ? segments : [...segments, ':', ...plainSegments(rest)];
}

const plainSegments = (path: string): string[] =>
  path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => decodeURIComponent(segment).replace(/\(\)$/, ''));
