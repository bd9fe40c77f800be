// Owns: the broken twins of what one alert can be beyond one order: each makes one of the checks of such alerts fail.

import { transact } from '../../src/core/engine/transact.ts';
import { deny } from '../../src/core/model/denial.ts';
import { sum } from '../../src/core/model/decimal.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { TERMINAL_SIGNAL_STATES, type Reading } from '../../src/core/model/signal.ts';
import { SOUND, withoutDedupeKey, type Mutant } from './behaviour.ts';
import { withCommand, withEvents } from './broken-core.ts';
import { FULL_DESK } from './full-desk.ts';
import type { Transact } from './simulated-store.ts';

const withReading = (change: (reading: Reading, settings: Settings, now: number) => Reading): Transact =>
  withCommand((command, settings, now) =>
    command.type === 'receive_alert' ? { ...command, reading: change(command.reading, settings, now) } : command,
  );

const withStrategies =
  (change: Partial<Settings['strategies'] extends ReadonlyMap<string, infer S> ? S : never>): Transact =>
  (settings, state, command, now) => {
    const strategies = new Map([...settings.strategies].map(([name, strategy]) => [name, { ...strategy, ...change }] as const));
    return transact({ ...settings, strategies }, state, command, now);
  };

const forgetsTheEnd = withEvents((event, state) => {
  const isWhole = event.type === 'signal_changed' && state.signals.get(event.signalId)?.group != null;
  return isWhole && TERMINAL_SIGNAL_STATES.has(event.state) ? null : event;
});

const unwindsEverything = withEvents((event) =>
  event.type === 'exit_opened' && event.exit.target.type === 'undo'
    ? { ...event, exit: { ...event.exit, target: { type: 'flat' } } }
    : event,
);

/** What has filled by then, and not what fills after it. */
const unwindsOnce = withEvents((event, state) => {
  if (event.type !== 'exit_opened' || event.exit.target.type !== 'undo') return event;
  const orders = state.signals.get(event.exit.target.signalId)?.orderIds.flatMap((id) => state.orders.get(id) ?? []) ?? [];
  const qty = sum(orders.filter(({ role }) => role === 'entry').map(({ qtyFilled }) => qtyFilled));
  return { ...event, exit: { ...event.exit, target: { type: 'reduce', qty } } };
});

const withoutDelay = (reading: Reading): Reading => ({ ...reading, delayMs: null, legs: reading.legs.map(withoutDelay) });

const cancelsNothingThatWaits = withEvents((event) =>
  event.type === 'signal_changed' && event.detail.endsWith('before its time') ? null : event,
);

const entriesInOrderOfArrival = withReading((reading) =>
  reading.action === 'buy' || reading.action === 'sell' ? { ...reading, sentAt: null } : reading,
);

/** Whatever is older than the strategy takes entries is refused. */
const exitsAge = withReading((reading, settings, now) => {
  const strategy = [...settings.strategies.values()].find(({ name }) => name === reading.strategy);
  const isOld = strategy?.maxLagMs != null && reading.sentAt !== null && now - reading.sentAt > strategy.maxLagMs;
  return isOld ? { ...reading, kind: 'reject', refusal: deny('STALE_SIGNAL', 'too old') } : reading;
});

const missedAlertsPass = withEvents((event) => {
  if (event.type === 'prompt_opened' && event.prompt.action.type === 'sync') return null;
  return event.type === 'notification_raised' && event.notification.groupKey.startsWith('sync:') ? null : event;
});

const fillsEnterToo = withReading((reading) =>
  reading.copyEvent === 'entry_fill' && reading.side !== null
    ? { ...reading, kind: 'order', copyEvent: null, action: reading.side, quantity: reading.fillQuantity }
    : reading,
);

const part = (name: string, decide: Transact, ...breaks: readonly string[]): Mutant => ({
  ...SOUND,
  desk: FULL_DESK,
  name,
  decide,
  breaks,
});

export const PART_MUTANTS: readonly Mutant[] = [
  part('the end of an alert of several orders is forgotten', forgetsTheEnd, 'an alert of several orders ends'),
  part('no dedupe key for alerts of several orders', withoutDedupeKey, 'each leg of an alert is executed once'),
  part('a failed leg is shrugged off', withStrategies({ legs: { onFailure: 'keep', timeoutMs: 20_000 } }), 'all legs or none'),
  part('unwinding closes everything', unwindsEverything, 'what is unwound is closed again, and nothing else'),
  part('unwinding leaves what fills late', unwindsOnce, 'what is unwound is closed again, and nothing else', 'all legs or none'),
  part('delays are forgotten', withReading(withoutDelay), 'a delayed order is never early'),
  part('a cancel leaves what waits', cancelsNothingThatWaits, 'what was taken back while it waited is never sent'),
  part('entries do not age', withStrategies({ maxLagMs: null }), 'a stale entry never opens'),
  part('entries count in the order of arrival', entriesInOrderOfArrival, 'an entry that an exit has overtaken never opens'),
  part('exits age like entries', exitsAge, 'exits pass'),
  part('missed alerts pass in silence', missedAlertsPass, 'a target is reached or told'),
  part('the fill of a copied entry enters too', fillsEnterToo, 'a trade of another bot is entered once'),
];
