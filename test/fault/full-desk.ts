// Owns: the desk of everything that one alert can be beyond one order: legs on one account and on several, copies of one
// order to several accounts, targets, delays, times, trades of other bots. Each strategy plays one of these games.

import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { accountName, strategyName, type AccountName, type StrategyName } from '../../src/core/model/ids.ts';
import type { AccountShare, Strategy } from '../../src/core/model/settings.ts';
import { instrument, settingsOf, strategy, type Desk } from './house.ts';

const PAPER = accountName('paper');
const SECOND = accountName('second');

const share = (name: AccountName, scale = ONE): AccountShare => ({ name, scale, symbols: {}, approval: null, maxNotional: null });
const BOTH: readonly AccountShare[] = [share(PAPER), share(SECOND, decimal('0.5'))];

export type Game = 'legs' | 'copies' | 'target' | 'times' | 'leader';

interface Player {
  readonly game: Game;
  readonly symbols: readonly string[];
  readonly strategy: Strategy;
}

const LEG_TIMEOUT_MS = 20_000;

function player(game: Game, name: string, symbols: readonly string[], change: Partial<Strategy>): Player {
  return { game, symbols, strategy: { ...strategy({ name, approval: { type: 'auto' } }), ...change } };
}

const PLAYERS: readonly Player[] = [
  player('legs', 'spread', ['BTC/USDT:USDT', 'ETH/USDT', 'SOL/USDT:USDT'], {
    legs: { onFailure: 'unwind', timeoutMs: LEG_TIMEOUT_MS },
  }),
  player('legs', 'basket', ['ADA/USDT:USDT', 'ETH/USDT', 'XRP/USDT'], {
    approval: { type: 'confirm' },
    legs: { onFailure: 'ask', timeoutMs: LEG_TIMEOUT_MS },
  }),
  player('legs', 'mixed', ['BTC/USDT:USDT', 'SOL/USDT:USDT'], {
    accounts: BOTH,
    legs: { onFailure: 'unwind', timeoutMs: LEG_TIMEOUT_MS },
  }),
  player('copies', 'mirror', ['BTC/USDT:USDT', 'SOL/USDT:USDT'], {
    accounts: BOTH,
    approval: { type: 'auto_below', notional: decimal('3000') },
    legs: { onFailure: 'keep', timeoutMs: LEG_TIMEOUT_MS },
  }),
  player('target', 'aims', ['DOT/USDT:USDT'], { defaultQuantity: null }),
  player('target', 'asked', ['ADA/USDT:USDT'], { defaultQuantity: null, approval: { type: 'confirm' } }),
  player('times', 'timed', ['LTC/USDT:USDT'], { account: SECOND, maxLagMs: 20_000 }),
  player('times', 'queued', ['TRX/USDT'], { account: SECOND, maxLagMs: 60_000, coalesceMs: 3_000, approval: { type: 'confirm' } }),
  player('leader', 'copier', ['NEO/USDT:USDT'], { account: SECOND, copy: { enterOn: 'entry', scale: decimal('0.5'), stake: null } }),
  player('leader', 'filler', ['BTC/USDT:USDT'], { account: SECOND, copy: { enterOn: 'entry_fill', scale: null, stake: null } }),
];

export const playersOf = (games: readonly Game[]): readonly Player[] => PLAYERS.filter(({ game }) => games.includes(game));
export type { Player };

const kindOf = (symbol: string): 'swap' | 'spot' => (symbol.includes(':') ? 'swap' : 'spot');
const STEPS: Readonly<Record<string, string>> = { BTC: '0.1', ETH: '0.01', DOT: '0.1', LTC: '0.1', NEO: '0.1' };

export const FULL_DESK: Desk = {
  name: 'full',
  settings: settingsOf(
    [PAPER, SECOND],
    PLAYERS.map(({ strategy: each }) => each),
  ),
  markets: [PAPER, SECOND].flatMap((account) =>
    [
      'BTC/USDT:USDT',
      'ETH/USDT',
      'SOL/USDT:USDT',
      'XRP/USDT',
      'ADA/USDT:USDT',
      'DOT/USDT:USDT',
      'LTC/USDT:USDT',
      'TRX/USDT',
      'NEO/USDT:USDT',
    ].map((symbol) => ({ account, instrument: instrument(symbol, kindOf(symbol), STEPS[symbol.slice(0, 3)] ?? '1') })),
  ),
};

/** The accounts that an order of the strategy goes to, with what its size is multiplied with. */
export function accountsOf(name: StrategyName): readonly { readonly account: AccountName; readonly scale: number }[] {
  const found = FULL_DESK.settings.strategies.get(strategyName(name));
  if (found === undefined) throw new Error(`no strategy ${name}`);
  if (found.accounts.length === 0) return [{ account: found.account, scale: 1 }];
  return found.accounts.map((each) => ({ account: each.name, scale: Number(each.scale) }));
}
