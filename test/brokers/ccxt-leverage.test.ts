// What an alert asks for of leverage and margin reaches the venue in its own words, or the entry is refused; a way out asks for none of it.
// At Gate the mode is part of the leverage, at MEXC both go with each order, at HTX the mode does.

import { describe, expect, test } from 'vitest';
import { gateOf } from '../../src/brokers/ccxt/capability-gate.ts';
import { leverageParams, wayOfMode } from '../../src/brokers/ccxt/orders/leverage-words.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { GATE, HTX_SWAP, MEXC } from '../venues/ccxt-venues.ts';
import { createGateFront } from '../venues/gate-front.ts';
import { createMexcFront } from '../venues/mexc-front.ts';
import type { RemoteHarness, RemoteSpec } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT } from './at-swap.ts';
import { position, refusal, submit, SWAP } from './broker-harness.ts';

const FIVE = { leverage: decimal('5') };
const ISOLATED = { marginMode: 'isolated' } as const;

/** Of each request for a leverage: where, and what was said. */
const asked = ({ server }: RemoteHarness): string[] =>
  server.attempts
    .filter(({ method, path }) => method === 'POST' && /lever/.test(path))
    .map(({ path, body, rawQuery }) => `${path.replace(/^.*\/(?:futures\/usdt|private|v5)\//, '')} ${body === '' ? rawQuery : body}`);
const sent = ({ server }: RemoteHarness): Record<string, unknown> =>
  JSON.parse(server.attempts.findLast(({ kind }) => kind === 'submit')?.body ?? '{}') as Record<string, unknown>;
const mode = async (venue: RemoteHarness): Promise<unknown> =>
  (await venue.broker().examine()).find(({ check }) => check === 'position mode');

describe('Gate', () => {
  test('a leverage alone leaves the margin as it is: a position on cross margin is not put on isolated margin', () =>
    atSwap(GATE, async (venue) => {
      await submit(venue, { ...BUY, terms: FIVE });
      expect(asked(venue)).toEqual(['positions/BTC_USDT/leverage cross_leverage_limit=5&leverage=0']);
      await submit(venue, { ...BUY, terms: { ...FIVE, ...ISOLATED } });
      expect(asked(venue)[1]).toBe('positions/BTC_USDT/leverage leverage=5');
      await submit(venue, EXIT);
      expect(asked(venue)).toHaveLength(2);
    }));

  test('a margin mode without a leverage cannot be told: an entry on the other one is refused, and one on this one is not', () =>
    atSwap(GATE, async (venue) => {
      expect(await refusal(venue, { ...BUY, terms: ISOLATED })).toMatch('together with a leverage');
      await submit(venue, { ...BUY, terms: { marginMode: 'cross' } });
      expect(asked(venue)).toEqual([]);
    }));

  const HEDGED: RemoteSpec = { ...GATE, front: (exchange) => createGateFront(exchange, { hedged: true }) };

  test('long and short held apart are seen before anything is held, and an exit closes the one that is held', () =>
    atSwap(HEDGED, async (venue) => {
      expect(await mode(venue)).toMatchObject({ state: 'ok', detail: expect.stringMatching('hedge mode') as unknown });
      await submit(venue, { ...BUY, side: 'sell', qty: '2' });
      expect(sent(venue)).toMatchObject({ size: -2000 });
      expect(sent(venue)).not.toHaveProperty('reduce_only');
      expect(await position(venue, SWAP)).toBe('-2');
      await submit(venue, { ...EXIT, side: 'buy' });
      expect(sent(venue)).toMatchObject({ size: 1000, reduce_only: true });
      expect(await refusal(venue, { ...EXIT, side: 'buy', qty: '2' })).toMatch('REDUCE_EXCEEDED');
      expect(await position(venue, SWAP)).toBe('-1');
    }));

  test('their leverage has a place of its own', () =>
    atSwap(HEDGED, async (venue) => {
      await submit(venue, { ...BUY, terms: { ...FIVE, marginMode: 'cross' } });
      await submit(venue, { ...BUY, terms: { ...FIVE, ...ISOLATED } });
      expect(asked(venue)).toEqual([
        'dual_comp/positions/BTC_USDT/leverage leverage=0&cross_leverage_limit=5',
        'dual_comp/positions/BTC_USDT/leverage leverage=5',
      ]);
    }));

  test('an account of one position says so', () =>
    atSwap(GATE, async (venue) =>
      expect(await mode(venue)).toMatchObject({ state: 'ok', detail: expect.stringMatching('one-way') as unknown }),
    ));
});

describe('MEXC', () => {
  test('a leverage on cross margin is set for the side that is opened, and said with the order', () =>
    atSwap(MEXC, async (venue) => {
      await submit(venue, { ...BUY, terms: FIVE });
      expect(asked(venue)).toEqual(['position/change_leverage {"leverage":5,"openType":2,"symbol":"BTC_USDT","positionType":1}']);
      expect(sent(venue)).toMatchObject({ openType: 2, leverage: 5 });
      await venue.restart();
      await submit(venue, { ...BUY, terms: FIVE });
      expect(asked(venue)).toHaveLength(1);
    }));

  test('one on isolated margin goes with the order alone, and what is held so is left so, by another process too', () =>
    atSwap(MEXC, async (venue) => {
      await submit(venue, { ...BUY, qty: '2', terms: { ...FIVE, ...ISOLATED } });
      expect(asked(venue)).toEqual([]);
      expect(sent(venue)).toMatchObject({ openType: 1, leverage: 5, side: 1 });
      await submit(venue, EXIT);
      expect(sent(venue)).toMatchObject({ openType: 1, side: 4 });
      await venue.restart();
      await submit(venue, EXIT);
      expect(sent(venue)).toMatchObject({ openType: 1, side: 4, leverage: 5 });
      expect(await position(venue, SWAP)).toBe('0');
    }));

  test('isolated margin without a leverage is refused before it is sent', () =>
    atSwap(MEXC, async (venue) => {
      expect(await refusal(venue, { ...BUY, terms: ISOLATED })).toMatch('requires a leverage');
      expect(venue.server.attempts.filter(({ kind }) => kind === 'submit')).toEqual([]);
    }));

  test('long and short held apart are told, and need nothing else', () =>
    atSwap({ ...MEXC, front: (exchange) => createMexcFront(exchange, { hedged: true }) }, async (venue) => {
      expect(await mode(venue)).toMatchObject({ state: 'ok', detail: expect.stringMatching('hedge mode') as unknown });
      await submit(venue, { ...BUY, side: 'sell' });
      expect(sent(venue)).toMatchObject({ side: 3 });
      await submit(venue, { ...EXIT, side: 'buy' });
      expect(sent(venue)).toMatchObject({ side: 2 });
    }));
});

test('HTX: a leverage is set for the kind of margin that the order goes with', () =>
  atSwap(HTX_SWAP, async (venue) => {
    await submit(venue, { ...BUY, terms: { ...FIVE, ...ISOLATED } });
    expect(asked(venue).map((text) => text.replace(/^.*\{/, '{'))).toEqual([
      '{"lever_rate":5,"contract_code":"BTC-USDT","margin_mode":"isolated"}',
    ]);
    await submit(venue, { ...BUY, terms: { leverage: decimal('7') } });
    expect(asked(venue)[1]).toMatch('"margin_mode":"isolated"');
    expect(sent(venue)).toMatchObject({ margin_mode: 'isolated' });
  }));

describe('what single venues are told', () => {
  const ask = { leverage: decimal('5'), mode: 'isolated', side: 'sell', hedged: true } as const;
  test.each([
    ['binanceusdm', {}],
    ['bybit', {}],
    ['bingx', { side: 'SHORT' }],
    ['xt', { positionSide: 'SHORT' }],
    ['okx', { marginMode: 'isolated', posSide: 'short' }],
    ['woo', { marginMode: 'isolated' }],
  ])('%s, beside a leverage', (exchange, params) => {
    expect(leverageParams(exchange, ask)).toEqual(params);
  });

  const way = async (id: string, leverage: boolean): Promise<string> => {
    const exchange = new (await requireExchange(id))({});
    return wayOfMode(exchange, gateOf(exchange, 'swap'), 'isolated', leverage ? decimal('5') : null).type;
  };
  test.each([
    ['binanceusdm', 'call', 'call'],
    ['okx', 'told_otherwise', 'told_otherwise'],
    ['woo', 'told_otherwise', 'told_otherwise'],
    ['krakenfutures', 'told_otherwise', 'refused'],
    ['apex', 'refused', 'refused'],
    ['bitrue', 'refused', 'refused'],
    ['coinex', 'call', 'call'],
  ])('a margin mode reaches %s, or the entry is refused', async (id, together, alone) => {
    expect([await way(id, true), await way(id, false)]).toEqual([together, alone]);
  });

  test('what is set at the exchange is not named in the order: nobody says there which it is', async () => {
    const exchange = new (await requireExchange('apex'))({});
    const answer = wayOfMode(exchange, gateOf(exchange, 'swap'), 'cross', null);
    expect(answer).toMatchObject({ reason: expect.stringContaining('set it at the exchange, and name none in the order') as string });
  });
});
