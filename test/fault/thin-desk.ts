// Owns: the desk of markets in which there is little to be had: entries rest at their limit and fill in pieces, also when
// everything is calm, while prices go on to targets and back. What strategies do not say about targets their alerts do.

import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { NO_ENTRY_RULES, type EntryRules } from '../../src/core/model/entry-rules.ts';
import type { ProtectionRules } from '../../src/core/model/exits/exit-plan.ts';
import { accountName, type AccountName } from '../../src/core/model/ids.ts';
import { deskOf, LADDER, percent, player, target, type GuardedPlayer } from './guarded-desk.ts';
import type { Desk } from './house.ts';

const NATIVE = accountName('native');
const STOPLESS = accountName('stopless');
const HOLDING = accountName('holding');

const TRAITS: ReadonlyMap<AccountName, VenueTraits> = new Map([
  [NATIVE, PAPER_TRAITS],
  [STOPLESS, { ...PAPER_TRAITS, nativeStops: false, oco: false, orderTypes: ['market', 'limit'] }],
  [HOLDING, { ...PAPER_TRAITS, oco: false, stopsHoldQuantity: true, modify: false }],
]);

const NEAR: Partial<ProtectionRules> = {
  stopLoss: percent('5'),
  takeProfits: [target('0.5', '50'), target('1.5', '20'), target('4', null)],
};

function chasing(each: GuardedPlayer, entries: Partial<EntryRules>): GuardedPlayer {
  return { ...each, strategy: { ...each.strategy, entries: { ...NO_ENTRY_RULES, ...entries } } };
}

export const THIN_PLAYERS: readonly GuardedPlayer[] = [
  player(NATIVE, 'climber', 'BTC/USDT:USDT', NEAR),
  player(STOPLESS, 'watcher', 'BTC/USDT:USDT', NEAR),
  player(STOPLESS, 'spoken', 'ETH/USDT', {}),
  player(HOLDING, 'holder', 'ETH/USDT', { ...NEAR, breakEvenAfter: 2 }),
  player(HOLDING, 'rungs', 'BTC/USDT:USDT', { ...LADDER, breakEvenAfter: null }),
  chasing(player(STOPLESS, 'chaser', 'BTC/USDT:USDT', NEAR), {
    limitLifetimeMs: 25_000,
    reprice: { everyMs: 8_000, times: 2 },
    fallback: 'market',
  }),
];

export const THIN_DESK: Desk = { ...deskOf('thin', THIN_PLAYERS, TRAITS), thin: true };
