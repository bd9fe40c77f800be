// Owns: entries in the last minutes of a session, where the time stop of their strategy leaves before the close: they would have
// to leave at once. What adds to a position is left with it, or stays with it.

import { deny, type Denial } from '../../model/denial.ts';
import type { AccountName, Instant, PositionKey } from '../../model/ids.ts';
import type { Instrument } from '../../model/markets/instrument.ts';
import { clockText, localTime } from '../../model/time/local-time.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import { closingFor, closingNow } from '../../model/exits/time-stop.ts';
import { isHeld } from '../../positions/is-held.ts';
import { calendarOf } from '../calendar-of.ts';
import type { State } from '../state.ts';

export interface WantedEntry {
  readonly strategy: Pick<Strategy, 'name' | 'protection'>;
  readonly account: AccountName;
  readonly instrument: Instrument;
  readonly key: PositionKey | null;
}

interface Ground {
  readonly settings: Settings;
  readonly state: State;
  readonly now: Instant;
}

const isAddition = (state: State, key: PositionKey | null): boolean => key !== null && isHeld(state.positions.get(key));

const minutes = (ms: number): string => `${Math.round(ms / 6_000) / 10} min`;

export function refuseClosing({ settings, state, now }: Ground, { strategy, account, instrument, key }: WantedEntry): Denial | null {
  const { timeStop } = strategy.protection;
  if (timeStop?.beforeCloseMs == null || isAddition(state, key)) return null;
  const calendar = calendarOf(settings, { account, instrument }, timeStop);
  const closing = closingNow(timeStop, now, calendar);
  if (calendar === null || closing === null) return null;
  const { minuteOfDay } = localTime(closing.closesAt, calendar.timeZone);
  return deny(
    'CLOSING_SOON',
    `${calendar.name} closes at ${clockText(minuteOfDay)} in ${calendar.timeZone}, and ${strategy.name} leaves ${minutes(timeStop.beforeCloseMs)} before: it would have to leave at once`,
  );
}

/** When an entry that rests has to be gone; null: it may rest. */
export function restsUntil({ settings, state, now }: Ground, { strategy, account, instrument, key }: WantedEntry): Instant | null {
  const { timeStop } = strategy.protection;
  if (timeStop?.beforeCloseMs == null || isAddition(state, key)) return null;
  const closing = closingFor(timeStop, now, calendarOf(settings, { account, instrument }, timeStop));
  return closing === null ? null : Math.max(now, closing.leavesAt);
}
