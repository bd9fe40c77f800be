// Owns: the tables for spreadsheets: GET /orders.csv, and GET /history as CSV (/history.csv, ?format=csv, or Accept: text/csv).

import type { Context } from 'koa';
import type { State } from '../../core/engine/state.ts';
import { walkSignals, type FoundSignals, type History } from '../../store/search-signals.ts';
import type { SignalFilter } from '../../store/signal-filter.ts';
import type { FormatInstant } from '../format-instant.ts';
import type { HttpPorts } from '../http-ports.ts';
import { ORDER_COLUMNS, orderRow } from './present-order-row.ts';
import { HISTORY_COLUMNS, historyRow } from './present-signal.ts';
import { streamCsv } from './stream-csv.ts';

type CsvPorts = Pick<HttpPorts, 'history' | 'dispatcher' | 'redactor' | 'onFault'>;
type Rows = AsyncGenerator<readonly (string | null)[]>;

async function* orderRows(history: History, state: State, formatInstant: FormatInstant): Rows {
  for await (const life of walkSignals(history, state, null)) for (const order of life.orders) yield orderRow(life, order, formatInstant);
}

async function* historyRows(history: History, state: State, filter: SignalFilter, formatInstant: FormatInstant): Rows {
  for await (const { signal } of walkSignals(history, state, filter)) yield historyRow(signal, formatInstant);
}

/** Every order, the newest last. */
export function sendOrdersCsv(ctx: Context, ports: CsvPorts, formatInstant: FormatInstant): void {
  const rows = orderRows(ports.history, ports.dispatcher.snapshot(), formatInstant);
  streamCsv(ctx, { name: 'orders.csv', columns: ORDER_COLUMNS, rows }, ports);
}

/** Every alert that passes the filter, the newest last, in one piece. */
export function sendHistoryCsv(ctx: Context, ports: CsvPorts, filter: SignalFilter, formatInstant: FormatInstant): void {
  const rows = historyRows(ports.history, ports.dispatcher.snapshot(), filter, formatInstant);
  streamCsv(ctx, { name: 'history.csv', columns: HISTORY_COLUMNS, rows }, ports);
}

async function* pageRows({ signals }: FoundSignals, formatInstant: FormatInstant): Rows {
  for (const signal of signals.toReversed()) yield historyRow(signal, formatInstant);
}

/** One page of them, the newest last; `Link` leads to the older ones, under the same filter. */
export function sendHistoryPageCsv(ctx: Context, ports: CsvPorts, page: FoundSignals, formatInstant: FormatInstant): void {
  if (page.next !== null) {
    const query = new URLSearchParams(ctx.querystring);
    for (const name of ['next', 'cursor']) query.delete(name);
    query.set('before', page.next);
    ctx.set('Link', `<${ctx.path}?${query.toString()}>; rel="next"`);
  }
  streamCsv(ctx, { name: 'history.csv', columns: HISTORY_COLUMNS, rows: pageRows(page, formatInstant) }, ports);
}

export const wantsCsv = (ctx: Context): boolean => ctx.query['format'] === 'csv' || ctx.accepts('json', 'csv') === 'csv';
