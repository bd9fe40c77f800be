// Owns: prices as they come: one connection per kind of asset, shared by everybody who watches a symbol there, open while
// somebody does.

import type { streaming } from '@alpacahq/alpaca-trade-api';
import { type Decimal, isPositive, parseDecimal } from '../../core/model/decimal.ts';
import type { Quote } from '../../core/model/markets/instrument.ts';
import type { AlpacaClient } from './alpaca-client.ts';
import type { Assets } from './assets.ts';
import { keepStream, type KeptStream } from './keep-stream.ts';
import { quoteFrom } from './quotes.ts';
import { type AssetKind, assetKindOf } from './venue-symbol.ts';

export interface PriceStream {
  watch(symbol: string, onQuote: (quote: Quote) => void): () => void;
  stop(): void;
}

/** The feeds that every account has. */
const FEEDS: Readonly<Record<AssetKind, string>> = { equity: 'v2/iex', spot: 'v1beta3/crypto/us', option: 'v1beta1/indicative' };

interface Feed {
  readonly kept: KeptStream;
  readonly watchers: Map<string, Set<(quote: Quote) => void>>;
  readonly lastTrade: Map<string, Decimal>;
  stream: streaming.MarketDataStream | null;
}

const priceOf = (value: number): Decimal | null => {
  const price = parseDecimal(String(value));
  return price !== null && isPositive(price) ? price : null;
};

export function createPriceStream(
  client: AlpacaClient,
  assets: Assets,
  log: (event: string, detail: Record<string, unknown>) => void,
): PriceStream {
  const feeds = new Map<AssetKind, Feed>();

  async function hear(feed: Feed, { symbol, bidPrice, askPrice }: streaming.StreamQuote): Promise<void> {
    const listed = await assets.find(symbol);
    if (listed.type !== 'listed') return;
    const [bid, ask] = [priceOf(bidPrice), priceOf(askPrice)];
    const quote = quoteFrom(listed.instrument, bid, ask, feed.lastTrade.get(symbol) ?? null, client.clock.now());
    if (quote !== null) for (const watcher of feed.watchers.get(symbol) ?? []) watcher(quote);
  }

  function openFeed(kind: AssetKind): Feed {
    const watchers: Feed['watchers'] = new Map();
    const feed: { -readonly [Key in keyof Feed]: Feed[Key] } = {
      watchers,
      lastTrade: new Map(),
      stream: null,
      kept: { stop: () => undefined },
    };
    feed.kept = keepStream({
      clock: client.clock,
      open: () => client.dataStream(FEEDS[kind]),
      prepare(stream) {
        feed.stream = stream;
        stream.subscribeForQuotes([...watchers.keys()]);
        stream.subscribeForTrades([...watchers.keys()]);
        stream.onTrade((trade) => {
          const price = priceOf(trade.price);
          if (price !== null && watchers.has(trade.symbol)) feed.lastTrade.set(trade.symbol, price);
        });
        stream.onQuote((quote) => void hear(feed, quote));
      },
      onReady: () => undefined,
      onTrouble: (reason) => log('alpaca_prices_interrupted', { feed: FEEDS[kind], reason }),
    });
    return feed;
  }

  function unwatch(kind: AssetKind, symbol: string, onQuote: (quote: Quote) => void): void {
    const feed = feeds.get(kind);
    const watchers = feed?.watchers.get(symbol);
    if (feed === undefined || watchers?.delete(onQuote) !== true || watchers.size > 0) return;
    feed.watchers.delete(symbol);
    feed.lastTrade.delete(symbol);
    feed.stream?.unsubscribeFromQuotes([symbol]);
    feed.stream?.unsubscribeFromTrades([symbol]);
    if (feed.watchers.size > 0) return;
    feed.kept.stop();
    feeds.delete(kind);
  }

  return {
    watch(symbol, onQuote) {
      const kind = assetKindOf(symbol);
      if (kind === null) return () => undefined;
      const feed = feeds.get(kind) ?? openFeed(kind);
      feeds.set(kind, feed);
      const watchers = feed.watchers.get(symbol) ?? new Set();
      feed.watchers.set(symbol, watchers.add(onQuote));
      feed.stream?.subscribeForQuotes([symbol]);
      feed.stream?.subscribeForTrades([symbol]);
      return () => unwatch(kind, symbol, onQuote);
    },
    stop() {
      for (const feed of feeds.values()) feed.kept.stop();
      feeds.clear();
    },
  };
}
