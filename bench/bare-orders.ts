// Bare calls of Alpaca's library, in a process of its own: one client for each address, as the adapter makes it. Argument:
// JSON of the addresses. Says 'ready'; each message has an order sent by every client at once, and is answered with when
// that began (ms of the monotonic clock).

import { randomHex } from '../src/boot/random-hex.ts';
import { accountName } from '../src/core/model/ids.ts';
import { systemClock } from '../src/clock.ts';
import { createAlpacaClient } from '../src/brokers/alpaca/alpaca-client.ts';
import { ALPACA_KEYS } from '../test/venues/alpaca-front.ts';
import { PAIR, type VenueAddress } from './loopback-order.ts';
import { monotonicMs } from './monotonic.ts';

const addresses: readonly VenueAddress[] = JSON.parse(process.argv[2] ?? '');
const clients = await Promise.all(
  addresses.map(({ httpUrl, wsUrl }) =>
    createAlpacaClient({
      ...ALPACA_KEYS,
      account: accountName('bare'),
      mode: 'sandbox',
      paper: true,
      baseUrl: httpUrl,
      dataUrl: httpUrl,
      streamUrl: `${wsUrl}/stream`,
      clock: systemClock,
      log: () => undefined,
    }),
  ),
);

async function send(): Promise<void> {
  const began = monotonicMs();
  await Promise.all(
    clients.map(({ orders }) =>
      orders.postOrder({
        postOrderRequest: { symbol: PAIR, side: 'buy', type: 'market', qty: '1', timeInForce: 'gtc', clientOrderId: randomHex(32) },
      }),
    ),
  );
  process.send?.(began);
}

process.on('message', () => void send());
process.send?.('ready');
