// Owns: the past of every fake market, the same at each of them: candles that are a function of their number, and the newest
// of which is still open. Prices are whole and halves, so that no venue rounds them.

export interface BookCandle {
  readonly openAt: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

export function bookCandle(ordinal: number, lengthMs: number): BookCandle {
  const [open, close] = [100 + (ordinal % 5), 100 + ((ordinal + 1) % 5)];
  const [high, low] = [Math.max(open, close) + 2 + (ordinal % 3), Math.min(open, close) - 1.5];
  return {
    openAt: ordinal * lengthMs,
    open: String(open),
    high: String(high),
    low: String(low),
    close: String(close),
    volume: String(10 + (ordinal % 7)),
  };
}

/** The newest `count`, oldest first, with the one that is open at `now`. */
export function candleBook(lengthMs: number, count: number, now: number): readonly BookCandle[] {
  const newest = Math.floor(now / lengthMs);
  return Array.from({ length: count }, (_, index) => bookCandle(newest - count + 1 + index, lengthMs));
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "1h", "15Min", "4H", "1D" in ms; a bare number counts minutes. */
export function lengthOf(word: string): number {
  const [, count, unit] = /^(\d+)([a-z]?)/i.exec(word) ?? [];
  const length = Number(count) * (UNITS[(unit ?? '').toLowerCase() || 'm'] ?? 0);
  if (!(length > 0)) throw new Error(`the fake venue has no candles of ${word}`);
  return length;
}

/** As both interfaces of Binance write them. */
export function binanceKlines(params: URLSearchParams, now: number): readonly (readonly unknown[])[] {
  const length = lengthOf(params.get('interval') ?? '');
  const book = candleBook(length, Number(params.get('limit') ?? '500'), now);
  return book.map(({ openAt, open, high, low, close, volume }) => {
    const closeAt = openAt + length - 1;
    return [openAt, open, high, low, close, volume, closeAt, '1000.0', 3, '1.0', '100.0', '0'];
  });
}

/** Newest first, as Bybit and OKX list them; `tail`: what each says behind the volume. */
export const newestFirst = (word: string, count: number, now: number, tail: readonly string[]): readonly (readonly string[])[] =>
  candleBook(lengthOf(word), count, now)
    .map(({ openAt, open, high, low, close, volume }) => [String(openAt), open, high, low, close, volume, ...tail])
    .reverse();

/** Kraken tells 720 at once, in seconds, whatever was asked for. */
export const krakenCandles = (minutes: string, now: number): readonly (readonly unknown[])[] =>
  candleBook(lengthOf(minutes), 720, now).map(({ openAt, open, high, low, close, volume }) => [
    openAt / 1000,
    open,
    high,
    low,
    close,
    close,
    volume,
    7,
  ]);
