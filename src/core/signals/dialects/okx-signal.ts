// Owns: OKX's signal bot: signalToken, instrument, maxLag, and investmentType, which says what amount counts. Contracts of a swap are
// those of OKX (a hundredth of a bitcoin, a thousand of a cheap coin), never units.

import { decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import { editFields } from '../fields/edit-fields.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { inContracts } from '../order/in-contracts.ts';
import { readOrder } from '../order/read-order.ts';

const NAME = 'okx_signal';
const AMOUNTS: ReadonlyMap<string, readonly [field: string, percentOf: string | null]> = new Map([
  ['base', ['quantity', null]],
  ['contract', ['lots', null]],
  ['quote', ['notional', null]],
  ['percentagebalance', ['percent', 'available']],
  ['percentageinvestment', ['percent', 'equity']],
  ['percentageposition', ['percent', 'position']],
]);

/** `orderPriceOffset` moves the limit away from the market: with a value it is refused with the fields that nobody reads. */
function fieldsOf(index: FieldIndex): FieldIndex {
  const { byName } = index;
  const type = byName.get('investmenttype')?.value;
  const amount = byName.get('amount')?.value ?? null;
  const [field, percentOf] = AMOUNTS.get(typeof type === 'string' ? type.toLowerCase().replaceAll('_', '') : '') ?? [null, null];
  const offset = byName.get('orderpriceoffset')?.value;
  const isMoved = typeof offset === 'string' && offset.trim() !== '' && Number(offset) !== 0;
  return editFields(index, {
    rename: new Map([['instrument', 'symbol'], ['id', 'order_id'], ...(isMoved ? ([['orderpriceoffset', 'condition']] as const) : [])]),
    drop: new Set(['signaltoken', ...(isMoved ? [] : ['orderpriceoffset']), ...(field === null ? [] : ['investmenttype', 'amount'])]),
    add:
      field === null
        ? []
        : [
            [field, amount],
            ['percent_of', percentOf],
          ],
  });
}

const isItsOwn = (index: FieldIndex): boolean => index.byName.has('signaltoken') || index.byName.has('investmenttype');

const read = (index: FieldIndex): Reading => inContracts(readOrder(fieldsOf(index), NAME), 'okx');

export const okxSignal = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"action":"ENTER_SHORT","instrument":"LTC-USDT-SWAP","signalToken":"example-of-a-secret","timestamp":"2026-04-01T10:00:00Z","maxLag":"45","orderType":"market","orderPriceOffset":"","investmentType":"quote","amount":"250"}',
    reading: {
      action: 'sell',
      symbol: 'LTC-USDT-SWAP',
      positionSide: 'short',
      notional: decimal('250'),
      orderType: 'market',
      maxLagMs: 45_000,
    },
  },
  {
    body: '{"action":"EXIT_SHORT","instrument":"LTC-USDT-SWAP","signalToken":"example-of-a-secret","investmentType":"percentage_position","amount":"25"}',
    reading: { action: 'close_short', percent: decimal('25'), percentOf: 'position' },
  },
  {
    body: '{"id":"Long 3","action":"buy","instrument":"LTCUSDT.P","marketPosition":"long","prevMarketPosition":"flat","marketPositionSize":"5","prevMarketPositionSize":"0","signalToken":"example-of-a-secret","investmentType":"base","amount":"5"}',
    reading: { action: 'buy', quantity: decimal('5'), positionTarget: 'long', orderId: 'Long 3' },
  },
  {
    body: '{"action":"ENTER_LONG","instrument":"LTC-USDT-SWAP","signalToken":"example-of-a-secret","orderType":"market","investmentType":"contract","amount":"3"}',
    reading: { action: 'buy', quantity: decimal('3'), quantityUnit: 'contracts', contractsOf: 'okx' },
  },
]);
