// A market of gaps, spikes and a flash crash over the real core and real paper accounts, with fifty strategies that guard
// what they hold in every way; and the same counted plainly, without them.

import { expect, it, describe, beforeAll } from 'vitest';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { add, decimal, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { NO_PROTECTION, type ProtectionRules } from '../../src/core/model/exits/exit-plan.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import { settingsOf, strategy } from '../fault/house.ts';
import { pathOf, TICKS } from './candles.ts';
import { FIFTY, MARKETS, type PlainRules, type PlainStrategy } from './fifty-strategies.ts';
import { replayPlainly, type PlainResult } from './plain-replay.ts';
import { NATIVE, replay, symbolOf, TICK_MS, WATCHED, type Replayed } from './replay-house.ts';

const TIMEOUT_MS = 240_000;
const SEED = 20_261_128;

const percent = (value: string): { readonly percent: Decimal } => ({ percent: decimal(value) });

function protectionOf({ stop, targets, trail, breakEvenAfter, locks, time }: PlainRules): ProtectionRules {
  const by = trail?.percent === undefined ? { amount: decimal(trail?.amount ?? '0') } : percent(trail.percent);
  const activation = trail?.activation == null ? null : percent(trail.activation);
  const never = { atMinute: null, beforeCloseMs: null, calendar: null };
  return {
    ...NO_PROTECTION,
    stopLoss: stop === null ? null : percent(stop),
    takeProfits: targets.map(({ at, share }) => ({ at: percent(at), share: share === null ? null : decimal(share) })),
    trailing: trail === null ? null : { by, activation },
    breakEvenAfter,
    profitLock: locks.map((each) => ({ at: percent(each.at), stop: percent(each.stop) })),
    timeStop:
      time === null
        ? null
        : { ...never, afterMs: time.ticks * TICK_MS, unlessGain: time.unlessGain === null ? null : decimal(time.unlessGain) },
  };
}

function configured({ name, account, size, rules }: PlainStrategy): Strategy {
  return {
    ...strategy({ name, approval: { type: 'auto' } }),
    account: account === 'native' ? NATIVE : WATCHED,
    defaultQuantity: 'defaultQty' in size ? decimal(size.defaultQty) : null,
    defaultNotional: 'defaultNotional' in size ? decimal(size.defaultNotional) : null,
    protection: protectionOf(rules),
  };
}

/** Of the one account the core thinks that it has neither stops nor limits. */
const NOTHING: VenueTraits = { ...PAPER_TRAITS, nativeStops: false, oco: false, orderTypes: ['market'] };

function settings(): Settings {
  const known = settingsOf([NATIVE, WATCHED], FIFTY.map(configured));
  const accounts = [...known.accounts].map(
    ([name, each]) => [name, { ...each, traits: name === WATCHED ? NOTHING : each.traits }] as const,
  );
  return { ...known, accounts: new Map(accounts) };
}

function alertsAt(tick: number): readonly Record<string, unknown>[] {
  return FIFTY.flatMap(({ name, market, long, size, episodes }) => {
    const to = { symbol: symbolOf(market), strategy: name, comment: `tick ${tick}` };
    const quantity = 'qty' in size ? { quantity: size.qty } : {};
    return episodes.flatMap(({ enters, closes }) => {
      if (tick === enters) return [{ action: long ? 'buy' : 'sell', ...quantity, ...to }];
      return tick === closes ? [{ action: 'close', ...to }] : [];
    });
  });
}

const paths = Array.from({ length: MARKETS }, (_, market) => pathOf(SEED + market));

/** What the results of the core count for a strategy, over all days. */
function profitOf(state: State, name: string): Decimal {
  let net = ZERO;
  for (const lines of state.results.values()) for (const line of lines.values()) if (line.strategy === name) net = add(net, line.curve.net);
  return net;
}

const outcomeOf = ({ state, fills }: Replayed, { name }: PlainStrategy): PlainResult => ({
  fills: fills.get(name) ?? [],
  profit: profitOf(state, name),
});

describe('a market of gaps, spikes and a flash crash', () => {
  let first: Replayed;
  beforeAll(async () => {
    first = await replay({ settings: settings(), paths, alertsAt });
  }, TIMEOUT_MS);

  it.each(FIFTY.map((each) => ({ name: each.name, each })))('brings $name what a plain count says, to the last digit', ({ each }) => {
    expect(outcomeOf(first, each)).toEqual(replayPlainly(each, paths[each.market] ?? []));
  });

  it('meets every rule often enough to mean something', () => {
    const { orders, signals, positions } = first.state;
    const reasons = [...signals.values()].flatMap(({ origin }) => (origin.type === 'engine' ? [origin.reason.split(/[: ]/)[0]] : []));
    const count = (word: string): number => reasons.filter((reason) => reason === word).length;
    const filled = (role: string): number => orders.filter((order) => order.role === role && order.qtyFilled !== ZERO).size;
    expect(TICKS).toBeGreaterThan(1_000);
    const times = {
      stops: count('stop-loss'),
      targets: count('take-profit'),
      hours: count('time'),
      stopsAtVenue: filled('stop_loss'),
      targetsAtVenue: filled('take_profit'),
    };
    expect(Object.entries(times).filter(([, each]) => each < 8)).toEqual([]);
    expect([...positions.values()].every(({ qty }) => qty === ZERO)).toBe(true);
  });

  it(
    'is the same on every run',
    async () => {
      const again = await replay({ settings: settings(), paths, alertsAt });
      expect([...again.fills]).toEqual([...first.fills]);
      expect(FIFTY.map(({ name }) => profitOf(again.state, name))).toEqual(FIFTY.map(({ name }) => profitOf(first.state, name)));
    },
    TIMEOUT_MS,
  );
});
