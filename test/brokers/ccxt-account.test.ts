// What an account at a ccxt exchange is asked beside its orders: leverage only where somebody asked for it, what doctor sees,
// what errors mean, ids there and back, abilities without a request.

import { describe, expect, test } from 'vitest';
import { ccxtTraits, createCcxtBroker } from '../../src/brokers/ccxt/ccxt-broker.ts';
import { classifyError, noteEnvelope } from '../../src/brokers/ccxt/wire/classify-error.ts';
import { fromClientId, toClientId } from '../../src/brokers/ccxt/orders/client-id.ts';
import { wrongEnvelope } from '../../src/brokers/ccxt/wire/check-envelope.ts';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { keepHere } from '../../src/brokers/ccxt/wire/keep-here.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { createPositionModes } from '../../src/brokers/ccxt/account/position-mode.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createFakeClock } from '../fake-clock.ts';
import { until } from '../until.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { newOrderId, SPOT, submit, SWAP } from './broker-harness.ts';

async function withVenue(spec: RemoteSpec, run: (venue: RemoteHarness) => Promise<void>): Promise<void> {
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    await run(venue);
  } finally {
    await venue.close();
  }
}

const paths = (venue: RemoteHarness): readonly string[] => venue.server.attempts.map(({ path }) => path);

describe('leverage', () => {
  test('is set before an entry that asks for it; that it is so already is no failure; nobody else sets it', () =>
    withVenue(BYBIT, async (venue) => {
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
      expect(paths(venue)).not.toContain('/v5/position/set-leverage');
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', terms: { leverage: decimal('5') } });
      const asked = paths(venue);
      expect(asked.indexOf('/v5/position/set-leverage')).toBeGreaterThan(asked.indexOf('/v5/order/create'));
      expect(asked.lastIndexOf('/v5/order/create')).toBeGreaterThan(asked.indexOf('/v5/position/set-leverage'));
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '1', terms: { leverage: decimal('5') } });
      await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', reduceOnly: true, terms: { leverage: decimal('9') } });
      expect(paths(venue).filter((path) => path === '/v5/position/set-leverage')).toHaveLength(1);
    }));
});

describe('prices', () => {
  test('come by the stream until it is stopped, and again after it was down', () =>
    withVenue(BINANCE_SPOT, async (venue) => {
      const heard: string[] = [];
      await venue.broker().price(SPOT, null);
      const stop = venue.broker().watch(SPOT, ({ last }) => heard.push(last));
      const subscribed = () => until('the subscription', () => venue.server.sockets().some(({ data }) => data.has('streams')));
      await subscribed();
      await venue.movePrice(SPOT, '101');
      expect(heard).toEqual(['101']);
      venue.server.stream.down();
      await venue.server.quiet();
      venue.server.stream.up();
      await venue.clock.advance(5_000);
      await subscribed();
      await venue.movePrice(SPOT, '102');
      expect(heard).toEqual(['101', '102']);
      stop();
      await venue.movePrice(SPOT, '103');
      expect(heard).toEqual(['101', '102']);
    }));
});

describe('the list of markets', () => {
  test.each(['other', 'price', 'read'] as const)('that is lost at the start is asked for again (%s)', (kind) =>
    withVenue(BINANCE_SPOT, async (venue) => {
      venue.server.plan.always([kind], { type: 'cut_before' });
      await venue.restart();
      await venue.broker().price(SPOT, null);
      venue.server.plan.clear();
      expect((await venue.broker().price(SPOT, null)).type).toBe('priced');
      await submit(venue, { side: 'buy', qty: '1' });
    }),
  );

  test('that is lost when a new symbol is looked for leaves the ones that are known', () =>
    withVenue(BINANCE_SPOT, async (venue) => {
      await venue.clock.advance(700_000);
      venue.server.plan.always(['other'], { type: 'cut_before' });
      expect((await venue.broker().price('NEW/USDT', null)).type).toBe('unavailable');
      await submit(venue, { side: 'buy', qty: '1' });
      venue.server.plan.clear();
      expect((await venue.broker().price('NEW/USDT', null)).type).toBe('unknown_symbol');
    }));
});

describe('an account that counts as a sandbox by its urls', () => {
  test('opens no websocket anywhere else, whichever of its addresses was forgotten', async () => {
    const exchange = makeExchange(await requireExchange('kraken'), {
      market: 'spot',
      sandbox: false,
      credentials: { apiKey: 'k', secret: 's' },
      ccxt: { urls: { api: { public: 'http://127.0.0.1:1', private: 'http://127.0.0.1:1' } } },
    });
    keepHere(exchange);
    exchange.setMarkets([
      { id: 'XBTUSD', symbol: 'BTC/USD', base: 'BTC', quote: 'USD', spot: true, type: 'spot', info: { wsname: 'XBT/USD' } },
    ]);
    await exchange.loadHttpProxyAgent();
    await expect(exchange.watchTicker('BTC/USD', {})).rejects.toThrow('ws.kraken.com is not this machine');
  });
});

describe('hedge mode', () => {
  test('is seen in the sides of positions, and an order names its side from then on', async () => {
    const position = (positionIdx: number, side: string) => ({
      symbol: SWAP,
      side,
      contracts: 0,
      info: { positionIdx: String(positionIdx) },
    });
    const modesOf = (positions: readonly unknown[]) =>
      createPositionModes({
        exchange: { id: 'bybit', has: { fetchPositions: true }, fetchPositions: () => Promise.resolve(positions) },
        gate: { market: 'swap' },
      } as unknown as Connection);
    expect(await modesOf([position(1, 'long'), position(2, 'short')]).isHedged(SWAP)).toBe(true);
    const oneWay = modesOf([position(0, 'long')]);
    expect(await oneWay.isHedged(SWAP)).toBe(false);
    expect(oneWay.doubt('position idx not match position mode')).toBe(true);
    expect(oneWay.doubt('ab not enough for new order')).toBe(false);
  });
});

describe('what doctor sees', () => {
  test.each([
    ['bybit', BYBIT],
    ['okx', OKX],
  ])('%s: keys, permissions, clock, position mode and abilities', (_name, spec) =>
    withVenue(spec, async (venue) => {
      const findings = new Map((await venue.broker().examine()).map((finding) => [finding.check, finding]));
      expect(findings.get('keys')?.state).toBe('ok');
      expect(findings.get('permissions')?.state).toBe('ok');
      expect(findings.get('position mode')?.detail).toContain('one-way');
      expect(findings.get('abilities')?.detail).toContain('stop_limit');
      // the clock of the test stands in January
      expect(findings.get('clock')).toMatchObject({ state: 'failed', remedy: expect.stringContaining('NTP') });
    }),
  );

  test('a venue that does not answer is unknown, not a wrong key', () =>
    withVenue(OKX, async (venue) => {
      venue.server.plan.always(['read'], { type: 'cut_before' });
      const findings = await venue.broker().examine();
      expect(findings.find(({ check }) => check === 'keys')?.state).toBe('unknown');
    }));
});

class BaseError extends Error {}
class ExchangeError extends BaseError {}
class InvalidOrder extends ExchangeError {}
class OperationFailed extends BaseError {}
class NetworkError extends OperationFailed {}
class RateLimitExceeded extends NetworkError {}
class InvalidNonce extends NetworkError {}
class RequestTimeout extends NetworkError {}

describe('errors', () => {
  test('a refusal is one; what was turned away or never connected is nothing; everything else is in doubt', () => {
    expect(classifyError(new InvalidOrder('price is off the tick')).type).toBe('rejected');
    expect(classifyError(new RateLimitExceeded('too many')).type).toBe('unavailable');
    expect(classifyError(new InvalidNonce('the clock')).type).toBe('unavailable');
    expect(classifyError(new NetworkError('fetch failed: connect ECONNREFUSED 127.0.0.1:1')).type).toBe('unavailable');
    expect(classifyError(new NetworkError('fetch failed: read ECONNRESET')).type).toBe('ambiguous');
    expect(classifyError(new RequestTimeout('timed out')).type).toBe('ambiguous');
    expect(classifyError(new OperationFailed('-1006 execution status unknown')).type).toBe('ambiguous');
    expect(classifyError(new TypeError('undefined is not an object')).type).toBe('ambiguous');
  });

  test('a refusal with a status of 500 and above, or in the words of a venue that does not know, is in doubt', () => {
    const refusal = new ExchangeError('something');
    noteEnvelope(refusal, { httpStatus: 502, retryAfterMs: null, isWordless: false });
    expect(classifyError(refusal).type).toBe('ambiguous');
    expect(classifyError(new ExchangeError('{"retCode":10016,"retMsg":"Internal System Error."}')).type).toBe('ambiguous');
  });

  test('what is no answer of the venue is not read as an empty one', () => {
    expect(wrongEnvelope('bybit', 'https://api.bybit.com/v5/order/realtime', { hello: 'world' })).not.toBeNull();
    expect(wrongEnvelope('binance', 'https://api.binance.com/api/v3/openOrders?x=1', { hello: 'world' })).not.toBeNull();
    expect(wrongEnvelope('kraken', 'https://api.kraken.com/0/private/OpenOrders', '<html>')).not.toBeNull();
    expect(wrongEnvelope('binance', 'https://api.binance.com/api/v3/openOrders?x=1', [])).toBeNull();
  });
});

test('no two requests to Kraken carry the same nonce', () =>
  withVenue(KRAKEN, async (venue) => {
    await Promise.all(Array.from({ length: 20 }, () => venue.broker().balances()));
    const nonces = venue.server.attempts.flatMap(({ body }) => new URLSearchParams(body).get('nonce') ?? []);
    expect(nonces.length).toBeGreaterThanOrEqual(20);
    expect(new Set(nonces).size).toBe(nonces.length);
  }));

describe('ids', () => {
  test('our id comes back from every form, and nothing else does', () => {
    for (const exchange of ['binance', 'gate', 'hyperliquid', 'kraken', 'okx']) {
      const id = newOrderId();
      const written = toClientId(exchange, 'spot', id);
      expect(fromClientId(exchange, written)).toBe(id);
      expect(written.length).toBeLessThanOrEqual(36);
    }
    expect(toClientId('gate', 'swap', newOrderId())).toMatch(/^t-[A-Za-z0-9_-]{1,26}$/);
    const id = newOrderId();
    const uuid = `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
    expect(fromClientId('kraken', uuid)).toBe(id);
    for (const foreign of ['web_12', 'x-TKT5PX2F123', 't-short', '', 'android_1', null]) expect(fromClientId('gate', foreign)).toBeNull();
  });
});

describe('abilities, without a request', () => {
  test('stops, trailing stops and changes in place are only promised where they were seen', async () => {
    expect((await ccxtTraits('binance', 'swap')).orderTypes).toContain('trailing_stop');
    expect((await ccxtTraits('bybit', 'swap')).orderTypes).not.toContain('trailing_stop');
    expect(await ccxtTraits('mexc', 'spot')).toMatchObject({ nativeStops: false, reduceOnly: false });
    expect(await ccxtTraits('coinbase', 'spot')).toMatchObject({ nativeStops: false });
    expect(await ccxtTraits('hyperliquid', 'spot')).toMatchObject({ nativeStops: false, orderTypes: ['market', 'limit'] });
    expect(await ccxtTraits('kraken', 'spot')).toMatchObject({
      nativeStops: true,
      modify: true,
      oco: false,
      timesInForce: ['gtc', 'ioc', 'fok'],
    });
    await expect(ccxtTraits('no-such', 'spot')).rejects.toThrow('no-such');
  });

  test('a sandbox that ccxt does not have is refused with what to do, not opened on the live venue', async () => {
    const options = {
      account: accountName('one'),
      mode: 'sandbox',
      exchange: 'kraken',
      market: 'spot',
      sandbox: true,
      quoteCurrency: 'USDT',
      credentials: { apiKey: 'a', secret: 'b' },
      ccxt: {},
      clock: createFakeClock(),
      log: () => undefined,
    } as const;
    await expect(createCcxtBroker(options)).rejects.toThrow('kraken has no sandbox');
  });
});
