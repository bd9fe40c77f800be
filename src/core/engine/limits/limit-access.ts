// Owns: the limits on what may be traded, and when: allowed and denied symbols, trading windows.

import { clockText, localTime, MINUTES_PER_DAY } from '../../model/time/local-time.ts';
import type { TradingWindow } from '../../model/risk-limits.ts';
import { closedText, isOpen, opensAt, unlistedAt } from '../../model/time/trading-calendar.ts';
import { never, type EntryAsked, type GateKind, type Judged } from './limit-kind.ts';
import type { RiskGround } from './risk-scope.ts';

/** "BTC/*" is what begins so; `*` stands for any characters, none included. Upper and lower case are the same. */
export function matchesSymbol(pattern: string, symbol: string): boolean {
  const [first = '', ...rest] = pattern.toUpperCase().split('*');
  const text = symbol.toUpperCase();
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** A long list is shown by its head. */
const NAMES_SHOWN = 6;
const listShown = (symbols: readonly string[]): string =>
  symbols.length <= NAMES_SHOWN
    ? symbols.join(', ')
    : `${symbols.slice(0, NAMES_SHOWN).join(', ')} and ${symbols.length - NAMES_SHOWN} more`;

const allowedSymbols: GateKind = {
  name: 'allowed_symbols',
  code: 'SYMBOL_NOT_ALLOWED',
  action: 'deny',
  stage: 'gate',
  isReached: false,
  meaning: 'nothing but these is traded; `*` stands for anything (`BTC/*`)',
  example: '[BTC/USDT, "ETH/*"]',
  isSet: ({ allowedSymbols: symbols }) => symbols !== null,
  needsEquity: never,
  used: ({ scope }) => ({ used: '', of: listShown(scope.limits.allowedSymbols ?? []), percent: null }),
  judge({ scope }, { symbol }) {
    const symbols = scope.limits.allowedSymbols ?? [];
    return { passes: symbols.some((each) => matchesSymbol(each, symbol)), shows: `${symbol}; allowed are ${listShown(symbols)}` };
  },
};

const deniedSymbols: GateKind = {
  name: 'denied_symbols',
  code: 'SYMBOL_DENIED',
  action: 'deny',
  stage: 'gate',
  isReached: false,
  meaning: 'these are not traded, whatever allows them',
  example: '["DOGE/*"]',
  isSet: ({ deniedSymbols: symbols }) => symbols !== null,
  needsEquity: never,
  used: ({ scope }) => ({ used: '', of: listShown(scope.limits.deniedSymbols ?? []), percent: null }),
  judge({ scope }, { symbol }) {
    const hit = (scope.limits.deniedSymbols ?? []).find((each) => matchesSymbol(each, symbol));
    return { passes: hit === undefined, shows: hit === undefined ? `${symbol} is none of those denied` : `${symbol} is denied by ${hit}` };
  },
};

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** "mon, tue 09:30–16:00 America/New_York, while nyse is open". */
function windowShown({ days, from, to, timeZone, calendar }: TradingWindow, ownZone: string): string {
  const wholeDay = from === 0 && to === MINUTES_PER_DAY;
  const parts = [
    days.length === 0 ? '' : days.map((day) => WEEKDAYS[day] ?? '').join(', '),
    wholeDay ? '' : `${clockText(from)}–${clockText(to)}`,
    wholeDay && days.length === 0 ? '' : (timeZone ?? ownZone),
  ].filter(Boolean);
  const market = calendar === null ? '' : `while ${calendar} is open`;
  return [parts.join(' '), market].filter(Boolean).join(', ') || 'always';
}

function isWithin({ days, from, to }: TradingWindow, weekday: number, minute: number): boolean {
  const holds = (day: number): boolean => days.length === 0 || days.includes((day + 7) % 7);
  if (from < to) return holds(weekday) && minute >= from && minute < to;
  return (minute >= from && holds(weekday)) || (minute < to && holds(weekday - 1));
}

/** Null: it is open; else why not. */
function whyClosed({ settings, now }: RiskGround, window: TradingWindow): string | null {
  const zone = window.timeZone ?? settings.timeZone;
  const { weekday, minuteOfDay } = localTime(now, zone);
  if (!isWithin(window, weekday, minuteOfDay)) return `it is ${WEEKDAYS[weekday] ?? ''} ${clockText(minuteOfDay)} in ${zone}`;
  if (window.calendar === null) return null;
  const calendar = settings.calendars.get(window.calendar);
  if (calendar === undefined) return `there is no calendar ${window.calendar}`;
  if (isOpen(calendar, now)) return null;
  const opens = opensAt(calendar, now);
  return opens === null ? `${calendar.name} is closed` : closedText(calendar, opens);
}

/** A calendar knows its holidays up to a day; after that it takes them for days like others. */
function unlisted({ settings, now }: RiskGround, { calendar: name }: TradingWindow): string {
  const calendar = name === null ? undefined : settings.calendars.get(name);
  const said = calendar === undefined ? null : unlistedAt(calendar, now);
  return said === null ? '' : ` (${said})`;
}

function judgeWindow(ground: RiskGround, _entry: EntryAsked | null): Judged {
  const windows = ground.scope.limits.tradingWindow ?? [];
  const open = windows.find((window) => whyClosed(ground, window) === null);
  const shown = (window: TradingWindow): string => windowShown(window, ground.settings.timeZone);
  if (open !== undefined) return { passes: true, shows: `open: ${shown(open)}${unlisted(ground, open)}` };
  const [first] = windows;
  const why = first === undefined ? 'there is none' : whyClosed(ground, first);
  return { passes: false, shows: `${why ?? ''}; entries are made ${windows.map(shown).join(' or ')}` };
}

const tradingWindow: GateKind = {
  name: 'trading_window',
  code: 'OUTSIDE_WINDOW',
  action: 'deny',
  stage: 'gate',
  isReached: false,
  meaning: 'when entries are made: days, from, to, timezone (else `TIMEZONE`), and the market by its calendar; one window or a list',
  example: '{ days: mon-fri, from: "09:30", to: "16:00", timezone: America/New_York, calendar: nyse }',
  isSet: ({ tradingWindow: windows }) => windows !== null,
  needsEquity: never,
  used(ground) {
    const { passes } = judgeWindow(ground, null);
    const windows = ground.scope.limits.tradingWindow ?? [];
    const said = new Set(windows.map((window) => unlisted(ground, window)));
    return {
      used: `${passes ? 'open' : 'closed'}${[...said].join('')}`,
      of: windows.map((window) => windowShown(window, ground.settings.timeZone)).join(' or '),
      percent: null,
      isClosed: !passes,
    };
  },
  judge: judgeWindow,
};

export const ACCESS_LIMITS = [allowedSymbols, deniedSymbols, tradingWindow] as const;
