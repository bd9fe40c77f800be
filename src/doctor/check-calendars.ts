// Owns: whether the holidays of the markets that config.yaml goes by are known, now and in the weeks to come.

import { calendarsUsed } from '../core/engine/limits/calendars-used.ts';
import type { Settings } from '../core/model/settings.ts';
import { unlistedAt } from '../core/model/time/trading-calendar.ts';
import { ok, warning, type Finding } from './finding.ts';

/** A list ends with a year: whoever looks in December should hear of January. */
const AHEAD_MS = 45 * 86_400_000;

export const checkCalendars = (settings: Settings, now: number): readonly Finding[] =>
  calendarsUsed(settings).map((calendar) => {
    const check = `calendar ${calendar.name}`;
    const said = unlistedAt(calendar, now + AHEAD_MS);
    if (said === null)
      return ok(check, calendar.listedUntil === null ? 'it has no holidays' : `holidays are known until ${calendar.listedUntil}`);
    return warning(
      check,
      said,
      `Write those that the exchange has announced: calendars: { ${calendar.name}: { holidays: ["2027-01-26"], early_closes: {} } } in config.yaml.`,
    );
  });
