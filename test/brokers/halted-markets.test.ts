// A market that its venue stops trading while something is held there, over HTTP: what is held and what stands there is seen as before,
// it can be left as far as the venue lets it, and nothing is opened.

import { describe, expect, it } from 'vitest';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { type CcxtSpec, impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import type { Front, VenueReply } from '../venues/http-venue.ts';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { lookUp, position, refusal, SPOT, submit, SWAP } from './broker-harness.ts';

/** How each venue writes that a market is traded, and that it is not. */
const WORDS: readonly (readonly [traded: string, halted: string])[] = [
  ['"status":"TRADING"', '"status":"BREAK"'],
  ['"status":"Trading"', '"status":"Closed"'],
  ['"state":"live"', '"state":"suspend"'],
  ['"status":"online"', '"status":"maintenance"'],
];

const halted = (reply: VenueReply): VenueReply => {
  const text = WORDS.reduce((body, [from, to]) => body.replaceAll(from, to), JSON.stringify(reply.body));
  return { ...reply, body: JSON.parse(text) };
};
const LIST = /exchangeInfo|instruments-info|public\/instruments|AssetPairs/;

function haltable(spec: CcxtSpec, market: { isHalted: boolean }): RemoteSpec {
  const wrapped = (front: Front): Front => ({
    ...front,
    answer: (request) => (market.isHalted && LIST.test(request.path) ? halted(front.answer(request)) : front.answer(request)),
  });
  return { ...impatient(spec), front: (exchange) => wrapped(spec.front(exchange)) };
}

/** The list of markets is asked for again. */
async function reload(venue: RemoteHarness): Promise<void> {
  await venue.clock.advance(601_000);
  expect((await venue.broker().price('NEW/USDT', null)).type).toBe('unknown_symbol');
}

describe.each([
  ['Binance spot', BINANCE_SPOT, SPOT],
  ['Binance USD-M', BINANCE_USDM, SWAP],
  ['Bybit', BYBIT, SWAP],
  ['OKX', OKX, SWAP],
  ['Kraken', KRAKEN, SPOT],
])('%s', (_name, spec, symbol) => {
  it('a halted market shows what is held, its orders and its fills, refuses entries, and lets exits go', async () => {
    const market = { isHalted: false };
    const venue = await remoteHarness(haltable(spec, market))({ balances: { USDT: '10000' }, liquidityPerStep: null });
    try {
      await venue.movePrice(symbol, '100');
      await submit(venue, { symbol, side: 'buy', qty: '2' });
      const target = await submit(venue, { symbol, side: 'sell', qty: '1', limit: '105', reduceOnly: true });
      market.isHalted = true;
      await reload(venue);
      expect(await position(venue, symbol)).toBe('2');
      const open = await venue.broker().openOrders();
      expect(open.type === 'ok' ? open.orders.map(({ orderId }) => orderId) : open).toEqual([target.id]);
      expect(await refusal(venue, { symbol, side: 'buy', qty: '1' })).toContain('does not trade');
      await venue.movePrice(symbol, '106');
      expect(await lookUp(venue, target)).toMatchObject({ status: 'filled', fills: [{ qty: '1' }] });
      const exit = await submit(venue, { symbol, side: 'sell', qty: '1', reduceOnly: true });
      expect((await lookUp(venue, exit)).status).toBe('filled');
      expect(await position(venue, symbol)).toBe('0');
    } finally {
      await venue.close();
    }
  });
});
