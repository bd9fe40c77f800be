import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedUrl, parseHtml } from '../../src/console/parse-html.ts';
import { findEntities, readText } from '../../src/console/read-text.ts';

const read = (source: string, parseMode: string | undefined = 'HTML') =>
  readText(source, { parseMode, given: undefined, textMax: 4096, tooLong: 'message is too long', mayBeEmpty: false });

describe('Telegram HTML', () => {
  it.each([
    ['<b>a</b>', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
    [
      '<strong>a</strong><em>b</em>',
      'ab',
      [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'italic', offset: 1, length: 1 },
      ],
    ],
    ['😀<u>x</u>', '😀x', [{ type: 'underline', offset: 2, length: 1 }]],
    ['<del>x</del>', 'x', [{ type: 'strikethrough', offset: 0, length: 1 }]],
    ['<tg-spoiler>x</tg-spoiler>', 'x', [{ type: 'spoiler', offset: 0, length: 1 }]],
    ['<span class="tg-spoiler">x</span>', 'x', [{ type: 'spoiler', offset: 0, length: 1 }]],
    [
      "<a href='https://a.example/?q=1&amp;r=2'>x</a>",
      'x',
      [{ type: 'text_link', offset: 0, length: 1, url: 'https://a.example/?q=1&r=2' }],
    ],
    ['<blockquote expandable>x</blockquote>', 'x', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
    ['a &lt;b&gt; &amp;amp; &quot; &#65;&#x42; &nbsp; &', 'a <b> &amp; " AB &nbsp; &', []],
    ['<B >x</B >', 'x', [{ type: 'bold', offset: 0, length: 1 }]],
    ['<b></b>x', 'x', []],
  ])('%s is read as Telegram reads it', (source, text, entities) => {
    expect(parseHtml(source)).toEqual({ ok: true, text, entities });
  });

  it.each([
    ['é<img src=x onerror=alert(1)>', 'Unsupported start tag "img" at byte offset 2'],
    ['<script>', 'Unsupported start tag "script" at byte offset 0'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('%s is refused with the place', (source, error) => {
    expect(parseHtml(source)).toEqual({ ok: false, error });
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:http://x/1',
  ])('a link to %j stays plain text', (href) => {
    expect(parseHtml(`<a href="${href}">x</a>`)).toEqual({ ok: true, text: 'x', entities: [] });
  });

  it('escaped text comes out as it went in, whatever it is', () => {
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parseHtml(`<b>${escape(text)}</b>`)).toMatchObject({ ok: true, text });
      }),
    );
  });

  it('any text of tags and pieces gives ranges inside the text or an error, and links only to http', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</b>',
      '<a href="javascript:x">',
      '<a href="https://x.example">',
      '</a>',
      '<',
      '>',
      '&',
      '&#0;',
      '&#xd800;',
      '"',
      ' ',
      '\n',
      'x',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const parsed = parseHtml(pieces.join(''));
        expect(parsed).toHaveProperty(parsed.ok ? 'text' : 'error');
        for (const entity of parsed.ok ? parsed.entities : []) {
          expect(entity.length).toBeGreaterThan(0);
          expect(entity.offset + entity.length).toBeLessThanOrEqual(parsed.ok ? parsed.text.length : 0);
          if (entity.type === 'text_link') expect(checkedUrl(entity.url ?? '')).toBe(entity.url);
        }
      }),
    );
  });
});

describe('reading a text', () => {
  it('trims it and moves the ranges along', () => {
    expect(read('  \n<b> x</b> \n')).toEqual({ ok: true, text: 'x', entities: [{ type: 'bold', offset: 0, length: 1 }] });
  });

  it('counts characters after parsing: 4096 are taken, one more is not', () => {
    expect(read(`<b>${'&lt;'.repeat(4096)}</b>`)).toMatchObject({ ok: true, text: '<'.repeat(4096) });
    expect(read('x'.repeat(4097))).toEqual({ ok: false, error: 'message is too long' });
  });

  it('refuses what is empty after trimming', () => {
    expect(read('<b>  </b>\n')).toEqual({ ok: false, error: 'message text is empty' });
  });

  it('says which parse_mode it knows', () => {
    expect(read('*x*', 'MarkdownV2')).toMatchObject({ ok: false, error: expect.stringContaining("can't parse entities") });
  });

  it('finds commands and links, but not inside code', () => {
    expect(read('/help or <code>/status</code> at https://x.example/a. See a/b, 1/2')).toMatchObject({
      entities: [
        { type: 'bot_command', offset: 0, length: 5 },
        { type: 'code', offset: 9, length: 7 },
        { type: 'url', offset: 20, length: 19 },
      ],
    });
  });

  it('takes /order_ab12 whole, as the command that it is', () => {
    expect(findEntities('(/order_ab12)', [])).toEqual([{ type: 'bot_command', offset: 1, length: 11 }]);
  });

  it('reads a code block with its language as one block', () => {
    expect(read('<pre><code class="language-json">{}</code></pre>')).toMatchObject({
      text: '{}',
      entities: [{ type: 'pre', offset: 0, length: 2, language: 'json' }],
    });
  });
});
