// Owns: an engine whose strategies trade by rule under the protection of a test, and its prices.

import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_PROTECTION, type ExitPlan, type ProtectionRules } from '../../src/core/model/exits/exit-plan.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import type { Reply } from '../../src/core/engine/command.ts';
import type { Position } from '../../src/core/model/position.ts';
import { Engine, settingsWith } from './engine.ts';

/** A venue that takes nothing but orders at market: everything is watched. */
export const NO_STOPS: Partial<VenueTraits> = { nativeStops: false, orderTypes: ['market'] };

export function engineWith(rules: Partial<ProtectionRules> = {}, traits: Partial<VenueTraits> = NO_STOPS): Engine {
  const settings = settingsWith({ approval: { type: 'auto' }, protection: { ...NO_PROTECTION, ...rules } });
  const accounts = [...settings.accounts].map(([name, account]) => [name, { ...account, traits: { ...PAPER_TRAITS, ...traits } }] as const);
  return new Engine({ ...settings, accounts: new Map(accounts) });
}

let seed = 0;

/** A price two seconds after what was before it. */
export function tick(engine: Engine, last: string, range: { readonly high?: string; readonly low?: string } = {}): Reply {
  engine.now += 2_000;
  seed += 1;
  const seen = seenOnce(engine.quote(last));
  return engine.run({
    type: 'observe_price',
    account: accountName('paper'),
    seen: { ...seen, high: decimal(range.high ?? last), low: decimal(range.low ?? last), since: engine.now - 1_000 },
    idSeed: seed.toString(16).padStart(13, '0'),
  });
}

export function held(engine: Engine): Position {
  const [position] = [...engine.state.positions.values()];
  if (position === undefined) throw new Error('nothing is held');
  return position;
}

export const planOf = (engine: Engine): ExitPlan | null => [...engine.state.positions.values()][0]?.plan ?? null;

export const exitsMade = (engine: Engine): readonly { qty: string; type: string }[] =>
  engine.orders(({ role }) => role === 'exit').map(({ qty, type }) => ({ qty, type }));

export function fillExit(engine: Engine, price: string): void {
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, price);
}

/** A buy of 0.1 BTC on the perpetual. */
export const buy = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, ...more });
