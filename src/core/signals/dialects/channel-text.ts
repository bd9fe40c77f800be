// Owns: signals in the free form of channels: `GOLD Buy 2391-2389`, `Short ETHUSDC 5x`, with TP and SL in lines below.

import { decimal } from '../../model/decimal.ts';
import type { Dialect } from './dialect.ts';
import { UNKNOWN_READING } from '../fields/draft-reading.ts';
import { readPostedSignal } from '../texts/read-posted-signal.ts';
import { signalIn } from '../texts/signal-text.ts';
import { cornixIn } from './cornix.ts';
import { orderPairsIn } from './key-value-text.ts';

const NAME = 'channel_text';

export const channelText: Dialect = {
  name: NAME,
  claimsAtMost: 'common',
  claims(body) {
    // names and values through and through are a machine's, whatever the names are
    if (orderPairsIn(body) !== null) return 'no';
    return signalIn(body) !== null && cornixIn(body) === null ? 'common' : 'no';
  },
  read(body) {
    const post = signalIn(body);
    return post === null ? UNKNOWN_READING : readPostedSignal(post, NAME);
  },
  examples: [
    {
      body: '🔥 SILVER Sell 31.2 - 31.5\n✅ TP 30.4\n✅ TP 29.9\n❌ SL 32.1',
      reading: {
        action: 'sell',
        symbol: 'SILVER',
        entries: [{ price: decimal('31.2') }, { price: decimal('31.5') }],
        takeProfits: [{ price: decimal('30.4') }, { price: decimal('29.9') }],
        stopLoss: { price: decimal('32.1') },
      },
    },
    {
      body: 'Long SOLUSDC 3x\nSize: 1.5%\nStop: 131\nTarget: 165',
      reading: {
        action: 'buy',
        positionSide: 'long',
        percent: decimal('1.5'),
        leverage: decimal('3'),
        stopLoss: { price: decimal('131') },
      },
    },
    { body: 'SELL INFY 1480', reading: { action: 'sell', symbol: 'INFY', signalPrice: decimal('1480'), quantity: null, limitPrice: null } },
    { body: 'LTC/USDT Short on futures', reading: { action: 'sell', symbol: 'LTC/USDT', positionSide: 'short', quantity: null } },
  ],
};
