// Owns: all positions of an account at a venue of contracts. Some venues list those of one settlement currency at a time, and a market
// that is on no list would be flat: each of its positions would have been closed by hand.

import { rulesOf } from '../rules.ts';
import type { Connection } from '../connection.ts';
import { type Dict, listOf, textOf } from '../wire/read-answer.ts';
import { unlessRefused } from '../wire/unless-refused.ts';

/** Rejects where the venue does not answer, or not with positions. */
export async function listPositions({ exchange, gate }: Pick<Connection, 'exchange' | 'gate'>): Promise<readonly Dict[]> {
  const answers = await Promise.all(
    rulesOf(exchange.id, gate.market).positionLists.map((params, at) => {
      const answer = exchange.fetchPositions(undefined, params);
      return at === 0 ? answer : unlessRefused(exchange, `positions ${JSON.stringify(params)}`, answer);
    }),
  );
  const seen = new Set<string>();
  return answers.flatMap((answer) => {
    if (!Array.isArray(answer)) throw new Error(`${exchange.id} answered with no list of positions`);
    // a market is on one list: a venue that takes no notice of which one was asked for has named it before
    const fresh = listOf(answer).filter(({ symbol }) => !seen.has(textOf(symbol) ?? ''));
    for (const { symbol } of fresh) seen.add(textOf(symbol) ?? '');
    return fresh;
  });
}
