// A venue that answers nothing at the start keeps nobody from getting out at another one.

import { afterEach, expect, it } from 'vitest';
import { ALPACA_KEYS } from '../venues/alpaca-front.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { createExchange } from '../venues/exchange.ts';
import { type HttpVenue, openHttpVenue } from '../venues/http-venue.ts';
import { until } from '../until.ts';
import { House } from './house.ts';

let house: House | null = null;
const servers: HttpVenue[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await house?.close();
  house = null;
});

async function openVenue() {
  const spec = alpacaVenue();
  const now = (): number => house?.clock.now() ?? Date.UTC(2026, 0, 5, 10);
  const exchange = createExchange({ ...spec.exchange, balances: { USD: '100000' }, liquidityPerStep: null, now });
  exchange.movePrice(SHARE, '200');
  const server = await openHttpVenue(spec.front(exchange));
  servers.push(server);
  return { exchange, server };
}

const accountAt = ({ httpUrl, wsUrl }: HttpVenue): string =>
  `{ broker: alpaca, base_url: "${httpUrl}", data_url: "${httpUrl}", stream_url: "${wsUrl}/stream" }`;

it('is named in the log, and the exit at the other one is sent while it is still silent', async () => {
  const [well, other] = [await openVenue(), await openVenue()];
  const configYaml = `
accounts: { well: ${accountAt(well.server)}, other: ${accountAt(other.server)} }
strategies:
  default: { account: well, max_notional: 5000, approval: auto }
  second: { account: other, max_notional: 5000, approval: auto }
`;
  const keys = ['WELL', 'OTHER'].flatMap((name) => [
    [`${name}_API_KEY`, ALPACA_KEYS.keyId],
    [`${name}_API_SECRET`, ALPACA_KEYS.secret],
  ]);
  const h = (house = await House.open({ configYaml, env: Object.fromEntries(keys) }));
  await h.inState(await h.alert('BUY AAPL qty=5'), 'completed');
  await h.stop();

  other.server.plan.always(['submit', 'cancel', 'modify', 'read', 'other'], { type: 'silence_before' });
  let isOpen = false;
  const opened = h.start().then(() => (isOpen = true));
  const startedAt = h.clock.now();
  await until(
    'the start',
    () => isOpen,
    () => h.clock.advance(100),
  );
  await opened;
  expect(h.clock.now() - startedAt).toBeLessThan(5_000);
  expect(h.log.join('')).toContain('"accounts":["other"]');
  await h.inState(await h.alert('CLOSE AAPL'), 'completed');
  expect(well.exchange.ledger.position(SHARE).qty).toBe('0');
  expect(other.server.held()).toBeGreaterThan(0);
}, 60_000);
