// Owns: the close buttons of cards, of /positions and of the question that /close may ask.

import { HUNDRED } from '../../core/model/decimal.ts';
import { makeSignalId, type PositionKey } from '../../core/model/ids.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import { tapReply } from '../answer-reply.ts';
import { cardUnder } from '../cards/card-under.ts';
import { readCloseData } from '../plans/position-handle.ts';
import { positionsMessage } from '../pages/view-positions.ts';
import { placeIn } from '../render/page-of.ts';
import type { Tap, Verb } from './tap.ts';

export const closeVerb: Verb = {
  role: 'trader',
  async run(tap) {
    const target = readCloseData(tap.deps.dispatcher.snapshot(), tap.rest);
    if (target.type === 'gone') tap.answer('This position is closed already.');
    else if (target.type === 'changed') tap.answer('The position has changed since; look at the numbers and tap again.', true);
    else await close(tap, target.key, target.percent);
    tap.edit(cardUnder(tap) ?? positionsMessage(tap.deps, placeIn(tap.text)));
  },
};

async function close(tap: Tap, positionKey: PositionKey, percent: Decimal): Promise<void> {
  const { deps, actor, updateId } = tap;
  const position = deps.dispatcher.snapshot().positions.get(positionKey);
  const signalId = makeSignalId(deps.clock.now(), deps.randomHex(13));
  const reply = await deps.dispatcher.dispatch({ type: 'close_position', signalId, positionKey, percent, by: actor, updateId });
  const what = position === undefined ? '' : ` ${position.instrument.symbol} (${position.mode.toUpperCase()})`;
  const { text, alert } = tapReply(reply, `Closing${percent === HUNDRED ? '' : ` ${percent} % of`}${what}`);
  tap.answer(text, alert);
}
