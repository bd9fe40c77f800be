// Owns: what would come of an alert at this moment, at the price that it would get: for /webhook/test and for what people paste.

import { withDefaultSymbol } from '../core/engine/default-symbol.ts';
import type { ReceiveAlert } from '../core/engine/command.ts';
import { explainVerdict } from '../core/engine/explain-verdict.ts';
import { routeAlert } from '../core/engine/route-alert.ts';
import type { Instant } from '../core/model/ids.ts';
import type { ExplainVerdict } from '../http/http-ports.ts';
import type { PricedInstrument } from '../runtime/price-watch.ts';
import type { Ground } from './ground.ts';

/** Whoever tries an alert out waits for the answer; a venue that is slower is answered for by its last price. */
const PREVIEW_MS = 2_000;

/** The price that this alert would get on its way to an order; null = none. Asks a venue at most PREVIEW_MS. */
async function priceFor({ config, prices, clock }: Ground, command: ReceiveAlert, now: Instant): Promise<PricedInstrument | null> {
  const { reading, strategyHint } = command;
  const route = reading.kind === 'order' ? routeAlert(config.settings, strategyHint, reading) : null;
  if (route === null || 'code' in route) return null;
  const hint = reading.signalPrice === null ? null : { price: reading.signalPrice, at: now };
  const last = prices.last(route.account.name, route.symbol);
  return new Promise((resolve) => {
    const cancel = clock.after(PREVIEW_MS, () => resolve(last));
    void prices.preview(route.account.name, route.symbol, hint).then((priced) => {
      cancel();
      resolve(priced ?? last);
    });
  });
}

export const explainNow =
  (ground: Ground): ExplainVerdict =>
  async (settings, state, received, now) => {
    const command = withDefaultSymbol(settings, received);
    const verdict = explainVerdict(settings, state, command, now, await priceFor(ground, command, now));
    return { ...verdict, reading: command.reading };
  };
