import { expect, it } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createPriceWatch } from '../../src/runtime/price-watch.ts';
import { createFakeClock } from '../fake-clock.ts';

it('a venue that never answers a price is unavailable after ten seconds, and leaves no timer behind', async () => {
  const clock = createFakeClock();
  const account = accountName('slow');
  const silent = { price: () => new Promise(() => undefined) } as unknown as Broker;
  const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
  const prices = createPriceWatch(new Map([[account, silent]]), clock, log);
  const answer = prices.ask(account, 'BTC/USDT', null);
  await clock.advance(10_000);
  expect(await answer).toEqual({ type: 'unavailable', reason: 'no answer within 10 s' });
  expect(clock.pendingTimers()).toBe(0);
});
