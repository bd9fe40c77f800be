// Owns: the buttons of positions: everything that can be done with one, and the short row of one among several.

import { LIST_ROWS_MAX } from './limits.ts';
import type { Button } from './message.ts';
import type { PositionView } from './position-lines.ts';

/** Everything that can be done with one position. */
export const positionRows = (view: PositionView): Button[][] => [
  view.closeButtons.map(({ percent, data }) => ({ text: `Close ${percent} %`, data })),
  [
    { text: '⚖️ Break-even', data: view.manage.breakEven },
    { text: '🛡 Move stop', data: view.manage.stop },
    { text: '🎯 Move target', data: view.manage.target },
  ],
  [
    { text: '〽️ Trail', data: view.manage.trail },
    ...(view.manage.reverse === null ? [] : [{ text: '🔁 Reverse', data: view.manage.reverse }]),
  ],
];

/** What a button calls a position; the account too where a strategy holds the same on several. */
function buttonName({ position }: PositionView, shown: readonly PositionView[]): string {
  const name = ({ instrument, strategy }: PositionView['position']): string => `${instrument.symbol} ${strategy}`;
  const isOnce = shown.filter((other) => name(other.position) === name(position)).length === 1;
  return isOnce ? name(position) : `${name(position)} ${position.account}`;
}

function shortRow(view: PositionView, shown: readonly PositionView[]): Button[] {
  const name = buttonName(view, shown);
  const full = view.closeButtons.slice(-1).map(({ percent, data }) => ({ text: `Close ${percent} % ${name}`, data }));
  return [...full, { text: `⚙️ ${name}`, data: view.manage.card }];
}

/** With several positions in one message the buttons say which one they are for; the rest is on its card. */
export const shortRows = (views: readonly PositionView[]): Button[][] =>
  views.slice(0, LIST_ROWS_MAX).map((view, _index, shown) => shortRow(view, shown));
