// Money at contracts of an exchange of which nobody has seen what its totals count (Bitget): it is compared
// while nothing is held, when it is the same whatever they count.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BITGET } from '../venues/ccxt-venues.ts';
import { SWAP } from './broker-harness.ts';
import { desk, type House, ROUND_MS, withHouse } from './venue-house.ts';

const atBitget = (run: (house: House) => Promise<void>): Promise<void> => withHouse(desk(impatient(BITGET), SWAP), run);
const moneyOf = ({ process }: House) => [...process.snapshot().venueBooks.values()][0]?.cash;

it('a round trip is explained, whatever the price did meanwhile', () =>
  atBitget(async (house) => {
    await house.alert({ action: 'buy', quantity: 20 });
    expect(moneyOf(house)).toMatchObject({ agreed: '1000000' });
    house.exchange.movePrice('BTCUSDT', '150');
    await house.pass(2 * ROUND_MS);
    await house.alert({ action: 'close' });
    await house.pass(3 * ROUND_MS);
    expect([house.exchange.trades().length, house.told()]).toEqual([2, []]);
  }));

it('money that goes while something is held is told when nothing is, once', () =>
  atBitget(async (house) => {
    await house.alert({ action: 'buy', quantity: 20 });
    house.exchange.ledger.credit('USDT', decimal('-50000'));
    await house.pass(3 * ROUND_MS);
    expect(house.told()).toEqual([]);
    await house.alert({ action: 'close' });
    await house.pass(5 * ROUND_MS);
    // what leaves loses its fees and the spread beside it
    expect(house.told()).toEqual([expect.stringMatching(/^venue: the balance moved by -50000(?:\.\d+)? USDT/)]);
  }));
