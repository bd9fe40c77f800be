// Owns: randomness for ids, nonces and tokens: cryptographic, drawn in blocks, since an alert needs two small pieces and a
// call for each costs more than all of its parsing.

import { randomBytes } from 'node:crypto';

const BLOCK_BYTES = 4_096;
let block = '';
let used = 0;

/** So many random hex digits (at most a block); none is handed out twice. */
export function randomHex(digits: number): string {
  if (used + digits > block.length) {
    block = randomBytes(BLOCK_BYTES).toString('hex');
    used = 0;
  }
  const piece = block.slice(used, used + digits);
  used += digits;
  return piece;
}
