// Owns: bringing to people what the state owes them: cards and notifications. The worker asks for each piece; open cards are
// refreshed from here.

import type { SignalId } from '../../core/model/ids.ts';
import { createCardBoard } from './card-board.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import { createDeliverNotification, type DeliverNotification } from './deliver-notification.ts';
import { CARD_REFRESH_MS, TRAILING_REFRESH_MS } from '../limits.ts';
import { createWaits } from '../waits.ts';

export interface Deliverer {
  /** Resolves when every chat shows this signal as it is now, or when that was given up for the moment. */
  showCard(signalId: SignalId): Promise<void>;
  deliver: DeliverNotification;
  /** Begins to refresh open cards. */
  start(): void;
  /** Ends every wait. What waits in the outbox ends with the outbox: stop that one too. */
  stop(): Promise<void>;
}

export function createDeliverer(deps: DeliverDeps): Deliverer {
  const waits = createWaits(deps.clock);
  const board = createCardBoard({ ...deps, waits });
  let refreshing: Promise<void> | null = null;

  // A round begins when the one before is through: many open cards are refreshed more slowly, they never pile up.
  const repeat = async (everyMs: number, round: () => Promise<void>): Promise<void> => {
    for (;;) {
      const stopped = await waits.wait(everyMs);
      if (stopped) return;
      await round().catch((error: unknown) => deps.log.error({ err: error }, 'telegram: cards could not be refreshed'));
    }
  };
  const refresh = async (): Promise<void> => {
    await Promise.all([repeat(CARD_REFRESH_MS, () => board.refreshOpen()), repeat(TRAILING_REFRESH_MS, () => board.refreshTrailing())]);
  };
  return {
    showCard: (signalId) => board.showCard(signalId),
    deliver: createDeliverNotification({ ...deps, waits }),
    start() {
      refreshing ??= refresh();
    },
    async stop() {
      // Not awaited: a round of refreshes may wait for a Telegram that cannot be reached, until the outbox stops.
      waits.release();
    },
  };
}
