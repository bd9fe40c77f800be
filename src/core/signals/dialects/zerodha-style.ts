// Owns: orders of Indian strategy builders (type strategy_order): volume is the size, position_size the position to reach.

import { decimal } from '../../model/decimal.ts';
import type { Dialect } from '../dialect.ts';
import { UNKNOWN_READING } from '../draft-reading.ts';
import { editFields } from '../edit-fields.ts';
import { readOrder } from '../read-order.ts';

const NAME = 'zerodha_style';
const DROP: ReadonlySet<string> = new Set(['type', 'exitonopposite', 'istgt', 'issl', 'istrailset']);

export const zerodhaStyle: Dialect = {
  name: NAME,
  claims: (body) => (body.type !== 'text' && body.index.byName.get('type')?.value === 'strategy_order' ? 'certain' : 'no'),
  read(body) {
    if (body.type === 'text') return UNKNOWN_READING;
    return readOrder(editFields(body.index, { rename: new Map([['volume', 'quantity']]), drop: DROP }), NAME);
  },
  examples: [
    {
      body: '{"type":"strategy_order","symbol":"FINNIFTY","volume":"40","position_size":"-40","side":"sell","current_price":"23110.5","exit_on_opposite":0}',
      reading: {
        action: 'sell',
        quantity: decimal('40'),
        positionTarget: 'short',
        positionSize: decimal('-40'),
        signalPrice: decimal('23110.5'),
      },
    },
    {
      body: '{"type":"strategy_order","symbol":"FINNIFTY","transaction_type":"buy","position_size":"20"}',
      reading: { action: 'buy', positionTarget: 'long' },
    },
    {
      body: '{"type":"strategy_order","symbol":"FINNIFTY","side":"sell","volume":"20","position_size":"0"}',
      reading: { action: 'close_long', positionTarget: 'flat' },
    },
  ],
};
