// Owns: /positions, the card of one position, and the question which of several positions /close means.

import type { Decimal } from '../../core/model/decimal.ts';
import { cutHtml } from './cut-html.ts';
import { formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import { type Keyboard, type Message, refreshButton } from './message.ts';
import { type ListPlace, onlyLine, othersLine, pageOf, pageRow, placeLine } from './page-of.ts';
import { positionRows, shortRows } from './position-keyboard.ts';
import { positionLines, type PositionView } from './position-lines.ts';
import { type VenueBlock, venuePositions } from './render-venue.ts';

/** What the venues say themselves, and the buttons for where they say otherwise. */
interface Venues {
  readonly blocks: readonly VenueBlock[];
  readonly keyboard: Keyboard;
}

export interface PositionsView {
  readonly positions: readonly PositionView[];
  readonly place: ListPlace;
  /** How many are held, whatever the list is about. */
  readonly all: number;
  readonly venues: Venues;
}

/** What the venues say stands on the first page. */
export function renderPositions({ positions, place, all, venues }: PositionsView, time: TimeView): Message {
  const [only] = positions;
  const isOne = only !== undefined && positions.length === 1;
  const htmlOf = (view: PositionView): string => positionLines(view, time, isOne).join('\n');
  const said = venues.blocks.slice(0, LIST_ROWS_MAX).map((block) => venuePositions(block, time));
  const about = [...onlyLine(place), ...othersLine('positions', positions.length, all)].join('\n');
  const page = pageOf(positions, { first: place.first, htmlOf, beside: [about, ...said].join('\n\n') });
  const held = page.total === 0 ? ['No open positions'] : page.rows.map(htmlOf);
  const when = `As of ${formatTime(time.now, time)}`;
  // a long message is cut at its end, and its buttons go by what it says: of many rows that stands in front of what the venues say
  const isPart = page.rows.length < page.total;
  const blocks = [
    ...(about === '' ? [] : [about]),
    ...held,
    ...(isPart ? [[...placeLine(page), when].join('\n')] : []),
    ...(page.before === null ? said : []),
    ...(isPart ? [] : [when]),
  ];
  const rows = isOne ? positionRows(only) : shortRows(page.rows);
  const differences = page.before === null ? venues.keyboard : [];
  return {
    html: cutHtml(blocks.join('\n\n')),
    keyboard: [...rows, ...differences, ...pageRow(page, 'positions'), [refreshButton('positions', page.first)]],
  };
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
  const more = views.length > names.length ? [`… and ${views.length - names.length} more; by name: /close SYMBOL STRATEGY`] : [];
  return { html: cutHtml(['Which one?', ...names, ...more].join('\n\n')), keyboard: rows };
}
