// Owns: the made-up movement of demo prices. A pure function of symbol and step number, the same on every machine:
// counted, not drawn, so that nothing has to be remembered between steps, and only + and × of floats. Its result is a
// factor; money enters where demo-prices.ts multiplies a Decimal with it.

/** 32-bit FNV-1a of the text's code units. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** The `count`-th number of the stream of `seed`, 0 <= n < 1 (the mixer of splitmix32 over a counter). */
export function uniform(seed: number, count: number): number {
  let mixed = (seed + Math.imul(count + 1, 0x9e3779b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}

/** Mean 0, variance 1, between -3 and 3: three uniform numbers (1/12 each) make a bell that is good enough for a demo. */
const bell = (seed: number, step: number): number =>
  2 * (uniform(seed, 3 * step) + uniform(seed, 3 * step + 1) + uniform(seed, 3 * step + 2) - 1.5);

/** What a price is multiplied with by the `count` steps after step `from`. `deviation`: of one step, below 0.1. */
export function walkFactor(seed: number, from: number, count: number, deviation: number): number {
  let factor = 1;
  for (let step = from; step < from + count; step += 1) factor *= 1 + deviation * bell(seed, step);
  return factor;
}
