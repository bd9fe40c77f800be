// Owns: reading back from the journal what has left the live state: the events of one signal, and the alerts page by page.
// Reads only what is synced. Memory stays flat: one record at a time, whatever the journal's size.

import { type FileSystem, nullIfAbsent, withFile } from './file-system.ts';
import type { Journal } from './journal.ts';
import { journalPath, listMonths, monthOf } from './journal-files.ts';
import { decodeRecord, type JournalRecord } from './journal-record.ts';
import { type OnLine, readLines, readLinesBackwards } from './line-reader.ts';
import { isSignalId, signalBeganAt } from './signal-ids.ts';
import type { SignalIndex } from './signal-index.ts';
import { walkJournal } from './walk-journal.ts';
import { HISTORY_PAGE_MAX } from './store-limits.ts';

/** The events of one record that concern what was asked for; `at` in ms since 1970. */
export interface SignalEvents<E> {
  readonly at: number;
  readonly events: readonly E[];
}

export interface AlertsPage<E> {
  /** `signal_received` events, the newest first. */
  readonly alerts: readonly { readonly at: number; readonly event: E }[];
  /** Pass it as `before` to get the page behind this one (which may be empty); null where the journal ended before the page was full. */
  readonly next: string | null;
}

export interface SignalHistory<E> {
  /** Oldest first; empty for an id that never was. */
  readSignalEvents(signalId: string): Promise<readonly SignalEvents<E>[]>;
  /** The same of several: a month is gone through once for all of them, however long it is. */
  readEventsOf(signalIds: readonly string[]): Promise<ReadonlyMap<string, readonly SignalEvents<E>[]>>;
  /** `before`: null for the newest, or `next` of a page; null as the answer where it is not such a text. At most HISTORY_PAGE_MAX entries. */
  readAlerts(page: { readonly before: string | null; readonly limit: number }): Promise<AlertsPage<E> | null>;
  /** The whole journal, oldest record first, in pieces. */
  walk(): AsyncIterable<readonly JournalRecord<E>[]>;
}

export interface SignalHistoryOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly journal: Pick<Journal<unknown>, 'end'>;
  readonly index: SignalIndex;
  readonly signalsOf: (event: unknown) => readonly string[];
}

/** Most records fit in one read of this size. */
const ONE_RECORD_BYTES = 16 * 1024;
/** Month, end of the record in bytes, and how many of its alerts (from the last) were given already. */
const CURSOR = /^(\d{4}-\d{2})\.(\d{1,15})\.(\d{1,6})$/;

class JournalHistory<E> implements SignalHistory<E> {
  readonly #options: SignalHistoryOptions;

  constructor(options: SignalHistoryOptions) {
    this.#options = options;
  }

  walk(): AsyncIterable<readonly JournalRecord<E>[]> {
    return walkJournal<E>(this.#options);
  }

  async readSignalEvents(signalId: string): Promise<readonly SignalEvents<E>[]> {
    return (await this.readEventsOf([signalId])).get(signalId) ?? [];
  }

  async readEventsOf(signalIds: readonly string[]): Promise<ReadonlyMap<string, readonly SignalEvents<E>[]>> {
    const { fs, directory } = this.#options;
    const ids = signalIds.filter(isSignalId);
    const found = new Map<string, SignalEvents<E>[]>(ids.map((id) => [id, []]));
    for (const month of ids.length === 0 ? [] : await listMonths(fs, directory)) {
      const there = ids.filter((id) => monthOf(signalBeganAt(id)) <= month);
      if (there.length === 0) continue;
      const read = (await this.#readMonth(month, there)) ?? (await this.#readAnew(month, there));
      for (const [id, events] of read) found.get(id)?.push(...events);
    }
    return found;
  }

  /** null where the index pointed to a record that is not about the signal. */
  async #readMonth(month: string, signalIds: readonly string[]): Promise<ReadonlyMap<string, SignalEvents<E>[]> | null> {
    const found = new Map<string, SignalEvents<E>[]>();
    for (const [id, offsets] of await this.#options.index.find(month, await this.#endOf(month), signalIds)) {
      const events = offsets.length === 0 ? [] : await this.#readRecords(month, id, offsets);
      if (events === null) return null;
      found.set(id, events);
    }
    return found;
  }

  #readRecords(month: string, signalId: string, offsets: readonly number[]): Promise<SignalEvents<E>[] | null> {
    const { fs, directory, signalsOf } = this.#options;
    return withFile(fs, journalPath(directory, month), 'read', async (file) => {
      const found: SignalEvents<E>[] = [];
      for (const offset of offsets) {
        let record: JournalRecord<unknown> | null = null;
        const keep: OnLine = ({ bytes }) => {
          const decoded = decodeRecord(bytes);
          if (decoded.type === 'record') record = decoded.record;
          return false;
        };
        await readLines(file, offset, keep, { chunkBytes: ONE_RECORD_BYTES });
        const touching = eventsOf(record).filter((event) => signalsOf(event).includes(signalId));
        if (touching.length === 0) return null;
        found.push({ at: atOf(record), events: touching as E[] });
      }
      return found;
    });
  }

  async #readAnew(month: string, signalIds: readonly string[]): Promise<ReadonlyMap<string, SignalEvents<E>[]>> {
    await this.#options.index.rebuild(month);
    return (await this.#readMonth(month, signalIds)) ?? new Map<string, SignalEvents<E>[]>();
  }

  /** Bytes of the month's file that may be read. */
  async #endOf(month: string): Promise<number> {
    const { fs, directory, journal } = this.#options;
    const current = journal.end();
    if (current?.month === month) return current.size;
    return (await withFile(fs, journalPath(directory, month), 'read', (file) => file.size()).catch(nullIfAbsent)) ?? 0;
  }

  async readAlerts({ before, limit }: { readonly before: string | null; readonly limit: number }): Promise<AlertsPage<E> | null> {
    const cursor = before === null ? null : CURSOR.exec(before);
    if (before !== null && cursor === null) return null;
    const wanted = Math.max(1, Math.min(limit, HISTORY_PAGE_MAX));
    const alerts: { at: number; event: E }[] = [];
    const [startMonth, startEnd, startSkip] = [cursor?.[1] ?? null, Number(cursor?.[2] ?? 0), Number(cursor?.[3] ?? 0)];
    const months = await listMonths(this.#options.fs, this.#options.directory);
    for (const month of months.toReversed()) {
      if (startMonth !== null && month > startMonth) continue;
      const end = await this.#endOf(month);
      const isStart = month === startMonth;
      const next = await this.#pageOfMonth(month, isStart ? Math.min(startEnd, end) : end, isStart ? startSkip : 0, wanted, alerts);
      if (next !== null) return { alerts, next };
    }
    return { alerts, next: null };
  }

  /** Adds alerts until there are `wanted`; answers with the cursor behind the last one, or null where the month ended first. */
  #pageOfMonth(month: string, end: number, skip: number, wanted: number, alerts: { at: number; event: E }[]): Promise<string | null> {
    const { fs, directory } = this.#options;
    let next: string | null = null;
    let skipped = skip;
    return withFile(fs, journalPath(directory, month), 'read', async (file) => {
      await readLinesBackwards(file, end, ({ bytes, offset }) => {
        if (bytes.indexOf('"signal_received"') === -1) return true;
        const decoded = decodeRecord(bytes);
        if (decoded.type === 'bad') return true;
        const received = decoded.record.events.filter(isSignalReceived).toReversed();
        const room = wanted - alerts.length;
        const fresh = received.slice(skipped);
        for (const event of fresh.slice(0, room)) alerts.push({ at: decoded.record.at, event: event as E });
        const given = skipped + Math.min(room, fresh.length);
        skipped = 0;
        if (alerts.length < wanted) return true;
        next = given < received.length ? `${month}.${offset + bytes.length + 1}.${given}` : `${month}.${offset}.0`;
        return false;
      });
      return next;
    });
  }
}

const eventsOf = (record: JournalRecord<unknown> | null): readonly unknown[] => record?.events ?? [];
const atOf = (record: JournalRecord<unknown> | null): number => record?.at ?? 0;

const isSignalReceived = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'type' in event && event.type === 'signal_received';

export const createSignalHistory = <E>(options: SignalHistoryOptions): SignalHistory<E> => new JournalHistory<E>(options);
