// Owns: the signal text that Cornix reads and writes: a hash-tagged market, entry targets, take-profit targets, stop targets.

import { decimal } from '../../model/decimal.ts';
import { certainWhere } from './dialect.ts';
import { readPostedSignal } from '../texts/read-posted-signal.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import type { SignalText } from '../texts/posted-draft.ts';
import { signalIn } from '../texts/signal-text.ts';

const NAME = 'cornix';
/** What tells its posts from those of everybody else. */
const MARKS =
  /#(?:[A-Z0-9]{2,20}|[A-Z0-9]{1,20}\/[A-Z]{2,8})\b|\b(?:entry targets|take-profit targets|stop targets|signal type|(?:buy|sell) zone)\b/i;

const isMarked = (text: string): boolean => text.length <= 2_000 && MARKS.test(text);
export const cornixIn = (body: ReadableBody): SignalText | null => (body.type === 'text' && isMarked(body.text) ? signalIn(body) : null);

export const cornix = certainWhere(NAME, cornixIn, (post) => readPostedSignal(post, NAME), [
  {
    body: '#LTC/USDT\nSignal Type: Regular (Short)\nLeverage: Cross (5X)\nEntry Targets:\n1) 92.5\n2) 94\nTake-Profit Targets:\n1) 88\n2) 84.5\nStop Targets:\n1) 97',
    reading: {
      action: 'sell',
      symbol: 'LTC/USDT',
      positionSide: 'short',
      leverage: decimal('5'),
      marginMode: 'cross',
      orderType: 'limit',
      limitPrice: decimal('92.5'),
      entries: [{ price: decimal('92.5') }, { price: decimal('94') }],
      takeProfits: [{ price: decimal('88') }, { price: decimal('84.5') }],
      stopLoss: { price: decimal('97') },
    },
  },
  {
    body: '#ADA/USDT LONG\nEntry: 0.44\nTP1: 0.46 (50%)\nTP2: 0.50 (50%)\nSL: 0.41',
    reading: {
      action: 'buy',
      limitPrice: decimal('0.44'),
      entries: [],
      takeProfits: [
        { price: decimal('0.46'), share: decimal('50') },
        { price: decimal('0.5'), share: decimal('50') },
      ],
    },
  },
  {
    body: 'SOL/USDT\nBuy zone 140-150\nSell 165 180\nStop 131',
    reading: { action: 'buy', symbol: 'SOL/USDT', takeProfits: [{ price: decimal('165') }, { price: decimal('180') }] },
  },
]);
