// Owns: which calendar says when a market closes for a time stop: the one that its rule names, else that of the venue.

import type { TimeStopRule } from '../model/exits/exit-plan.ts';
import type { Order } from '../model/order.ts';
import type { Settings } from '../model/settings.ts';
import { venueCalendar, type TradingCalendar } from '../model/time/trading-calendar.ts';

/** Null: it is none that is known. */
export function calendarOf(
  { accounts, calendars }: Pick<Settings, 'accounts' | 'calendars'>,
  { account, instrument }: Pick<Order, 'account' | 'instrument'>,
  rule: TimeStopRule | null,
): TradingCalendar | null {
  const broker = accounts.get(account)?.broker ?? 'paper';
  return calendars.get(rule?.calendar ?? venueCalendar(broker, instrument)) ?? null;
}
