// Owns: the list of dialects. Their order has no meaning: claims decide.

import type { Dialect } from './dialect.ts';
import { oneLineText } from './dialects/one-line-text.ts';
import { tradingFrd } from './dialects/trading-frd.ts';
import { tradingviewJson } from './dialects/tradingview-json.ts';

export const dialects: readonly Dialect[] = [oneLineText, tradingFrd, tradingviewJson];
