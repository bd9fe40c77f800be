// Owns: fees in other currencies (coins of the venue, say) as part of results. They stand apart until a rate is known, and are
// counted once, at the rate of that moment: what they cost must not change with a price that is of another day.
// Round trips that are over wait for it: what they came to is told after fees, too.
// Invariant: a fee is either counted or stands apart, never both and never neither.

import { isZero, mul, type Decimal } from '../../model/decimal.ts';
import { rateKey, type ExchangeRate, type WantedRate } from '../../model/money/exchange-rate.ts';
import type { Instant } from '../../model/ids.ts';
import { RATE_FRESH_MS } from '../../model/limits.ts';
import type { Result } from '../../model/results/result.ts';
import type { Command, Reply } from '../command.ts';
import { record, type Draft } from '../draft.ts';
import type { State } from '../state.ts';

interface FeeApart {
  readonly period: string;
  readonly result: Result;
  readonly currency: string;
  readonly fee: Decimal;
}

function feesApart({ results }: State): readonly FeeApart[] {
  const found: FeeApart[] = [];
  for (const [period, lines] of results)
    for (const result of lines.values())
      for (const [currency, fee] of Object.entries(result.otherFees)) if (!isZero(fee)) found.push({ period, result, currency, fee });
  return found;
}

const rateOf = ({ result, currency }: FeeApart): WantedRate => ({ mode: result.mode, from: currency, to: result.currency });

/** Of all fees that stand apart. Goes over all that is kept of results: a few thousand lines at most. */
export const feeRates = (state: State): readonly WantedRate[] => [
  ...new Map(feesApart(state).map((each) => [rateKey(rateOf(each)), rateOf(each)])).values(),
];

/** An old price is none: the next one comes. */
const isGood = (rate: ExchangeRate | undefined, now: Instant): rate is ExchangeRate => rate !== undefined && now - rate.at <= RATE_FRESH_MS;

export function decideFees(draft: Draft, { rates }: Command & { type: 'count_fees' }): Reply {
  let counted = 0;
  for (const each of feesApart(draft.state)) {
    const rate = rates.get(rateKey(rateOf(each)));
    if (!isGood(rate, draft.now)) continue;
    const { strategy, account, mode, currency } = each.result;
    const line = { strategy, account, mode, currency };
    record(draft, {
      type: 'fee_counted',
      line,
      period: each.period,
      feeCurrency: each.currency,
      fee: each.fee,
      money: mul(each.fee, rate.price),
    });
    counted += 1;
  }
  return counted === 0 ? { type: 'skipped', detail: 'no fee has a rate' } : { type: 'done', detail: `${counted} fees counted` };
}
