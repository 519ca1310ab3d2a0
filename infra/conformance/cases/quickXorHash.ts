const WIDTH_BITS = 160;
const SHIFT_BITS = 11;

/**
 * The hash that SharePoint tells of a file, base64: each byte is XORed into a ring of 160 bits, 11 bits further than the
 * one before, and the length in bytes is XORed into the last 64 bits. Written from Microsoft's description.
 */
export function quickXorHash(bytes: Uint8Array): string {
  const ring = new Uint8Array(WIDTH_BITS / 8);
  const flip = (index: number, value: number): void => {
    ring[index % ring.length] = (ring[index % ring.length] ?? 0) ^ value;
  };
  for (let n = 0; n < bytes.length; n += 1) {
    const bit = (n * SHIFT_BITS) % WIDTH_BITS;
    const spread = (bytes[n] ?? 0) << (bit % 8);
    flip(bit >> 3, spread & 0xff);
    flip((bit >> 3) + 1, spread >> 8);
  }
  let length = BigInt(bytes.length);
  for (let n = 0; n < 8; n += 1, length >>= 8n) flip(ring.length - 8 + n, Number(length & 0xffn));
  return Buffer.from(ring).toString('base64');
}
