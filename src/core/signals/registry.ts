// Owns: the list of dialects. Their order has no meaning: claims decide.

import type { Dialect } from './dialects/dialect.ts';
import { alertatron } from './dialects/alertatron.ts';
import { altrady } from './dialects/altrady.ts';
import { autoview } from './dialects/autoview.ts';
import { bvaPipe } from './dialects/bva-pipe.ts';
import { channelText } from './dialects/channel-text.ts';
import { commaLine } from './dialects/comma-line.ts';
import { cornix } from './dialects/cornix.ts';
import { crosstrade } from './dialects/crosstrade.ts';
import { dhan } from './dialects/dhan.ts';
import { freqtradeRaw } from './dialects/freqtrade-raw.ts';
import { freqtrade } from './dialects/freqtrade.ts';
import { frostybot } from './dialects/frostybot.ts';
import { keyValueText } from './dialects/key-value-text.ts';
import { okxSignal } from './dialects/okx-signal.ts';
import { oneLineText } from './dialects/one-line-text.ts';
import { passwordLine } from './dialects/password-line.ts';
import { pinebridgeKv } from './dialects/pinebridge-kv.ts';
import { pineconnector } from './dialects/pineconnector.ts';
import { threecommasDca } from './dialects/threecommas-dca.ts';
import { threecommasSignal } from './dialects/threecommas-signal.ts';
import { tradingFrd } from './dialects/trading-frd.ts';
import { tradingconnector } from './dialects/tradingconnector.ts';
import { tradingviewDefault } from './dialects/tradingview-default.ts';
import { tradingviewJson } from './dialects/tradingview-json.ts';
import { tradingviewPriceAlert } from './dialects/tradingview-price-alert.ts';
import { whook } from './dialects/whook.ts';
import { algobread } from './dialects/algobread.ts';
import { algoway } from './dialects/algoway.ts';
import { fyers } from './dialects/fyers.ts';
import { ninjasync } from './dialects/ninjasync.ts';
import { noren } from './dialects/noren.ts';
import { octobot } from './dialects/octobot.ts';
import { tvHub } from './dialects/tv-hub.ts';
import { angelOne } from './dialects/angel-one.ts';
import { bitmex } from './dialects/bitmex.ts';
import { breeze } from './dialects/breeze.ts';
import { coinbase } from './dialects/coinbase.ts';
import { coindcx } from './dialects/coindcx.ts';
import { htx } from './dialects/htx.ts';
import { mexc } from './dialects/mexc.ts';
import { schwab } from './dialects/schwab.ts';
import { fivepaisa } from './dialects/fivepaisa.ts';
import { gate } from './dialects/gate.ts';
import { kotak } from './dialects/kotak.ts';
import { upstox } from './dialects/upstox.ts';
import { finandy } from './dialects/finandy.ts';
import { oandaOrder } from './dialects/oanda-order.ts';
import { oandaStyle } from './dialects/oanda-style.ts';
import { pickmytrade } from './dialects/pickmytrade.ts';
import { traderspost } from './dialects/traderspost.ts';
import { tvAlertsProcessor } from './dialects/tv-alerts-processor.ts';
import { wundertrading } from './dialects/wundertrading.ts';
import { zerodhaStyle } from './dialects/zerodha-style.ts';
import { zignaly } from './dialects/zignaly.ts';
import { openalgo } from './dialects/openalgo.ts';
import { alpacaStyle } from './dialects/alpaca-style.ts';
import { mt5Json } from './dialects/mt5-json.ts';
import { orderTicket } from './dialects/order-ticket.ts';

export const dialects: readonly Dialect[] = [
  alertatron,
  altrady,
  autoview,
  bvaPipe,
  channelText,
  commaLine,
  cornix,
  crosstrade,
  dhan,
  freqtrade,
  freqtradeRaw,
  frostybot,
  keyValueText,
  okxSignal,
  oneLineText,
  passwordLine,
  pinebridgeKv,
  pineconnector,
  threecommasDca,
  threecommasSignal,
  tradingFrd,
  tradingconnector,
  tradingviewDefault,
  tradingviewJson,
  tradingviewPriceAlert,
  algobread,
  algoway,
  finandy,
  oandaOrder,
  oandaStyle,
  pickmytrade,
  traderspost,
  tvAlertsProcessor,
  wundertrading,
  zerodhaStyle,
  zignaly,
  openalgo,
  alpacaStyle,
  mt5Json,
  orderTicket,
  whook,
  fyers,
  ninjasync,
  noren,
  octobot,
  tvHub,
  angelOne,
  bitmex,
  breeze,
  coinbase,
  coindcx,
  fivepaisa,
  gate,
  kotak,
  htx,
  mexc,
  schwab,
  upstox,
];
