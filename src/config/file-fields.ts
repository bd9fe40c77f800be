// Owns: how one value of config.yaml is read: what YAML made of it (text, true/false, null, list, map) to what it means.

import { gt, HUNDRED, isNegative, isPositive, parseDecimal, type Decimal } from '../core/model/decimal.ts';
import type { ApprovalPolicy } from '../core/model/settings.ts';
import { parseDuration, formatDuration } from './duration.ts';
import { ok, wrong, type Read } from './field.ts';
import { shown } from './problem.ts';

/** Text without control characters; numbers count as the text that was written. */
export function readWord(value: unknown): Read<string> {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 200 && !/\p{Cc}/u.test(value)) return ok(value);
  return wrong(`${describe(value)} is not a name.`, 'Write one word, between quotes where it has special characters.');
}

export const oneOf =
  <T extends string>(...choices: readonly T[]) =>
  (value: unknown): Read<T> => {
    const found = choices.find((choice) => choice === value);
    return found === undefined
      ? wrong(`${describe(value)} is not one of ${choices.join(', ')}.`, `Write ${choices.join(' or ')}.`)
      : ok(found);
  };

export function readBoolean(value: unknown): Read<boolean> {
  return typeof value === 'boolean' ? ok(value) : wrong(`${describe(value)} is neither true nor false.`, 'Write true or false.');
}

/** A decimal number above zero, exactly as written. */
export function readPositive(value: unknown): Read<Decimal> {
  const amount = typeof value === 'string' ? parseDecimal(value) : null;
  return amount !== null && isPositive(amount)
    ? ok(amount)
    : wrong(`${describe(value)} is not a number above 0.`, 'Write a number in plain digits, such as 0.01.');
}

/** Above 0, up to 100. */
export function readPercent(value: unknown): Read<Decimal> {
  const amount = readPositive(value);
  if (amount.type === 'wrong' || !gt(amount.value, HUNDRED)) return amount;
  return wrong(`${describe(value)} is more than 100 percent.`, 'Write a number of percent above 0 and up to 100, such as 2.');
}

/** A whole number from 1 to `max` of `what`. */
export const countUpTo =
  (max: number, what: string) =>
  (value: unknown): Read<number> => {
    const count = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0;
    return count >= 1 && count <= max
      ? ok(count)
      : wrong(`${describe(value)} is not a number of ${what}.`, `Write a whole number from 1 to ${max}.`);
  };

export function readAmount(value: unknown): Read<Decimal> {
  const amount = typeof value === 'string' ? parseDecimal(value) : null;
  return amount !== null && !isNegative(amount)
    ? ok(amount)
    : wrong(`${describe(value)} is not a number from 0 up.`, 'Write a number in plain digits, such as 10000.');
}

/** Milliseconds within [minMs, maxMs]. */
export const durationBetween =
  (minMs: number, maxMs: number) =>
  (value: unknown): Read<number> => {
    const ms = typeof value === 'string' ? parseDuration(value) : null;
    const range = `from ${formatDuration(minMs)} to ${formatDuration(maxMs)}`;
    if (ms === null)
      return wrong(`${describe(value)} is not a length of time.`, `Write a number with its unit, such as 120s, 5m or 1h (${range}).`);
    return ms >= minMs && ms <= maxMs ? ok(ms) : wrong(`${describe(value)} is outside ${range}.`, `Write a length of time ${range}.`);
  };

export function readApproval(value: unknown): Read<ApprovalPolicy> {
  if (value === 'confirm' || value === 'auto') return ok({ type: value });
  const remedy = 'Write confirm, auto or { auto_below: 500 } (in the quote currency of the account).';
  if (!isMap(value)) return wrong(`${describe(value)} is not a way to approve.`, remedy);
  const unknown = Object.keys(value).filter((key) => key !== 'auto_below');
  if (unknown.length > 0) return wrong(`the key "${unknown[0]}" is not known here.`, remedy);
  const notional = readPositive(value['auto_below']);
  return notional.type === 'ok'
    ? ok({ type: 'auto_below', notional: notional.value })
    : wrong(`in auto_below, ${notional.message}`, remedy);
}

/** `alias: symbol`, the alias in upper case as alerts are matched. */
export function readSymbols(value: unknown): Read<Readonly<Record<string, string>>> {
  const remedy = 'Write symbols: { BTCUSDT.P: BTC/USDT:USDT }, from what the sender writes to the symbol of the venue.';
  if (value === null) return ok({});
  if (!isMap(value)) return wrong(`${describe(value)} is not a list of aliases.`, remedy);
  const symbols = new Map<string, string>();
  for (const [alias, symbol] of Object.entries(value)) {
    const name = alias.trim().toUpperCase();
    if (name === '' || typeof symbol !== 'string' || symbol.trim() === '' || /\p{Cc}/u.test(symbol + alias))
      return wrong(`the alias ${shown(alias)} has no symbol.`, remedy);
    const earlier = symbols.get(name);
    if (earlier !== undefined && earlier !== symbol.trim())
      return wrong(
        `the alias ${name} stands for both ${earlier} and ${symbol.trim()}.`,
        'Keep one of the two; aliases are the same in upper and lower case.',
      );
    symbols.set(name, symbol.trim());
  }
  return ok(Object.fromEntries(symbols));
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of the file in words. */
export const describe = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return isMap(value) ? 'a group of keys' : shown(value);
};
