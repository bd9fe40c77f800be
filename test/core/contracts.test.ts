// Sizes that a sender counts in contracts of an exchange or in lots: counted by the market where the account is at that exchange, by lot_size where
// the strategy says it, refused for an entry elsewhere; and a way out that they never block.

import { describe, expect, it } from 'vitest';
import { explainVerdict } from '../../src/core/engine/explain/explain-verdict.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { ReadingRules } from '../../src/core/model/alerts/reading-rules.ts';
import { PLAIN_READING } from '../../src/core/model/alerts/reading-rules.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const btc: Instrument = { ...perpetual, contractSize: decimal('0.01') };
const AT = '45000';

/** The account is at `exchange`; null: at none of ccxt's. */
function engineAt(exchange: string | null, rules: Partial<ReadingRules> = {}): Engine {
  const symbols = { BTC_USDT: 'BTC/USDT:USDT', ETH_USDT: 'BTC/USDT:USDT', XBTUSD: 'BTC/USDT:USDT' };
  const settings = settingsWith({ approval: { type: 'auto' }, symbols, reading: { ...PLAIN_READING, ...rules } });
  const accounts = [...settings.accounts].map(([name, account]) => [name, exchange === null ? account : { ...account, exchange }] as const);
  return new Engine({ ...settings, accounts: new Map(accounts) });
}
const gate = (size: number, more: object = {}): string => JSON.stringify({ contract: 'BTC_USDT', size, price: '0', tif: 'ioc', ...more });
const reducing = (size: number): string => gate(size, { reduce_only: true });
const bitmex = (orderQty: number, more: object = {}): string => JSON.stringify({ symbol: 'XBTUSD', orderQty, ordType: 'Market', ...more });

/** Long 0.12, by the words of nobody's contracts. */
function holding(exchange: string | null, rules: Partial<ReadingRules> = {}, instrument = btc): Engine {
  const engine = engineAt(exchange, rules);
  engine.enter('{"action":"buy","symbol":"BTCUSDT.P","quantity":0.12}', AT, instrument);
  return engine;
}
/** The order of an entry, or the code of what refused it. */
function entered(engine: Engine, text: string, instrument = btc): string | undefined {
  const signal = engine.alert(text);
  if (signal.state === 'received') engine.price(signal, AT, instrument);
  return engine.orders(({ role }) => role === 'entry').at(-1)?.qty ?? engine.signal(signal.id).error?.code;
}

describe('of the exchange that the account is at', () => {
  it('an entry is so many times what one of them is', () => expect(entered(engineAt('gate'), gate(12))).toBe('0.12'));
  it('a part that leaves too', () => {
    const engine = holding('gate');
    engine.alert(reducing(-5));
    expect(engine.active('exit').qty).toBe('0.05');
  });
  it('never more leaves than is held', () => {
    const engine = holding('gate');
    engine.alert(reducing(-500));
    expect(engine.active('exit').qty).toBe('0.12');
  });
  it('against what is held they close it, and what exceeds it is entered', () => {
    const engine = holding('gate');
    const signal = engine.alert(gate(-20));
    expect(engine.active('exit').qty).toBe('0.12');
    expect(engine.signal(signal.id).entry).toMatchObject({ side: 'sell', qty: '0.08' });
  });
  it('what is added is counted when it is priced', () => expect(entered(holding('gate'), gate(3))).toBe('0.03'));
  it.each([
    [12, null],
    [20, 'NO_QUANTITY'],
  ])('a sell of %i right behind a buy of 12 opens nothing', (size, refused) => {
    const engine = engineAt('gate');
    const buy = engine.alert(gate(12));
    const sell = engine.alert(gate(-size));
    expect(engine.signal(buy.id).state).toBe('superseded');
    expect(engine.signal(sell.id)).toMatchObject({ entry: null, state: 'completed' });
    const told = engine.signal(sell.id).timeline.find(({ event }) => event === 'entry_refused');
    expect(told?.detail.split(':')[0] ?? null).toBe(refused);
  });
  it('the second name of ccxt for an exchange is that exchange', () => {
    const body = JSON.stringify({ clientOid: 'n-1', symbol: 'XBTUSDTM', side: 'buy', type: 'market', size: 10 });
    const engine = engineAt('kucoinfutures');
    expect(engine.alert(body).symbol).toBe('BTC/USDT:USDT');
    expect(entered(engineAt('kucoinfutures'), body)).toBe('0.1');
    expect(entered(engineAt('kucoin'), body)).toBe('0.1');
  });
  it.each(['gateeu', 'gate'])('the addresses of a region are those of the exchange itself: %s', (exchange) =>
    expect(entered(engineAt(exchange), gate(12))).toBe('0.12'),
  );
  it('of another market than the one that is traded they are not counted', () => {
    const eth = JSON.stringify({ contract: 'ETH_USDT', size: 12, price: '0', tif: 'ioc' });
    expect(entered(engineAt('gate'), eth)).toBe('UNSUPPORTED');
  });
  it('a market that is listed without the size of one is not counted', () =>
    expect(entered(engineAt('gate'), gate(12), perpetual)).toBe('UNSUPPORTED'));
});

describe('elsewhere', () => {
  it.each(['okx', null])('an entry is refused at once, with what would do (%s)', (exchange) => {
    const { state, error } = engineAt(exchange).alert(gate(12));
    expect({ state, code: error?.code }).toEqual({ state: 'denied', code: 'UNSUPPORTED' });
    expect(error?.remedy).toContain('lot_size');
  });
  it('what only leaves closes all that is held, and says why', () => {
    const engine = holding('okx');
    const signal = engine.alert(reducing(-5));
    expect(engine.active('exit').qty).toBe('0.12');
    expect(engine.signal(signal.id)).toMatchObject({ state: 'working', entry: null });
    expect(engine.signal(signal.id).reading.warnings.join()).toContain('All of it is closed');
  });
  it('against what is held they close it and open nothing, which is told', () => {
    const engine = holding('okx');
    const signal = engine.signal(engine.alert(gate(-20)).id);
    expect(engine.active('exit').qty).toBe('0.12');
    expect(signal.entry).toBeNull();
    expect(signal.timeline.map(({ event }) => event)).toContain('entry_refused');
  });
  it('a close of everything needs no size', () => {
    const engine = holding('okx');
    engine.alert(gate(0, { close: true }));
    expect(engine.active('exit').qty).toBe('0.12');
  });
  it('what was entered by an older version has no size of a contract: its way out goes', () => {
    const engine = holding('gate', {}, perpetual);
    engine.alert(reducing(-5));
    expect(engine.active('exit').qty).toBe('0.12');
  });
});

describe('lot_size', () => {
  const rules = { lotSize: decimal('0.001') };
  it.each(['gate', 'okx', null])('wins, on an account at %s', (exchange) => {
    expect(entered(engineAt(exchange, rules), gate(12))).toBe('0.012');
    const engine = holding(exchange, rules);
    engine.alert(reducing(-5));
    expect(engine.active('exit').qty).toBe('0.005');
  });
});

describe('lots of which nobody says how much one is', () => {
  const volume = (command: string): string => `70555000111,${command},BTCUSDT.P,vol_lots=0.3`;
  it('are no size of an entry', () => {
    const signal = engineAt(null).alert(volume('buy'));
    expect(signal.error).toMatchObject({ code: 'UNSUPPORTED', remedy: expect.stringContaining('lot_size: 100000') });
  });
  it('close all that is held, and say so', () => {
    const engine = holding(null);
    const signal = engine.alert(volume('closelongvol'));
    expect(engine.active('exit')).toMatchObject({ qty: '0.12', reduceOnly: true });
    expect(engine.signal(signal.id).timeline.find(({ event }) => event === 'size_unknown')?.detail).toContain('0.3 lots');
  });
  it('of the other side close it, and enter nothing behind it', () => {
    const engine = holding(null);
    const signal = engine.alert(volume('sell'));
    expect(engine.active('exit').qty).toBe('0.12');
    expect(engine.signal(signal.id).entry).toBeNull();
  });
  it('leave the other side alone', () => {
    const engine = holding(null);
    engine.alert(volume('closeshortvol'));
    expect(engine.orders(({ role }) => role === 'exit')).toEqual([]);
  });
  it('are counted where the strategy says it', () => {
    const engine = holding(null, { lotSize: decimal('0.1') });
    engine.alert(volume('closelongvol'));
    expect(engine.active('exit').qty).toBe('0.03');
  });
});

describe('contracts of dollars', () => {
  it.each([{}, { lotSize: decimal('1') }])('are never counted in coins, whatever the strategy says (%j)', (rules) => {
    expect(engineAt('bitmex', rules).alert(bitmex(300)).error?.remedy).toContain('notional');
  });
  it('close what is there', () => {
    const engine = holding('bitmex', { lotSize: decimal('0.00001') });
    engine.alert(bitmex(-300, { execInst: 'ReduceOnly' }));
    expect(engine.active('exit').qty).toBe('0.12');
  });
});

describe('the explanation', () => {
  const details = (engine: Engine, text: string): string => {
    const priced = { instrument: btc, quote: engine.quote(AT) };
    return explainVerdict(engine.ground(), engine.alertCommand(text), priced)
      .checks.map(({ detail }) => detail)
      .join('\n');
  };
  it('has the sum of an entry', () =>
    expect(details(engineAt('gate'), gate(12))).toContain('12 contracts × 0.01 BTC = 0.12 BTC from the alert'));
  it('has that of an exit', () =>
    expect(details(holding('gate'), reducing(-5))).toContain('5 contracts × 0.01 BTC = 0.05 BTC; closes 0.05 of 0.12'));
  it('blames the strategy for what it does not say, not the alert', () => {
    const verdict = explainVerdict(engineAt('okx').ground(), engineAt('okx').alertCommand(gate(12)), null);
    expect(verdict).toMatchObject({ would: 'deny', heldBack: true, denial: { code: 'UNSUPPORTED' } });
  });
  it('has why there is none', () => {
    expect(details(engineAt('okx'), gate(12))).toContain('12 contracts of gate, and the account is at okx');
    expect(details(holding('okx'), reducing(-5))).toContain('All of it is closed; closes all of 0.12 BTC');
  });
});

it('on several accounts people hear that all of it goes', () => {
  const engine = holding(null);
  const [strategy] = engine.settings.strategies.values();
  if (strategy === undefined) throw new Error('there is no strategy');
  const accounts = [{ name: strategy.account, scale: decimal('1'), symbols: {}, approval: null, maxNotional: null }];
  engine.settings = { ...engine.settings, strategies: new Map([[strategy.name, { ...strategy, accounts }]]) };
  engine.alert(reducing(-5));
  expect(engine.active('exit').qty).toBe('0.12');
  const told = [...engine.state.notifications.values()].map(({ title, text }) => `${title} ${text}`).join();
  expect(told).toContain('5 contracts of gate');
  expect(told).toContain('All of it is closed');
});
