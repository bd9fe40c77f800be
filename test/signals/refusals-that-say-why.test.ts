// What a refusal says: the field or the word that is in the way, and what to write instead.

import { describe, expect, it } from 'vitest';
import { readAlert, readFields } from './read-alert.ts';

describe('a refusal names what the alert says of itself', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ entry: false }, '"entry" is off: the alert itself says that nothing is to be entered.'],
    [{ bar: { closed: false } }, '"bar.closed" says that the bar is still open or the signal unconfirmed: it may vanish.'],
    [{ tif: 'good till friday' }, '"tif": "good till friday" is no time in force that is kept.'],
    [{ entry_price: 60_000, close_price: 66_000 }, '"close_price" says that this is a report of something that happened, not an order.'],
  ])('%j', (fields, message) => expect(readFields({ quantity: 1, ...fields }).refusal?.message).toBe(message));

  it.each([
    ['LONG BTCUSDT → 66000', 'An arrow points at a number: it may be the entry, the target, or how far the market has gone.'],
    ['paper-trading\nlong BTCUSDT q=0.1', 'The word in front says that this is a trial (paper, demo, test), and nothing is to be entered.'],
    [
      '{"code":"Enter-Long","pair":"LTCUSDT","amountPerTradeType":"quote","amountPerTrade":90,"stopLoss":{"priceDeviation":1.5}}',
      '"priceDeviation": 1.5 may be percent or a fraction of 1.',
    ],
    [
      '{"symbol":"LTC_USDT","triggerPrice":"80","triggerType":1,"side":1,"vol":1,"openType":1,"executeCycle":1,"orderType":5,"trend":1}',
      'A trigger order of MEXC waits for its price for 24 hours or 7 days, and is not placed here.',
    ],
    ['BUY NIFTY 24500 CE\nEntry 120\nSL 90', 'NIFTY 24500 CE is an option, and the alert has no expiry: which contract is meant is open.'],
    [
      'SELL FINNIFTY 23500 PE 26NOV @ 85',
      'FINNIFTY 23500 PE is an option, and the alert has its expiry in words: which contract is meant is open.',
    ],
  ])('%s', (text, message) => expect(readAlert(text).refusal?.message).toBe(message));

  it('an option in words is told how it is written', () =>
    expect(readAlert('BUY BANKNIFTY 29DEC26 52000 PE @ 210').refusal?.remedy).toContain('NFO:BANKNIFTY-2026-12-29-52000-PE'));
});
