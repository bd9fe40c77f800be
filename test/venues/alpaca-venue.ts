// Owns: the fake Alpaca as the suites want it: coins are BTC/USD, what may be short is AAPL, and the suite's one is a
// thousand there, since whole shares are what its orders can be changed to.

import { createAlpacaBroker } from '../../src/brokers/alpaca/alpaca-broker.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { PAPER_NATURE } from '../brokers/venue-nature.ts';
import { ALPACA_KEYS, type AlpacaFront, createAlpacaFront, type Witness } from './alpaca-front.ts';
import type { RemoteSpec } from './remote-harness.ts';

export const PAIR = 'BTC/USD';
export const SHARE = 'AAPL';
const UNIT = '1000';

export interface AlpacaVenue extends RemoteSpec {
  /** Of the harness that was made last. */
  fake(): AlpacaFront;
}

export function alpacaVenue(witness?: Witness): AlpacaVenue {
  let made: AlpacaFront | null = null;
  return {
    fake() {
      if (made === null) throw new Error('no fake Alpaca has been made');
      return made;
    },
    nature: {
      saysRetryAfter: true,
      ...PAPER_NATURE,
      flips: false,
      feesLater: true,
      unit: UNIT,
      lives: 'elsewhere',
      words: { insufficient: /insufficient|reduce-only/, duplicate: /duplicate client order id/, nothingToReduce: /reduce-only/ },
    },
    exchange: {
      markets: [
        {
          symbol: PAIR,
          kind: 'spot',
          base: 'BTC',
          quote: 'USD',
          tickSize: decimal('0.001'),
          stepSize: decimal('0.01'),
          qtyMin: decimal('0.01'),
          notionalMin: decimal('1'),
        },
        {
          symbol: SHARE,
          kind: 'margin',
          base: SHARE,
          quote: 'USD',
          tickSize: decimal('0.01'),
          stepSize: decimal('0.000000001'),
          qtyMin: decimal('0.000000001'),
          notionalMin: decimal('0'),
        },
      ],
      feeRate: decimal('0'),
      feeIn: 'quote',
      spreadTicks: 1,
      oco: true,
      stopsHoldQuantity: true,
      flips: false,
      stopThrough: 'triggers',
      clientIds: 'ever',
    },
    engineSymbols: { [SPOT]: PAIR, [SWAP]: SHARE },
    names: { symbols: { [SPOT]: PAIR, [SWAP]: SHARE }, currencies: { USDT: 'USD' }, unit: decimal(UNIT) },
    front(exchange) {
      made = createAlpacaFront(exchange, witness);
      return made;
    },
    adapter: ({ account, httpUrl, wsUrl, clock, log }) =>
      createAlpacaBroker({
        account,
        mode: 'sandbox',
        clock,
        log,
        ...ALPACA_KEYS,
        paper: true,
        baseUrl: httpUrl,
        dataUrl: httpUrl,
        streamUrl: `${wsUrl}/stream`,
      }),
  };
}
