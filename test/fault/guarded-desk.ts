// Owns: the desk of positions with plans: strategies that guard what they hold by rules, on a venue that keeps stops, on one
// that has none, and on one that locks what its orders would sell.

import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { decimal, type Decimal } from '../../src/core/model/decimal.ts';
import { NO_PROTECTION, type ProtectionRules, type TimeStopRule } from '../../src/core/model/exits/exit-plan.ts';
import { accountName, type AccountName } from '../../src/core/model/ids.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { instrument, settingsOf, strategy, type Desk } from './house.ts';

const NATIVE = accountName('native');
const STOPLESS = accountName('stopless');
const HOLDING = accountName('holding');

/** As Alpaca: what rests locks the quantity, and a stop with its target is one order whose levels move and whose size does not. */
const PAIRING = accountName('pairing');

const TRAITS: ReadonlyMap<AccountName, VenueTraits> = new Map([
  [NATIVE, PAPER_TRAITS],
  [STOPLESS, { ...PAPER_TRAITS, nativeStops: false, oco: false, orderTypes: ['market', 'limit'] }],
  [HOLDING, { ...PAPER_TRAITS, oco: false, stopsHoldQuantity: true, modify: false }],
  [PAIRING, { ...PAPER_TRAITS, oco: false, stopsHoldQuantity: true, modifiesWholeOnly: true, pairedKinds: ['swap'] }],
]);

export const percent = (value: string): { readonly percent: Decimal } => ({ percent: decimal(value) });
export const target = (at: string, share: string | null) => ({ at: percent(at), share: share === null ? null : decimal(share) });
const step = (at: string, stop: string) => ({ at: percent(at), stop: percent(stop) });
export const after = (ms: number, unlessGain: string | null = null): TimeStopRule => ({
  afterMs: ms,
  atMinute: null,
  beforeCloseMs: null,
  calendar: null,
  unlessGain: unlessGain === null ? null : decimal(unlessGain),
});

export const LADDER: Partial<ProtectionRules> = {
  stopLoss: percent('3'),
  takeProfits: [target('1', '40'), target('2', '30'), target('3.5', null)],
  breakEvenAfter: 1,
};
export const TRAILER: Partial<ProtectionRules> = { stopLoss: percent('3'), trailing: { by: percent('1.5'), activation: percent('0.8') } };
const LOCKER: Partial<ProtectionRules> = {
  stopLoss: percent('4'),
  takeProfits: [target('6', null)],
  profitLock: [step('1', '0.3'), step('2', '1.2')],
};

export interface GuardedPlayer {
  readonly symbol: string;
  readonly strategy: Strategy;
}

export function player(account: AccountName, name: string, symbol: string, rules: Partial<ProtectionRules>): GuardedPlayer {
  const base = strategy({ name, approval: { type: 'auto' } });
  return { symbol, strategy: { ...base, account, protection: { ...NO_PROTECTION, ...rules } } };
}

export const GUARDED_PLAYERS: readonly GuardedPlayer[] = [
  player(NATIVE, 'ladder', 'BTC/USDT:USDT', LADDER),
  player(NATIVE, 'follower', 'BTC/USDT:USDT', { trailing: { by: { amount: decimal('18') }, activation: null } }),
  player(NATIVE, 'hourly', 'SOL/USDT:USDT', { ...TRAILER, timeStop: after(45_000) }),
  player(NATIVE, 'worded', 'ETH/USDT', { onStopFailure: 'watch' }),
  player(STOPLESS, 'trailer', 'BTC/USDT:USDT', TRAILER),
  player(STOPLESS, 'rungs', 'BTC/USDT:USDT', { ...LADDER, breakEvenAfter: 2 }),
  player(STOPLESS, 'gainer', 'SOL/USDT:USDT', { ...LOCKER, timeStop: after(60_000, '0.5') }),
  player(STOPLESS, 'spoken', 'XRP/USDT', {}),
  player(HOLDING, 'locker', 'BTC/USDT:USDT', LOCKER),
  player(HOLDING, 'stepper', 'BTC/USDT:USDT', { ...LADDER, trailing: { by: percent('2'), activation: percent('1.2') } }),
  player(HOLDING, 'coins', 'ETH/USDT', { ...LADDER, timeStop: after(60_000) }),
  player(HOLDING, 'told', 'SOL/USDT:USDT', { onStopFailure: 'watch', timeStop: after(60_000) }),
];

const BOTH: Partial<ProtectionRules> = { stopLoss: percent('2'), takeProfits: [target('2.5', null)] };

export const PAIRED_PLAYERS: readonly GuardedPlayer[] = [
  player(PAIRING, 'whole', 'SOL/USDT:USDT', BOTH),
  player(PAIRING, 'moved', 'SOL/USDT:USDT', { ...BOTH, trailing: { by: percent('1.5'), activation: percent('0.3') } }),
  player(PAIRING, 'stepped', 'SOL/USDT:USDT', LOCKER),
  player(PAIRING, 'divided', 'SOL/USDT:USDT', LADDER),
  player(PAIRING, 'parts', 'BTC/USDT:USDT', BOTH),
  player(PAIRING, 'asked', 'SOL/USDT:USDT', { onStopFailure: 'watch' }),
  player(PAIRING, 'coin', 'ETH/USDT', BOTH),
];

const MARKETS = [
  instrument('BTC/USDT:USDT', 'swap', '0.1'),
  instrument('ETH/USDT', 'spot', '0.01'),
  instrument('SOL/USDT:USDT', 'swap', '1'),
  instrument('XRP/USDT', 'spot', '1'),
];

export function deskOf(name: string, players: readonly GuardedPlayer[], traits: ReadonlyMap<AccountName, VenueTraits>): Desk {
  const withTraits = (account: Account): Account => ({ ...account, traits: traits.get(account.name) ?? PAPER_TRAITS });
  const names = [...new Set(players.map(({ strategy: { account } }) => account))];
  const settings = settingsOf(
    names,
    players.map((each) => each.strategy),
  );
  const accounts = new Map([...settings.accounts].map(([account, known]) => [account, withTraits(known)]));
  return {
    name,
    guarded: true,
    settings: { ...settings, accounts },
    markets: names.flatMap((account) => MARKETS.map((each) => ({ account, instrument: each }))),
  };
}

export const GUARDED_DESK: Desk = deskOf('guarded', GUARDED_PLAYERS, TRAITS);
export const PAIRED_DESK: Desk = deskOf('paired', PAIRED_PLAYERS, TRAITS);
