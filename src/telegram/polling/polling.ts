// Owns: how updates come in from Telegram: long polling, and when an update is confirmed.
//
// An update is confirmed by the next getUpdates, whose offset lies behind it; that is asked for only after its handler is done,
// when its effect is on disk. grammY's own loop (bot.start) does the same, but moves its offset past an update whose handler
// failed, and hides from us that Telegram cannot be reached. So the loop is here, over grammY's getUpdates and handleUpdate.
//
// When the disk did not take an update's effect (StorageError) the offset stays before it and Telegram delivers it again; the
// ones behind it are handled all the same, since an exit must never wait behind a /resume that the full disk refuses. After
// HELD_UPDATE_MAX_MS it is given up: its sender was told (tell-failure.ts), and done much later it would only surprise.

import type { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { classifyFailure, type TelegramFailure } from '../sending/classify-failure.ts';
import { createCommands, menuOf } from '../commands/registry.ts';
import {
  BACK_OFF_MS,
  CONFLICT_BACK_OFF_MS,
  HELD_UPDATE_RETRY_MS,
  POLL_SECONDS,
  PROBLEM_REPEAT_MS,
  STOP_CALLS_MS,
  UPDATES_PER_POLL,
} from '../limits.ts';
import { type PollingProblem, pollingProblem } from './polling-problem.ts';
import type { Reachability } from '../sending/reachability.ts';
import { signalOf } from '../sending/telegram-calls.ts';
import { storageErrorIn } from '../tell-failure.ts';
import { createUpdateLedger, type UpdateLedger } from './update-ledger.ts';
import { createWaits, type Waits } from '../waits.ts';

export interface PollingDeps {
  readonly bot: Bot;
  readonly clock: Clock;
  readonly log: Log;
  readonly reachability: Reachability;
  readonly report: (problem: PollingProblem) => void;
  /** Who the bot turned out to be, once it is known: for the lines of `npm start`. */
  readonly onReady?: (botName: string) => void;
}

export interface Polling {
  start(): void;
  /** Ends the running poll, waits for the running handler, and confirms what was handled. */
  stop(): Promise<void>;
}

export const createPolling = (deps: PollingDeps): Polling => new LongPolling(deps);

class LongPolling implements Polling {
  private readonly deps: PollingDeps;
  private readonly waits: Waits;
  private readonly abort = new AbortController();
  private readonly ledger: UpdateLedger;
  private running: Promise<void> | null = null;
  private stopped = false;
  private ready = false;
  private failures = 0;
  /** When each problem was reported last: two programs that fight for the updates must not fill a mailbox. */
  private readonly reportedAt = new Map<string, number>();

  constructor(deps: PollingDeps) {
    this.deps = deps;
    this.waits = createWaits(deps.clock);
    this.ledger = createUpdateLedger(deps.clock);
  }

  start(): void {
    this.running ??= this.loop().catch((error: unknown) => {
      this.deps.log.error({ err: error }, 'telegram: polling ended by a fault of ours');
      this.deps.report(POLLING_ENDED);
    });
  }

  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    this.abort.abort();
    this.waits.release();
    await this.running;
    await this.confirmLast();
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      const failure = await this.turn();
      if (failure === null || this.stopped) continue;
      const waitMs = this.afterFailure(failure);
      if (waitMs === null) return;
      await this.waits.wait(waitMs);
    }
  }

  /** One poll; null: it went well. */
  private async turn(): Promise<TelegramFailure | null> {
    let updates: Update[];
    try {
      if (!this.ready) await this.prepare();
      updates = await this.poll();
    } catch (error) {
      return classifyFailure(error);
    }
    this.failures = 0;
    this.deps.reachability.answered();
    if (updates.length === 0) this.ledger.nothingWaits();
    for (const update of updates) if (!this.stopped) await this.handle(update);
    // With an update held back Telegram answers at once, without waiting for news.
    if (this.ledger.holdsBack()) await this.waits.wait(HELD_UPDATE_RETRY_MS);
    return null;
  }

  private async prepare(): Promise<void> {
    const { bot, onReady } = this.deps;
    if (!bot.isInited()) bot.botInfo = await bot.api.getMe(signalOf(this.abort));
    // A webhook that was left behind would refuse every poll. Only once: if another program sets it again, that is a conflict.
    await bot.api.deleteWebhook({}, signalOf(this.abort));
    this.ready = true;
    onReady?.(bot.botInfo.username);
    await this.publishMenu();
  }

  /** Without a menu every command still works: that must not keep the bot from listening. */
  private async publishMenu(): Promise<void> {
    try {
      await this.deps.bot.api.setMyCommands(menuOf(createCommands()), {}, signalOf(this.abort));
    } catch (error) {
      this.deps.log.warn({ detail: classifyFailure(error).detail }, 'telegram: the menu of commands was not taken');
    }
  }

  private poll(): Promise<Update[]> {
    const timeout = this.ledger.holdsBack() ? 0 : POLL_SECONDS;
    const allowed = ['message', 'callback_query'] as const;
    return this.deps.bot.api.getUpdates(
      { offset: this.ledger.offset(), limit: UPDATES_PER_POLL, timeout, allowed_updates: allowed },
      signalOf(this.abort),
    );
  }

  private async handle(update: Update): Promise<void> {
    if (this.ledger.isHandled(update.update_id)) return;
    try {
      await this.deps.bot.handleUpdate(update);
      this.ledger.handled(update.update_id);
    } catch (error) {
      const storage = storageErrorIn(error);
      const held = storage !== null && this.ledger.holdBack(update.update_id);
      if (!held) this.ledger.handled(update.update_id);
      // Never the BotError: its context holds the token.
      const detail = storage?.message ?? 'a fault of ours';
      this.deps.log.warn({ updateId: update.update_id, held, detail }, 'telegram: an update was not handled');
    }
  }

  /** Tells what has to be told; how long to wait, null = for ever. */
  private afterFailure(failure: TelegramFailure): number | null {
    const { log, clock, reachability } = this.deps;
    if (failure.type === 'unreachable' || failure.type === 'unauthorized') reachability.failed(clock.now());
    log.warn({ detail: failure.detail, problem: failure.type }, 'telegram: polling failed');
    const problem = pollingProblem(failure);
    if (problem !== null) this.report(problem);
    if (failure.type === 'unauthorized') return null;
    if (failure.type === 'slow_down') return failure.retryAfterMs;
    const delays = failure.type === 'conflict' ? CONFLICT_BACK_OFF_MS : BACK_OFF_MS;
    const delay = delays[Math.min(this.failures, delays.length - 1)] ?? 0;
    this.failures += 1;
    return delay;
  }

  private report(problem: PollingProblem): void {
    const now = this.deps.clock.now();
    if (now - (this.reportedAt.get(problem.groupKey) ?? -Infinity) < PROBLEM_REPEAT_MS) return;
    this.reportedAt.set(problem.groupKey, now);
    this.deps.log.error({ problem: problem.groupKey, nextStep: problem.nextStep }, problem.text);
    this.deps.report(problem);
  }

  /** Spares the next start old updates. Best effort: what comes again has no second effect. */
  private async confirmLast(): Promise<void> {
    if (!this.ready || !this.ledger.hasUnconfirmed()) return;
    const abort = new AbortController();
    const cancel = this.deps.clock.after(STOP_CALLS_MS, () => abort.abort());
    try {
      await this.deps.bot.api.getUpdates({ offset: this.ledger.offset(), limit: 1, timeout: 0 }, signalOf(abort));
    } catch (error) {
      this.deps.log.info({ detail: classifyFailure(error).detail }, 'telegram: the last updates were not confirmed');
    } finally {
      cancel();
    }
  }
}

const POLLING_ENDED: PollingProblem = {
  severity: 'alarm',
  groupKey: 'telegram_polling',
  title: 'Telegram: polling has ended',
  text: 'A fault of ours ended it: commands and taps no longer arrive. The log has the details.',
  nextStep: 'Restart Signalman.',
};
