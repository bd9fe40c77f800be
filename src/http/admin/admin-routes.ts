// Owns: the read endpoints for the bearer of the admin token. Each one presents the committed state; none changes it.

import type { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { cleanText } from '../../core/model/clean-text.ts';
import { deny } from '../../core/model/denial.ts';
import type { Instant } from '../../core/model/ids.ts';
import { isZero } from '../../core/model/decimal.ts';
import { summarizeAlerts } from '../../core/model/alerts/summarize-alerts.ts';
import { sendHistoryCsv, sendHistoryPageCsv, sendOrdersCsv, wantsCsv } from './csv-routes.ts';
import type { FormatInstant } from '../format-instant.ts';
import type { HttpPorts } from '../http-ports.ts';
import { lookUpOrder, lookUpSignal, partOfLive } from './look-up-entity.ts';
import { presentMetrics } from './present-metrics.ts';
import { presentOrder } from './present-order.ts';
import { presentPosition } from './present-position.ts';
import { presentSignal } from './present-signal.ts';
import { presentStats } from './present-stats.ts';
import { presentStatus } from './present-status.ts';
import { presentStrategies } from './present-strategies.ts';
import { readPerformance, totalPerformance } from './read-performance.ts';
import { asksForPage, findHistoryPage, readFilter, readHistory } from './read-history.ts';
import { refuse, refuseDenied, type Answer } from '../refusal.ts';
import { sendAnswer, sendText } from '../send-answer.ts';
import type { Strangers } from '../senders/strangers.ts';

const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';

export interface AdminParts {
  readonly admin: Middleware;
  readonly strangers: Strangers;
  readonly formatInstant: FormatInstant;
  readonly startedAt: Instant;
  /** IANA name. */
  readonly timeZone: string;
}

export function adminRoutes(router: Router, ports: HttpPorts, { admin, strangers, formatInstant, startedAt, timeZone }: AdminParts): void {
  const ok = (body: Answer['body']): Answer => ({ status: 200, body });
  const read = (path: string, answer: (ctx: Context, id: string) => Answer | Promise<Answer>): void => {
    router.get(path, admin, async (ctx) => sendAnswer(ctx, await answer(ctx, ctx.params['id'] ?? ''), ports.redactor));
  };
  const state = (): ReturnType<HttpPorts['dispatcher']['snapshot']> => ports.dispatcher.snapshot();

  read('/status', () => {
    const seen = { startedAt, unauthenticated: strangers.count(), formatInstant };
    return ok(presentStatus(ports, state(), ports.clock.now(), seen));
  });
  const historyCsv = async (ctx: Context): Promise<void> => {
    const asked = asksForPage(ctx.query)
      ? await findHistoryPage(ports.history, state(), ctx.query, timeZone)
      : readFilter(ctx.query, timeZone);
    if ('body' in asked) sendAnswer(ctx, asked, ports.redactor);
    else if ('signals' in asked) sendHistoryPageCsv(ctx, ports, asked, formatInstant);
    else sendHistoryCsv(ctx, ports, asked, formatInstant);
  };
  router.get('/history', admin, async (ctx) => {
    if (wantsCsv(ctx)) await historyCsv(ctx);
    else sendAnswer(ctx, await readHistory(ports.history, state(), ctx.query, { formatInstant, timeZone }), ports.redactor);
  });
  router.get('/history.csv', admin, historyCsv);
  router.get('/orders.csv', admin, (ctx) => sendOrdersCsv(ctx, ports, formatInstant));
  const summary = () => summarizeAlerts(state().tallies.values(), ports.acknowledgements.all());
  read('/stats', () => ok({ ...presentStats(summary()), performance: totalPerformance(ports, formatInstant) }));
  read('/performance', (ctx) => readPerformance(ports, ctx.query, formatInstant));
  router.get('/metrics', admin, (ctx) => {
    const acknowledged = ports.acknowledgements.all();
    const parts = {
      acknowledged,
      version: ports.version,
      storeHealthy: ports.storeHealth().healthy,
      unauthenticated: strangers.count(),
      startedAt,
    };
    sendText(ctx, PROMETHEUS, presentMetrics(state(), parts), ports.redactor);
  });
  read('/strategies', () => ok({ strategies: presentStrategies(ports.settings, state(), formatInstant) }));
  read('/signals/:id', async (_ctx, id) => {
    const signal = await lookUpSignal(ports, id);
    return signal === null ? refuse('UNKNOWN_SIGNAL') : ok(presentSignal(signal, formatInstant));
  });
  read('/orders', (ctx) => {
    const seen = state();
    const { orders, activeOrders } = seen;
    const isOpenOnly = ctx.query['open'] === '1';
    const shown = [...orders.values()].filter((order) => !isOpenOnly || activeOrders.has(order.id));
    shown.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
    return ok({ orders: shown.map((order) => presentOrder(order, partOfLive(seen, order), formatInstant)) });
  });
  read('/orders/:id', async (_ctx, id) => {
    const found = await lookUpOrder(ports, id);
    return found === null
      ? refuseDenied(deny('UNKNOWN_ORDER', `There is no order ${cleanText(id)}.`), null)
      : ok(presentOrder(found.order, found.part, formatInstant));
  });
  read('/positions', () => {
    const open = [...state().positions.values()].filter(({ qty }) => !isZero(qty));
    const quoteOf = ports.lastQuote;
    return ok({
      positions: open.map((held) => presentPosition(state(), held, quoteOf(held.account, held.instrument.symbol), formatInstant)),
    });
  });
}
