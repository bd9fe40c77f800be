// Owns: which calendars of markets something in config.yaml goes by: trading windows, and time stops before a close.

import type { Settings } from '../../model/settings.ts';
import { venueCalendar, type TradingCalendar } from '../../model/time/trading-calendar.ts';
import { allScopes } from './risk-scope.ts';

/** Of shares; coins know no close. */
const closesOf = ({ accounts }: Settings): readonly string[] =>
  [...accounts.values()].map(({ broker }) => venueCalendar(broker, { kind: 'equity', symbol: '' }));

export function calendarsUsed(settings: Settings): readonly TradingCalendar[] {
  const windows = allScopes(settings).flatMap(({ limits }) => (limits.tradingWindow ?? []).flatMap(({ calendar }) => calendar ?? []));
  const stops = [...settings.strategies.values()].flatMap(({ protection: { timeStop } }) => {
    if (timeStop?.beforeCloseMs == null) return [];
    return timeStop.calendar === null ? closesOf(settings) : [timeStop.calendar];
  });
  return [...new Set([...windows, ...stops])].flatMap((name) => settings.calendars.get(name) ?? []);
}
