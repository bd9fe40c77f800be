// Owns: opening the venues' streams and handing their news to the core.

import type { Ground } from './ground.ts';

/** Resolves when every broker has started. A report that cannot be stored is found again by the look-up of open orders. */
export async function connectBrokers({ brokers, dispatcher, log }: Ground): Promise<void> {
  for (const broker of brokers.values()) {
    await broker.start((report) => {
      dispatcher
        .dispatch({ type: 'venue_report', report })
        .catch((error: unknown) => log.error({ err: error, orderId: report.orderId }, 'a report of the venue could not be stored'));
    });
  }
}
