// Owns: an alert with a condition at its receipt: it is kept as it is, and decided about when the condition is met, as if it
// came then. Only what could open something passes the gates of entries now; a way out waits because its sender wishes so.

import type { Condition, Moment, WaitingCondition } from '../../model/alerts/condition.ts';
import { readContractName } from '../../model/markets/contract-symbol.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { Instant } from '../../model/ids.ts';
import { CONDITION_AHEAD_MS_MAX, PARKED_MAX } from '../../model/limits.ts';
import { nextTimeOfDay } from '../../model/time/local-time.ts';
import type { Decimal } from '../../model/decimal.ts';
import type { EntryWait, Reading, Signal } from '../../model/signal.ts';
import type { ReceiveAlert, Reply } from '../command.ts';
import { isCancel, isNamedCancel } from '../groups/is-cancel.ts';
import type { PlannedPart } from '../groups/plan-parts.ts';
import type { Draft } from '../draft.ts';
import { firstDenial, receiptGates } from '../entries/gates.ts';
import { plannedNow } from './planned-now.ts';
import type { Route } from './route-alert.ts';

const momentAfter = (moment: Moment, now: Instant, timeZone: string): Instant =>
  'at' in moment ? moment.at : nextTimeOfDay(now, moment.minuteOfDay, timeZone);

interface Times {
  readonly from: Instant;
  readonly expiresAt: Instant;
}

/** When it may be met, and when it is dropped. `expiryMs`: where the alert does not say it. */
export function timesOf({ price, after, until }: Condition, now: Instant, timeZone: string, expiryMs: number): Times | Denial {
  const from = after === null ? now : Math.max(now, momentAfter(after, now, timeZone));
  const expiresAt = until === null ? from + expiryMs : momentAfter(until, from, timeZone);
  if (price === null && after !== null && from <= now)
    return deny(
      'INVALID_FIELD',
      'the time that the order waits for is over',
      'Send a time that is still to come, or 15:30 for the next one.',
    );
  if (expiresAt <= from)
    return deny('INVALID_FIELD', 'the order would be dropped before its condition could be met', 'Send a later "until".');
  if (expiresAt - now > CONDITION_AHEAD_MS_MAX)
    return deny('INVALID_FIELD', 'the order would wait for longer than a year', 'Send an earlier time.');
  return { from, expiresAt };
}

export interface ParkedPlan {
  readonly parts: readonly (PlannedPart & { readonly route: Route })[];
  readonly wait: EntryWait;
  readonly refused: Denial | null;
}

const isExit = ({ plan, reading }: Pick<PlannedPart, 'plan' | 'reading'>): boolean =>
  plan.exit !== null || isCancel(reading) || (reading.action !== null && reading.action.startsWith('close'));

/** What of it would open something now is held to the gates of now. */
function gateOf(draft: Pick<Draft, 'settings' | 'state' | 'now'>, command: ReceiveAlert, parts: ParkedPlan['parts']): Denial | null {
  const entering = parts.filter((part) => !isExit(part) && part.plan.entry !== null);
  for (const { route, reading, plan } of entering) {
    if (plan.entry === null) continue;
    const entry = { reading, key: route.key, side: plan.entry.side, rateKey: command.rateKey };
    const denial = firstDenial(receiptGates(draft.settings, draft.state, route.strategy, entry, draft.now));
    if (denial !== null) return denial;
  }
  const isFull = entering.length > 0 && draft.state.parked.size >= PARKED_MAX;
  return isFull
    ? deny('TOO_MANY_PENDING', `${draft.state.parked.size} orders wait for their conditions already`, 'Take some back with /waiting.')
    : null;
}

/** An option that is named by its distance from the money is another one at every price: nobody can tell whose price is to be there. */
function refuseUnclearMarket({ price }: Condition, symbol: string): Denial | null {
  const contract = readContractName(symbol);
  if (price === null || contract?.type !== 'option' || contract.strike !== null) return null;
  return deny(
    'UNSUPPORTED',
    `it cannot be told whether the price of ${symbol} or that of ${contract.underlying} is to be ${price.when} ${price.level}`,
    'Name the contract in full, or let it wait for a time.',
  );
}

/** Also for whoever asks what would happen. A denial: nothing can wait for it. */
export function planParked(
  draft: Pick<Draft, 'settings' | 'state' | 'now'>,
  command: ReceiveAlert,
  planned: readonly PlannedPart[],
): ParkedPlan | Denial {
  const { condition } = command.reading;
  if (condition === null) throw new Error(`${command.signalId} has no condition to wait for`);
  const routed: (PlannedPart & { readonly route: Route })[] = [];
  for (const part of planned) {
    if ('code' in part.route && isNamedCancel(part.reading)) continue;
    if ('code' in part.route) return part.route;
    routed.push({ ...part, route: part.route });
  }
  const [first] = routed;
  if (first === undefined) return deny('UNKNOWN_SYMBOL', 'the alert could not be routed');
  const unclear = refuseUnclearMarket(condition, first.route.symbol);
  if (unclear !== null) return unclear;
  const times = timesOf(condition, draft.now, draft.settings.timeZone, first.route.strategy.entries.conditionExpiryMs);
  if ('code' in times) return times;
  const waiting: WaitingCondition = {
    price: condition.price,
    expiresAt: times.expiresAt,
    account: first.route.account.name,
    symbol: first.route.symbol,
    keys: [...new Set(routed.map(({ route }) => route.key))],
    lastSide: null,
    leaves: routed.every((part) => isExit(part) && part.plan.entry === null),
    nonce: command.nonce,
  };
  return { parts: routed, wait: { until: times.from, why: 'condition', condition: waiting }, refused: gateOf(draft, command, routed) };
}

const same = <T>(values: readonly T[]): T | null => {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
};

interface Records {
  /** It is for nothing that there is, or waits for nothing that can come. */
  refuseUnheard(denial: Denial): Reply;
  receive(known: Partial<Signal>, countsAsEntry: boolean): void;
  refuse(denial: Denial): Reply;
}

export function parkAlert(draft: Draft, command: ReceiveAlert, records: Records): Reply {
  const planned = plannedNow(draft.settings, draft.state, command);
  const parked = 'code' in planned ? planned : planParked(draft, command, planned);
  if ('code' in parked) return records.refuseUnheard(parked);
  const routes = parked.parts.map(({ route }) => route);
  const [only, ...others] = routes;
  records.receive(
    {
      strategy: same(routes.map(({ strategy }) => strategy.name)),
      account: same(routes.map(({ account }) => account.name)),
      symbol: same(routes.map(({ symbol }) => symbol)),
      positionKey: only !== undefined && others.length === 0 ? only.key : null,
      wait: parked.refused === null ? parked.wait : null,
    },
    !parked.wait.condition?.leaves,
  );
  if (parked.refused !== null) return records.refuse(parked.refused);
  return { type: 'signal', signalId: command.signalId, duplicate: false };
}

/** As it is decided about when its condition is met: it comes then. `seen`: the price that met it; null: its time did. */
export const readingWhenMet = (reading: Reading, wait: EntryWait, seen: Decimal | null): Reading => ({
  ...reading,
  condition: null,
  delayMs: null,
  sentAt: null,
  eventId: null,
  signalPrice: seen ?? reading.signalPrice,
  waitedFor: wait.condition?.price?.level ?? reading.signalPrice,
  legs: reading.legs.map((leg) => ({ ...leg, waitedFor: leg.signalPrice })),
});
