// Owns: a time stop that leaves longer before the close than its market is open: every entry would have to leave at once, and be
// refused for it, day after day.

import type { Account } from '../../core/model/account.ts';
import type { AccountName } from '../../core/model/ids.ts';
import type { Strategy } from '../../core/model/settings.ts';
import { longestSessionMs, venueCalendar, type TradingCalendar } from '../../core/model/time/trading-calendar.ts';
import { report, type FileReport } from '../sections/config-section.ts';

interface Markets {
  readonly accounts: ReadonlyMap<AccountName, Account>;
  readonly calendars: ReadonlyMap<string, TradingCalendar>;
}

const shownTime = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  return [minutes >= 60 ? `${Math.floor(minutes / 60)} h` : '', minutes % 60 === 0 ? '' : `${minutes % 60} min`].filter(Boolean).join(' ');
};

/** Of the one that is named, else of shares at its accounts. */
function calendarsOf({ account, accounts: shares, protection: { timeStop } }: Strategy, { accounts }: Markets): readonly string[] {
  if (timeStop?.calendar != null) return [timeStop.calendar];
  const names = shares.length > 0 ? shares.map(({ name }) => name) : [account];
  const brokers = names.flatMap((name) => accounts.get(name)?.broker ?? []);
  return [...new Set(brokers.map((broker) => venueCalendar(broker, { kind: 'equity', symbol: '' })))];
}

export function checkCloses(to: FileReport, strategies: Iterable<Strategy>, markets: Markets): void {
  for (const strategy of strategies) {
    const { timeStop } = strategy.protection;
    if (timeStop?.beforeCloseMs == null) continue;
    for (const name of calendarsOf(strategy, markets)) {
      const calendar = markets.calendars.get(name);
      const sessionMs = calendar === undefined ? null : longestSessionMs(calendar);
      if (sessionMs === null || timeStop.beforeCloseMs < sessionMs) continue;
      report(
        to,
        ['strategies', strategy.name, 'protection', 'time_stop', 'before_close'],
        `it leaves ${shownTime(timeStop.beforeCloseMs)} before the close, and ${name} is open for ${shownTime(sessionMs)} only: every entry would be refused (CLOSING_SOON).`,
        `Write less than ${shownTime(sessionMs)}${timeStop.calendar === null ? ', or name the market that it trades: calendar: mcx' : ''}.`,
      );
    }
  }
}
