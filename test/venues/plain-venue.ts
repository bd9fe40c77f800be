// Owns: the plain venue as the suites want it: spot and a perpetual, everything that a venue may be able to do.

import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { PAPER_NATURE } from '../brokers/venue-nature.ts';
import type { ListedMarket } from './exchange-order.ts';
import { createPlainAdapter, type Flaw } from './plain-adapter.ts';
import { createPlainFront } from './plain-front.ts';
import type { RemoteSpec } from './remote-harness.ts';

const market = (symbol: string, kind: ListedMarket['kind']): ListedMarket => ({
  symbol,
  kind,
  base: 'BTC',
  quote: 'USDT',
  tickSize: decimal('0.001'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
  notionalMin: decimal('5'),
});

export const plainVenue = (flaw: Flaw = 'none'): RemoteSpec => ({
  nature: {
    ...PAPER_NATURE,
    lives: 'elsewhere',
    words: { insufficient: /insufficient balance/, duplicate: /duplicate/, nothingToReduce: /reduce-only|insufficient/ },
  },
  exchange: {
    markets: [market(SPOT, 'spot'), market(SWAP, 'margin')],
    feeRate: decimal('0.0005'),
    feeIn: 'quote',
    spreadTicks: 1,
    oco: true,
    stopsHoldQuantity: false,
    flips: true,
    stopThrough: 'triggers',
    clientIds: 'ever',
  },
  engineSymbols: { [SPOT]: SPOT, [SWAP]: SWAP },
  names: null,
  front: createPlainFront,
  adapter: async (parts) => createPlainAdapter(parts, flaw),
});
