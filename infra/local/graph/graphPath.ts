/** The longest prefix before `:/`, the path inside the drive, and what follows the closing `:`. */
const PATH_ADDRESS = /^(.*?\/(?:root|items\/[^/:]+)):\/(.*?)(?::(?:\/(.*))?)?$/i;

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
