// Limits on results in the first seconds of a process: nothing has fallen because its price is not known yet.

import { expect, it } from 'vitest';
import { SHARE } from '../venues/alpaca-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';

const alpaca = alpacaHouse();

it.each(['drawdown: 100', 'daily_profit_lock: { at: 100, floor: 50 }'])(
  'a restart sells nothing that has gained, with %s and flatten_all',
  async (limit) => {
    const { exchange, yaml } = await alpaca.openVenue('desk');
    const h = await alpaca.openHouse(`
accounts: { desk: ${yaml} }
strategies: { default: { account: desk, max_notional: 5000, approval: auto, limits: { ${limit}, wind_down: flatten_all } } }
`);
    const held = (): string => exchange.ledger.position(SHARE).qty;
    const open = async (): Promise<unknown> => (await h.positions())[0]?.['unrealized_pnl'];
    await h.inState(await h.alert('BUY AAPL qty=5 sl=190'), 'completed');
    exchange.movePrice(SHARE, '240');
    await h.until('the gain to be seen', async () => Number(await open()) > 190);
    await h.clock.advance(2_000);

    await h.restart();
    await h.until('the gain to be seen again', async () => Number(await open()) > 190);
    await h.clock.advance(5_000);
    expect(held()).toBe('5');
    exchange.movePrice(SHARE, '205');
    await h.until('all to be sold, once it has fallen', () => held() === '0');
  },
  60_000,
);
