/** A whole number from a text such as `LOCAL_TENANT_SEED`. Throws for anything else. */
export function readSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() === '' || !Number.isInteger(seed) || seed < 0 || seed > 4_294_967_295)
    throw new Error('LOCAL_TENANT_SEED must be a whole number from 0 to 4294967295.');
  return seed;
}

/** Numbers from 0 (included) to 1 (excluded), the same ones for the same seed; mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
