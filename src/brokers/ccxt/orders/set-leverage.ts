// Owns: leverage and margin mode, set before an entry and only where somebody asked for them. That it is so already is what
// venues call an error; any other failure keeps the entry back, since nothing has been placed yet.

import type { OrderRequest } from '../../../core/model/order.ts';
import { classifyError, type Failure } from '../wire/classify-error.ts';
import type { Connection } from '../connection.ts';
import { hasOwn } from '../wire/exchange.ts';
import type { PositionModes } from '../account/position-mode.ts';

const UNCHANGED = /not modified|no need to change|110043|110026|-4046|same (?:leverage|margin)|already set|no change/i;

export type Prepared = { readonly type: 'ready' } | { readonly type: 'failed'; readonly failure: Failure };

const READY: Prepared = { type: 'ready' };

export interface EntryPreparer {
  readonly prepare: (request: OrderRequest) => Promise<Prepared>;
}

export function createEntryPreparer({ exchange, gate }: Connection, modes: PositionModes): EntryPreparer {
  const leverages = new Map<string, string>();

  async function unlessUnchanged(set: () => Promise<unknown>): Promise<Failure | null> {
    try {
      await set();
      return null;
    } catch (error) {
      const failure = classifyError(error);
      if (UNCHANGED.test(failure.reason)) return null;
      // it may have been set; the order was not sent either way
      return failure.type === 'ambiguous' ? { ...failure, type: 'unavailable' } : failure;
    }
  }

  return {
    async prepare({ instrument: { symbol }, terms: { leverage, marginMode }, reduceOnly }) {
      if (gate.market === 'spot' || reduceOnly) return READY;
      const beside = marginMode === null ? {} : { marginMode };
      if (marginMode !== null && modes.marginModeOf(symbol) !== marginMode) {
        const failure = hasOwn(exchange, 'setMarginMode')
          ? await unlessUnchanged(() => exchange.setMarginMode(marginMode, symbol, leverage === null ? {} : { leverage: Number(leverage) }))
          : null;
        if (failure !== null) return { type: 'failed', failure };
        modes.setMarginMode(symbol, marginMode);
      }
      const wanted = leverage === null ? null : `${leverage} ${marginMode ?? ''}`;
      if (leverage === null || wanted === null || leverages.get(symbol) === wanted) return READY;
      const failure = await unlessUnchanged(() => exchange.setLeverage(Number(leverage), symbol, beside));
      if (failure !== null) return { type: 'failed', failure };
      leverages.set(symbol, wanted);
      return READY;
    },
  };
}
