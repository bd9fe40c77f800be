// Owns: asking an account what it is worth, where a size is counted from that.

import type { Broker } from '../brokers/broker.ts';
import { needsEquity } from '../core/engine/limits/judge-limits.ts';
import type { Clock } from '../clock.ts';
import { strategyOn } from '../core/engine/strategy-on.ts';
import { fundsOf, type Funds } from '../core/model/money/funds.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Quote } from '../core/model/markets/instrument.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Signal } from '../core/model/signal.ts';
import { needsFunds } from '../core/risk/size-order.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import { answerInTime } from './answer-in-time.ts';
import type { PriceWatch } from './price-watch.ts';

/** `not_needed`: the size does not depend on it. */
export type FundsAnswer =
  | { readonly type: 'funds'; readonly funds: Funds }
  | { readonly type: 'not_needed' }
  | { readonly type: 'unavailable'; readonly reason: string };

export interface FundsReader {
  /** `named`: the price that an alert gives a market where prices come from alerts; what is held there counts at it. */
  of(account: AccountName, named?: Promise<Quote | null>): Promise<FundsAnswer>;
  /** As far as the size of its entry needs them. */
  forSignal(signal: Pick<Signal, 'reading' | 'strategy' | 'account'>): Promise<FundsAnswer>;
}

export interface FundsOptions {
  readonly settings: Settings;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly prices: PriceWatch;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly log: Log;
}

export function createFundsReader({ settings, brokers, prices, dispatcher, clock, log }: FundsOptions): FundsReader {
  async function of(account: AccountName, named: Promise<Quote | null> = Promise.resolve(null)): Promise<FundsAnswer> {
    const quoteCurrency = settings.accounts.get(account)?.quoteCurrency;
    const broker = brokers.get(account);
    if (broker === undefined || quoteCurrency === undefined) return { type: 'unavailable', reason: `there is no account ${account}` };
    const answer = await answerInTime({ clock, log }, { account, asked: 'balances' }, () => broker.balances());
    if (answer.type === 'unavailable') return answer;
    const positions = [...dispatcher.snapshot().positions.values()].filter((position) => position.account === account);
    const said = await named;
    const lastPrice = (symbol: string) => (said?.symbol === symbol ? said : prices.last(account, symbol)?.quote)?.last ?? null;
    return { type: 'funds', funds: fundsOf(quoteCurrency, answer.balances, positions, lastPrice, answer.booked ?? null) };
  }

  return {
    of,
    forSignal({ reading, strategy: name, account }) {
      const strategy = name === null ? undefined : settings.strategies.get(name);
      const money = account === null ? undefined : settings.accounts.get(account);
      if (strategy === undefined || account === null || money === undefined) return Promise.resolve({ type: 'not_needed' });
      const meant = strategyOn(strategy, account);
      return needsFunds(reading, meant) || needsEquity(settings, meant, money) ? of(account) : Promise.resolve({ type: 'not_needed' });
    },
  };
}
