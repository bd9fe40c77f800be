// Owns: what a venue itself says, with its age, beside what the books say; and that it could not be asked where it could not.

import { abs, isNegative, isZero } from '../../core/model/decimal.ts';
import type { VenueOrder, VenuePosition } from '../../core/model/venues/report.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { VenueView } from '../../core/model/venues/venue-view.ts';
import { formatPrice } from './format-number.ts';
import { formatDuration, formatTime, type TimeView } from './format-time.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { senderText } from './sender-text.ts';

export interface VenueBlock {
  readonly account: AccountView;
  readonly view: VenueView;
  /** Its last answer is of before what the books say now. */
  readonly isOutdated: boolean;
  /** HTML, one line for each difference that is open or ignored. */
  readonly differences: readonly string[];
}

const age = (at: Instant, time: TimeView): string => `asked ${formatDuration(time.now - at)} ago`;

function failureLine({ failure }: VenueView, time: TimeView): string[] {
  if (failure === null) return [];
  return [`📡 Could not be asked since ${formatTime(failure.since, time)}: ${senderText(failure.reason)}`];
}

/** Who has just closed something must not read that it is held still. */
const outdatedLine = ({ isOutdated, view }: VenueBlock): string[] =>
  isOutdated && view.failure === null ? ['⏳ That was before the last change here; it is asked again within a minute'] : [];

const rows = (lines: readonly string[]): string[] => {
  const shown = lines.slice(0, LIST_ROWS_MAX);
  return lines.length > shown.length ? [...shown, `… and ${lines.length - shown.length} more`] : [...shown];
};

const holding = ({ symbol, qty }: VenuePosition): string => `${isNegative(qty) ? 'short' : 'long'} ${abs(qty)} ${senderText(symbol, 40)}`;

const differenceLines = (lines: readonly string[]): string[] => lines.map((line) => `⚠️ ${line}`);

/** "At the venue", under /positions. */
export function venuePositions(block: VenueBlock, time: TimeView): string {
  const { account, view, differences } = block;
  const seen = view.positions;
  const held = seen?.list.filter(({ qty }) => !isZero(qty)) ?? [];
  const said =
    seen === null
      ? ['Not heard from it yet']
      : [`The venue holds, ${age(seen.at, time)}: ${held.length === 0 ? 'nothing' : ''}`.trimEnd(), ...rows(held.map(holding))];
  return [renderAccount(account), ...said, ...outdatedLine(block), ...failureLine(view, time), ...differenceLines(differences)].join('\n');
}

/** Under /orders. */
export function venueOrders(block: VenueBlock, time: TimeView): string {
  const { account, view, differences } = block;
  const seen = view.orders;
  const said = seen === null ? 'Not heard from it yet' : `Open at the venue, ${age(seen.at, time)}: ${seen.list.length}`;
  return [renderAccount(account), said, ...outdatedLine(block), ...failureLine(view, time), ...differenceLines(differences)].join('\n');
}

const priceText = ({ limitPrice, stopPrice }: VenueOrder): string =>
  [stopPrice === null ? '' : `, stop ${formatPrice(stopPrice)}`, limitPrice === null ? '' : `, limit ${formatPrice(limitPrice)}`].join('');

export interface Expected {
  /** The books say that it is open there. */
  readonly isOpen: boolean;
  /** Its last news. */
  readonly since: Instant;
}

/** Under /order: what the venue itself says of it. */
export function venueOrder(view: VenueView, seen: VenueOrder | null, { isOpen, since }: Expected, time: TimeView): string[] {
  if (view.orders === null) return isOpen ? ['The venue has not been heard yet', ...failureLine(view, time)] : [];
  const at = age(view.orders.at, time);
  if (seen !== null)
    return [`The venue says, ${at}: open, ${seen.qtyFilled} of ${seen.qty} filled${priceText(seen)}`, ...failureLine(view, time)];
  // a list of before it was taken does not have it
  if (isOpen && view.orders.at < since && view.failure === null)
    return [`⏳ The venue was ${at}, before that; it is asked again within a minute`];
  return isOpen ? [`The venue does not list it as open, ${at}`, ...failureLine(view, time)] : [];
}
