// A contract ends while it is held, through the whole house, at a venue over HTTP: what people read, and that nothing is sent for it any more.

import { afterEach, expect, it } from 'vitest';
import { BINANCE_DATED, DATED } from '../venues/dated-venues.ts';
import { KEYS } from '../venues/binance-words.ts';
import { createExchange, type Exchange } from '../venues/exchange.ts';
import { type Front, openHttpVenue } from '../venues/http-venue.ts';
import { House } from './house.ts';

const ENGINE = 'BTCUSDT_260327';
/** Ten minutes before it ends. */
const BEFORE = Date.UTC(2026, 2, 27, 7, 50);
const SETTLED = 'settlement_autoclose-1';
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** From its end on the venue knows nothing of it. */
function ending(front: Front, hasEnded: () => boolean): Front {
  return {
    ...front,
    answer(request) {
      if (!hasEnded()) return front.answer(request);
      const asked = `${request.rawQuery}&${request.body}`;
      if (asked.includes(ENGINE)) return { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } };
      const reply = front.answer(request);
      if (!request.path.endsWith('exchangeInfo')) return reply;
      const list = reply.body as { readonly symbols: readonly { readonly symbol: string }[] };
      return { ...reply, body: { ...list, symbols: list.symbols.filter(({ symbol }) => symbol !== ENGINE) } };
    },
  };
}

interface Ground {
  readonly h: House;
  readonly exchange: Exchange;
  /** It is eight o'clock: the venue takes the orders away and settles the position. */
  readonly end: () => void;
}

async function open(): Promise<Ground> {
  let house: House | null = null;
  let hasEnded = false;
  const exchange = createExchange({
    ...BINANCE_DATED.exchange,
    balances: { USDT: '100000' },
    liquidityPerStep: null,
    now: () => house?.clock.now() ?? BEFORE,
  });
  exchange.movePrice(ENGINE, '200');
  const server = await openHttpVenue(ending(BINANCE_DATED.front(exchange), () => hasEnded));
  const { httpUrl, wsUrl } = server;
  const v1 = `${httpUrl}/fapi/v1`;
  const api = {
    fapiPublic: v1,
    fapiPrivate: v1,
    fapiPrivateV2: `${httpUrl}/fapi/v2`,
    fapiPrivateV3: `${httpUrl}/fapi/v3`,
    sapi: `${httpUrl}/sapi/v1`,
    public: `${httpUrl}/api/v3`,
    private: `${httpUrl}/api/v3`,
    ws: { future: `${wsUrl}/ws` },
  };
  house = await House.open({
    firstMoment: BEFORE,
    configYaml: `
accounts: { crypto: { broker: ccxt, exchange: binance, market: future, ccxt: { urls: ${JSON.stringify({ api })} } } }
strategies: { default: { account: crypto, max_notional: 100000, approval: auto, symbols: { BTCUSDT_260327: "${DATED}" } } }
`,
    env: { CRYPTO_API_KEY: KEYS.apiKey, CRYPTO_API_SECRET: KEYS.secret },
  });
  const h = house;
  closers.push(async () => {
    await server.close();
    await h.close();
  });
  const end = (): void => {
    for (const { id } of exchange.openOrders()) exchange.expire(id);
    const [held] = exchange.ledger.positions();
    if (held !== undefined) exchange.place({ clientId: SETTLED, symbol: ENGINE, side: 'sell', kind: 'market', qty: held.qty });
    hasEnded = true;
  };
  return { h, exchange, end };
}

const SENT = (exchange: Exchange): number => exchange.orders().filter(({ clientId }) => clientId !== SETTLED).length;

it('the books follow a contract that ends, its stop is not said to stand, and it is neither entered nor left any more', async () => {
  const { h, exchange, end } = await open();
  await h.inState(await h.alert('BUY BTCUSDT_260327 qty=2 sl=190 tp=220'), 'completed');
  await h.message('Stop-loss 190 in place');
  expect(exchange.openOrders()).toHaveLength(2);
  await h.clock.advance(600_000);
  end();
  const told = await h.message(`${DATED}: less is there than the books said`, '2 BTC written off: crypto has 0; no result is counted');
  expect(told.text).toContain('the contract has ended, and the venue has settled it');
  const card = await h.message('BUY 2 BTC/USDT:USDT-260327', 'Nothing of it is held any more');
  expect(card.text).not.toContain('in place');
  await h.inState(await h.alert('CLOSE BTCUSDT_260327'), 'completed');
  // its last price is old by then
  await h.clock.advance(60_000);
  const { body } = await h.client.alert('BUY BTCUSDT_260327 qty=1');
  expect(body).toMatchObject({ code: 'UNKNOWN_SYMBOL', error: expect.stringContaining(`${DATED} ended on 2026-03-27`) });
  await h.message(`${DATED} ended on 2026-03-27: nothing of it can be traded any more`);
  expect(SENT(exchange)).toBe(3);
}, 60_000);

it('what had no stop is said to be settled, and a close writes it off instead of being repeated', async () => {
  const { h, exchange, end } = await open();
  await h.inState(await h.alert('BUY BTCUSDT_260327 qty=2'), 'completed');
  await h.clock.advance(600_000);
  end();
  const card = await h.message(`${DATED} has ended`, 'It ended on 2026-03-27', 'the venue has settled the 2 that the books still have');
  expect(card.text).toContain('not in the results here');
  await h.alert('CLOSE BTCUSDT_260327');
  await h.message('2 BTC written off: crypto has 0');
  expect(SENT(exchange)).toBe(1);
}, 60_000);

it('one that ended while nobody was there is over, with its orders, after the start', async () => {
  const { h, exchange, end } = await open();
  await h.inState(await h.alert('BUY BTCUSDT_260327 qty=2 sl=190'), 'completed');
  await h.message('Stop-loss 190 in place');
  await h.stop();
  await h.clock.advance(86_400_000);
  end();
  await h.start();
  await h.message('2 BTC written off: crypto has 0');
  await h.client.say('/orders');
  await h.message('stop at 190', 'Expired, nothing filled');
  expect(SENT(exchange)).toBe(2);
}, 60_000);
