// Owns: the question whether an account holds long and short apart, where the venue answers it and ccxt does not ask.

import type { Exchange } from './exchange.ts';
import { dictOf } from './read-answer.ts';

type Ask = (params?: Record<string, unknown>) => Promise<unknown>;
type Inside = Readonly<Record<string, Ask | undefined>>;

interface Asker {
  readonly inside: Inside;
  readonly exchange: Exchange;
  readonly symbol: string | undefined;
}

const HTX_MODES: Readonly<Record<string, boolean>> = { dual_side: true, single_side: false };

async function askHtx({ inside }: Asker): Promise<unknown> {
  const answer = dictOf(await inside['contractPrivateGetV5PositionMode']?.({}));
  return HTX_MODES[String(dictOf(answer['data'])['position_mode'])];
}

/** Of the account that is settled in USDT: contracts of others are not traded. */
async function askGate({ inside }: Asker): Promise<unknown> {
  return dictOf(await inside['privateFuturesGetSettleAccounts']?.({ settle: 'usdt' }))['in_dual_mode'];
}

const BITGET_MODES: Readonly<Record<string, boolean>> = { hedge_mode: true, one_way_mode: false };

/** Its two kinds of accounts say it in two places. */
async function askBitget({ inside, exchange, symbol = '' }: Asker): Promise<unknown> {
  const { id, settleId } = dictOf(exchange.markets?.[symbol]);
  const asked = { symbol: id, marginCoin: settleId, productType: `${String(settleId)}-FUTURES` };
  const isUnified = exchange.options['uta'] === true;
  const answer = isUnified
    ? await inside['privateUtaGetV3AccountSettings']?.({})
    : await inside['privateMixGetV2MixAccountAccount']?.(asked);
  const { posMode, holdMode } = dictOf(dictOf(answer)['data']);
  return BITGET_MODES[String(isUnified ? holdMode : posMode)];
}

const QUESTIONS: Readonly<Record<string, (asker: Asker) => Promise<unknown>>> = { bitget: askBitget, htx: askHtx, gate: askGate };

/** Of contracts. */
export function addModeQuestion(exchange: Exchange): void {
  const question = Object.hasOwn(QUESTIONS, exchange.id) ? QUESTIONS[exchange.id] : undefined;
  if (question === undefined) return;
  const inside = exchange as unknown as Inside;
  const ask = async (symbol: string | undefined) => ({ hedged: await question({ inside, exchange, symbol }) });
  Object.assign(exchange, { fetchPositionMode: ask });
  Object.assign(exchange.has, { fetchPositionMode: true });
}
