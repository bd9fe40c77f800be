// A venue that answers nothing at the start keeps nobody from getting out at another one.

import { expect, it } from 'vitest';
import { until } from '../until.ts';
import { SHARE } from '../venues/alpaca-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';

const alpaca = alpacaHouse();

it('is named in the log, and the exit at the other one is sent while it is still silent', async () => {
  const [well, other] = [await alpaca.openVenue('well'), await alpaca.openVenue('other')];
  const h = await alpaca.openHouse(`
accounts: { well: ${well.yaml}, other: ${other.yaml} }
strategies:
  default: { account: well, max_notional: 5000, approval: auto }
  second: { account: other, max_notional: 5000, approval: auto }
`);
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
