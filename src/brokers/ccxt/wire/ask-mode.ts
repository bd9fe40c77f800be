// Owns: the question whether an account holds long and short apart, where the venue answers it and ccxt does not ask.

import type { Exchange } from './exchange.ts';
import { dictOf } from './read-answer.ts';

type Ask = (params?: Record<string, unknown>) => Promise<unknown>;
type Inside = Readonly<Record<string, Ask | undefined>>;

const HTX_MODES: Readonly<Record<string, boolean>> = { dual_side: true, single_side: false };

async function askHtx(inside: Inside): Promise<unknown> {
  const answer = dictOf(await inside['contractPrivateGetV5PositionMode']?.({}));
  return HTX_MODES[String(dictOf(answer['data'])['position_mode'])];
}

/** Of the account that is settled in USDT: contracts of others are not traded. */
async function askGate(inside: Inside): Promise<unknown> {
  return dictOf(await inside['privateFuturesGetSettleAccounts']?.({ settle: 'usdt' }))['in_dual_mode'];
}

const QUESTIONS: Readonly<Record<string, (inside: Inside) => Promise<unknown>>> = { htx: askHtx, gate: askGate };

/** Of contracts. */
export function addModeQuestion(exchange: Exchange): void {
  const question = Object.hasOwn(QUESTIONS, exchange.id) ? QUESTIONS[exchange.id] : undefined;
  if (question === undefined) return;
  const inside = exchange as unknown as Inside;
  Object.assign(exchange, { fetchPositionMode: async () => ({ hedged: await question(inside) }) });
  Object.assign(exchange.has, { fetchPositionMode: true });
}
