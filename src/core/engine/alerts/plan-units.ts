// Owns: what an alert asks for whose size counts contracts of an exchange, or lots. Of what is held contracts are counted by its instrument; what is
// entered is counted where it is priced. Invariant: a size that nobody can tell closes what is there, opens nothing, and blocks no way out.

import type { Account } from '../../model/account.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { SignalId } from '../../model/ids.ts';
import { countUnits, refuseUnits, shownUnits } from '../../model/markets/unit-size.ts';
import type { Instrument } from '../../model/markets/instrument.ts';
import type { WantedExit } from '../../model/position.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { record, tell, type Draft } from '../draft.ts';
import type { ActionPlan } from './action-plan.ts';

const NOTHING: ActionPlan = { exit: null, entry: null, remark: null };
const FLAT: WantedExit = { type: 'flat' };

/** What is left of them beyond a close is no size that could be entered. */
export const uncountedRest = (reading: Reading, remedy: string | null = null): Denial =>
  deny(
    'NO_QUANTITY',
    `closed; how much of the ${shownUnits(reading)} would open the other side is not known here`,
    remedy ?? 'Send the entry again if it is still meant: of what is flat it is counted by the market that it is for.',
  );

/** What reads a plan off an alert. */
type PlanOf = (reading: Reading) => ActionPlan;

function withoutSize(planOf: PlanOf, reading: Reading, why: Denial): ActionPlan {
  const plan = planOf({ ...reading, quantity: null, quantityUnit: null });
  if (plan.exit === null && plan.entry !== null) {
    // what waits for its price on the other side is taken back by it all the same
    const behind = planOf(reading);
    return behind.exit === null ? { ...NOTHING, remark: why, counted: { words: why.message, isKnown: false } } : behind;
  }
  if (plan.exit === null) return plan;
  const onlyLeaves = isClose(reading.action) || reading.reduceOnly === true;
  return {
    exit: FLAT,
    entry: null,
    remark: onlyLeaves ? plan.remark : uncountedRest(reading, why.remedy),
    counted: { words: `${why.message} All of it is closed.`, isKnown: false },
  };
}

/** What of an account decides how much is meant. */
export type CountedAt = Pick<Account, 'quoteCurrency' | 'exchange' | 'traits'>;

interface Ground {
  readonly account: CountedAt | undefined;
  /** Of what is held, or comes; null: nothing does. */
  readonly instrument: Instrument | null;
}

/** Of an alert whose size counts contracts or lots. */
export function planUnits(reading: Reading, { account, instrument }: Ground, planOf: PlanOf): ActionPlan {
  const exchange = account?.exchange ?? null;
  const listsLots = account?.traits.listsLots === true;
  const counted = instrument === null ? refuseUnits(reading, exchange, listsLots) : countUnits(reading, exchange, instrument);
  if (counted === null) return planOf(reading);
  if ('code' in counted) return withoutSize(planOf, reading, counted);
  const planned = planOf({ ...reading, quantity: counted.qty, quantityUnit: null });
  return planned.exit === null ? planned : { ...planned, counted: { words: counted.words, isKnown: true } };
}

/** More leaves than was asked for: the card of an alert for several orders does not say why. */
export function tellUncounted(draft: Draft, signalId: SignalId, { counted }: ActionPlan, where: string): void {
  if (counted?.isKnown !== false) return;
  tell(draft, {
    severity: 'warning',
    groupKey: `uncounted:${signalId}`,
    title: 'All is closed, whatever part was meant',
    text: `${where}: ${counted.words}`,
    nextStep: null,
    signalId,
  });
}

/** Told in the life of the signal, beside what leaves. */
export function noteUnits(draft: Draft, signalId: SignalId, { counted }: ActionPlan): void {
  if (counted === undefined) return;
  record(draft, { type: 'signal_remarked', signalId, event: counted.isKnown ? 'size_counted' : 'size_unknown', detail: counted.words });
}
