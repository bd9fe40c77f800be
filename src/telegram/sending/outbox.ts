// Owns: everything that is sent to Telegram. Callers hand over and go on; nobody waits for the network unless they want to know
// what came of it.
//
// Invariants: one call at a time per chat, the most urgent waiting one first; rates are kept per chat and overall; a chat that
// must wait (429, back-off) holds up no other; every promise settles, and never rejects; what waits is bounded. Whether a
// send whose answer got lost had an effect is unknown: it is sent again, so a message may appear twice, with the same id in it.

import { setMaxListeners } from 'node:events';
import { type Clock, leftOf, type Wait, waitFrom } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { classifyFailure, type TelegramFailure } from './classify-failure.ts';
import {
  BACK_OFF_MS,
  CHAT_BURST,
  CHAT_REFILL_MS,
  CHATS_REMEMBERED_MAX,
  CONFLICT_RETRY_MS,
  GROUP_REFILL_MS,
  INFO_AGE_MAX_MS,
  OUTBOX_WAITING_MAX,
  OVERALL_BURST,
  OVERALL_REFILL_MS,
  STOP_CALLS_MS,
  TAP_ANSWER_AGE_MAX_MS,
} from '../limits.ts';
import type { Reachability } from './reachability.ts';
import type { Message } from '../render/message.ts';
import { type Compose, type Priority, type QueueItem, SendQueue } from './send-queue.ts';
import { answerCallback, editMessage, sendMessage, signalOf, type TelegramApi } from './telegram-calls.ts';
import { createTokenBucket, UNLIMITED, type TokenBucket } from './token-bucket.ts';

export interface ChatAddress {
  readonly chatId: string;
  readonly topicId: number | null;
}

export interface SendFailure {
  readonly type: 'failed';
  /** `chat_gone`: blocked, left or never started. `dropped`: too many waited, or it became too old. */
  readonly reason: 'chat_gone' | 'rejected' | 'dropped' | 'withdrawn' | 'stopped';
  readonly detail: string;
}
/** `chatId`: where it is now, which is another id when the group became a supergroup. */
export type SendResult = { readonly type: 'sent'; readonly chatId: string; readonly messageId: number } | SendFailure;

interface Outgoing {
  readonly to: ChatAddress;
  /** A function is asked at the moment of sending; null = there is nothing to say any more. */
  readonly message: Message | Compose;
  readonly priority: Priority;
  /** A newer one with the same key takes the place of a waiting one. */
  readonly coalesceKey?: string;
}

export interface Outbox {
  send(outgoing: Outgoing): Promise<SendResult>;
  /** Newer edits of a message replace waiting ones; a message that is gone is sent anew. */
  edit(outgoing: Omit<Outgoing, 'coalesceKey'> & { readonly messageId: number }): Promise<SendResult>;
  /** Ends the wait of the person who tapped. Goes at once, in front of everything. */
  answerCallback(answer: { readonly id: string; readonly text: string; readonly alert?: boolean }): void;
  reachable(): { readonly downSince: number | null };
  /** The id under which a chat is known now (groups migrate). */
  currentChatId(chatId: string): string;
  /** Chats whose pace is remembered. */
  readonly chatCount: number;
  /** Sends nothing more; what waits fails with `stopped`. Resolves when the calls that are under way are over. */
  stop(): Promise<void>;
}

interface Lane {
  chatId: string;
  readonly queue: SendQueue<SendResult>;
  readonly bucket: TokenBucket;
  /** Nothing leaves before it is over (429, back-off). */
  pause: Wait;
  failures: number;
  running: boolean;
}

/** `telegram`: within the rates that Telegram takes; `none`: whoever receives takes everything at once. */
export type Pace = 'telegram' | 'none';

export interface OutboxDeps {
  readonly pace: Pace;
  readonly api: TelegramApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly reachability: Reachability;
}

export const createOutbox = (deps: OutboxDeps): Outbox => new TelegramOutbox(deps);

class TelegramOutbox implements Outbox {
  private readonly deps: OutboxDeps;
  private readonly lanes = new Map<string, Lane>();
  private readonly overall: TokenBucket;
  private readonly migrations = new Map<string, string>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly sleepers = new Set<() => void>();
  private readonly abort = new AbortController();
  private stopped = false;

  constructor(deps: OutboxDeps) {
    this.deps = deps;
    this.overall = this.bucket(OVERALL_BURST, OVERALL_REFILL_MS);
    // One listener for each call under way, of which there are as many as the rates let through: no leak.
    setMaxListeners(0, this.abort.signal);
  }

  private bucket(burst: number, refillMs: number): TokenBucket {
    return this.deps.pace === 'none' ? UNLIMITED : createTokenBucket(burst, refillMs);
  }

  send(outgoing: Outgoing): Promise<SendResult> {
    return this.enqueue(outgoing, null, outgoing.coalesceKey ?? null);
  }

  edit(outgoing: Outgoing & { readonly messageId: number }): Promise<SendResult> {
    return this.enqueue(outgoing, outgoing.messageId, `edit:${outgoing.messageId}`);
  }

  answerCallback(answer: { readonly id: string; readonly text: string; readonly alert?: boolean }): void {
    if (!this.stopped) this.track(this.answerTap(answer, this.deps.clock.now(), 0));
  }

  reachable(): { readonly downSince: number | null } {
    return { downSince: this.deps.reachability.downSince() };
  }

  currentChatId(chatId: string): string {
    return this.migrations.get(chatId) ?? chatId;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const wake of this.sleepers) wake();
    for (const lane of this.lanes.values()) this.failAll(lane, { type: 'failed', reason: 'stopped', detail: 'Signalman is stopping' });
    // A Telegram that does not answer must not hold up the end: what it may have taken is shown again, with the same id in it.
    const cancel = this.deps.clock.after(STOP_CALLS_MS, () => this.abort.abort());
    await Promise.allSettled(this.underWay);
    cancel();
  }

  private enqueue(outgoing: Outgoing, messageId: number | null, coalesceKey: string | null): Promise<SendResult> {
    const { message } = outgoing;
    return new Promise((resolve) => {
      if (this.stopped) return resolve({ type: 'failed', reason: 'stopped', detail: 'Signalman is stopping' });
      const full = this.makeRoom(outgoing.priority);
      if (full !== null) return resolve(full);
      const lane = this.laneOf(outgoing.to.chatId);
      lane.queue.add({
        kind: messageId === null ? 'send' : 'edit',
        messageId,
        topicId: outgoing.to.topicId,
        compose: typeof message === 'function' ? message : () => message,
        priority: outgoing.priority,
        coalesceKey,
        queuedAt: this.deps.clock.now(),
        attempts: 0,
        settle: resolve,
      });
      if (!lane.running) this.track(this.runLane(lane));
    });
  }

  /** Null: there is room, if need be after dropping something less urgent. */
  private makeRoom(priority: Priority): SendFailure | null {
    const lanes = [...this.lanes.values()];
    if (lanes.reduce((count, lane) => count + lane.queue.length, 0) < OUTBOX_WAITING_MAX) return null;
    const failure: SendFailure = {
      type: 'failed',
      reason: 'dropped',
      detail: `more than ${OUTBOX_WAITING_MAX} messages wait for Telegram`,
    };
    const longest = lanes.sort((a, b) => b.queue.length - a.queue.length);
    for (const lane of longest) {
      const dropped = lane.queue.dropBelow(priority);
      if (dropped === null) continue;
      dropped.settle(failure);
      return null;
    }
    return failure;
  }

  private laneOf(chatId: string): Lane {
    const current = this.currentChatId(chatId);
    const known = this.lanes.get(current);
    if (known !== undefined) return known;
    const isGroup = current.startsWith('-') || current.startsWith('@');
    const bucket = this.bucket(CHAT_BURST, isGroup ? GROUP_REFILL_MS : CHAT_REFILL_MS);
    if (this.lanes.size >= CHATS_REMEMBERED_MAX) this.forgetQuiet();
    const lane: Lane = { chatId: current, queue: new SendQueue(), bucket, pause: waitFrom(0, 0), failures: 0, running: false };
    this.lanes.set(current, lane);
    return lane;
  }

  /** A lane with nothing to send and nothing to wait for is as good as a new one: strangers who wrote once must not fill the memory. */
  private forgetQuiet(): void {
    const now = this.deps.clock.now();
    for (const [chatId, { running, queue, bucket, pause }] of this.lanes) {
      if (!running && queue.length === 0 && leftOf(pause, now) === 0 && bucket.isFull(now)) this.lanes.delete(chatId);
    }
  }

  /** How many chats have a pace of their own now. */
  get chatCount(): number {
    return this.lanes.size;
  }

  private async runLane(lane: Lane): Promise<void> {
    lane.running = true;
    while (!this.stopped && lane.queue.length > 0) {
      const now = this.deps.clock.now();
      const wait = Math.max(leftOf(lane.pause, now), lane.bucket.waitMs(now), this.overall.waitMs(now));
      // Chosen after the wait: something more urgent may have come.
      const item = wait > 0 ? null : lane.queue.take();
      if (item === null) await this.sleep(wait);
      else await this.sendItem(lane, item);
    }
    lane.running = false;
  }

  private async sendItem(lane: Lane, item: QueueItem<SendResult>): Promise<void> {
    const now = this.deps.clock.now();
    if ((item.priority === 'info' || item.priority === 'answer') && now - item.queuedAt > INFO_AGE_MAX_MS) {
      return item.settle({ type: 'failed', reason: 'dropped', detail: 'it became too old while Telegram could not be reached' });
    }
    const message = this.composed(item);
    if (message === null) return item.settle({ type: 'failed', reason: 'withdrawn', detail: 'there was nothing to say any more' });
    lane.bucket.take(now);
    this.overall.take(now);
    item.attempts += 1;
    const outcome = await this.attempt(lane, item, message);
    if (typeof outcome === 'number') {
      lane.failures = 0;
      item.settle({ type: 'sent', chatId: lane.chatId, messageId: outcome });
    } else this.handleFailure(lane, item, outcome);
  }

  private composed(item: QueueItem<SendResult>): Message | null {
    try {
      return item.compose();
    } catch (error) {
      // A fault of a renderer must cost its own message only, not the chat.
      this.deps.log.error({ err: error }, 'telegram: a message could not be composed');
      return null;
    }
  }

  /** The message id, or what went wrong after the remedies that are sure to be safe: plain text, no topic, a new message. */
  private async attempt(lane: Lane, item: QueueItem<SendResult>, message: Message): Promise<number | TelegramFailure> {
    const call = { chatId: lane.chatId, topicId: item.topicId, message, plain: false };
    let editing = item.messageId;
    for (;;) {
      const failure = await this.call(async () => {
        if (editing === null) return sendMessage(this.deps.api, call, signalOf(this.abort));
        await editMessage(this.deps.api, editing, call, signalOf(this.abort));
        return editing;
      });
      if (typeof failure === 'number') return failure;
      if (failure.type === 'unchanged' && editing !== null) return editing;
      const remedied =
        (failure.type === 'unparsable' && !call.plain && (call.plain = true)) ||
        (failure.type === 'topic_gone' && call.topicId !== null && ((call.topicId = null), true)) ||
        (failure.type === 'message_gone' && editing !== null && ((editing = null), true));
      if (!remedied || this.stopped) return failure;
      this.deps.log.warn({ chatId: lane.chatId, detail: failure.detail }, 'telegram: message refused, trying a simpler form');
    }
  }

  private async call<Answer>(run: () => Promise<Answer>): Promise<Answer | TelegramFailure> {
    try {
      const answer = await run();
      this.deps.reachability.answered();
      return answer;
    } catch (error) {
      const failure = classifyFailure(error);
      // our own end says nothing about Telegram
      if (this.abort.signal.aborted) return failure;
      if (failure.type === 'unreachable' || failure.type === 'unauthorized') this.deps.reachability.failed(this.deps.clock.now());
      else this.deps.reachability.answered();
      return failure;
    }
  }

  private handleFailure(lane: Lane, item: QueueItem<SendResult>, failure: TelegramFailure): void {
    switch (failure.type) {
      case 'slow_down':
        return this.retryAfter(lane, item, failure.retryAfterMs, failure.detail);
      case 'unreachable': {
        const delay = BACK_OFF_MS[Math.min(lane.failures, BACK_OFF_MS.length - 1)] ?? 0;
        lane.failures += 1;
        return this.retryAfter(lane, item, delay, failure.detail);
      }
      case 'unauthorized':
      case 'conflict':
        // Nothing gets through until the operator acts; polling tells why.
        return this.retryAfter(lane, item, CONFLICT_RETRY_MS, failure.detail);
      case 'migrated':
        return this.migrate(lane, item, failure.chatId);
      case 'chat_gone':
        this.deps.log.error({ chatId: lane.chatId, detail: failure.detail }, 'telegram: this chat cannot be reached');
        return item.settle({ type: 'failed', reason: 'chat_gone', detail: failure.detail });
      case 'unparsable':
      case 'topic_gone':
      case 'message_gone':
      case 'unchanged':
      case 'rejected':
        this.deps.log.error({ chatId: lane.chatId, detail: failure.detail }, 'telegram: message refused');
        return item.settle({ type: 'failed', reason: 'rejected', detail: failure.detail });
    }
  }

  private retryAfter(lane: Lane, item: QueueItem<SendResult>, delayMs: number, detail: string): void {
    if (this.stopped) return item.settle({ type: 'failed', reason: 'stopped', detail: 'Signalman is stopping' });
    this.deps.log.warn({ chatId: lane.chatId, delayMs, detail }, 'telegram: not sent, trying again');
    lane.pause = waitFrom(this.deps.clock.now(), delayMs);
    lane.queue.putBack(item);
  }

  private migrate(lane: Lane, item: QueueItem<SendResult>, chatId: string): void {
    this.deps.log.warn({ chatId: lane.chatId, newChatId: chatId }, 'telegram: the group has a new id; put it into TELEGRAM_CHAT_ID');
    this.migrations.set(lane.chatId, chatId);
    const items = [item, ...lane.queue.takeAll()];
    const next = this.laneOf(chatId);
    for (const each of items) next.queue.add(each);
    if (!next.running) this.track(this.runLane(next));
  }

  private async answerTap(
    answer: { readonly id: string; readonly text: string; readonly alert?: boolean },
    since: number,
    attempt: number,
  ): Promise<void> {
    const failure = await this.call(() => answerCallback(this.deps.api, answer, signalOf(this.abort)).then(() => null));
    if (failure === null) return;
    const delay =
      failure.type === 'slow_down' ? failure.retryAfterMs : failure.type === 'unreachable' ? (BACK_OFF_MS[attempt] ?? null) : null;
    if (delay === null || this.deps.clock.now() + delay - since > TAP_ANSWER_AGE_MAX_MS) {
      // The effect of the tap is on disk; only the spinner on the phone turns a little longer.
      this.deps.log.info({ detail: failure.detail }, 'telegram: a tap was not answered');
      return;
    }
    await this.sleep(delay);
    if (!this.stopped) await this.answerTap(answer, since, attempt + 1);
  }

  private failAll(lane: Lane, failure: SendFailure): void {
    for (const item of lane.queue.takeAll()) item.settle(failure);
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        this.sleepers.delete(wake);
        resolve();
      };
      const cancel = this.deps.clock.after(ms, wake);
      this.sleepers.add(wake);
    });
  }

  private track(running: Promise<void>): void {
    const task = running
      .catch((error: unknown) => {
        // Only a fault of ours gets here: a renderer that threw, or grammY with something that is no network error.
        this.deps.log.error({ err: error instanceof Error ? error : new Error(String(error)) }, 'telegram: the outbox failed');
      })
      .finally(() => this.underWay.delete(task));
    this.underWay.add(task);
  }
}
