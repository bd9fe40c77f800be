// Owns: the limits on how much is held at once: exposure in all and per symbol, open positions, leverage.

import { add, div, gt, isPositive, round, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Position } from '../../model/position.ts';
import type { LimitName } from '../../model/risk-limits.ts';
import type { Proposal } from '../../model/signal.ts';
import { isUncounted, joinRates, ratesShown, sumMoney, type NoRate, type Sum } from './count-money.ts';
import {
  atMost,
  never,
  percentUsed,
  shown,
  uncountedEntry,
  uncountedUse,
  unknownEquity,
  unpricedEntry,
  type EntryAsked,
  type Judged,
  type SizeKind,
  type GateKind,
  type Used,
} from './limit-kind.ts';
import { equityOf, exposuresOf, oldWorthsShown, unpricedIn, valueOf, type Exposure, type RiskGround } from './risk-scope.ts';

interface Stake {
  readonly before: Decimal;
  readonly entry: Decimal;
  readonly after: Decimal;
  readonly rates: Sum['rates'];
}

/** What is at stake with this entry: 900 of one money may be more than 1000 of another. */
function stakeOf(ground: RiskGround, exposures: readonly Exposure[], { instrument, notional }: Proposal): Stake | NoRate {
  const before = valueOf(ground, exposures);
  if (isUncounted(before)) return before;
  const entry = sumMoney(ground, [{ amount: notional, currency: instrument.quote }]);
  if (isUncounted(entry)) return entry;
  return { before: before.money, entry: entry.money, after: add(before.money, entry.money), rates: joinRates(before.rates, entry.rates) };
}

/** What has no price counted as it was entered at: enough to refuse for, not to let pass. */
const priced = (judged: Judged, unpriced: readonly Position[]): Judged =>
  unpriced.length > 0 && judged.passes ? unpricedEntry(unpriced) : judged;

function judgeExposure(
  ground: RiskGround,
  proposal: Proposal,
  { limit, symbol }: { readonly limit: Decimal; readonly symbol?: string },
): Judged {
  const exposures = exposuresOf(ground).filter((each) => symbol === undefined || each.symbol === symbol);
  const stake = stakeOf(ground, exposures, proposal);
  if (isUncounted(stake)) return uncountedEntry(ground, stake);
  const { before, entry, after, rates } = stake;
  const of = symbol === undefined ? '' : `${symbol}: `;
  const shows = `${of}${shown(before)} held and ordered + ${shown(entry)} = ${shown(after)} of at most ${limit} ${ground.scope.currency}${ratesShown(rates, ground.now)}`;
  return priced({ passes: atMost(after, limit), shows, rates }, unpricedIn(ground, symbol));
}

const required = <T>(value: T | null, name: LimitName): T => {
  if (value === null) throw new Error(`${name} is judged where it is not set`);
  return value;
};

const maxExposure: SizeKind = {
  name: 'max_exposure',
  code: 'MAX_EXPOSURE',
  action: 'deny',
  stage: 'size',
  isReached: false,
  meaning: 'value of all that is held and ordered, this entry included',
  example: '5000',
  isSet: ({ maxExposure: limit }) => limit !== null,
  countsHeld: 'all',
  needsEquity: never,
  used(ground) {
    const limit = required(ground.scope.limits.maxExposure, 'max_exposure');
    const of = `${limit} ${ground.scope.currency}`;
    const value = valueOf(ground, exposuresOf(ground));
    if (isUncounted(value)) return uncountedUse(value, of);
    return { used: shown(value.money), of, percent: percentUsed(value.money, limit), rates: value.rates };
  },
  judge: (ground, _entry, proposal) =>
    judgeExposure(ground, proposal, { limit: required(ground.scope.limits.maxExposure, 'max_exposure') }),
};

interface SymbolValue extends Sum {
  readonly symbol: string;
}

/** The symbol with the most of it. */
function largest(ground: RiskGround): SymbolValue | NoRate | null {
  const bySymbol = new Map<string, Exposure[]>();
  for (const each of exposuresOf(ground)) bySymbol.set(each.symbol, [...(bySymbol.get(each.symbol) ?? []), each]);
  let most: SymbolValue | null = null;
  for (const [symbol, exposures] of bySymbol) {
    const value = valueOf(ground, exposures);
    if (isUncounted(value)) return value;
    if (most === null || gt(value.money, most.money)) most = { symbol, ...value };
  }
  return most;
}

const maxExposurePerSymbol: SizeKind = {
  name: 'max_exposure_per_symbol',
  code: 'MAX_SYMBOL_EXPOSURE',
  action: 'deny',
  stage: 'size',
  isReached: false,
  meaning: 'the same for each symbol by itself',
  example: '2000',
  isSet: ({ maxExposurePerSymbol: limit }) => limit !== null,
  countsHeld: 'symbol',
  needsEquity: never,
  used(ground) {
    const limit = required(ground.scope.limits.maxExposurePerSymbol, 'max_exposure_per_symbol');
    const of = `${limit} ${ground.scope.currency} each`;
    const most = largest(ground);
    if (most !== null && isUncounted(most)) return uncountedUse(most, of);
    return {
      used: most === null ? '0' : `${shown(most.money)} in ${most.symbol}`,
      of,
      percent: percentUsed(most?.money ?? ZERO, limit),
      rates: most?.rates ?? [],
    };
  },
  judge(ground, _entry, proposal) {
    const { symbol } = proposal.instrument;
    return judgeExposure(ground, proposal, {
      limit: required(ground.scope.limits.maxExposurePerSymbol, 'max_exposure_per_symbol'),
      symbol,
    });
  },
};

const openKeys = (ground: RiskGround): ReadonlySet<string> => new Set(exposuresOf(ground).map(({ key }) => key));

const maxOpenPositions: GateKind = {
  name: 'max_open_positions',
  code: 'MAX_OPEN_POSITIONS',
  action: 'deny',
  stage: 'gate',
  isReached: false,
  meaning: 'positions at once; adding to one opens none',
  example: '5',
  isSet: ({ maxOpenPositions: limit }) => limit !== null,
  needsEquity: never,
  used(ground) {
    const limit = String(required(ground.scope.limits.maxOpenPositions, 'max_open_positions'));
    const count = String(openKeys(ground).size);
    return { used: count, of: limit, percent: percentUsed(count as Decimal, limit as Decimal) };
  },
  judge(ground, { key }) {
    const limit = required(ground.scope.limits.maxOpenPositions, 'max_open_positions');
    const open = openKeys(ground);
    if (open.has(key)) return { passes: true, shows: `it adds to one of ${open.size} that are open; at most ${limit}` };
    return { passes: open.size < limit, shows: `${open.size} are open or ordered; with this one ${open.size + 1} of at most ${limit}` };
  },
};

/** Exposure ÷ equity, two places. */
const leverageOf = (value: Decimal, equity: Decimal): Decimal => round(div(value, equity), 2);

function judgeLeverage(ground: RiskGround, { leverage }: EntryAsked, proposal: Proposal): Judged {
  const limit = required(ground.scope.limits.maxLeverage, 'max_leverage');
  if (leverage !== null && gt(leverage, limit)) return { passes: false, shows: `the alert wants leverage ${leverage}; at most ${limit}` };
  const equity = equityOf(ground);
  if (equity === null) return unknownEquity(ground, `leverage of at most ${limit}`);
  if (isUncounted(equity)) return uncountedEntry(ground, equity);
  const stake = stakeOf(ground, exposuresOf(ground), proposal);
  if (isUncounted(stake)) return uncountedEntry(ground, stake);
  const { after } = stake;
  const { money: worth } = equity;
  const rates = joinRates(stake.rates, equity.rates);
  const ratio = isPositive(worth) ? leverageOf(after, worth) : 'without end';
  const shows = `${shown(after)} ÷ ${shown(worth)} ${ground.scope.currency} equity = ${ratio} of at most ${limit}${oldWorthsShown(ground)}${ratesShown(rates, ground.now)}`;
  // compared before it is rounded for people
  return priced({ passes: isPositive(worth) && atMost(div(after, worth), limit), shows, rates }, unpricedIn(ground));
}

function leverageUsed(ground: RiskGround): Used {
  const limit = required(ground.scope.limits.maxLeverage, 'max_leverage');
  const of = `${limit}×`;
  const [equity, value] = [equityOf(ground), valueOf(ground, exposuresOf(ground))];
  if (equity !== null && isUncounted(equity)) return uncountedUse(equity, of);
  if (isUncounted(value)) return uncountedUse(value, of);
  if (equity === null || !isPositive(equity.money)) return { used: 'equity not known yet', of, percent: null };
  const ratio = div(value.money, equity.money);
  return { used: `${round(ratio, 2)}×`, of, percent: percentUsed(ratio, limit), rates: joinRates(value.rates, equity.rates) };
}

const maxLeverage: SizeKind = {
  name: 'max_leverage',
  code: 'MAX_LEVERAGE',
  action: 'deny',
  stage: 'size',
  isReached: false,
  meaning: 'leverage of an alert, and exposure ÷ equity',
  example: '3',
  isSet: ({ maxLeverage: limit }) => limit !== null,
  countsHeld: 'all',
  needsEquity: ({ maxLeverage: limit }) => limit !== null,
  used: leverageUsed,
  judge: judgeLeverage,
};

export const EXPOSURE_LIMITS = [maxExposure, maxExposurePerSymbol, maxOpenPositions, maxLeverage] as const;
