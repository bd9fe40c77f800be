// Owns: a desk with money of two kinds in a test's hand: BTC/USDT:USDT on one account, BTC/INR on another, and a rate of the two.

import type { Account } from '../../src/core/model/account.ts';
import { decimal, type Decimal } from '../../src/core/model/decimal.ts';
import { rateKey, type ExchangeRates } from '../../src/core/model/money/exchange-rate.ts';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import type { Limits } from '../../src/core/model/risk-limits.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { perpetual, settingsWith, spot, type Engine } from './engine.ts';
import { limits } from './limited.ts';

export const MUMBAI = accountName('mumbai');
export const INDIA = strategyName('india');
export const RUPEES = { ...spot, symbol: 'BTC/INR', quote: 'INR' };

/** `risk` over all, `account` on the second one. The first account has USDT. */
export function twoCurrencies(risk: Partial<Limits>, account: Partial<Limits> = {}): Settings {
  const plain = settingsWith({ approval: { type: 'auto' } });
  const [paper] = plain.accounts.values();
  const [strategy] = plain.strategies.values();
  if (paper === undefined || strategy === undefined) throw new Error('the settings of tests are empty');
  const mumbai: Account = { ...paper, name: MUMBAI, quoteCurrency: 'INR', limits: limits(account) };
  return {
    ...plain,
    accounts: new Map([...plain.accounts, [MUMBAI, mumbai]]),
    strategies: new Map([...plain.strategies, [INDIA, { ...strategy, name: INDIA, account: MUMBAI }]]),
    risk: limits(risk),
  };
}

/** One rupee in USDT, so old. */
export function rupee(engine: Engine, price: string, ageMs = 0): ExchangeRates {
  const wanted = { mode: 'paper' as const, from: 'INR', to: 'USDT' };
  return new Map([[rateKey(wanted), { from: 'INR', to: 'USDT', price: decimal(price), at: engine.now - ageMs, source: 'venue' as const }]]);
}

export interface Asked {
  readonly price: string;
  readonly rates?: ExchangeRates;
  readonly marks?: ReadonlyMap<string, Decimal>;
}

/** An alert to the account of that strategy, with its price. */
export function askIn(engine: Engine, strategy: 'default' | 'india', text: string, { price, rates, marks }: Asked): Signal {
  const signal = engine.alert(text, { strategyHint: strategy });
  const instrument = strategy === 'india' ? RUPEES : perpetual;
  engine.run({
    type: 'price_signal',
    signalId: signal.id,
    instrument,
    quote: engine.quote(price, instrument),
    nonce: engine.nonce(),
    ...(rates === undefined ? {} : { rates }),
    marks: marks ?? engine.marks(),
  });
  return engine.signal(signal.id);
}

export function enterIn(engine: Engine, strategy: 'default' | 'india', text: string, asked: Asked): Signal {
  const signal = askIn(engine, strategy, text, asked);
  if (signal.error !== null) throw new Error(signal.error.message);
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, entry.qty, asked.price);
  engine.placeProtection();
  return engine.signal(signal.id);
}
