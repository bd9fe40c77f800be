// Owns: how a position is called in a message about it: symbol, strategy, account and mode, so that nobody wonders whose money it is.

import type { Position } from '../../core/model/position.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { renderAccount } from '../render/render-account.ts';
import { senderText } from '../render/sender-text.ts';
import { viewAccount } from '../view-account.ts';

/** HTML. */
export const positionTitle = ({ settings }: Pick<HandlerDeps, 'settings'>, position: Position): string =>
  `<b>${senderText(position.instrument.symbol, 40)}</b>\n${renderAccount(viewAccount(settings, position.account, position.mode), position.strategy)}`;
