const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A ULID in lower case. Made before a call, so that a second press or a repeated call does nothing twice. */
export function newKey(now = Date.now()): string {
  let time = '';
  for (let rest = now, at = 0; at < 10; at += 1, rest = Math.floor(rest / 32)) time = LETTERS[rest % 32] + time;
  return time + [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => LETTERS[byte % 32]).join('');
}
