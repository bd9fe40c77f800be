// Owns: whether the rates can be had that limits over several currencies need: without one, their entries are refused. Asked in
// the way of the running process.

import type { Broker } from '../brokers/broker.ts';
import { emptyState } from '../core/engine/empty-state.ts';
import { limitRates, type WantedMarket } from '../core/engine/limits/limit-rates.ts';
import { rateKey, type ExchangeRate, type WantedRate } from '../core/model/money/exchange-rate.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import { marketOfSymbol } from '../core/positions/cash-moved.ts';
import { createExchangeRates } from '../runtime/exchange-rates.ts';
import { systemClock } from '../clock.ts';
import { aliasesOf } from './check-symbols.ts';
import { failed, ok, unknown, type Finding } from './finding.ts';
import { madeUp } from '../core/model/markets/price-origin.ts';

/** What entries may be made in, as far as config.yaml says it. */
function marketsOf({ accounts, strategies }: Settings): readonly WantedMarket[] {
  const own = [...accounts.values()].map(({ name, quoteCurrency }) => ({ account: name, quote: quoteCurrency }));
  const aliased = [...strategies.values()].flatMap(aliasesOf).flatMap(({ account, symbol }) => {
    const known = accounts.get(account);
    return known === undefined ? [] : [{ account, quote: marketOfSymbol(symbol, known.quoteCurrency).quote }];
  });
  return [...own, ...aliased];
}

const shown = ({ from, to, price, source }: ExchangeRate): string => `1 ${from} = ${price} ${to}${madeUp(source)}`;

function judge({ mode, from, to }: WantedRate, rate: ExchangeRate | undefined, silent: readonly string[]): Finding {
  const check = `rate ${from}/${to} (${mode.toUpperCase()})`;
  if (rate !== undefined) return ok(check, shown(rate));
  const then = 'limits over both currencies cannot be counted: entries are refused (NO_RATE), and a limit that pauses or kills does not';
  if (silent.length > 0) return unknown(check, `${silent.join('; ')}; without it ${then}`);
  return failed(
    check,
    `no account can tell it, so ${then}`,
    `Add an account whose venue trades ${from}/${to} or ${to}/${from} for delivery, or set such limits on each account in its own currency.`,
  );
}

export async function checkRates(settings: Settings, brokers: ReadonlyMap<AccountName, Broker>): Promise<readonly Finding[]> {
  const wanted = limitRates(settings, emptyState(), systemClock.now(), marketsOf(settings));
  const silent = new Set<string>();
  const board = createExchangeRates({
    accounts: settings.accounts,
    clock: systemClock,
    prices: {
      known: () => [],
      async ask(account, symbol) {
        const broker = brokers.get(account);
        if (broker === undefined) return { type: 'unavailable', reason: `${account} could not be opened` };
        const answer = await broker.price(symbol, null, 'explain');
        if (answer.type === 'unavailable') silent.add(`${account}: ${answer.reason}`);
        return answer;
      },
    },
  });
  const found = await board.find(wanted);
  return wanted.map((each) => judge(each, found.get(rateKey(each)), [...silent]));
}
