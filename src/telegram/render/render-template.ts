// Owns: /template: the texts of alerts, each ready to be copied with one tap, and the address beside them.

import type { AlertTemplate } from '../../core/model/alerts/alert-template.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import type { Message } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';

export interface TemplateView {
  readonly strategy: string;
  readonly account: AccountView | null;
  readonly templates: readonly AlertTemplate[];
  readonly url: string;
  /** Whether senders on the internet can reach that address. */
  readonly isPublic: boolean;
  /** Where the secret is kept, in words. */
  readonly secretPlace: string;
  /** The texts hold a size that has to be filled in. */
  readonly needsSize: boolean;
}

export function renderTemplate(view: TemplateView): Message {
  const blocks = [
    [`<b>Alerts for ${escapeHtml(view.strategy)}</b>`, ...(view.account === null ? [] : [renderAccount(view.account)])],
    ['<b>Webhook URL</b>', `<code>${escapeHtml(view.url)}</code>`, ...(view.isPublic ? [] : [NOT_PUBLIC])],
    ...view.templates.map(({ title, text }) => [`<b>${escapeHtml(title)}</b>`, `<pre>${escapeHtml(text)}</pre>`]),
    [
      `Put the secret in place of &lt;WEBHOOK_SECRET&gt;: it is ${escapeHtml(view.secretPlace)}. It is never shown in a chat.`,
      ...(view.needsSize ? ['Put the quantity in place of &lt;your size&gt;; until then the alert is refused.'] : []),
      'Paste the finished text to me, or POST it to /webhook/test, to see how it is read.',
    ],
  ];
  return { html: cutHtml(blocks.map((block) => block.join('\n')).join('\n\n')), keyboard: [] };
}

const NOT_PUBLIC = 'Only this machine reaches it: put a tunnel or a reverse proxy in front, and its address into PUBLIC_URL.';
