// Owns: what else bounds entries beside the limits of `limits:` and `risk:`, with how much of it is used: the largest entry, how
// often a strategy adds to what it has, how old an alert may be and how far the price may have run from it, how many alerts a
// minute are taken and how many cards may be open. Shown with them by /risk and GET /status.

import { max, type Decimal } from '../../model/decimal.ts';
import type { DenialCode } from '../../model/denial.ts';
import type { PriceStep, Pyramiding } from '../../model/entry-rules.ts';
import { PENDING_APPROVALS_MAX } from '../../model/limits.ts';
import type { EntryLimitName, LimitView } from '../../model/limit-view.ts';
import type { Account } from '../../model/account.ts';
import type { PositionKey } from '../../model/ids.ts';
import type { Strategy } from '../../model/settings.ts';
import { standingOf } from '../standing-of.ts';
import { strategyOn, tradesOn } from '../strategy-on.ts';
import type { RiskSight } from './judge-risk.ts';
import { percentUsed } from './limit-kind.ts';

type Shown = Pick<LimitView, 'used' | 'of' | 'percent'>;

const perEntry = (of: string): Shown => ({ used: '', of, percent: null });

const view = (limit: EntryLimitName, code: DenialCode, scope: string, accounts: readonly Account[], shown: Shown): LimitView => ({
  limit,
  code,
  scope,
  accounts: accounts.map(({ name, mode }) => ({ name, mode })),
  ...shown,
  rates: [],
  uncounted: null,
  isClosed: false,
  onBreach: 'deny',
  windDown: 'keep_all',
  breached: null,
});

const stepShown = ({ percent, atr }: PriceStep): string => (percent === undefined ? `${atr ?? ''} ATR` : `${percent} %`);

function pyramidingWords({ max: most, minSpacing, shrink, onlyInProfit }: Pyramiding): string {
  const rules = [
    ...(minSpacing === null ? [] : [`at least ${stepShown(minSpacing)} apart`]),
    ...(shrink === null ? [] : [`each × ${shrink}`]),
    ...(onlyInProfit ? ['in profit only'] : []),
  ];
  return [most === null ? 'any number of entries' : `${most} entries of a position`, ...rules].join(', ');
}

/** The market that this strategy has entered most often. */
function mostEntered(
  { state }: RiskSight,
  strategy: Strategy,
  account: Account,
): { readonly symbol: string; readonly count: number } | null {
  const isOwn = (owned: { readonly strategy: string; readonly account: string }): boolean =>
    owned.strategy === strategy.name && owned.account === account.name;
  const held = [...state.positions.values()].filter(isOwn).map(({ key, instrument }) => [key, instrument.symbol] as const);
  const ordered = [...state.activeOrders].flatMap((id) => {
    const order = state.orders.get(id);
    return order !== undefined && isOwn(order) ? [[order.positionKey, order.instrument.symbol] as const] : [];
  });
  const entriesIn = (key: PositionKey): number =>
    Math.max(...(['buy', 'sell'] as const).map((side) => standingOf(state, key, side, null, null).entries));
  const counts = [...new Map([...held, ...ordered])].map(([key, symbol]) => ({ symbol, count: entriesIn(key) }));
  return counts.sort((a, b) => b.count - a.count).find(({ count }) => count > 0) ?? null;
}

function pyramidingShown(sight: RiskSight, strategy: Strategy, account: Account): Shown {
  const { pyramiding } = strategy.entries;
  const most = mostEntered(sight, strategy, account);
  const percent = pyramiding.max === null ? null : percentUsed(String(most?.count ?? 0) as Decimal, String(pyramiding.max) as Decimal);
  return { used: most === null ? '0' : `${most.count} in ${most.symbol}`, of: pyramidingWords(pyramiding), percent };
}

function ofStrategy(sight: RiskSight, strategy: Strategy, account: Account): readonly LimitView[] {
  const { maxNotional, maxLagMs, entries } = strategyOn(strategy, account.name);
  const { max: most, minSpacing, onlyInProfit } = entries.pyramiding;
  const show = (limit: EntryLimitName, code: DenialCode, shown: Shown): LimitView =>
    view(limit, code, `strategy ${strategy.name} on ${account.name}`, [account], shown);
  return [
    ...(maxNotional === null ? [] : [show('max_notional', 'MAX_NOTIONAL', perEntry(`${maxNotional} ${account.quoteCurrency} an entry`))]),
    ...(maxLagMs === null ? [] : [show('max_lag', 'STALE_SIGNAL', perEntry(`${maxLagMs / 1_000} s old`))]),
    ...(entries.priceGuard === null
      ? []
      : [show('price_guard', 'PRICE_GUARD', perEntry(`${stepShown(entries.priceGuard)} worse than the alert`))]),
    ...(most === null && minSpacing === null && !onlyInProfit
      ? []
      : [show('pyramiding', 'PYRAMIDING_MAX', pyramidingShown(sight, strategy, account))]),
  ];
}

function ofAlerts({ settings, state, now }: RiskSight): readonly LimitView[] {
  const minute = Math.floor(now / 60_000);
  const counts = [...state.entryRates.values()].filter((rate) => rate.minute === minute).map(({ count }) => String(count) as Decimal);
  const most = counts.reduce((a, b) => max(a, b), '0' as Decimal);
  const counted = (used: Decimal, limit: number, words: string): Shown => ({
    used,
    of: `${limit} ${words}`,
    percent: percentUsed(used, String(limit) as Decimal),
  });
  return [
    view(
      'WEBHOOK_RATE_LIMIT',
      'RATE_LIMITED',
      'alerts',
      [],
      counted(most, settings.entriesPerMinuteMax, 'entries a minute of one sender or strategy'),
    ),
    view(
      'open cards',
      'TOO_MANY_PENDING',
      'alerts',
      [],
      counted(String(state.entriesWaiting) as Decimal, PENDING_APPROVALS_MAX, 'entries that wait for an answer'),
    ),
  ];
}

export const viewEntryLimits = (sight: RiskSight): readonly LimitView[] => [
  ...[...sight.settings.strategies.values()].flatMap((strategy) =>
    [...sight.settings.accounts.values()]
      .filter(({ name }) => tradesOn(strategy, name))
      .flatMap((account) => ofStrategy(sight, strategy, account)),
  ),
  ...ofAlerts(sight),
];
