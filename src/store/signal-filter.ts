// Owns: which alerts a person or a script wants to see of the history, and how such a wish is written: the same names and values in
// HTTP and in the chat.

import { DENIALS } from '../core/model/denial.ts';
import type { Instant } from '../core/model/ids.ts';
import type { Signal, SignalState } from '../core/model/signal.ts';
import { readInstant } from '../core/signals/fields/read-instant.ts';

/** Null: any. */
export interface SignalFilter {
  readonly strategy: string | null;
  readonly dialect: string | null;
  readonly symbol: string | null;
  readonly state: SignalState | null;
  readonly code: string | null;
  /** Received at or after … */
  readonly from: Instant | null;
  /** … and before; a day is meant whole. */
  readonly to: Instant | null;
}

export const FILTER_NAMES: readonly (keyof SignalFilter)[] = ['strategy', 'dialect', 'symbol', 'state', 'code', 'from', 'to'];

// A record, so that a new state cannot be forgotten here.
const STATES: Readonly<Record<SignalState, true>> = {
  received: true,
  unparsed: true,
  noted: true,
  denied: true,
  awaiting_approval: true,
  declined: true,
  expired: true,
  superseded: true,
  working: true,
  completed: true,
  failed: true,
};

const isState = (text: string): text is SignalState => Object.hasOwn(STATES, text);

/** `BINANCE:BTCUSDT.P` and `btcusdt.p`, `BTC/USDT` and `BTCUSDT` are one symbol to whoever looks for it. */
const bareSymbol = (symbol: string): string =>
  symbol
    .slice(/^[A-Za-z_]+:(?=[A-Za-z])/.exec(symbol)?.[0].length ?? 0)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

export function matchesFilter(signal: Signal, filter: SignalFilter): boolean {
  const { strategy, dialect, symbol, state, code, from, to } = filter;
  const { reading } = signal;
  const isNamed = (name: string): boolean =>
    [signal.symbol, reading.symbol].some((written) => written !== null && bareSymbol(written) === bareSymbol(name));
  return (
    // the parts of an alert are told with it
    signal.part === null &&
    (state === null || signal.state === state) &&
    (strategy === null || (signal.strategy ?? reading.strategy) === strategy) &&
    (dialect === null || reading.dialect === dialect) &&
    (code === null || signal.error?.code === code) &&
    (symbol === null || isNamed(symbol)) &&
    (from === null || signal.receivedAt >= from) &&
    (to === null || signal.receivedAt < to)
  );
}

const LOCAL = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/;

/** How far the clocks of the zone were ahead of UTC then, ms. */
function offsetAt(at: Instant, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A day or a time, in `timeZone` where none is written. */
export function readMoment(text: string, timeZone: string): Instant | null {
  if (!LOCAL.test(text)) return readInstant(text);
  const [day = '', time = '00:00'] = text.split(/[T ]/);
  const asUtc = readInstant(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (asUtc === null) return null;
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(guess, timeZone);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** Where "to" ends: whoever names a day means all of it. */
function readEnd(text: string, timeZone: string): Instant | null {
  const at = readMoment(text, timeZone);
  if (at === null || !DAY.test(text)) return at;
  const next = new Date(Date.parse(`${text}T00:00:00Z`) + DAY_MS).toISOString();
  return readMoment(next.slice(0, 10), timeZone);
}

const MOMENT_WORDS = 'a day or a time, such as 2026-01-31 or 2026-01-31T14:30';

/** The filter that these texts write, or a sentence that says which of them cannot be used. Empty texts count as absent. */
export function readSignalFilter(
  written: Readonly<Partial<Record<keyof SignalFilter, string | null>>>,
  timeZone: string,
): SignalFilter | string {
  const text = (name: keyof SignalFilter): string | null => {
    const value = written[name]?.trim() ?? '';
    return value === '' ? null : value;
  };
  const state = text('state')?.toLowerCase() ?? null;
  if (state !== null && !isState(state)) return `state is one of ${Object.keys(STATES).join(', ')}.`;
  const code = text('code')?.toUpperCase() ?? null;
  if (code !== null && !Object.hasOwn(DENIALS, code)) return 'code is one of the codes of refusals, such as STALE_SIGNAL.';
  const moments = (['from', 'to'] as const).map((name) => ({ name, value: text(name) }));
  const read = moments.map(({ name, value }) => ({
    name,
    at: value === null ? null : (name === 'to' ? readEnd : readMoment)(value, timeZone),
    isGiven: value !== null,
  }));
  const wrong = read.find(({ at, isGiven }) => isGiven && at === null);
  if (wrong !== undefined) return `${wrong.name} is ${MOMENT_WORDS}.`;
  const [from = null, to = null] = read.map(({ at }) => at);
  return { strategy: text('strategy'), dialect: text('dialect'), symbol: text('symbol'), state, code, from, to };
}
