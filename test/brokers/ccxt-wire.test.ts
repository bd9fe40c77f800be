// What ccxt would send for every order type at eighteen exchanges, spot and contracts, is what was meant, or the order is
// refused before it is sent. Nothing is sent here: both proxies at once stop each request between signing and the wire.

import { describe, expect, test } from 'vitest';
import { type Gate, gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { toClientId } from '../../src/brokers/ccxt/orders/client-id.ts';
import type { Exchange } from '../../src/brokers/ccxt/wire/exchange.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { createMarkets, type Listed } from '../../src/brokers/ccxt/markets/markets.ts';
import { type Plan, planOrder, type Standing } from '../../src/brokers/ccxt/orders/plan-order.ts';
import { muzzle, rehearse, requestTextOf } from '../../src/brokers/ccxt/orders/rehearse-order.ts';
import { type Decimal, decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import { type OrderTerms, type OrderType, USUAL_TERMS } from '../../src/core/model/order-terms.ts';
import { createFakeClock } from '../fake-clock.ts';
import { newOrderId } from './broker-harness.ts';
import { WIRE_EXCHANGES, wireMarket } from './ccxt-wire-markets.ts';

const TYPES: readonly OrderType[] = ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'];
const KINDS = ['spot', 'swap'] as const;
const ONE_WAY: Standing = { hedged: false, marginMode: null, taking: decimal('50000') };

interface Wire {
  readonly exchange: Exchange;
  readonly gate: Gate;
  readonly listed: Listed;
}

/** Keys that sign; wallets sign with a private key. */
function credentialsOf(exchange: string) {
  if (exchange === 'hyperliquid') return { apiKey: `0x${'1'.repeat(40)}`, secret: `0x${'2'.repeat(64)}` };
  const secret = exchange === 'backpack' ? Buffer.alloc(32, 7).toString('base64') : 'c2VjcmV0';
  return { apiKey: 'key', secret, password: 'word' };
}

async function wireOf(exchangeId: string, market: 'spot' | 'swap'): Promise<Wire | null> {
  const described = wireMarket(exchangeId, market);
  if (described === null) return null;
  const Class = await requireExchange(exchangeId);
  // answers that an account gives once, before its first order
  const learned = { uid: '1', options: { uta: false, accounts: [{ id: '1', type: 'spot' }] }, accounts: [{ id: '1', type: 'spot' }] };
  const exchange = muzzle(makeExchange(Class, { market, sandbox: false, credentials: credentialsOf(exchangeId), ccxt: learned }));
  exchange.setMarkets([described]);
  const listed = createMarkets(exchange, market, createFakeClock()).known(String(described['symbol']));
  if (listed === null) throw new Error(`${exchangeId} ${market} is not listed`);
  return { exchange, gate: gateOf(exchange, market), listed };
}

interface Ask {
  readonly type: OrderType;
  readonly side: 'buy' | 'sell';
  readonly reduceOnly?: boolean;
  readonly qty?: string;
  readonly terms?: Partial<OrderTerms>;
}

const requestOf = ({ instrument }: Listed, { type, side, reduceOnly = false, qty = '0.02', terms = {} }: Ask): OrderRequest => ({
  id: newOrderId(),
  account: accountName('wire'),
  instrument,
  side,
  type,
  qty: decimal(qty),
  limitPrice: type === 'limit' || type === 'stop_limit' ? decimal('50000') : null,
  stopPrice: type === 'stop' || type === 'stop_limit' ? decimal('51000') : null,
  trail: type === 'trailing_stop' ? { percent: decimal('1.5') } : null,
  terms: { ...USUAL_TERMS, ...terms },
  reduceOnly,
  ocoGroup: null,
});

/** What would be sent, or null where it is refused. */
async function sent(
  { exchange, gate, listed }: Wire,
  request: OrderRequest,
  standing = ONE_WAY,
): Promise<{ text: string; plan: Plan } | null> {
  const planned = planOrder(gate, listed, request, standing);
  if (planned.type === 'refused') return null;
  if ((await rehearse(exchange, planned.plan)).type === 'refused') return null;
  const outcome = await requestTextOf(exchange, planned.plan);
  if ('error' in outcome) throw outcome.error;
  return { text: outcome.text, plan: planned.plan };
}

/** In the words of the venues' documents, not in those of the code: how each of them writes a stop, and a trailing stop. */
const STOPS: Readonly<Record<string, RegExp>> = {
  binance: /type=STOP_LOSS|algoType=CONDITIONAL.*|type=STOP(?:_MARKET)?&.*algoType=CONDITIONAL/,
  bybit: /"orderFilter":"StopOrder"|"triggerDirection":[12]/,
  okx: /"ordType":"trigger".*"triggerPx":"51000"/,
  kraken: /ordertype=stop-loss/,
  krakenfutures: /orderType=stp/,
  kucoin: /"stop":"(?:up|down)"/,
  bitget: /place-plan-order /,
  gate: /price_orders /,
  mexc: /planorder\/place /,
  coinbase: /stop_limit_stop_limit_gtc/,
  hyperliquid: /"triggerPx":"51000","tpsl":"sl"/,
  htx: /\/algo\/order|orderTriggerType|"sl_trigger_price"|-stop-limit|algo-orders/,
  bingx: /type=(?:TRIGGER|STOP)/,
  cryptocom: /"type":"STOP_|"order_type":"STOP|STOP_LOSS|STOP_LIMIT/,
  alpaca: /"type":"stop/,
  bitfinex: /"type":"EXCHANGE STOP/,
  deribit: /type=stop_(?:market|limit)&.*trigger=last_price/,
};
const TRAILS: Readonly<Record<string, RegExp>> = {
  binance: /type=TRAILING_STOP_MARKET/,
  okx: /"ordType":"move_order_stop".*"callbackRatio":"0\.015"/,
  kraken: /"ordertype":"trailing-stop".*"price":"\+1\.5%"/,
  htx: /callback_rate/,
  bingx: /type=TRAILING/,
  deribit: /type=trailing_stop&.*trigger_offset=/,
};

describe.each(WIRE_EXCHANGES)('%s', (exchangeId) => {
  test.each(KINDS)('%s orders carry what was meant, or are refused', { timeout: 30_000 }, async (market) => {
    const wire = await wireOf(exchangeId, market);
    if (wire === null) return expect(exchangeId).toMatch(/^(?:kraken|krakenfutures|alpaca|bitfinex|backpack)$/);
    let count = 0;
    for (const type of TYPES) {
      for (const side of ['buy', 'sell'] as const) {
        for (const reduceOnly of market === 'spot' ? [false] : [false, true]) {
          const request = requestOf(wire.listed, { type, side, reduceOnly });
          const out = await sent(wire, request);
          if (out === null) continue;
          count += 1;
          expect(out.text.toLowerCase(), `${type} ${side}`).toContain(toClientId(exchangeId, market, request.id).toLowerCase());
          if (type === 'stop' || type === 'stop_limit') {
            expect(out.text).toMatch(STOPS[exchangeId] ?? /(?!)/);
            expect(out.text).toContain('51000');
          }
          if (type === 'trailing_stop') expect(out.text).toMatch(TRAILS[exchangeId] ?? /(?!)/);
          if (type === 'limit' || type === 'stop_limit') expect(out.text).toContain('50000');
          expect(out.text).not.toMatch(/\d[eE]-\d/);
        }
      }
    }
    expect(count).toBeGreaterThanOrEqual(4);
  });
});

describe('protective orders', () => {
  test('a parameter that went through untranslated is refused: no plain order in place of a protective one', async () => {
    const wire = await wireOf('mexc', 'spot');
    const coinbase = await wireOf('coinbase', 'swap');
    if (wire === null || coinbase === null) throw new Error('not listed');
    const bare = {
      symbol: 'BTC/USDT',
      type: 'market',
      side: 'sell',
      amount: '0.02',
      price: undefined,
      hasTrigger: true,
      standing: ONE_WAY,
      clientId: 'x1',
    } as const;
    for (const protection of [{ stopLossPrice: '51000' }, { triggerPrice: '51000' }, { trailingPercent: '1.5' }]) {
      const params = { ...protection, clientOrderId: 'x1' };
      const plain = await requestTextOf(wire.exchange, { ...bare, params });
      expect('text' in plain && plain.text).toContain('type=MARKET');
      expect((await rehearse(wire.exchange, { ...bare, params })).type).toBe('refused');
    }
    const closes = { ...bare, symbol: 'BTC/USDT:USDT', params: { client_order_id: 'x1', stopLossPrice: '51000', reduceOnly: true } };
    const raw = await requestTextOf(coinbase.exchange, closes);
    expect('text' in raw && raw.text).toContain('close_position');
    expect((await rehearse(coinbase.exchange, closes)).type).toBe('refused');
  });

  test.each(['kraken', 'mexc', 'bybit', 'krakenfutures', 'bitget', 'kucoin', 'hyperliquid', 'coinbase', 'gate', 'alpaca'])(
    '%s: a trailing stop that it would take for a market order is refused',
    async (exchangeId) => {
      for (const market of KINDS) {
        const wire = await wireOf(exchangeId, market);
        if (wire === null) continue;
        const out = await sent(wire, requestOf(wire.listed, { type: 'trailing_stop', side: 'sell' }));
        if (exchangeId === 'kraken') expect(out?.text).toContain('trailing-stop');
        else expect(out).toBeNull();
      }
    },
  );

  test('a stop goes up for a buy and down for a sell, for entries and exits alike', async () => {
    const directions: readonly (readonly [string, RegExp, RegExp])[] = [
      ['bybit', /"triggerDirection":1/, /"triggerDirection":2/],
      ['gate', /"rule":1/, /"rule":2/],
      ['kucoin', /"stop":"up"/, /"stop":"down"/],
      ['coinbase', /STOP_DIRECTION_STOP_UP/, /STOP_DIRECTION_STOP_DOWN/],
    ];
    for (const [exchangeId, up, down] of directions) {
      const wire = await wireOf(exchangeId, 'swap');
      if (wire === null) throw new Error(exchangeId);
      for (const reduceOnly of [false, true]) {
        const type = exchangeId === 'coinbase' ? 'stop_limit' : 'stop';
        expect((await sent(wire, requestOf(wire.listed, { type, side: 'buy', reduceOnly })))?.text, exchangeId).toMatch(up);
        expect((await sent(wire, requestOf(wire.listed, { type, side: 'sell', reduceOnly })))?.text, exchangeId).toMatch(down);
      }
    }
  });

  test('a stop at market of OKX stays one: no price of the order becomes its limit', async () => {
    const wire = await wireOf('okx', 'swap');
    if (wire === null) throw new Error('okx');
    const out = await sent(wire, requestOf(wire.listed, { type: 'stop', side: 'sell', reduceOnly: true }));
    expect(out?.text).toMatch(/"orderPx":"-1".*"algoClOrdId":"[0-9a-f]{32}".*"reduceOnly":true/);
  });
});

describe('what else goes with an order', () => {
  const REDUCES: Readonly<Record<string, RegExp>> = {
    binance: /reduceOnly=true/,
    bybit: /"reduceOnly":true/,
    okx: /"reduceOnly":true/,
    krakenfutures: /reduceOnly=true/,
    kucoin: /"reduceOnly":true/,
    bitget: /"reduceOnly":"YES"/,
    gate: /"reduce_only":true/,
    mexc: /"side":4/,
    hyperliquid: /"r":true/,
    bingx: /reduceOnly=true/,
    htx: /"reduce_only":1/,
    deribit: /reduce_only=true/,
  };

  test.each(Object.keys(REDUCES))('%s is told reduce-only of an exit, and only of an exit', async (exchangeId) => {
    const wire = await wireOf(exchangeId, 'swap');
    if (wire === null) throw new Error(exchangeId);
    const pattern = REDUCES[exchangeId] ?? /(?!)/;
    expect((await sent(wire, requestOf(wire.listed, { type: 'market', side: 'sell', reduceOnly: true })))?.text).toMatch(pattern);
    expect((await sent(wire, requestOf(wire.listed, { type: 'market', side: 'sell' })))?.text).not.toMatch(pattern);
  });

  test('where long and short are held apart, the order names its side', async () => {
    const hedged: Standing = { ...ONE_WAY, hedged: true };
    const sides: readonly (readonly [string, RegExp, RegExp])[] = [
      ['binance', /positionSide=LONG/, /positionSide=SHORT/],
      ['bybit', /"positionIdx":1/, /"positionIdx":2/],
      ['okx', /"posSide":"long"/, /"posSide":"short"/],
    ];
    for (const [exchangeId, long, short] of sides) {
      const wire = await wireOf(exchangeId, 'swap');
      if (wire === null) throw new Error(exchangeId);
      for (const type of ['market', 'stop'] as const) {
        const textOf = async (side: 'buy' | 'sell', reduceOnly: boolean) =>
          (await sent(wire, requestOf(wire.listed, { type, side, reduceOnly }), hedged))?.text;
        expect(await textOf('buy', false), exchangeId).toMatch(long);
        expect(await textOf('sell', true), exchangeId).toMatch(long);
        expect(await textOf('sell', false), exchangeId).toMatch(short);
        expect(await textOf('buy', true), exchangeId).toMatch(short);
      }
    }
  });

  test('time in force and post-only are written in the words of the venue', async () => {
    const words: readonly (readonly [string, RegExp, RegExp])[] = [
      ['binance', /timeInForce=IOC/, /type=LIMIT_MAKER/],
      ['bybit', /"timeInForce":"IOC"/, /"timeInForce":"PostOnly"/],
      ['okx', /"ordType":"ioc"/, /"ordType":"post_only"/],
      ['kraken', /timeinforce=IOC/, /oflags=post/],
      ['bitfinex', /"type":"EXCHANGE IOC"/, /"type":"EXCHANGE LIMIT","flags":4096,/],
    ];
    for (const [exchangeId, ioc, post] of words) {
      const wire = await wireOf(exchangeId, 'spot');
      if (wire === null) throw new Error(exchangeId);
      expect((await sent(wire, requestOf(wire.listed, { type: 'limit', side: 'buy', terms: { timeInForce: 'ioc' } })))?.text).toMatch(ioc);
      expect((await sent(wire, requestOf(wire.listed, { type: 'limit', side: 'buy', terms: { postOnly: true } })))?.text).toMatch(post);
      for (const terms of [{ timeInForce: 'day' }, { timeInForce: 'opg' }, { extendedHours: true }] as const)
        expect(await sent(wire, requestOf(wire.listed, { type: 'limit', side: 'buy', terms }))).toBeNull();
    }
  });

  /** In the words of the venues' documents. */
  const TIMES: Readonly<Record<string, RegExp>> = { ioc: /ioc\b|immediate_or_cancel/i, fok: /fok\b|fill_or_kill/i };
  const POSTS =
    /LIMIT_MAKER|-limit-maker|=GTX|PostOnly|post_only(?!":false)|POST_ONLY|ordertype=post|oflags=post|"postOnly":true|"poc"|"Alo"|"type":2,|"flags":4096,/i;

  test.each(WIRE_EXCHANGES)('%s: how long an order lives, and that it only rests, is said or the order is refused', async (exchangeId) => {
    for (const market of KINDS) {
      const wire = await wireOf(exchangeId, market);
      if (wire === null) continue;
      for (const side of ['buy', 'sell'] as const) {
        for (const type of ['limit', 'stop_limit', 'market'] as const) {
          for (const timeInForce of ['ioc', 'fok'] as const) {
            const out = await sent(wire, requestOf(wire.listed, { type, side, terms: { timeInForce } }));
            if (out === null || (type === 'market' && timeInForce === 'ioc')) continue;
            expect(out.text, `${market} ${type} ${timeInForce}`).toMatch(TIMES[timeInForce] ?? /(?!)/);
            // the word that ccxt knows is no word of these contracts: theirs are numbers
            if (exchangeId === 'mexc' && market === 'swap') expect(out.text).not.toContain('timeInForce');
          }
          const post = await sent(wire, requestOf(wire.listed, { type, side, terms: { postOnly: true } }));
          if (post !== null) expect(post.text, `${market} ${type} post-only`).toMatch(POSTS);
        }
      }
    }
  });

  test.each(['krakenfutures', 'okx', 'coinbase', 'hyperliquid', 'mexc'])(
    '%s: a time in force that would be dropped on the way refuses the order',
    async (exchangeId) => {
      const wire = await wireOf(exchangeId, 'swap');
      if (wire === null) throw new Error(exchangeId);
      const type = exchangeId === 'mexc' ? 'limit' : 'stop_limit';
      expect(await sent(wire, requestOf(wire.listed, { type, side: 'buy' }))).not.toBeNull();
      expect(await sent(wire, requestOf(wire.listed, { type, side: 'buy', terms: { timeInForce: 'ioc' } }))).toBeNull();
    },
  );

  test.each(WIRE_EXCHANGES)(
    '%s: an exit is told from an entry in every type of order, also where long and short are apart',
    async (exchangeId) => {
      const wire = await wireOf(exchangeId, 'swap');
      if (wire === null) return;
      const shapeOf = async (ask: Ask, standing: Standing): Promise<string | null> => {
        const request = requestOf(wire.listed, ask);
        const text = (await sent(wire, request, standing))?.text
          .toLowerCase()
          .replaceAll(toClientId(exchangeId, 'swap', request.id).toLowerCase(), '');
        // what differs from request to request: times, signatures
        return text?.replaceAll(/\d{10,}|(?:0x)?[0-9a-f]{32,}|signature[=:][^&"]*|"v":\d+|timestamp=[^&]*/g, '') ?? null;
      };
      for (const hedged of [false, true]) {
        const standing = { ...ONE_WAY, hedged };
        for (const type of TYPES) {
          const [entry, exit] = [
            await shapeOf({ type, side: 'sell' }, standing),
            await shapeOf({ type, side: 'sell', reduceOnly: true }, standing),
          ];
          if (exit === null) continue;
          expect(exit, `${type} hedged ${hedged}`).not.toContain('hedged');
          if (wire.gate.traits.reduceOnly) expect(exit, `${type} hedged ${hedged}`).not.toBe(entry);
          else expect(hedged).toBe(false);
        }
      }
    },
  );

  test('quantities are contracts at venues of contracts, and their digits reach the wire as they are', async () => {
    const okx = await wireOf('okx', 'swap');
    const binance = await wireOf('binance', 'spot');
    if (okx === null || binance === null) throw new Error('not listed');
    expect((await sent(okx, requestOf(okx.listed, { type: 'market', side: 'buy', qty: '0.123' })))?.text).toContain('"sz":"12.3"');
    for (const qty of ['0.00001', '123456789.12345', '0.1']) {
      const out = await sent(binance, requestOf(binance.listed, { type: 'market', side: 'buy', qty }));
      expect(out?.text).toContain(`quantity=${qty}&`);
    }
  });

  test('limits of the market are held by us, since ccxt sends what breaks them', async () => {
    const wire = await wireOf('binance', 'spot');
    if (wire === null) throw new Error('binance');
    const { instrument } = wire.listed;
    const bounded: Listed = { ...wire.listed, instrument: { ...instrument, qtyMax: decimal('10'), notionalMin: decimal('5') } };
    const planned = (qty: string, changed: Partial<OrderRequest> = {}) =>
      planOrder(wire.gate, bounded, { ...requestOf(bounded, { type: 'limit', side: 'buy', qty }), ...changed }, ONE_WAY);
    const reasons: readonly (readonly [ReturnType<typeof planned>, string])[] = [
      [planned('100'), 'above the maximum 10'],
      [planned('0.00001'), 'below the minimum 5'],
      [planned('0.000001'), 'step 0.00001'],
      [planned('0.02', { limitPrice: '50000.05' as Decimal }), 'tick 0.1'],
      [planned('0'), 'quantity 0'],
    ];
    for (const [answer, reason] of reasons) expect(answer).toMatchObject({ type: 'refused', reason: expect.stringContaining(reason) });
    expect(planned('0.02').type).toBe('plan');
  });

  test('nobody is paid for our orders: no broker tags, no builder fee, no approval of one', async () => {
    for (const exchangeId of WIRE_EXCHANGES) {
      for (const market of KINDS) {
        const wire = await wireOf(exchangeId, market);
        if (wire === null) continue;
        const inside = wire.exchange as unknown as {
          sign: (...args: unknown[]) => { headers?: Record<string, string> };
          setHeaders: unknown;
        };
        let headers: Record<string, string> = {};
        const sign = inside.sign.bind(wire.exchange);
        inside.sign = (...args) => {
          const signed = sign(...args);
          headers = signed.headers ?? {};
          return signed;
        };
        expect(await sent(wire, requestOf(wire.listed, { type: 'limit', side: 'buy' })), exchangeId).not.toBeNull();
        for (const type of TYPES) {
          const out = await sent(wire, requestOf(wire.listed, { type, side: 'sell' }));
          if (out === null) continue;
          expect(out.text).not.toMatch(/ccxt|"tag":"\w|"builder":|x-[A-Za-z0-9]{8}|broker_?id/i);
          expect(JSON.stringify(headers), exchangeId).not.toMatch(/ccxt|referer|p4sve|channel-api-code|channel-id|broker-id/i);
        }
      }
    }
  });
});
