// Owns: the keys of a strategy that say how its alerts come in: what names them, how long an entry waits for its exit, what
// they are about where they do not say it.

import { ok, wrong, type Read } from '../field.ts';
import { describe } from '../file-fields.ts';

/** Longer than any two alerts of one bar are apart, shorter than anybody would wait for an entry. */
const COALESCE_MS_MAX = 10_000;
const ID_FIELDS_MAX = 8;
/** Whether it is a symbol is judged with every alert, as if its sender had written it. */
const SYMBOL = /^[A-Za-z0-9_:./!-]{1,40}$/;
const FIELD_PATH = /^[\w-]{1,64}(?:\.[\w-]{1,64}){0,4}$/;

/** Names of fields of the alert; a dot leads into a field that is a group of fields. */
export function readIdFields(value: unknown): Read<readonly string[]> {
  const remedy = `Write id_fields: [order_id, bar_time], with 1 to ${ID_FIELDS_MAX} names of fields of the alert; their values together must be new in every alert.`;
  if (!Array.isArray(value) || value.length === 0 || value.length > ID_FIELDS_MAX)
    return wrong(`${describe(value)} is not a list of 1 to ${ID_FIELDS_MAX} fields.`, remedy);
  const names: string[] = [];
  for (const name of value as readonly unknown[]) {
    if (typeof name !== 'string' || !FIELD_PATH.test(name)) return wrong(`${describe(name)} is not the name of a field.`, remedy);
    if (names.includes(name)) return wrong(`${name} stands there twice.`, remedy);
    names.push(name);
  }
  return ok(names);
}

export function readCoalesce(value: unknown): Read<number> {
  const ms = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : null;
  return ms !== null && ms <= COALESCE_MS_MAX
    ? ok(ms)
    : wrong(
        `${describe(value)} is not a number of milliseconds from 0 to ${COALESCE_MS_MAX}.`,
        'Write coalesce_ms: 500, or 0 to work every entry at once.',
      );
}

export function readDefaultSymbol(value: unknown): Read<string> {
  const symbol = typeof value === 'string' ? value.trim() : '';
  return SYMBOL.test(symbol)
    ? ok(symbol)
    : wrong(`${describe(value)} is not written like a symbol.`, 'Write default_symbol: BTCUSDT, as a sender would write it.');
}
