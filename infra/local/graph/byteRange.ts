/**
 * The one range that a `Range` header asks for, both ends included. Undefined when there is no header, or one that may
 * be ignored (another unit, several ranges); 'none' when nothing of the file is within it.
 */
export function readByteRange(
  header: string | undefined,
  size: number,
): { from: number; to: number } | 'none' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return undefined;
  if (first === '')
    return Number(last) === 0 || size === 0 ? 'none' : { from: Math.max(0, size - Number(last)), to: size - 1 };
  const [from, to] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'none' : { from, to };
}
