// Owns: the list of dialects. Their order has no meaning: claims decide.
import type { Dialect } from './dialect.ts';
import { alertatron } from './dialects/alertatron.ts';
import { autoview } from './dialects/autoview.ts';
import { bvaPipe } from './dialects/bva-pipe.ts';
import { channelText } from './dialects/channel-text.ts';
import { cornix } from './dialects/cornix.ts';
import { crosstrade } from './dialects/crosstrade.ts';
import { frostybot } from './dialects/frostybot.ts';
import { passwordLine } from './dialects/password-line.ts';
import { pinebridgeKv } from './dialects/pinebridge-kv.ts';
import { pineconnector } from './dialects/pineconnector.ts';
import { tradingconnector } from './dialects/tradingconnector.ts';
import { whook } from './dialects/whook.ts';
import { oneLineText } from './dialects/one-line-text.ts';
import { tradingFrd } from './dialects/trading-frd.ts';
import { tradingviewJson } from './dialects/tradingview-json.ts';
import { dhan } from './dialects/dhan.ts';
import { okxSignal } from './dialects/okx-signal.ts';
import { threecommasDca } from './dialects/threecommas-dca.ts';
import { threecommasSignal } from './dialects/threecommas-signal.ts';

export const dialects: readonly Dialect[] = [
  alertatron,
  autoview,
  bvaPipe,
  channelText,
  cornix,
  crosstrade,
  frostybot,
  oneLineText,
  passwordLine,
  pinebridgeKv,
  pineconnector,
  tradingconnector,
  tradingFrd,
  tradingviewJson,
  dhan,
  okxSignal,
  threecommasDca,
  threecommasSignal,
  whook,
];
