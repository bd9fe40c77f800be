// Owns: limits over accounts of several currencies of which no account can ever tell a rate: they would refuse every entry.
// Where some venue may trade the pair, the running process finds out, and says so.

import { countsMoney, type Limits } from '../../core/model/risk-limits.ts';
import type { AccountReading } from '../sections/account-section.ts';
import { report, type FileReport } from '../sections/config-section.ts';

/** USD and crypto are all that Alpaca's spot pairs know. */
const NOT_AT_ALPACA: ReadonlySet<string> = new Set(['INR']);

function canTell({ paper, venue }: AccountReading, pair: readonly string[], isPaper: boolean): boolean {
  const feed = paper?.prices ?? venue?.broker;
  const broker = typeof feed === 'object' ? feed.broker : feed;
  if (broker === 'alpaca') return pair.includes('USD') && !pair.some((currency) => NOT_AT_ALPACA.has(currency));
  // prices of alerts say nothing of money, and Dhan trades no currency for delivery
  return broker === 'ccxt' || (broker === 'demo' && isPaper);
}

/** Sums of money are over the accounts at venues together, and over those on paper together, in the currency of the first. */
export function checkCurrencies(to: FileReport, risk: Limits, accounts: readonly AccountReading[]): void {
  if (!countsMoney(risk)) return;
  for (const isPaper of [true, false]) {
    const [first, ...others] = accounts.flatMap(({ account }) => ((account.mode === 'paper') === isPaper ? [account] : []));
    if (first === undefined) continue;
    const other = others.find(({ quoteCurrency }) => {
      const pair = [first.quoteCurrency, quoteCurrency];
      return quoteCurrency !== first.quoteCurrency && !accounts.some((each) => canTell(each, pair, isPaper));
    });
    if (other === undefined) continue;
    report(
      to,
      ['risk'],
      `${first.name} and ${other.name} have different currencies (${first.quoteCurrency}, ${other.quoteCurrency}), and no account can tell the rate between them.`,
      'Write limits on money, leverage and results under limits: of each account; risk: may keep the others.',
    );
  }
}
