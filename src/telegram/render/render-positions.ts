// Owns: /positions, the card of one position, and the question which of several positions /close means.

import type { Decimal } from '../../core/model/decimal.ts';
import { cutHtml } from './cut-html.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import { type Keyboard, type Message, refreshButton } from './message.ts';
import { positionRows, shortRows } from './position-keyboard.ts';
import { positionLines, type PositionView } from './position-lines.ts';
import { type VenueBlock, venuePositions } from './render-venue.ts';

/** What the venues say themselves, and the buttons for where they say otherwise. */
interface Venues {
  readonly blocks: readonly VenueBlock[];
  readonly keyboard: Keyboard;
}

export function renderPositions(views: readonly PositionView[], venues: Venues, time: TimeView): Message {
  const [only] = views;
  const isOne = only !== undefined && views.length === 1;
  const shown = views.slice(0, LIST_ROWS_MAX);
  const blocks = views.length === 0 ? ['No open positions'] : shown.map((view) => positionLines(view, time, isOne).join('\n'));
  if (views.length > shown.length) blocks.push(`… and ${views.length - shown.length} more; close them by name: /close SYMBOL STRATEGY`);
  blocks.push(...venues.blocks.slice(0, LIST_ROWS_MAX).map((block) => venuePositions(block, time)));
  blocks.push(`As of ${formatTime(time.now, time)}`);
  const rows = isOne ? positionRows(only) : shortRows(shown);
  return { html: cutHtml(blocks.join('\n\n')), keyboard: [...rows, ...venues.keyboard, [refreshButton('positions')]] };
}

/** One of several. */
export function renderPosition(view: PositionView, time: TimeView): Message {
  const html = [positionLines(view, time, true).join('\n'), `As of ${formatTime(time.now, time)}`].join('\n\n');
  const back = { ...refreshButton('positions'), text: '◂ All positions' };
  return { html: cutHtml(html), keyboard: [...positionRows(view), [back, { text: '🔄 Refresh', data: view.manage.card }]] };
}

/** Asks which one is meant; one tap closes it. */
export function renderCloseChoice(views: readonly PositionView[], percent: Decimal, time: TimeView): Message {
  const rows = views.slice(0, LIST_ROWS_MAX).map((view) => {
    const data = view.closeButtons[0]?.data ?? '';
    return [
      { text: `Close ${percent} % of ${view.position.instrument.symbol} · ${view.position.strategy} · ${view.position.account}`, data },
    ];
  });
  const names = views.slice(0, LIST_ROWS_MAX).map((view) => positionLines(view, time, false).slice(0, 2).join('\n'));
  return { html: cutHtml(`Which one?\n\n${names.join('\n\n')}`), keyboard: rows };
}
