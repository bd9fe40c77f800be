// Owns: what waits to be sent to one chat: the most urgent first, in the order of arrival among equals; a newer version of the
// same message takes the place of the waiting one.

import type { Instant } from '../../core/model/ids.ts';
import type { Message } from '../render/message.ts';

/**
 * From the most urgent to the least (answers to taps do not queue at all). `answer`: to what a person of ours has just asked,
 * which must not stand behind the cards of a busy minute. `error`: what went wrong and is over; `alarm`: what somebody has to act
 * upon. `refresh`: price and time left on an open card.
 */
const PRIORITIES = ['alarm', 'answer', 'error', 'card', 'edit', 'info', 'refresh'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Composed at the moment of sending, so that what waited is not old; null: there is nothing to say any more. */
export type Compose = () => Message | null;

export interface QueueItem<Result> {
  readonly kind: 'send' | 'edit';
  /** Set for `edit`. */
  readonly messageId: number | null;
  readonly topicId: number | null;
  compose: Compose;
  priority: Priority;
  readonly coalesceKey: string | null;
  readonly queuedAt: Instant;
  attempts: number;
  settle: (result: Result) => void;
}

const rank = (priority: Priority): number => PRIORITIES.indexOf(priority);

export class SendQueue<Result> {
  private readonly items: QueueItem<Result>[] = [];

  get length(): number {
    return this.items.length;
  }

  /** False: it became part of a waiting item. */
  add(item: QueueItem<Result>): boolean {
    const waiting = item.coalesceKey === null ? undefined : this.items.find((each) => each.coalesceKey === item.coalesceKey);
    if (waiting === undefined) {
      this.items.push(item);
      return true;
    }
    const settleBefore = waiting.settle;
    waiting.compose = item.compose;
    if (rank(item.priority) < rank(waiting.priority)) waiting.priority = item.priority;
    waiting.settle = (result) => {
      settleBefore(result);
      item.settle(result);
    };
    return false;
  }

  /** Puts back what could not be sent, in front of its equals. Not merged: its message may have been seen already. */
  putBack(item: QueueItem<Result>): void {
    this.items.unshift(item);
  }

  /** The most urgent one, removed. */
  take(): QueueItem<Result> | null {
    const index = this.bestIndex();
    return this.items.splice(index, 1)[0] ?? null;
  }

  /** The least urgent of those that are less urgent than `priority`, removed; null when there is none. */
  dropBelow(priority: Priority): QueueItem<Result> | null {
    let worst = -1;
    for (const [index, item] of this.items.entries()) {
      const known = this.items[worst];
      if (rank(item.priority) > rank(priority) && (known === undefined || rank(item.priority) > rank(known.priority))) worst = index;
    }
    return worst < 0 ? null : (this.items.splice(worst, 1)[0] ?? null);
  }

  takeAll(): QueueItem<Result>[] {
    return this.items.splice(0);
  }

  private bestIndex(): number {
    let best = 0;
    for (const [index, item] of this.items.entries()) {
      const known = this.items[best];
      if (known !== undefined && rank(item.priority) < rank(known.priority)) best = index;
    }
    return best;
  }
}
