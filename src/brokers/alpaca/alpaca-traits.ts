// Owns: what Alpaca can do. It has no reduce-only and no order that goes through zero; what an open order would sell is
// held for it. Groups are one request there, so orders of ours share no quantity: `oco` is false. A stop and a target of
// shares can be one order of ours, though (`pairedKinds`): its class OCO.

import type { VenueTraits } from '../../core/model/account.ts';

export const ALPACA_TRAITS: VenueTraits = {
  nativeStops: true,
  oco: false,
  reduceOnly: false,
  stopsHoldQuantity: true,
  modify: true,
  modifiesWholeOnly: true,
  stoplessKinds: ['option'],
  pairedKinds: ['equity'],
  postOnly: false,
  extendedHours: true,
  leverage: false,
  idsOnce: true,
  orderTypes: ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'],
  timesInForce: ['gtc', 'day', 'ioc', 'fok', 'opg', 'cls'],
};
