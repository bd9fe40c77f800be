// Which dialect reads, and what holds for every reading of anything that can be sent.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPositive } from '../../src/core/model/decimal.ts';
import { isTargetOrder } from '../../src/core/engine/alerts/plan-target.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import type { Dialect } from '../../src/core/signals/dialects/dialect.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { claimants, parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { readAlert, readFields } from './read-alert.ts';

const WORDS = [
  'buy',
  'sell',
  'SELL',
  'close',
  'long',
  'exit_short',
  'reverse',
  'cancel',
  'flat',
  'short',
  '{{strategy.order.action}}',
  'limit',
  'market',
];
const VALUES = fc.oneof(
  fc.constantFrom<unknown>(
    ...WORDS,
    'BTCUSDT',
    'ETHUSDT',
    '0.5',
    '50%',
    '1,234',
    '1,234.5',
    'NaN',
    '',
    null,
    true,
    false,
    0,
    -1,
    0.5,
    3,
    45000,
    '2026-03-02T09:20:01Z',
    1772443201,
  ),
  fc.string({ maxLength: 12 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);
const NAMES = fc.oneof(
  fc.constantFrom(
    ...'action side symbol ticker quantity qty contracts price limit_price stop_price order_type type stop_loss sl take_profit tp tp1 percent'.split(
      ' ',
    ),
    ...'market_position prev_market_position position_size market_position_size strategy comment timestamp leverage cancel_order'.split(
      ' ',
    ),
    ...'entry_price trailing_stop_percent profit_lock atr_sizing risk_percent __proto__ constructor size volume event'.split(' '),
  ),
  fc.string({ maxLength: 8 }),
);
const ALERTS = fc.dictionary(NAMES, VALUES, { maxKeys: 10 }).map((extra) => ({ symbol: 'BTCUSDT', action: 'buy', ...extra }));
const LINES = fc
  .array(
    fc.constantFrom(
      'BUY',
      'SELL',
      'buy',
      'CLOSE',
      'REVERSE',
      'CANCEL',
      'BTCUSDT',
      'the',
      '@',
      '45000',
      '50%',
      'qty=0.1',
      'sl=1',
      'tp=9',
      'x=1',
      '{{close}}',
      '=',
      '"',
      'order_1',
    ),
    { maxLength: 7 },
  )
  .map((words) => words.join(' '));

/** What no reading may break, whatever was sent. */
function expectSound(reading: Reading): void {
  expect(reading.kind === 'reject').toBe(reading.refusal !== null);
  for (const amount of [
    reading.quantity,
    reading.notional,
    reading.percent,
    reading.limitPrice,
    reading.stopPrice,
    reading.signalPrice,
    reading.leverage,
  ]) {
    if (reading.kind === 'order' && amount !== null) expect(isPositive(amount)).toBe(true);
  }
  if (reading.kind === 'cancel') expect(reading.orderId ?? reading.symbol).not.toBeNull();
  if (reading.kind !== 'order') return;
  expect(reading.action).not.toBeNull();
  expect(reading.symbol).toMatch(/^[\w.:/!&-]{1,40}$/);
  if (reading.action === 'buy' || reading.action === 'sell') expect(reading.side).toBe(reading.action);
  if (reading.orderType === 'limit') expect(reading.limitPrice).not.toBeNull();
  if (reading.orderType === 'stop') expect(reading.stopPrice).not.toBeNull();
  if (reading.orderType === 'market') expect(reading.limitPrice).toBeNull();
  // no order opens what the alert itself says is not there
  if (reading.positionTarget === 'flat') expect(reading.action).toMatch(/^close/);
  // what says nothing but the size that stays only takes off down to it: plan-target.ts
  if (!isTargetOrder(reading)) {
    if (reading.action === 'buy') expect(reading.positionTarget).not.toBe('short');
    if (reading.action === 'sell') expect(reading.positionTarget).not.toBe('long');
  }
  expect(reading.warnings.length).toBeLessThan(20);
}

describe('parseAlert holds for anything that is sent', () => {
  it('arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expectSound(parseAlert(readBody(bytes)))),
      { numRuns: 1_000 },
    );
  });
  it('arbitrary JSON and text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' })), (text) => expectSound(readAlert(text))),
      { numRuns: 1_000 },
    );
  });
  it('alerts with arbitrary fields', () => {
    fc.assert(
      fc.property(ALERTS, (alert) => expectSound(readAlert(JSON.stringify(alert)))),
      { numRuns: 3_000 },
    );
  });
  it('lines of words of an order', () => {
    fc.assert(
      fc.property(LINES, (line) => expectSound(readAlert(line))),
      { numRuns: 3_000 },
    );
  });

  it('the order of the keys and the white space do not matter', () => {
    fc.assert(
      fc.property(ALERTS, fc.infiniteStream(fc.nat()), (alert, random) => {
        const entries = Object.entries(alert);
        const shuffled = entries
          .map((entry) => ({ entry, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        const asJson = (list: readonly (readonly [string, unknown])[]): string =>
          `{${list.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
        const plain = readAlert(asJson(entries));
        const other = readAlert(`\ufeff \r\n${asJson(shuffled)}\r\n`);
        expect({ kind: other.kind, code: other.refusal?.code }).toEqual({ kind: plain.kind, code: plain.refusal?.code });
        // warnings name fields, and of two spellings of one name the one that came first
        if (plain.kind !== 'reject')
          expect({ ...other, warnings: other.warnings.length }).toEqual({ ...plain, warnings: plain.warnings.length });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('which dialect reads', () => {
  const dialect = (name: string, claim: 'no' | 'common' | 'certain'): Dialect => ({
    name,
    claims: () => claim,
    read: () => newDraft(name),
    examples: [],
  });
  const body = readBody(new TextEncoder().encode('{"a":1}'));

  it('a certain claim comes before a common one, and claims of one height are all named', () => {
    if (body.type === 'refused') throw new Error('the body must be readable');
    const names = (...known: Dialect[]): string[] => claimants(body, known).map(({ name }) => name);
    expect(names(dialect('a', 'common'), dialect('b', 'certain'), dialect('c', 'no'))).toEqual(['b']);
    expect(names(dialect('a', 'common'), dialect('b', 'no'))).toEqual(['a']);
    expect(names(dialect('a', 'certain'), dialect('b', 'certain'))).toEqual(['a', 'b']);
    expect(names(dialect('a', 'no'))).toEqual([]);
  });

  it.each([
    ['{"foo":1}', 'UNKNOWN_DIALECT'],
    ['{}', 'UNKNOWN_DIALECT'],
    ['{"message":"just testing"}', 'UNKNOWN_DIALECT'],
    ['value1=Status+is+running&value2=', 'NOT_UNDERSTOOD'],
    ['hello world', 'NOT_UNDERSTOOD'],
    ['Time to SELL BTCUSDT\n{"action":"sell","symbol":"BTCUSDT"}', 'NOT_UNDERSTOOD'],
    ['{"action":"buy"', 'NOT_UNDERSTOOD'],
    ['{"action":"buy","symbol":"BTCUSDT","qty":NaN}', 'INVALID_FIELD'],
  ])('%j is %s of no dialect', (text, code) =>
    expect(readAlert(text)).toMatchObject({ kind: 'reject', dialect: 'unknown', refusal: { code } }),
  );
});

describe('NaN or a placeholder without quotes', () => {
  it.each([
    ['{"action":"close","symbol":"BTCUSDT","stop_loss":NaN,"take_profit":-Infinity}', { action: 'close', quantity: null }],
    ['{"action":"sell","symbol":"BTCUSDT","qty":1,"sl":{{plot_1}},"market_position":"flat"}', { action: 'close_long', quantity: '1' }],
    ['{"action":"close","symbol":"BTCUSDT","price":{{close}},"extra":{"rsi":NaN,"all":[1,NaN]}}', { action: 'close', signalPrice: null }],
    ['{"action":"exit","direction":"short","pair":"BTC/USDT","profit_ratio":nan}', { action: 'close_short' }],
    ['{"cancel_order":"order_1","price":NaN}', { action: 'cancel', orderId: 'order_1' }],
  ])('holds back no way out: %s', (text, expected) => {
    const reading = readAlert(text);
    expect(reading).toMatchObject({ ...expected, refusal: null, stopLoss: null, takeProfits: [] });
    expect(reading.warnings[0]).toMatch(/had no value on this bar|was not replaced/);
  });

  it.each([
    ['{"action":"buy","symbol":"BTCUSDT","qty":1,"sl":NaN}', 'INVALID_FIELD'],
    ['{"action":"buy","symbol":"BTCUSDT","qty":1,"rsi":NaN}', 'INVALID_FIELD'],
    ['{"action":"sell","symbol":"BTCUSDT","qty":1,"sl":{{plot_1}}}', 'PLACEHOLDER'],
    ['{"action":"reverse","symbol":"BTCUSDT","sl":NaN}', 'INVALID_FIELD'],
    ['{"action":"close","symbol":"BTCUSDT","qty":NaN}', 'INVALID_FIELD'],
    ['{"action":"close","symbol":NaN}', 'INVALID_FIELD'],
    ['{"action":{{strategy.order.action}},"symbol":"BTCUSDT"}', 'PLACEHOLDER'],
    ['[{"action":"close","symbol":"BTCUSDT","sl":NaN},{"action":"buy","symbol":"ETHUSDT","qty":1}]', 'INVALID_FIELD'],
  ])('opens nothing: %s', (text, code) => expect(readAlert(text)).toMatchObject({ kind: 'reject', refusal: { code } }));
});

describe('a secret of the message never stands in its reading', () => {
  it.each<[string, Record<string, unknown>]>([
    ['comment', { comment: 'my secret is planted-secret-1' }],
    ['strategy', { strategy: 'planted-secret-1' }],
    ['unknown key', { 'planted-secret-1': 1 }],
    ['order id', { order_id: 'x-planted-secret-1' }],
    ['symbol', { symbol: 'planted-secret-1' }],
    ['account', { account: 'planted-secret-1' }],
    ['wrong action', { action: 'planted-secret-1' }],
    ['wrong quantity', { qty: 'planted-secret-1' }],
  ])('in the %s', (_where, fields) => {
    const reading = readFields({ ...fields, secret: 'planted-secret-1' });
    expect(JSON.stringify(reading)).not.toContain('planted-secret-1');
  });

  // Two alerts whose ids are masked alike would be one, and the second would be lost.
  it('in an id, which then is none', () => {
    expect(readFields({ event_id: 'planted-secret-1', key: 'planted-secret-1' }).eventId).toBeNull();
    expect(readFields({ event_id: 'event-1001', idempotency_key: 'event-1001' }).eventId).toBe('event-1001');
  });

  it('but the key of an instrument is none, and its symbol stays', () => {
    const written = 'BINANCE:BTCUSDT';
    expect(readFields({ action: 'close', symbol: written, instrument_key: written }).symbol).toBe(written);
    expect(readFields({ symbol: written, symbol_token: written }).symbol).toBe(written);
  });

  it('in a line', () => {
    expect(JSON.stringify(readAlert('BUY BTCUSDT planted-secret-1=5 secret=planted-secret-1'))).not.toContain('planted-secret-1');
  });
});
