// Owns: an engine with limits in a test's hand, and the few ways in which a test trades on it.

import { decimal, type Decimal } from '../../src/core/model/decimal.ts';
import { accountName, type AccountName } from '../../src/core/model/ids.ts';
import { NO_LIMITS, type Limits } from '../../src/core/model/risk-limits.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { perpetual, settingsWith, type Engine } from './engine.ts';

export const PAPER = accountName('paper');
export const MINUTE = 60_000;
const BTC = 'BTC/USDT:USDT';
export const marks = (last: string, symbol = BTC) => new Map<string, Decimal>([[`paper|${symbol}`, decimal(last)]]);
export const limits = (change: Partial<Limits>): Limits => ({ ...NO_LIMITS, ...change });

export type Where = 'strategy' | 'account' | 'all';
export function settingsOf(where: Where, change: Partial<Limits>, more: Partial<Settings> = {}): Settings {
  const settings = settingsWith({ approval: { type: 'auto' }, ...(where === 'strategy' ? { limits: limits(change) } : {}) }, more);
  if (where === 'strategy') return settings;
  if (where === 'all') return { ...settings, risk: limits(change) };
  return { ...settings, accounts: new Map([...settings.accounts].map(([name, each]) => [name, { ...each, limits: limits(change) }])) };
}

/** An alert with its price: the signal as it stands then. */
export function ask(engine: Engine, text: string, price = '45000', marked: ReadonlyMap<string, Decimal> = engine.marks()): Signal {
  const signal = engine.alert(text);
  const funds = { equity: decimal('10000'), available: decimal('10000') };
  engine.run({
    type: 'price_signal',
    signalId: signal.id,
    instrument: perpetual,
    quote: engine.quote(price),
    nonce: engine.nonce(),
    funds,
    marks: marked,
  });
  return engine.signal(signal.id);
}

export function enter(engine: Engine, text: string, price = '45000'): void {
  const signal = ask(engine, text, price);
  if (signal.error !== null) throw new Error(signal.error.message);
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, entry.qty, price);
  engine.placeProtection();
}

export function closeAt(engine: Engine, price: string, text = 'CLOSE BTCUSDT.P'): void {
  engine.alert(text);
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, price);
}

export function stopOut(engine: Engine): void {
  enter(engine, 'BUY BTCUSDT.P qty=0.001 sl=44000');
  const stop = engine.active('stop_loss');
  engine.fill(stop, stop.qty, '44000');
}

export const judge = (engine: Engine, marked: ReadonlyMap<string, Decimal>, equities: ReadonlyMap<AccountName, Decimal> = new Map()) =>
  engine.run({ type: 'judge_risk', marks: marked, equities });

export const codeOf = (signal: Signal) => [signal.state, signal.error?.code ?? null];
export const buy = (qty: string, rest = '') => `BUY BTCUSDT.P qty=${qty} sl=44000 ${rest}`;
