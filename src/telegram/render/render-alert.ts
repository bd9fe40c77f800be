// Owns: what the alert said, in one or two lines, before anything of ours was done to it.

import type { Decimal } from '../../core/model/decimal.ts';
import type { Level, Origin, Reading } from '../../core/model/signal.ts';
import { formatPrice } from './format-number.ts';
import { quotedText, senderText } from './sender-text.ts';

/** Of one alert on its card; a slip with a name nearby comes first. */
const WARNINGS_SHOWN_MAX = 3;

function levelText(level: Level): string {
  if (level.price !== undefined) return formatPrice(level.price);
  if (level.percent !== undefined) return `${level.percent} %`;
  if (level.amount !== undefined) return `${level.amount} away`;
  if (level.pips !== undefined) return `${level.pips} pips`;
  if (level.points !== undefined) return `${level.points} points`;
  if (level.atr !== undefined) return `${level.atr} ATR`;
  return level.raw === undefined ? '?' : `${level.raw} (no unit)`;
}

const given = (label: string, value: Decimal | null, unit = ''): string[] =>
  value === null ? [] : [`${label} ${formatPrice(value)}${unit}`];

/** "buy BTCUSDT · 0.0155 · market · price 45000 · stop 44000 · target 47000". HTML. */
export function alertFacts(reading: Reading): string {
  const what = [reading.action ?? reading.kind, reading.symbol === null ? '' : senderText(reading.symbol, 40)]
    .filter((word) => word !== '')
    .join(' ');
  const share = reading.percentOf === null ? ' %' : ` % of ${reading.percentOf}`;
  return [
    what,
    ...given('qty', reading.quantity, reading.quantityUnit === null ? '' : ` ${reading.quantityUnit}`),
    ...given('worth', reading.notional),
    ...given('', reading.percent, share).map((text) => text.trim()),
    ...(reading.orderType === null ? [] : [reading.orderType.replace('_', ' ')]),
    ...given('limit', reading.limitPrice),
    ...given('trigger', reading.stopPrice),
    ...given('price', reading.signalPrice),
    ...(reading.stopLoss === null ? [] : [`stop ${levelText(reading.stopLoss)}`]),
    ...reading.takeProfits.slice(0, 3).map((target) => `target ${levelText(target)}`),
  ].join(' · ');
}

function originText(origin: Origin): string {
  if (origin.type === 'chat') return `Asked by ${senderText(origin.userName, 40)}`;
  return origin.type === 'engine' ? 'By Signalman' : 'Alert';
}

/** The lines of a card that repeat the alert. */
export function alertLines(reading: Reading, origin: Origin): string[] {
  const lines = [`${originText(origin)}: ${alertFacts(reading)}`];
  if (reading.comment !== null && reading.comment !== '') lines.push(`Note: ${quotedText(reading.comment)}`);
  for (const warning of reading.warnings.slice(0, WARNINGS_SHOWN_MAX)) lines.push(`⚠️ ${senderText(warning)}`);
  const more = reading.warnings.length - WARNINGS_SHOWN_MAX;
  if (more > 0) lines.push(`⚠️ ${more} more ${more === 1 ? 'warning' : 'warnings'}: the answer to the alert has them all`);
  return lines;
}
