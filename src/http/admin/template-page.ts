// Owns: GET /template: the page that writes alerts for whoever has no chat at hand. It knows nothing of this process but its address:
// no secret, and not which strategies there are. Without scripts: the form comes back with the texts in it.

import {
  indicatorTemplate,
  lineTemplate,
  strategyTemplate,
  TEMPLATE_ACTIONS,
  webhookPath,
  type AlertTemplate,
  type TemplateAction,
  type TemplateStrategy,
} from '../../core/model/alerts/alert-template.ts';
import { cleanText } from '../../core/model/clean-text.ts';
import { strategyName } from '../../core/model/ids.ts';

export interface TemplateQuery {
  readonly strategy: string;
  readonly actions: readonly TemplateAction[];
  /** Null: none, or none that is a quantity. */
  readonly size: string | null;
}

/** Nothing runs, nothing is loaded; the one style stands in the page. */
export const TEMPLATE_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const NAME_CHARS_MAX = 60;

export function readTemplateQuery(query: Readonly<Record<string, string | string[] | undefined>>): TemplateQuery {
  const all = (name: string): string[] => [query[name] ?? []].flat();
  const strategy = cleanText(all('strategy')[0] ?? '', NAME_CHARS_MAX);
  const actions = TEMPLATE_ACTIONS.filter((action) => all('action').includes(action));
  const size = all('quantity')[0]?.trim() ?? '';
  return {
    strategy: strategy === '' ? 'default' : strategy,
    actions: actions.length > 0 ? actions : ['buy', 'sell', 'close'],
    size: /^\d{1,15}(?:\.\d{1,18})?$/.test(size) ? size : null,
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const box = ({ title, text }: AlertTemplate): string =>
  `<h2>${escape(title)}</h2>\n<textarea readonly rows="${text.split('\n').length}" aria-label="${escape(title)}">${escape(text)}</textarea>`;

const checkbox = (action: TemplateAction, chosen: readonly TemplateAction[]): string =>
  `<label><input type="checkbox" name="action" value="${action}"${chosen.includes(action) ? ' checked' : ''}> ${action}</label>`;

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}textarea{width:100%;font:14px/1.4 monospace;box-sizing:border-box}' +
  'h2{font-size:1rem;margin:1.5rem 0 .3rem}fieldset{border:0;padding:0;margin:0 0 1rem}label{margin-right:1rem}code{overflow-wrap:anywhere}';

export function templatePage({ strategy, actions, size }: TemplateQuery, baseUrl: string): string {
  const known: TemplateStrategy = { name: strategyName(strategy), defaultQuantity: null, defaultNotional: null };
  const templates = [
    strategyTemplate(known),
    ...actions.map((action) => indicatorTemplate(known, action, size)),
    ...actions.map((action) => lineTemplate(known, action, size)),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Signalman: the text of an alert</title>
<style>${STYLE}</style>
<h1>The text of an alert</h1>
<form method="get" action="/template">
<fieldset><label>Strategy <input name="strategy" maxlength="${NAME_CHARS_MAX}" value="${escape(strategy)}"></label>
<label>Quantity <input name="quantity" inputmode="decimal" value="${escape(size ?? '')}"></label></fieldset>
<fieldset>${TEMPLATE_ACTIONS.map((action) => checkbox(action, actions)).join('\n')}</fieldset>
<button>Write it</button>
</form>
<h2>Webhook URL</h2>
<code>${escape(`${baseUrl}${webhookPath(strategy)}`)}</code>
${templates.map(box).join('\n')}
<p>Put your WEBHOOK_SECRET in place of &lt;WEBHOOK_SECRET&gt;, in TradingView and not here: it stands in your .env, else in generated.env in
the data folder. &lt;your size&gt; is refused until a quantity stands there; leave the field out where the strategy has a default.</p>
</html>
`;
}
