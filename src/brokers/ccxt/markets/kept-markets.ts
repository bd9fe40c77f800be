// Owns: what an order needs to know of each market that was traded here, in a file, from one process to the next: an exit that is due
// while the venue answers no question (a ban, an outage) goes with that. A few markets are a few kB; all of them would be megabytes.

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf } from '../wire/classify-error.ts';
import { type Dict, dictOf, isDict } from '../wire/read-answer.ts';

/** What stood in the last order that the venue has taken. */
export interface KeptMarket {
  /** As ccxt has it. */
  readonly market: Dict;
  readonly hedged: boolean;
  readonly marginMode: 'cross' | 'isolated' | null;
}

export interface KeptMarkets {
  readonly of: (symbol: string) => KeptMarket | null;
  readonly symbols: () => readonly string[];
  readonly keep: (symbol: string, kept: KeptMarket) => void;
  /** What was kept is in the file, or never will be. */
  readonly saved: () => Promise<void>;
}

export const NOTHING_KEPT: KeptMarkets = { of: () => null, symbols: () => [], keep: () => undefined, saved: () => Promise.resolve() };

export interface KeptMarketsOptions {
  /** Null: nothing is kept. */
  readonly file: string | null;
  /** Of which exchange and kind of market: what another one was called is no use. */
  readonly of: string;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
}

function readKept(value: unknown): KeptMarket | null {
  const { market, hedged, marginMode } = dictOf(value);
  if (!isDict(market)) return null;
  return { market, hedged: hedged === true, marginMode: marginMode === 'cross' || marginMode === 'isolated' ? marginMode : null };
}

/** Empty where there is no file, or none that can be read: it is made anew. */
async function load({ file, of }: KeptMarketsOptions): Promise<Map<string, KeptMarket>> {
  const kept = new Map<string, KeptMarket>();
  if (file === null) return kept;
  try {
    const read = dictOf(JSON.parse(await readFile(file, 'utf8')));
    if (read['of'] !== of) return kept;
    for (const [symbol, value] of Object.entries(dictOf(read['markets']))) {
      const market = readKept(value);
      if (market !== null) kept.set(symbol, market);
    }
  } catch {
    kept.clear();
  }
  return kept;
}

async function save(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

export async function openKeptMarkets(options: KeptMarketsOptions): Promise<KeptMarkets> {
  const { file, of, log } = options;
  const kept = await load(options);
  let saving = Promise.resolve();
  return {
    of: (symbol) => kept.get(symbol) ?? null,
    symbols: () => [...kept.keys()],
    keep(symbol, market) {
      if (file === null) return;
      // nothing here may touch what is said of the order
      const write = async (): Promise<void> => {
        if (JSON.stringify(kept.get(symbol)) === JSON.stringify(market)) return;
        kept.set(symbol, market);
        await save(file, JSON.stringify({ of, markets: Object.fromEntries(kept) }));
      };
      saving = saving.then(write).catch((error: unknown) => log('markets_not_kept', { reason: reasonOf(error) }));
    },
    saved: () => saving,
  };
}
