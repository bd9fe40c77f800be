// Owns: an engine whose alerts have several legs, and what a venue does with each of them.

import { decimal } from '../../src/core/model/decimal.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import type { Reading, Signal } from '../../src/core/model/signal.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

export const eth: Instrument = { ...perpetual, symbol: 'ETH/USDT:USDT', base: 'ETH' };
const INSTRUMENTS: Readonly<Record<string, Instrument>> = { [perpetual.symbol]: perpetual, [eth.symbol]: eth };

export const leg = (symbol: string, change: Partial<Reading> = {}): Reading => ({
  ...newDraft('legs-test'),
  action: 'buy',
  side: 'buy',
  symbol,
  quantity: decimal('0.1'),
  ...change,
});
export const BTC = leg('BTCUSDT.P');
export const SHORT_ETH = leg('ETHUSDT.P', { action: 'sell', side: 'sell', quantity: decimal('2') });

export class Desk extends Engine {
  static auto(change: Partial<Strategy> = {}, more: Partial<Settings> = {}): Desk {
    return new Desk(settingsWith({ approval: { type: 'auto' }, ...change }, more));
  }

  multi(legs: readonly Reading[], change: Partial<Reading> = {}): Signal {
    const reading: Reading = { ...newDraft('legs-test'), action: 'multi', legs, ...change };
    return this.alert('', { reading });
  }

  parts(id: SignalId): Signal[] {
    return (this.signal(id).group?.children ?? []).map((each) => this.signal(each));
  }

  part(id: SignalId, leg_: number): Signal {
    const found = this.parts(id).find(({ part }) => part?.leg === leg_ && part.unwinds === null);
    if (found === undefined) throw new Error(`no leg ${leg_}`);
    return found;
  }

  /** Gives every part that waits for a price one. */
  priceAll(price = '1000'): void {
    for (const work of this.due()) {
      if (work.type !== 'price_signal') continue;
      const instrument = INSTRUMENTS[work.symbol] ?? perpetual;
      this.run({ type: 'price_signal', signalId: work.signalId, instrument, quote: this.quote(price, instrument), nonce: this.nonce() });
    }
  }

  entryOf(signal: Signal): Order {
    const order = this.orders((each) => each.signalId === this.signal(signal.id).id && each.role === 'entry')[0];
    if (order === undefined) throw new Error(`no entry of ${signal.id}`);
    return order;
  }

  states(id: SignalId): string[] {
    return this.parts(id).map(({ state }) => state);
  }

  reject(order: Order): void {
    this.run({ type: 'begin_submit', orderId: order.id });
    this.run({ type: 'venue_report', report: { type: 'rejected', orderId: order.id, reason: 'no margin' } });
  }

  complete(order: Order, price = '1000'): void {
    this.send(order);
    this.fill(order, order.qty, price);
  }
}
