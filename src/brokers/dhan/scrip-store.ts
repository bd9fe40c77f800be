// Owns: Dhan's list of instruments over the days: downloaded once a day, kept in a file with its day, and used from there
// when the download fails. An old list is better than none, and is called old.

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { Instant } from '../../core/model/ids.ts';
import { indianDay } from './indian-time.ts';
import { readHeader, readScrip } from './scrip.ts';
import { createScripListBuilder, type ScripList } from './scrip-list.ts';

export interface ScripStore {
  /** The list, from memory, the file or the network; null = none to be had. Renewed beside the work when its day is over. */
  get(): Promise<ScripList | null>;
  /** The same, or what is in memory after so long. */
  within(ms: number): Promise<ScripList | null>;
  /** What is in memory now, without waiting. */
  peek(): ScripList | null;
  /** Why the newest list is not there; null = it is. */
  trouble(): string | null;
  stop(): void;
}

export interface ScripStoreOptions {
  readonly url: string;
  readonly cacheDir: string;
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
}

/** The list of a day is there before the session; what is downloaded earlier is yesterday's. */
const LIST_HOUR_MS = 8 * 3_600_000;
/** Without a byte for so long the download is given up. */
const SILENCE_MS_MAX = 20_000;
/** After a download that failed, while there is an older list. */
const PAUSE_MS = 300_000;
const FILE = 'dhan-instruments.txt';
const TITLE = 'instruments of Dhan, form 1';

/** The day that a list downloaded now is for. */
export const listDay = (at: Instant): string => indianDay(at - LIST_HOUR_MS);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function* linesOf(body: AsyncIterable<Uint8Array>, onBytes: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    onBytes();
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function download({ url, clock }: ScripStoreOptions, day: string, abort: AbortController): Promise<ScripList> {
  let cancelTimer = (): void => undefined;
  const wait = (): void => {
    cancelTimer();
    cancelTimer = clock.after(SILENCE_MS_MAX, () => abort.abort(new Error(`nothing came for ${SILENCE_MS_MAX / 1000} s`)));
  };
  wait();
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
    const builder = createScripListBuilder();
    let header: ReturnType<typeof readHeader> = null;
    for await (const line of linesOf(response.body, wait)) {
      if (header === null) {
        header = readHeader(line);
        if (header === null) throw new Error(`${url} is no list of instruments: its first line is ${JSON.stringify(line.slice(0, 80))}`);
        continue;
      }
      const scrip = line === '' ? null : readScrip(header, line);
      if (scrip !== null) builder.add(scrip);
    }
    const list = builder.build(day);
    if (list.count === 0) throw new Error(`${url} lists nothing`);
    return list;
  } finally {
    cancelTimer();
  }
}

async function save({ url, cacheDir }: ScripStoreOptions, list: ScripList): Promise<void> {
  const parts = [`${TITLE}|${list.day}|${url}`];
  for (const [shelf, text] of list.shelves) parts.push(`#${shelf}${text.trimEnd()}`);
  parts.push(`end|${list.count}`, '');
  await mkdir(cacheDir, { recursive: true });
  const temporary = join(cacheDir, `${FILE}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, parts.join('\n'));
    await rename(temporary, join(cacheDir, FILE));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Null: there is no file, it is of another address, or it is torn (it can be downloaded again). */
async function load({ url, cacheDir }: ScripStoreOptions): Promise<ScripList | null> {
  let text: string;
  try {
    text = await readFile(join(cacheDir, FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n');
  const [title, day, from] = lines[0]?.split('|') ?? [];
  if (title !== TITLE || day === undefined || from !== url) return null;
  const builder = createScripListBuilder();
  let shelf = '';
  let kept: string[] = [];
  const last = lines.findLastIndex((line) => line !== '');
  for (const line of lines.slice(1, last)) {
    if (!line.startsWith('#')) kept.push(line);
    else {
      if (kept.length > 0) builder.addLines(shelf, kept);
      [shelf, kept] = [line.slice(1), []];
    }
  }
  if (kept.length > 0) builder.addLines(shelf, kept);
  const list = builder.build(day);
  return lines[last] === `end|${list.count}` ? list : null;
}

/** A file that ends too early looks like a day on which most was delisted: what is held could not be left by its name. */
function refuseHalf(fresh: ScripList, old: ScripList | null): void {
  if (old !== null && fresh.count * 2 < old.count)
    throw new Error(`the new list has ${fresh.count} instruments, that of ${old.day} had ${old.count}: it is not taken`);
}

export function createScripStore(options: ScripStoreOptions): ScripStore {
  const { clock, log } = options;
  let list: ScripList | null = null;
  let trouble: string | null = null;
  let nextTryAt = 0;
  let running: Promise<void> | null = null;
  let abort: AbortController | null = null;
  let loading: Promise<void> | null = null;

  const isOld = (): boolean => list?.day !== listDay(clock.now());

  async function loadFile(): Promise<void> {
    try {
      list = await load(options);
    } catch (error) {
      log('dhan_instruments_unreadable', { reason: messageOf(error) });
    }
  }

  const loadOnce = (): Promise<void> => (loading ??= loadFile());

  async function renew(): Promise<void> {
    abort = new AbortController();
    try {
      const fresh = await download(options, listDay(clock.now()), abort);
      refuseHalf(fresh, list);
      [list, trouble] = [fresh, null];
      log('dhan_instruments_renewed', { day: fresh.day, count: fresh.count });
      await save(options, fresh);
    } catch (error) {
      trouble = messageOf(error);
      // without a list nothing can be traded: then whoever asks next tries again
      nextTryAt = list === null ? 0 : clock.now() + PAUSE_MS;
      log('dhan_instruments_failed', { reason: trouble });
    }
  }

  function work(): Promise<void> {
    running ??= renew().finally(() => {
      running = null;
    });
    return running;
  }

  async function get(): Promise<ScripList | null> {
    await loadOnce();
    if (!isOld()) return list;
    // an old one is there at once, whatever the download does: what is held leaves by it
    if (list === null) await work();
    else if (clock.now() >= nextTryAt) void work();
    return list;
  }

  return {
    get,
    within: (ms) =>
      new Promise((resolve) => {
        const cancelTimer = clock.after(ms, () => resolve(list));
        void get().then((known) => {
          cancelTimer();
          resolve(known);
        });
      }),
    peek: () => list,
    trouble: () => (isOld() ? (trouble ?? 'it has not been downloaded yet') : null),
    stop: () => abort?.abort(new Error('stopped')),
  };
}
