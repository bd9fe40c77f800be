// Owns: /close: a position, or a part of it. It asks back only when it is not clear which one is meant.

import type { Decimal } from '../../core/model/decimal.ts';
import type { State } from '../../core/engine/state.ts';
import { HUNDRED, isZero } from '../../core/model/decimal.ts';
import { makeSignalId, shortId } from '../../core/model/ids.ts';
import type { Position } from '../../core/model/position.ts';
import { answerReply, textMessage } from '../answer-reply.ts';
import { findPositions, fits, heldPositions } from '../find-positions.ts';
import { parsePercent } from '../plans/position-handle.ts';
import { positionTitle } from '../plans/position-title.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import { orderChoice } from '../render/render-orders.ts';
import { renderCloseChoice } from '../render/render-positions.ts';
import { namedLines } from '../render/named-lines.ts';
import { quotedText, senderText } from '../render/sender-text.ts';
import { viewPosition } from '../pages/view-positions.ts';
import { askLate, isLate } from './ask-late.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { words } from './words.ts';

export const closeCommand: BotCommand = {
  name: 'close',
  args: '<symbol|strategy> [percent]',
  description: 'closes a position, or a part of it, at once',
  role: 'trader',
  run(call) {
    const { names, percent, found } = readArguments(call.args, call.state());
    if (percent === null)
      return call.reply(
        textMessage(
          'The percent must be above 0 and at most 100, with a point (0.5, not 0,5), for example:\n<code>/close BTCUSDT 50</code>',
        ),
      );
    const [only] = found;
    if (only === undefined) return call.reply(textMessage(`${nothingFound(call, names)}${entriesLines(call, names)}`));
    if (found.length === 1 && names.length > 0) return closePosition(call, only, percent);
    const owed = found.filter((position) => isOwed(call.state(), position));
    if (owed.length === 0) return call.reply(textMessage(`${nothingHeld(call, names)}${entriesLines(call, names)}`));
    const views = owed.map((position) => viewPosition(call.state(), position, call.deps, [percent]));
    return call.reply(renderCloseChoice(views, percent, { now: call.deps.clock.now(), timeZone: call.deps.timeZone }));
  },
};

interface Meant {
  readonly names: readonly string[];
  /** Null: it is none. */
  readonly percent: Decimal | null;
  readonly found: readonly Position[];
}

/**
 * The last word is the percent if it looks like one and something stands before it, or if it ends in "%"; unless only with it the
 * words name something ("trend 5").
 */
function readArguments(args: string, state: State): Meant {
  const typed = words(args.replace(/\s+%/g, '%'));
  const last = typed.at(-1) ?? '';
  const isPercent = last.endsWith('%') || (typed.length > 1 && /^[-+]?[\d.,]+$/.test(last));
  const whole = { names: typed, percent: HUNDRED, found: findPositions(state, typed) };
  if (!isPercent) return whole;
  const names = typed.slice(0, -1);
  const found = findPositions(state, names);
  return found.length === 0 && whole.found.length > 0 ? whole : { names, percent: parsePercent(last), found };
}

/** It is held, or an order may fill it yet. */
const isOwed = ({ orders, activeOrders }: State, { key, qty }: Position): boolean =>
  !isZero(qty) || [...activeOrders].some((id) => orders.get(id)?.positionKey === key);

const nothingHeld = (call: CommandCall, names: readonly string[]): string =>
  heldPositions(call.state()).length === 0
    ? 'There is no open position.'
    : `Nothing is held of ${quotedText(names.join(' '), 80)} any more; /positions shows the rest.`;

function nothingFound(call: CommandCall, names: readonly string[]): string {
  const held = heldPositions(call.state());
  if (held.length === 0) return 'There is no open position.';
  const line = ({ instrument, strategy }: Position): string =>
    `<code>/close ${escapeHtml(instrument.symbol)} ${escapeHtml(strategy)}</code>`;
  const known = [...namedLines(held, line), 'All of them, and no entry after that: /kill'];
  return `No position is called ${quotedText(names.join(' '), 80)}.\n${known.join('\n')}`;
}

/** Entries of that name that work: nothing is held of them yet, and whoever wants out means them, too. */
function entriesLines(call: CommandCall, names: readonly string[]): string {
  const { orders, activeOrders } = call.state();
  const entries = [...activeOrders]
    .flatMap((id) => orders.get(id) ?? [])
    .filter((order) => order.role === 'entry' && fits(names.join(' '), order));
  const lines = entries.slice(0, LIST_ROWS_MAX).map((order) => `\n${orderChoice(order)} · /cancel_${shortId(order.id)}`);
  const more = entries.length > lines.length ? `\n… and ${entries.length - lines.length} more: /orders, /cancel all` : '';
  return lines.length === 0 ? '' : `\n📌 Not filled yet, and may still fill:${lines.join('')}${more}`;
}

async function closePosition(call: CommandCall, position: Position, percent: Decimal): Promise<void> {
  const { deps, actor, updateId } = call;
  if (percent !== HUNDRED && isLate(call)) {
    const action = { type: 'close', positionKey: position.key, percent } as const;
    return askLate(call, action, `Close ${percent} % of ${senderText(position.instrument.symbol, 40)}`);
  }
  const signalId = makeSignalId(deps.clock.now(), deps.randomHex(13));
  const reply = await call.dispatch({ type: 'close_position', signalId, positionKey: position.key, percent, by: actor, updateId });
  const title = positionTitle(deps, position);
  const what = percent === HUNDRED ? '' : `${percent} % of `;
  call.reply(answerReply(reply, `⏳ Closing ${what}${title}\nIts card says when it is done.`, title));
}
