// Owns: when a position is left again by the clock, where its entry says so in words that have a unit: `exit_after: "4h"`,
// `exit_after_minutes: 30`, `exit_after_bars: 12` beside the length of a bar, `exit_at: "15:20"`. Whatever else is said of it is not
// taken: it refuses the entry as an instruction that is not read, for without it a position would be held for ever.

import { decimal, gt, isPositive, mul, parseDecimal, toNumber, type Decimal } from '../../model/decimal.ts';
import { MINUTES_PER_DAY, readMinuteOfDay } from '../../model/time/local-time.ts';
import { refuseEntry, type Draft } from '../fields/draft-reading.ts';
import { agree } from '../fields/field-index.ts';
import { fieldsNamed, shownKey, takeOne, type FieldSet } from '../fields/field-set.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';
import { nameList, type NameList } from '../fields/name-list.ts';
import { isReducing } from './read-details.ts';

/** A position that is held for longer by wish is left by a rule of its strategy. */
const AFTER_MS_MAX = 30 * 24 * 3_600_000;

const UNITS = {
  second: { ms: 1_000, words: ['s', 'sec', 'secs', 'second', 'seconds'] },
  minute: { ms: 60_000, words: ['m', 'min', 'mins', 'minute', 'minutes'] },
  hour: { ms: 3_600_000, words: ['h', 'hr', 'hrs', 'hour', 'hours'] },
  day: { ms: 86_400_000, words: ['d', 'day', 'days'] },
} as const;
const MS_OF: ReadonlyMap<string, number> = new Map(
  Object.values(UNITS).flatMap(({ ms, words }) => words.map((word) => [word, ms] as const)),
);

const STEMS = ['exitafter', 'exitin', 'closeafter', 'closein', 'autoexitafter', 'autocloseafter', 'squareoffafter', 'flattenafter'];
const HOLDS = ['maxhold', 'maxholding', 'maxholdtime', 'hold', 'holdfor', 'holdtime', 'holdingtime', 'timestop', 'timeexit'];
const LONG = [...STEMS, ...HOLDS];
/** With a unit in the value, `4h`. */
const AFTER = nameList([...LONG, ...STEMS.map((stem) => `${stem}time`), 'maxholdingtime', 'holdperiod', 'holdingperiod']);
/** `hold_min` stands beside `hold_max`: the least, and of what nobody can tell. */
const isNoLeast = (name: string): boolean => !/^hold(?:ing)?(?:for|time)?min$/.test(name);
const WITHOUT_UNIT = nameList(STEMS);
/** With the unit in the name. */
const COUNTED = Object.values(UNITS).map(({ ms, words }) => ({
  ms,
  names: nameList(LONG.flatMap((stem) => words.filter((word) => word.length > 2).map((word) => `${stem}${word}`)).filter(isNoLeast)),
}));
const BARS = nameList(
  [...STEMS, 'exit', 'max', 'hold', 'holding', 'maxhold', 'maxholding'].flatMap((stem) => [`${stem}bars`, `${stem}candles`]),
);
const BAR_LENGTH = nameList(['interval', 'timeframe', 'tf', 'resolution', 'barinterval']);
const AT = nameList([
  'exitat',
  'closeat',
  'autoexitat',
  'autoexittime',
  'autocloseat',
  'flattenat',
  'squareoffat',
  'squareofftime',
  'autosquareofftime',
]);

const textOf = (value: JsonValue): string | null => (typeof value === 'string' ? value.trim() : isJsonNumber(value) ? value.number : null);
const numberIn = (value: JsonValue): Decimal | null => {
  const number = parseDecimal(textOf(value) ?? '');
  return number !== null && isPositive(number) ? number : null;
};
const times = (count: Decimal, ms: number): number => Math.round(toNumber(mul(count, decimal(ms))));

const PIECE = /^(\d{1,6}(?:\.\d{1,3})?)\s*([a-z]{1,7})\s*/i;

/** The months of a chart's interval, `1M` to `12M`. */
const isMonths = (count: string, unit: string): boolean => unit === 'M' && Number(count) <= 12;

/** `4h`, `1h 30m`, `90 seconds` in milliseconds; null where a piece of it has no unit or is none. */
function durationIn(value: JsonValue): number | null {
  let rest = typeof value === 'string' ? value.trim().slice(0, 40) : '';
  let ms = rest === '' ? null : 0;
  while (rest !== '' && ms !== null) {
    const [piece = '', count = '', unit = ''] = PIECE.exec(rest) ?? [];
    const each = MS_OF.get(unit.toLowerCase());
    ms = each === undefined || isMonths(count, unit) ? null : ms + times(decimal(count), each);
    rest = rest.slice(piece.length);
  }
  return ms === 0 ? null : ms;
}

/** The length of a bar: `15m`, `1h`, and as TradingView writes it (15, 240, D, 1D, 30S). Of a month nobody can tell. */
function barMs(value: JsonValue): number | null {
  const text = textOf(value);
  if (text === null) return null;
  const [, count = '', unit = ''] = /^(\d{0,4})([SDW]?)$/.exec(text) ?? [];
  if (count === '' && unit === '') return durationIn(text);
  const each = { S: 1_000, D: 86_400_000, W: 604_800_000 }[unit] ?? 60_000;
  return Number(count === '' ? '1' : count) * each || null;
}

/** The one value that the fields of these names have, where `read` understands it; the fields count as read then. */
function taken<T>(fields: FieldSet, draft: Draft, names: NameList, read: (value: JsonValue) => T | null): T | null {
  const [first] = fieldsNamed(fields, names);
  const found = first === undefined ? null : read(first.field.value);
  if (found === null) return null;
  takeOne(fields, draft, names);
  return found;
}

interface Bars {
  readonly ms: number;
  readonly barMs: number;
}

function afterBars(fields: FieldSet, draft: Draft): Bars | null {
  const [length] = fieldsNamed(fields, BAR_LENGTH);
  const bar = length === undefined ? null : barMs(length.field.value);
  if (bar === null || fieldsNamed(fields, BAR_LENGTH).some(({ field }) => !agree(field.value, length?.field.value ?? null))) return null;
  const ms = taken(fields, draft, BARS, (value) => (/^\d{1,5}$/.test(textOf(value) ?? '') ? Number(textOf(value)) * bar || null : null));
  return ms === null ? null : { ms, barMs: bar };
}

function minuteIn(value: JsonValue): number | null {
  const minute = typeof value === 'string' ? readMinuteOfDay(value.trim()) : null;
  return minute === null ? null : minute % MINUTES_PER_DAY;
}

const MAY_ENTER: ReadonlySet<Draft['action']> = new Set<Draft['action']>(['buy', 'sell', 'reverse', 'add']);

/** Beside a close these words would put it off: they are left to whatever reads delays. */
export function readTimeStop(fields: FieldSet, draft: Draft): void {
  if (draft.kind !== 'order' || !MAY_ENTER.has(draft.action) || isReducing(fields)) return;
  const counted = COUNTED.map(({ ms, names }) =>
    taken(fields, draft, names, (value) => {
      const count = numberIn(value);
      return count === null ? null : times(count, ms);
    }),
  );
  const onTheClock = [taken(fields, draft, AFTER, durationIn), ...counted].filter((ms) => ms !== null);
  const bars = afterBars(fields, draft);
  const said = [...onTheClock, ...(bars === null ? [] : [bars.ms])];
  const atMinute = taken(fields, draft, AT, minuteIn);
  const [afterMs = null, ...others] = said;
  const bare = fieldsNamed(fields, WITHOUT_UNIT).find(({ field }) => numberIn(field.value) !== null)?.field;
  if (bare !== undefined) {
    takeOne(fields, draft, WITHOUT_UNIT);
    const [name, count] = [shownKey(bare.key), textOf(bare.value) ?? ''];
    refuseEntry(
      draft,
      'INVALID_FIELD',
      `${name}: ${count} has no unit.`,
      `Write it with its unit: "${count}m", "${count}h" or "${count}d".`,
    );
    return;
  }
  if (others.some((ms) => ms !== afterMs)) {
    refuseEntry(draft, 'CONTRADICTION', 'The alert says two times after which its position is to be left.');
    return;
  }
  if (afterMs !== null && gt(decimal(afterMs), decimal(AFTER_MS_MAX))) {
    refuseEntry(
      draft,
      'INVALID_FIELD',
      'The position is to be left after more than 30 days.',
      'Write time_stop: { after: … } for the strategy.',
    );
    return;
  }
  const inBars = bars === null || onTheClock.length > 0 ? {} : { barMs: bars.barMs };
  draft.timeStop = afterMs === null && atMinute === null ? null : { afterMs, ...inBars, atMinute };
}
