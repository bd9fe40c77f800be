// The small pure parts: times, URLs in logs, sender text.

import { describe, expect, it } from 'vitest';
import { createFormatInstant } from '../../src/http/format-instant.ts';
import { maskUrl } from '../../src/http/mask-url.ts';
import { cleanText } from '../../src/core/model/clean-text.ts';

describe('instants', () => {
  it.each([
    ['UTC', '2026-01-05T10:00:00.000+00:00'],
    ['Asia/Kolkata', '2026-01-05T15:30:00.000+05:30'],
    ['America/New_York', '2026-01-05T05:00:00.000-05:00'],
    ['Asia/Kathmandu', '2026-01-05T15:45:00.000+05:45'],
  ])('carry the offset of %s', (zone, expected) => {
    expect(createFormatInstant(zone)(Date.UTC(2026, 0, 5, 10))).toBe(expected);
  });

  it('follow the change to summer time to the second', () => {
    const format = createFormatInstant('Europe/Zurich');
    const change = Date.UTC(2026, 2, 29, 1);
    expect(format(change - 1)).toBe('2026-03-29T01:59:59.999+01:00');
    expect(format(change)).toBe('2026-03-29T03:00:00.000+02:00');
  });

  it('name the same moment as the number, whatever the zone', () => {
    for (const zone of ['Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns']) {
      const format = createFormatInstant(zone);
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 37 * 3_600_000 + 123) expect(Date.parse(format(at))).toBe(at);
    }
  });

  it('refuse a zone that there is not', () => {
    expect(() => createFormatInstant('Mars/Olympus')).toThrow(RangeError);
  });
});

describe('URLs in the log', () => {
  it.each([
    ['/webhook?secret=abc', '/webhook?secret=***'],
    ['/webhook?%73ecret=abc&strategy=x', '/webhook?secret=***&strategy=x'],
    ['/history?limit=10&before=sg_1&state=denied', '/history?limit=10&before=sg_1&state=denied'],
    ['/webhook?secret=a&secret=b', '/webhook?secret=***&secret=***'],
    ['/console?token=abc', '/console?token=***'],
    ['/webhook?abc', '/webhook?abc=***'],
    ['/webhook', '/webhook'],
    ['/webhook?', '/webhook?'],
  ])('%s is written as %s', (url, expected) => {
    expect(maskUrl(url)).toBe(expected);
  });
});

describe('text of senders', () => {
  it('loses control, bidi and zero-width characters', () => {
    expect(cleanText('BTC\u202eTDSU\u0000\u001b[31m\u200b')).toBe('BTCTDSU[31m');
  });
  it('is cut at 200 characters, emojis whole', () => {
    const shown = cleanText('😀'.repeat(300));
    expect(Array.from(shown)).toHaveLength(200);
    expect(shown.endsWith('😀…')).toBe(true);
    expect(cleanText('x'.repeat(200))).toBe('x'.repeat(200));
  });
  it('stays null where there is none', () => {
    expect(cleanText(null)).toBeNull();
  });
});
