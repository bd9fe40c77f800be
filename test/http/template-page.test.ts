// GET /template: a page without secrets, scripts or knowledge of this process, whose texts are read as alerts.

import { describe, expect, it } from 'vitest';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { send } from './http-client.ts';
import { PLANTED, withServer } from './test-server.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const textsIn = (html: string): string[] =>
  [...html.matchAll(/<textarea[^>]*>([^<]*)<\/textarea>/g)].map((match) =>
    (match[1] ?? '').replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? ''),
  );

async function page(query: string, publicUrl: string | null = null): Promise<{ readonly html: string; readonly policy: string }> {
  let got = { html: '', policy: '' };
  await withServer({ http: { publicUrl } }, async ({ port }) => {
    const answer = await send(port, { path: `/template${query}`, headers: { Host: `127.0.0.1:${port}` } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    got = { html: answer.text, policy: String(answer.headers['content-security-policy']) };
  });
  return got;
}

describe('GET /template', () => {
  it('writes the texts for what was asked, with the address beside them', async () => {
    const { html } = await page('?strategy=my+cross&action=buy&action=close&quantity=0.25', 'https://alerts.example.com');
    expect(html).toContain('https://alerts.example.com/webhook/my%20cross');
    const texts = textsIn(html);
    expect(texts).toHaveLength(5);
    const readings = texts
      .slice(1)
      .map((text) =>
        parseAlert(
          readBody(
            new TextEncoder().encode(
              text.replace('{{ticker}}', 'BTCUSDT').replace('{{close}}', '45000').replace('{{timenow}}', '2026-01-05T10:00:00Z'),
            ),
          ),
        ),
      );
    expect(readings.map(({ action, quantity, strategy, refusal }) => ({ action, quantity, strategy, refusal }))).toEqual([
      { action: 'buy', quantity: '0.25', strategy: 'my cross', refusal: null },
      { action: 'close', quantity: null, strategy: 'my cross', refusal: null },
      { action: 'buy', quantity: '0.25', strategy: 'my cross', refusal: null },
      { action: 'close', quantity: null, strategy: 'my cross', refusal: null },
    ]);
  });

  it('holds no secret and no name of a strategy of ours', async () => {
    const { html } = await page('');
    for (const secret of PLANTED) expect(html).not.toContain(secret);
    expect(html).not.toMatch(/alpha|beta/);
    expect(textsIn(html)[0]).toContain('<WEBHOOK_SECRET>');
  });

  it('runs nothing, whatever stands in the query', async () => {
    const evil = encodeURIComponent('"><script>alert(1)</script>');
    const { html, policy } = await page(`?strategy=${evil}&quantity=${evil}&action=${evil}`);
    expect(html).not.toContain('<script');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(textsIn(html).join('')).toContain('<your size>');
  });
});
