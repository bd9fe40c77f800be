// An address that Binance has banned, over HTTP: it is asked nothing until the ban is said to be over, orders and cancels go out all the
// same, and what is asked then is answered.

import { expect, it } from 'vitest';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { requestOf, SPOT, submit } from './broker-harness.ts';

const banned = (headers: Readonly<Record<string, string>>): Fault => ({
  type: 'says',
  status: 418,
  headers,
  body: { code: -1003, msg: 'Way too many requests; IP banned until 1767607500000.' },
  acted: false,
});

it.each([
  [{ 'retry-after': '90' }, 90_000],
  [{}, 120_000],
])('with %j', async (headers, ms) => {
  const venue = await remoteHarness(BINANCE_SPOT)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    const request = await requestOf(venue, { side: 'buy', qty: '1' });
    const resting = await submit(venue, { side: 'buy', qty: '1', limit: '90' });
    venue.server.plan.always(['read', 'look_up', 'price', 'other'], banned(headers));
    expect((await venue.broker().balances()).type).toBe('unavailable');
    const asked = venue.server.attempts.length;
    for (const answer of [await venue.broker().balances(), await venue.broker().price(SPOT, null), await venue.broker().lookUp(resting)])
      expect(answer).toMatchObject({ type: 'unavailable', reason: expect.stringContaining('has banned this address') });
    expect(venue.server.attempts).toHaveLength(asked);
    venue.server.plan.clear();
    expect((await venue.broker().submit(request)).type).toBe('accepted');
    // the order that was let through has shown that the ban is over
    expect((await venue.broker().balances()).type).toBe('ok');
    venue.server.plan.next('read', banned(headers));
    await venue.broker().balances();
    expect((await venue.broker().balances()).type).toBe('unavailable');
    await venue.clock.advance(ms + 1_000);
    expect((await venue.broker().balances()).type).toBe('ok');
  } finally {
    await venue.close();
  }
});
