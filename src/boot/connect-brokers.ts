// Owns: opening the venues' streams and handing their news to the core.

import type { Ground } from './ground.ts';

/**
 * Resolves when every broker has started, all at once: one that is slow keeps no other from its orders. Rejects with the
 * first fault when each of them has answered, so that none is still opening while it is closed.
 * A report that cannot be stored is found again by the look-up of open orders.
 */
export async function connectBrokers({ brokers, dispatcher, log }: Pick<Ground, 'brokers' | 'dispatcher' | 'log'>): Promise<void> {
  const started = await Promise.allSettled(
    [...brokers.values()].map((broker) =>
      broker.start((report) => {
        dispatcher
          .dispatch({ type: 'venue_report', report })
          .catch((error: unknown) => log.error({ err: error, orderId: report.orderId }, 'a report of the venue could not be stored'));
      }),
    ),
  );
  for (const each of started) if (each.status === 'rejected') throw each.reason;
}
