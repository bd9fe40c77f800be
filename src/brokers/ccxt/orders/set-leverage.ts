// Owns: leverage and margin mode, set before an entry and only where somebody asked for them. That it is so already is what
// venues call an error; any other failure keeps the entry back, since nothing has been placed yet. So does an account of a kind that was
// never driven.

import { eq } from '../../../core/model/decimal.ts';
import type { OrderRequest } from '../../../core/model/order.ts';
import { classifyError, type Failure } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import type { MarginMode, PositionModes } from '../account/position-mode.ts';
import { setDualLeverage } from '../wire/dual-leverage.ts';
import { undrivenKind } from '../exchanges/kucoin-kinds.ts';
import {
  type AskedLeverage,
  isolatesByLeverage,
  leverageGoesWithOrder,
  leverageParams,
  refusedLeverage,
  wayOfMode,
} from './leverage-words.ts';

const UNCHANGED = /not modified|no need to change|110043|110026|-4046|same (?:leverage|margin)|already set|no change/i;

export type Prepared = { readonly type: 'ready' } | { readonly type: 'failed'; readonly failure: Failure };

const READY: Prepared = { type: 'ready' };
const failed = (failure: Failure): Prepared => ({ type: 'failed', failure });
const refused = (reason: string): Prepared =>
  failed({ type: 'rejected', reason, isNotFound: false, isDuplicate: false, isForWant: false, retryAfterMs: null });

export interface EntryPreparer {
  readonly prepare: (request: OrderRequest) => Promise<Prepared>;
}

export function createEntryPreparer({ exchange, gate }: Connection, modes: PositionModes): EntryPreparer {
  const leverages = new Map<string, string>();

  async function unlessUnchanged(set: () => Promise<unknown>): Promise<Prepared> {
    try {
      await set();
      return READY;
    } catch (error) {
      const failure = classifyError(error);
      if (UNCHANGED.test(failure.reason)) return READY;
      // it may have been set; the order was not sent either way
      return failed(failure.type === 'ambiguous' ? { ...failure, type: 'unavailable' } : failure);
    }
  }

  async function switchMode(symbol: string, mode: MarginMode, leverage: AskedLeverage['leverage'] | null): Promise<Prepared> {
    const way = wayOfMode(exchange, gate, mode, leverage);
    if (way.type === 'refused') return refused(way.reason);
    if (way.type === 'told_otherwise') return READY;
    const beside = leverage === null ? {} : { leverage: Number(leverage) };
    return unlessUnchanged(() => exchange.setMarginMode(mode, symbol, beside));
  }

  async function setLeverage(symbol: string, asked: AskedLeverage): Promise<Prepared> {
    if (asked.mode === 'isolated' && leverageGoesWithOrder(exchange.id)) return READY;
    const reason = refusedLeverage(exchange.id, asked.mode);
    if (reason !== null) return refused(reason);
    // of what is held it wants to be told otherwise, and it is so already
    const held = exchange.id === 'mexc' ? modes.leverageOf(symbol) : null;
    if (held !== null && eq(held, asked.leverage)) return READY;
    const params = leverageParams(exchange.id, asked);
    const wanted = JSON.stringify([asked.leverage, asked.mode, params]);
    if (leverages.get(symbol) === wanted) return READY;
    const set = () =>
      exchange.id === 'gate' && asked.hedged
        ? setDualLeverage(exchange, symbol, asked.leverage, params)
        : exchange.setLeverage(Number(asked.leverage), symbol, params);
    const prepared = await unlessUnchanged(set);
    if (prepared.type === 'ready') leverages.set(symbol, wanted);
    return prepared;
  }

  return {
    async prepare({ instrument: { symbol }, side, terms: { leverage, marginMode }, reduceOnly }) {
      if (reduceOnly) return READY;
      const undriven = await undrivenKind(exchange, gate.market);
      if (undriven !== null) return refused(undriven);
      if (gate.market === 'spot') return READY;
      if (marginMode !== null && modes.marginModeOf(symbol) !== marginMode) {
        const switched = await switchMode(symbol, marginMode, leverage);
        if (switched.type === 'failed') return switched;
      }
      if (leverage !== null) {
        if (marginMode === null && isolatesByLeverage(exchange.id)) await modes.askMarginMode(symbol);
        const hedged = await modes.isHedged(symbol);
        const set = await setLeverage(symbol, { leverage, mode: marginMode ?? modes.marginModeOf(symbol), side, hedged });
        if (set.type === 'failed') return set;
      }
      if (marginMode !== null) modes.setMarginMode(symbol, marginMode);
      return READY;
    },
  };
}
