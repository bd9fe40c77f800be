// Owns: from what each venue said last to the blocks under /positions and /orders, with the buttons of open differences.

import { areOrdersOutdated, arePositionsOutdated } from '../../core/engine/reconciliation/is-outdated.ts';
import { describeVenueOrder, surplusWords } from '../../core/engine/reconciliation/discrepancy-words.ts';
import type { Discrepancy } from '../../core/model/venues/discrepancy.ts';
import { NOTHING_SEEN } from '../../core/model/venues/venue-view.ts';
import type { BotDeps } from '../bot-deps.ts';
import { discrepancyKeyboard } from '../cards/discrepancy-keyboard.ts';
import type { Button, Keyboard } from '../render/message.ts';
import type { VenueBlock } from '../render/render-venue.ts';
import { senderText } from '../render/sender-text.ts';
import { LOST_ACCOUNT } from '../render/render-account.ts';
import { viewAccount, viewLostAccounts } from '../view-account.ts';

type Deps = Pick<BotDeps, 'dispatcher' | 'settings' | 'venueView'>;
/** Under one message there is room for the buttons of so many. */
const DIFFERENCES_WITH_BUTTONS_MAX = 3;

const STATUS_WORDS: Readonly<Record<Discrepancy['status'], string>> = { open: '', ignored: ' (ignored)', canceling: ' (being cancelled)' };

function words({ symbol, subject, status }: Discrepancy): string {
  const state = STATUS_WORDS[status];
  switch (subject.type) {
    case 'position':
      return `${senderText(symbol, 40)}: the venue holds ${subject.held}, the books say ${subject.booked}: ${surplusWords(subject)}${state}`;
    case 'balance':
      return `${senderText(symbol, 40)}: the venue has ${subject.held}, trades explain ${subject.booked}${state}`;
    case 'order':
      return `Not followed: ${senderText(describeVenueOrder(subject.order))}${state}`;
  }
}

export interface VenueBlocks {
  readonly blocks: readonly VenueBlock[];
  readonly keyboard: Keyboard;
}

export const NO_VENUES: VenueBlocks = { blocks: [], keyboard: [] };

/** `type`: whose differences are meant. */
export function venueBlocks(deps: Deps, type: Discrepancy['subject']['type']): VenueBlocks {
  const { settings } = deps;
  const state = deps.dispatcher.snapshot();
  const isOutdated = type === 'order' ? areOrdersOutdated : arePositionsOutdated;
  const known = [...state.discrepancies.values()].filter(({ subject }) => subject.type === type);
  const isAlike = (each: Discrepancy): boolean => known.filter(({ symbol }) => symbol === each.symbol).length > 1;
  // two of one market are told apart by their place, which stands in the line too
  const placeOf = (each: Discrepancy): string => (isAlike(each) ? `${known.indexOf(each) + 1}. ` : '');
  const named = (text: string, each: Discrepancy): string => (known.length > 1 ? `${text} · ${placeOf(each)}${each.symbol}` : text);
  const blocks = [...settings.accounts.values()].map(({ name, mode }) => ({
    account: viewAccount(settings, name, mode),
    view: deps.venueView(name),
    isOutdated: isOutdated(state, name, deps.venueView(name)),
    differences: known.filter(({ account }) => account === name).map((each) => `${placeOf(each)}${words(each)}`),
  }));
  const lost = viewLostAccounts(settings, state).map((account) => ({
    account,
    view: NOTHING_SEEN,
    isOutdated: false,
    differences: [LOST_ACCOUNT],
  }));
  const keyboard = known
    .slice(0, DIFFERENCES_WITH_BUTTONS_MAX)
    .flatMap((each) =>
      discrepancyKeyboard(state, settings, each).map((row) => row.map(({ text, data }): Button => ({ text: named(text, each), data }))),
    );
  return { blocks: [...lost, ...blocks], keyboard };
}
