const BITS = 160;
const STEP = 11;

/** SharePoint's own file hash, base64: each byte is XORed into a ring of 160 bits, 11 bits further than the last. */
export function quickXorHash(bytes: Uint8Array): string {
  const ring = Buffer.alloc(BITS / 8);
  for (let index = 0, bit = 0; index < bytes.length; index += 1, bit = (bit + STEP) % BITS) {
    const cell = bit >> 3;
    const shifted = (bytes[index] ?? 0) << (bit & 7);
    const next = (cell + 1) % ring.length;
    ring[cell] = (ring[cell] ?? 0) ^ (shifted & 0xff);
    ring[next] = (ring[next] ?? 0) ^ (shifted >> 8);
  }
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  for (const [index, byte] of length.entries()) ring[12 + index] = (ring[12 + index] ?? 0) ^ byte;
  return ring.toString('base64');
}
