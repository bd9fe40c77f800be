// Owns: the cards: one message per chat and signal that follows the signal through its life, and the refresh of price and time
// left while it is open (which is never journaled).
//
// Invariants: the core hears of a card only after Telegram has taken it, so a crash shows it twice but never loses it; a card
// that was shown but could not be recorded (disk full) is edited, not sent again, by this process, and only when there is news:
// repeated each second it would take the chat's rate from every answer.

import { cardOfPosition } from '../../core/engine/exits/card-of-position.ts';
import type { SignalId } from '../../core/model/ids.ts';
import type { CardMessage, Signal } from '../../core/model/signal.ts';
import { cardMessage } from './card-message.ts';
import { type DeliveryParts, deliveryTargets } from './deliver-deps.ts';
import { TARGET_RETRY_MS } from '../limits.ts';
import type { ChatAddress, SendResult } from '../sending/outbox.ts';
import type { Message } from '../render/message.ts';

export interface CardBoard {
  /** Resolves when every chat shows this signal as it is now, or when that was given up for the moment. */
  showCard(signalId: SignalId): Promise<void>;
  /** Brings price and time left on open cards up to date where the text changed. */
  refreshOpen(): Promise<void>;
  /** The same of the stops that trail: no news of a signal tells of each of their moves. */
  refreshTrailing(): Promise<void>;
}

/** What this process knows of a card, ahead of the state where recording failed. */
interface Shown {
  readonly signalId: SignalId;
  readonly messageId: number;
  readonly html: string;
  /** Of the signal, when the message was composed. */
  readonly revision: number;
}

/** What a message said and which revision that was, filled in at the moment of sending. */
interface Sent {
  html: string;
  revision: number;
}

/** It waits for an answer of people. */
const isQuestion = ({ state, group }: Signal): boolean =>
  state === 'awaiting_approval' || (group?.lanes.some(({ remedy }) => remedy === 'ask') ?? false);

const keyOf = (signalId: SignalId, chatId: string): string => `${signalId} ${chatId}`;

export const createCardBoard = (parts: DeliveryParts): CardBoard => new TelegramCardBoard(parts);

class TelegramCardBoard implements CardBoard {
  private readonly parts: DeliveryParts;
  private readonly shown = new Map<string, Shown>();
  /** For questions that a chat of this start lacks. */
  private hasLooked = false;

  constructor(parts: DeliveryParts) {
    this.parts = parts;
  }

  async showCard(signalId: SignalId): Promise<void> {
    const signal = this.find(signalId);
    if (signal === null) return;
    const chats = this.chatsFor(signal);
    if (chats.length === 0) return void (await this.parts.waits.wait(TARGET_RETRY_MS));
    let left = chats.length;
    const isLast = (): boolean => {
      left -= 1;
      return left === 0;
    };
    // Every chat is through before a failure is told: a second round must not meet a send of the first that is still under way.
    const outcomes = await Promise.allSettled(chats.map((chat) => this.showIn(chat, signal, isLast)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async refreshOpen(): Promise<void> {
    const { signals, activeSignals } = this.parts.dispatcher.snapshot();
    for (const [key, { signalId }] of this.shown) if (!signals.has(signalId)) this.shown.delete(key);
    const open = [...activeSignals].flatMap((id) => signals.get(id) ?? []).filter(isQuestion);
    await this.refreshAll(open);
    await this.oweMissing(open);
  }

  /** Where cards go to has changed (the configuration, an admin more): whoever is to answer has to see the question. */
  private async oweMissing(open: readonly Signal[]): Promise<void> {
    const targets = deliveryTargets(this.parts).map(({ chatId }) => this.parts.outbox.currentChatId(chatId));
    // one that could not be shown there (message 0) may have been asked for while that chat was not this bot's: once more at the start
    const isThere = ({ chatId, messageId }: CardMessage, target: string): boolean =>
      chatId === target && (messageId > 0 || this.hasLooked || this.isElsewhere(target));
    const lacks = ({ cards, part }: Signal): boolean =>
      part === null && cards.length > 0 && targets.some((target) => !cards.some((card) => isThere(card, target)));
    const missing = open.filter(lacks);
    this.hasLooked = true;
    for (const { id } of missing) await this.parts.dispatcher.dispatch({ type: 'owe_card', signalId: id });
  }

  async refreshTrailing(): Promise<void> {
    const state = this.parts.dispatcher.snapshot();
    const trailing = [...state.positions.values()].filter(({ plan }) => plan?.trail?.active === true);
    const signals = trailing.flatMap((position) => {
      const signal = state.signals.get(cardOfPosition(state, position) ?? ('' as SignalId));
      return (signal?.part == null ? signal : state.signals.get(signal.part.parent)) ?? [];
    });
    await this.refreshAll([...new Set(signals)]);
  }

  private async refreshAll(signals: readonly Signal[]): Promise<void> {
    await Promise.all(signals.flatMap((signal) => signal.cards.map((card) => this.refresh(signal.id, card.chatId, card.messageId))));
  }

  private find(signalId: SignalId): Signal | null {
    return this.parts.dispatcher.snapshot().signals.get(signalId) ?? null;
  }

  /** The targets, and every other chat that has a card already: an old card must not go on offering its buttons. */
  private chatsFor(signal: Signal): ChatAddress[] {
    const targets = deliveryTargets(this.parts);
    const known = new Set(targets.map((chat) => this.parts.outbox.currentChatId(chat.chatId)));
    const others = signal.cards.filter((card) => card.messageId > 0 && !known.has(card.chatId));
    return [...targets, ...others.map((card) => ({ chatId: card.chatId, topicId: null }))];
  }

  private isElsewhere(chatId: string): boolean {
    return this.parts.isElsewhere?.(chatId) === true;
  }

  /** The card as it is when it is asked for; null when the signal has left the live state. */
  private compose(signalId: SignalId, sent: Sent): Message | null {
    const signal = this.find(signalId);
    if (signal === null) return null;
    const message = cardMessage(this.parts.dispatcher.snapshot(), signal, this.parts);
    sent.html = message.html;
    sent.revision = signal.revision;
    return message;
  }

  private messageIdIn(signal: Signal, chatId: string): number | null {
    const recorded = signal.cards.find((card) => card.chatId === chatId)?.messageId ?? 0;
    return this.shown.get(keyOf(signal.id, chatId))?.messageId ?? (recorded > 0 ? recorded : null);
  }

  /** Nobody can show it from here. The message stays known: when that chat is this bot's again, it is brought up to date and not sent a second time. */
  private async noteElsewhere(chatId: string, signal: Signal, done: boolean): Promise<void> {
    const isNoted = signal.cards.some((card) => card.chatId === chatId && card.revision >= signal.revision);
    if (isNoted && !done) return;
    const card = { chatId, messageId: this.messageIdIn(signal, chatId) ?? 0, revision: signal.revision };
    await this.parts.dispatcher.dispatch({ type: 'card_shown', signalId: signal.id, card, done });
  }

  private async showIn(to: ChatAddress, signal: Signal, isLast: () => boolean): Promise<void> {
    const { outbox, dispatcher, waits } = this.parts;
    const chatId = outbox.currentChatId(to.chatId);
    if (this.isElsewhere(chatId)) return this.noteElsewhere(chatId, signal, isLast());
    const messageId = this.messageIdIn(signal, chatId);
    const known = this.shown.get(keyOf(signal.id, chatId));
    const sent: Sent = { html: known?.html ?? '', revision: signal.revision };
    const message = (): Message | null => this.compose(signal.id, sent);
    const result: SendResult =
      known?.revision === signal.revision
        ? { type: 'sent', chatId, messageId: known.messageId }
        : messageId === null
          ? await outbox.send({ to, message, priority: 'card' })
          : await outbox.edit({ to, message, messageId, priority: 'edit' });
    const done = isLast();
    const card = this.note(to, signal.id, sent, result);
    if (card === 'gone') return;
    if (card === 'later') return void (await waits.wait(TARGET_RETRY_MS));
    await dispatcher.dispatch({ type: 'card_shown', signalId: signal.id, card: { ...card, revision: sent.revision }, done });
  }

  /**
   * What to record. A chat that cannot be reached counts as shown (as message 0), or the card would be owed for ever; the next
   * news of the signal tries it again.
   */
  private note(
    to: ChatAddress,
    signalId: SignalId,
    sent: Sent,
    result: SendResult,
  ): { chatId: string; messageId: number } | 'later' | 'gone' {
    if (result.type === 'sent') {
      this.shown.set(keyOf(signalId, result.chatId), { signalId, messageId: result.messageId, ...sent });
      return { chatId: result.chatId, messageId: result.messageId };
    }
    if (result.reason === 'chat_gone') this.parts.reportLostChat(to.chatId, result.detail);
    if (result.reason === 'withdrawn') return 'gone';
    return result.reason === 'chat_gone' || result.reason === 'rejected' ? { chatId: to.chatId, messageId: 0 } : 'later';
  }

  private async refresh(signalId: SignalId, chatId: string, messageId: number): Promise<void> {
    const key = keyOf(signalId, chatId);
    const before = this.shown.get(key);
    // Nothing there to refresh, or showCard has put a newer message than the recorded one.
    if (messageId <= 0 || this.isElsewhere(chatId) || (before !== undefined && before.messageId !== messageId)) return;
    const sent: Sent = { html: '', revision: 0 };
    const message = (): Message | null => {
      const known = this.shown.get(key);
      // showCard has put a new one in its place while this one waited
      if (known !== undefined && known.messageId !== messageId) return null;
      const next = this.compose(signalId, sent);
      return next?.html === known?.html ? null : next;
    };
    const result = await this.parts.outbox.edit({ to: this.addressOf(chatId), messageId, message, priority: 'refresh' });
    if (result.type !== 'sent') return;
    this.shown.set(key, { signalId, messageId: result.messageId, ...sent });
    // An edit of a message that was deleted becomes a new one: the card goes on there, or each round would send one more.
    if (result.messageId === messageId) return;
    const card = { chatId, messageId: result.messageId, revision: sent.revision };
    await this.parts.dispatcher.dispatch({ type: 'card_shown', signalId, card, done: false });
  }

  /** With its topic, which a message that takes the place of another one needs. */
  private addressOf(chatId: string): ChatAddress {
    const target = deliveryTargets(this.parts).find((each) => this.parts.outbox.currentChatId(each.chatId) === chatId);
    return { chatId, topicId: target?.topicId ?? null };
  }
}
