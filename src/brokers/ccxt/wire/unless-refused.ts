// Owns: lists that an account may not have: one that the venue refuses to give is empty. Any other failure is none, and neither is the
// refusal of one that has had something in it: what stood there would have been closed, or withdrawn, by somebody else.

import { classifyError } from './classify-error.ts';
import type { Exchange } from './exchange.ts';
import { listOf } from './read-answer.ts';

/** Lists that were not empty, by what they were asked for with. */
const filled = new WeakMap<Exchange, Set<string>>();

export async function unlessRefused(exchange: Exchange, asked: string, list: Promise<unknown>): Promise<unknown> {
  const known = filled.get(exchange) ?? new Set<string>();
  filled.set(exchange, known);
  try {
    const answer = await list;
    if (listOf(answer).length > 0) known.add(asked);
    return answer;
  } catch (error) {
    if (!known.has(asked) && classifyError(error).type === 'rejected') return [];
    throw error;
  }
}
