// Owns: a case of the alert corpus: the bytes that were sent and what they mean (its README defines both).

import { existsSync, readFileSync } from 'node:fs';

export interface ExpectedLevel {
  readonly price?: number;
  readonly percent?: number;
  readonly amount?: number;
  readonly points?: number;
  readonly pips?: number;
  readonly raw?: number;
  readonly share?: number;
  readonly activation_price?: number;
  /** A stop that trails by so much percent. */
  readonly trail_percent?: number;
}

export interface Expectation {
  readonly kind: string;
  readonly action: string | null;
  readonly side: string | null;
  readonly symbol: string | null;
  readonly accept_kinds?: readonly string[];
  readonly accept_actions?: readonly string[];
  readonly quantity?: number;
  readonly quantity_unit?: string;
  readonly notional?: number;
  readonly percent?: number;
  readonly percent_of?: string;
  readonly order_type?: string;
  readonly limit_price?: number;
  readonly stop_price?: number;
  readonly signal_price?: number;
  readonly take_profits?: readonly ExpectedLevel[];
  readonly stop_loss?: ExpectedLevel;
  readonly trailing?: ExpectedLevel;
  readonly leverage?: number;
  readonly position_target?: string;
  readonly position_size?: number;
  readonly position_side?: string;
  readonly legs?: readonly Expectation[];
  readonly entries?: readonly number[];
  readonly extra?: Readonly<Record<string, string | number>>;
  readonly fill_price?: number;
  readonly fill_quantity?: number;
  readonly strategy?: string;
  readonly account?: string;
  readonly exchange?: string;
  readonly order_id?: string;
  readonly time_in_force?: string;
  readonly needs_default_symbol?: boolean;
  readonly accept_any_price_role?: boolean;
  readonly no_quantity?: boolean;
  readonly no_stop_loss?: boolean;
  readonly must_ignore?: readonly string[];
  readonly stage?: string;
}

export interface CorpusCase {
  readonly id: string;
  readonly dialect: string;
  readonly body: string;
  readonly body_encoding: 'utf-8' | 'base64' | 'gen';
  readonly expect: Expectation;
}

const file = new URL('../../../shared/corpus/dev.jsonl', import.meta.url);
export const corpusIsThere = existsSync(file);

/** What the notes of cases say and their fields leave out: "volume is the lot size". */
const SAID_BY_NOTES: Readonly<Record<string, Partial<Expectation>>> = { 'mt5_json-01': { quantity_unit: 'lots' } };

export function loadCorpus(): CorpusCase[] {
  const lines = corpusIsThere ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines.map((line): CorpusCase => {
    const one: CorpusCase = JSON.parse(line);
    return { ...one, expect: { ...one.expect, ...SAID_BY_NOTES[one.id] } };
  });
}

/** What a bot posted, exactly. */
export interface PostedEvent {
  readonly format: 'form' | 'json' | 'raw';
  readonly config: 'doc' | 'full';
  readonly event: string;
  readonly body: string;
}

/** Requests of freqtrade's webhook, recorded; none where they are not beside the repository. */
export function loadPostedEvents(): readonly PostedEvent[] {
  if (!corpusIsThere) return [];
  const recorded: { readonly cases: readonly PostedEvent[] } = JSON.parse(readFileSync(new URL('freqtrade-requests.json', file), 'utf8'));
  return recorded.cases;
}

/** The bytes of a case, as they were sent. */
export function bytesOfCase({ body, body_encoding: encoding }: Pick<CorpusCase, 'body' | 'body_encoding'>): Uint8Array {
  if (encoding === 'base64') return new Uint8Array(Buffer.from(body, 'base64'));
  if (encoding === 'utf-8') return new TextEncoder().encode(body);
  const parts: { prefix: string; repeat: string; count: number; suffix: string; repeat2?: string; count2?: number } = JSON.parse(body);
  return new TextEncoder().encode(
    parts.prefix + parts.repeat.repeat(parts.count) + parts.suffix + (parts.repeat2 ?? '').repeat(parts.count2 ?? 0),
  );
}

/** The same alert without the fields of these names, at any depth; null where it is no JSON object. */
export function withoutFields(body: string, names: readonly string[]): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // only JSON has fields that can be left out
    return null;
  }
  return JSON.stringify(parsed, (key, value: unknown) => (names.includes(key) ? undefined : value));
}
