// Owns: the limits on how much is held at once: exposure in all and per symbol, open positions, leverage.

import { add, div, gt, isPositive, round, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { LimitName } from '../../model/risk-limits.ts';
import type { Proposal } from '../../model/signal.ts';
import {
  atMost,
  never,
  percentUsed,
  shown,
  unknownEquity,
  type EntryAsked,
  type Judged,
  type SizeKind,
  type GateKind,
} from './limit-kind.ts';
import { equityOf, exposuresOf, type Exposure, type RiskGround } from './risk-scope.ts';

const valueOf = (exposures: readonly Exposure[]): Decimal => sum(exposures.map(({ value }) => value));

/** 900 of one money may be more than 1000 of another. */
function foreignMoney({ scope }: RiskGround, exposures: readonly Exposure[], proposal: Proposal): Judged | null {
  const foreign = [...exposures.map(({ quote }) => quote), proposal.instrument.quote].find((quote) => quote !== scope.currency);
  return foreign === undefined ? null : { passes: false, shows: `${foreign} cannot be compared with a limit in ${scope.currency}` };
}

function judgeExposure(ground: RiskGround, exposures: readonly Exposure[], proposal: Proposal, limit: Decimal, of: string): Judged {
  const foreign = foreignMoney(ground, exposures, proposal);
  if (foreign !== null) return foreign;
  const before = valueOf(exposures);
  const after = add(before, proposal.notional);
  const shows = `${of}${shown(before)} held and ordered + ${shown(proposal.notional)} = ${shown(after)} of at most ${limit} ${ground.scope.currency}`;
  return { passes: atMost(after, limit), shows };
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
  needsEquity: never,
  used(ground) {
    const limit = required(ground.scope.limits.maxExposure, 'max_exposure');
    const value = valueOf(exposuresOf(ground));
    return { used: shown(value), of: `${limit} ${ground.scope.currency}`, percent: percentUsed(value, limit) };
  },
  judge: (ground, _entry, proposal) =>
    judgeExposure(ground, exposuresOf(ground), proposal, required(ground.scope.limits.maxExposure, 'max_exposure'), ''),
};

/** The symbol with the most of it. */
function largest(exposures: readonly Exposure[]): { readonly symbol: string; readonly value: Decimal } | null {
  const bySymbol = new Map<string, Decimal>();
  for (const { symbol, value } of exposures) bySymbol.set(symbol, add(bySymbol.get(symbol) ?? ZERO, value));
  return [...bySymbol].reduce<{ symbol: string; value: Decimal } | null>(
    (most, [symbol, value]) => (most === null || gt(value, most.value) ? { symbol, value } : most),
    null,
  );
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
  needsEquity: never,
  used(ground) {
    const limit = required(ground.scope.limits.maxExposurePerSymbol, 'max_exposure_per_symbol');
    const most = largest(exposuresOf(ground));
    return {
      used: most === null ? '0' : `${shown(most.value)} in ${most.symbol}`,
      of: `${limit} ${ground.scope.currency} each`,
      percent: percentUsed(most?.value ?? ZERO, limit),
    };
  },
  judge(ground, _entry, proposal) {
    const { symbol } = proposal.instrument;
    const limit = required(ground.scope.limits.maxExposurePerSymbol, 'max_exposure_per_symbol');
    const same = exposuresOf(ground).filter((each) => each.symbol === symbol);
    return judgeExposure(ground, same, proposal, limit, `${symbol}: `);
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
  const exposures = exposuresOf(ground);
  const foreign = foreignMoney(ground, exposures, proposal);
  if (foreign !== null) return foreign;
  const after = add(valueOf(exposures), proposal.notional);
  const ratio = isPositive(equity) ? leverageOf(after, equity) : 'without end';
  const shows = `${shown(after)} ÷ ${shown(equity)} ${ground.scope.currency} equity = ${ratio} of at most ${limit}`;
  // compared before it is rounded for people
  return { passes: isPositive(equity) && atMost(div(after, equity), limit), shows };
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
  needsEquity: ({ maxLeverage: limit }) => limit !== null,
  used(ground) {
    const limit = required(ground.scope.limits.maxLeverage, 'max_leverage');
    const equity = equityOf(ground);
    if (equity === null || !isPositive(equity)) return { used: 'equity not known yet', of: `${limit}×`, percent: null };
    const ratio = div(valueOf(exposuresOf(ground)), equity);
    return { used: `${round(ratio, 2)}×`, of: `${limit}×`, percent: percentUsed(ratio, limit) };
  },
  judge: judgeLeverage,
};

export const EXPOSURE_LIMITS = [maxExposure, maxExposurePerSymbol, maxOpenPositions, maxLeverage] as const;
