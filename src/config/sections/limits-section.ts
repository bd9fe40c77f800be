// Owns: the limits of config.yaml: `limits:` of a strategy or an account, `risk:` over all of them.

import { gte, isZero, type Decimal } from '../../core/model/decimal.ts';
import { MINUTES_PER_DAY, readMinuteOfDay } from '../../core/model/time/local-time.ts';
import {
  LIMIT_NAMES,
  NO_LIMITS,
  type BreachAction,
  type LimitAmount,
  type LimitName,
  type Limits,
  type ProfitStep,
  type TradingWindow,
} from '../../core/model/risk-limits.ts';
import { CALENDARS } from '../../core/model/time/trading-calendar.ts';
import { readTimeZone } from '../environment/env-fields.ts';
import { ok, wrong, type Read } from '../field.ts';
import { describe, durationBetween, isMap, oneOf, readAmount, readPercent, readPositive } from '../file-fields.ts';
import { listOf, readGroup } from '../group.ts';
import { suggestName } from '../suggest-name.ts';

const SYMBOLS_MAX = 500;
const WINDOWS_MAX = 20;
const STEPS_MAX = 20;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 3_600_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const ACTIONS = ['deny', 'pause', 'kill'] as const;

/** Reached by results or by pace: a single word of on_breach is about these. What one alert asks for too much is refused. */
const REACHED: readonly LimitName[] = ['daily_loss', 'daily_profit_lock', 'daily_trades', 'orders_per_minute', 'cooldown', 'drawdown'];

const wholeBetween =
  (min: number, max: number) =>
  (value: unknown): Read<number> => {
    const count = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : -1;
    return count >= min && count <= max
      ? ok(count)
      : wrong(`${describe(value)} is not a whole number from ${min} to ${max}.`, `Write a whole number from ${min} to ${max}.`);
  };

/** `300` in the quote currency of the account, `3%` of its equity. */
const amountOf =
  (readMoney: (value: unknown) => Read<Decimal>) =>
  (value: unknown): Read<LimitAmount> => {
    const remedy = 'Write 300 (in the quote currency of the account) or 3% (of its equity).';
    const text = typeof value === 'string' ? value.trim() : '';
    if (text.endsWith('%')) {
      const percent = readPercent(text.slice(0, -1).trim());
      return percent.type === 'ok' ? ok({ percent: percent.value }) : wrong(percent.message, remedy);
    }
    const money = readMoney(value);
    return money.type === 'ok' ? ok({ money: money.value }) : wrong(money.message, remedy);
  };

function readSymbol(value: unknown): Read<string> {
  return typeof value === 'string' && /^[^\s\p{Cc}]{1,64}$/u.test(value)
    ? ok(value)
    : wrong(`${describe(value)} is not a symbol.`, 'Write symbols of the venue, such as [BTC/USDT, "ETH/*"].');
}

/** An empty list would let everything or nothing pass: nobody could tell which was meant. */
function readSymbolList(value: unknown): Read<readonly string[]> {
  const remedy = `Write symbols of the venue, such as [BTC/USDT, "ETH/*"], at most ${SYMBOLS_MAX}, or remove the key.`;
  const list = listOf(readSymbol, SYMBOLS_MAX, remedy)(typeof value === 'string' ? [value] : value);
  return list.type === 'ok' && list.value.length === 0 ? wrong('the list is empty.', remedy) : list;
}

/** `mon-fri`, `sat, sun`, `[mon, wed]`. */
function readDays(value: unknown): Read<readonly number[]> {
  const remedy = 'Write days: mon-fri, or days: [mon, wed, fri].';
  const words = (Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,\s]+/) : []).map(String);
  const days = new Set<number>();
  for (const word of words) {
    const [first = '', last = first, ...more] = word.trim().toLowerCase().split('-');
    const [from, to] = [first, last].map((name) => DAYS.findIndex((day) => name !== '' && day === name.slice(0, 3)));
    if (from === undefined || to === undefined || from < 0 || to < 0 || more.length > 0)
      return wrong(`${describe(word)} is not a day of the week.`, remedy);
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return days.size === 0 ? wrong(`${describe(value)} names no day.`, remedy) : ok([...days].sort((a, b) => a - b));
}

function readTimeOfDay(value: unknown): Read<number> {
  const minute = typeof value === 'string' ? readMinuteOfDay(value) : null;
  return minute === null ? wrong(`${describe(value)} is not a time of the day.`, 'Write it between quotes, such as "09:30".') : ok(minute);
}

const readZone = (value: unknown): Read<string> => readTimeZone(typeof value === 'string' ? value : '');

function readWindow(value: unknown): Read<TradingWindow> {
  const remedy = 'Write trading_window: { days: mon-fri, from: "09:30", to: "16:00", timezone: America/New_York } or { calendar: nyse }.';
  const keys = { days: readDays, from: readTimeOfDay, to: readTimeOfDay, timezone: readZone, calendar: oneOf(...CALENDARS.keys()) };
  const group = readGroup(value, keys, remedy);
  if (group.type === 'wrong') return group;
  const { days = [], from = 0, to = MINUTES_PER_DAY, timezone = null, calendar = null } = group.value;
  if (Object.values(group.value).every((each) => each === undefined)) return wrong('the window says nothing.', remedy);
  if (from === to) return wrong('the window is open for no time: from and to are the same.', remedy);
  return ok({ days, from, to, timeZone: timezone, calendar });
}

const readWindows = (value: unknown): Read<readonly TradingWindow[]> =>
  listOf(readWindow, WINDOWS_MAX, 'Write one window, or a list of them.')(isMap(value) ? [value] : value);

const LOCK_REMEDY = 'Write daily_profit_lock: { at: 500, floor: 300 }, or a list of rising steps, all in money or all in percent.';

/** Null: money and percent cannot be told apart by size. */
function isBelow(a: LimitAmount, b: LimitAmount): boolean | null {
  if ('money' in a && 'money' in b) return !gte(a.money, b.money);
  if ('percent' in a && 'percent' in b) return !gte(a.percent, b.percent);
  // nothing is below whatever there is
  return 'money' in a && isZero(a.money) ? true : null;
}

function readProfitStep(value: unknown): Read<ProfitStep> {
  const group = readGroup(value, { at: amountOf(readPositive), floor: amountOf(readAmount) }, LOCK_REMEDY);
  if (group.type === 'wrong') return group;
  const { at, floor } = group.value;
  if (at === undefined || floor === undefined) return wrong('a step needs at and floor.', LOCK_REMEDY);
  return isBelow(floor, at) === true ? ok({ at, floor }) : wrong('floor is not below at, or not in the same unit.', LOCK_REMEDY);
}

function readProfitLock(value: unknown): Read<readonly ProfitStep[]> {
  const steps = listOf(readProfitStep, STEPS_MAX, LOCK_REMEDY)(isMap(value) ? [value] : value);
  if (steps.type === 'wrong') return steps;
  const rises = steps.value.every((step, index) => {
    const before = steps.value[index - 1];
    return before === undefined || (isBelow(before.at, step.at) === true && isBelow(step.floor, before.floor) === false);
  });
  return rises ? steps : wrong('the steps do not rise, or are not in the same unit.', LOCK_REMEDY);
}

function readCooldown(value: unknown): Read<Limits['cooldown']> {
  const remedy = 'Write cooldown: { stops: 3, for: 1h }.';
  const group = readGroup(value, { stops: wholeBetween(1, 100), for: durationBetween(MINUTE_MS, WEEK_MS) }, remedy);
  if (group.type === 'wrong') return group;
  const { stops, for: forMs } = group.value;
  return stops === undefined || forMs === undefined ? wrong('the cool-down needs stops and for.', remedy) : ok({ stops, forMs });
}

/** A word for all that is reached by results or pace, or a word for each limit. */
function readOnBreach(value: unknown): Read<Limits['onBreach']> {
  const remedy = 'Write on_breach: pause, or on_breach: { daily_loss: kill, max_exposure: deny }.';
  if (!isMap(value)) {
    const action = oneOf(...ACTIONS)(value);
    return action.type === 'wrong' ? wrong(action.message, remedy) : ok(Object.fromEntries(REACHED.map((name) => [name, action.value])));
  }
  const actions: Partial<Record<LimitName, BreachAction>> = {};
  for (const [key, word] of Object.entries(value)) {
    const name = LIMIT_NAMES.find((each) => each === key);
    if (name === undefined) return wrong(`there is no limit "${key}".`, suggestName(key, LIMIT_NAMES));
    const action = oneOf(...ACTIONS)(word);
    if (action.type === 'wrong') return wrong(`${key}: ${action.message}`, remedy);
    actions[name] = action.value;
  }
  return ok(actions);
}

const KEYS = {
  max_exposure: readPositive,
  max_exposure_per_symbol: readPositive,
  max_open_positions: wholeBetween(1, 1_000),
  max_leverage: readPositive,
  allowed_symbols: readSymbolList,
  denied_symbols: readSymbolList,
  trading_window: readWindows,
  daily_loss: amountOf(readPositive),
  daily_profit_lock: readProfitLock,
  daily_trades: wholeBetween(1, 100_000),
  orders_per_minute: wholeBetween(1, 600),
  cooldown: readCooldown,
  drawdown: amountOf(readPositive),
  on_breach: readOnBreach,
  wind_down: oneOf('flatten_all', 'keep_protected', 'keep_all'),
} satisfies Record<LimitName | 'on_breach' | 'wind_down', (value: unknown) => Read<unknown>>;

export function readLimits(value: unknown): Read<Limits> {
  if (value === null) return ok(NO_LIMITS);
  const group = readGroup(value, KEYS, 'Write limits: { max_open_positions: 5, daily_loss: 3% }.');
  if (group.type === 'wrong') return group;
  const set = group.value;
  return ok({
    ...NO_LIMITS,
    maxExposure: set.max_exposure ?? null,
    maxExposurePerSymbol: set.max_exposure_per_symbol ?? null,
    maxOpenPositions: set.max_open_positions ?? null,
    maxLeverage: set.max_leverage ?? null,
    allowedSymbols: set.allowed_symbols ?? null,
    deniedSymbols: set.denied_symbols ?? null,
    tradingWindow: set.trading_window ?? null,
    dailyLoss: set.daily_loss ?? null,
    dailyProfitLock: set.daily_profit_lock ?? null,
    dailyTrades: set.daily_trades ?? null,
    ordersPerMinute: set.orders_per_minute ?? null,
    cooldown: set.cooldown ?? null,
    drawdown: set.drawdown ?? null,
    onBreach: set.on_breach ?? {},
    windDown: set.wind_down ?? null,
  });
}
