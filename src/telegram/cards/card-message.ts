// Owns: the card of a signal as it is now: of one order, or the one of all orders of an alert.

import { childrenOf } from '../../core/engine/groups/leg-status.ts';
import type { State } from '../../core/engine/state.ts';
import type { Signal } from '../../core/model/signal.ts';
import { buildCardView, type CardDeps } from './build-card-view.ts';
import type { Message } from '../render/message.ts';
import type { CardView } from '../render/card-view.ts';
import { renderCard } from '../render/render-card.ts';
import { renderGroupCard, type GroupView } from '../render/render-group-card.ts';
import { viewAccountOf } from '../view-account.ts';

function buildGroupView(state: State, signal: Signal, deps: CardDeps): GroupView {
  const children = childrenOf(state, signal);
  /** Without the sums behind their sizes: there is no room for those of many parts. */
  const view = (child: Signal): CardView => {
    const known = buildCardView(state, child, deps);
    return known.holding === null ? known : { ...known, holding: { ...known.holding, size: [] } };
  };
  return {
    signal,
    account: viewAccountOf(deps.settings, state, signal.account),
    parts: children
      .filter(({ part }) => part.unwinds === null)
      .map((child) => {
        const undo = children.find(({ part }) => part.unwinds === child.id);
        return { view: view(child), undo: undo === undefined ? null : view(undo) };
      }),
    time: { now: deps.clock.now(), timeZone: deps.timeZone },
  };
}

export const cardMessage = (state: State, signal: Signal, deps: CardDeps): Message =>
  signal.group === null ? renderCard(buildCardView(state, signal, deps)) : renderGroupCard(buildGroupView(state, signal, deps));
