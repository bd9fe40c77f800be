// Owns: the text of alerts as people paste it into TradingView, for one strategy. The secret is a placeholder: whoever has the text has
// not the secret. A size that nobody but the person knows is a placeholder too, and is refused as long as it stands there.

import type { Strategy } from '../settings.ts';

export type TemplateAction = 'buy' | 'sell' | 'close' | 'reverse';
export const TEMPLATE_ACTIONS: readonly TemplateAction[] = ['buy', 'sell', 'close', 'reverse'];

export interface AlertTemplate {
  readonly title: string;
  readonly text: string;
}

const SECRET_PLACEHOLDER = '<WEBHOOK_SECRET>';
export const SIZE_PLACEHOLDER = '<your size>';

type Fields = readonly (readonly [name: string, value: string])[];

const jsonText = (fields: Fields): string => `{\n${fields.map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`).join(',\n')}\n}`;

const COMMON: Fields = [
  ['price', '{{close}}'],
  ['timenow', '{{timenow}}'],
];

/** Also in the body where the address names it: an address that is copied without its end must not trade another strategy. */
const opening = ({ name }: Pick<Strategy, 'name'>): Fields => [
  ['secret', SECRET_PLACEHOLDER],
  ['strategy', name],
];

/** For the alert of a Pine strategy: TradingView fills in what the strategy ordered. */
export const strategyTemplate = (strategy: Pick<Strategy, 'name'>): AlertTemplate => ({
  title: 'Alert of a strategy',
  text: jsonText([
    ...opening(strategy),
    ['action', '{{strategy.order.action}}'],
    ['symbol', '{{ticker}}'],
    ['quantity', '{{strategy.order.contracts}}'],
    ['market_position', '{{strategy.market_position}}'],
    ['prev_market_position', '{{strategy.prev_market_position}}'],
    ...COMMON,
  ]),
});

/** What a text needs to know of its strategy. `size`: what the person fills in at once; null = the default of the strategy, or a placeholder. */
export type TemplateStrategy = Pick<Strategy, 'name' | 'defaultQuantity' | 'defaultNotional'>;

/** Null: the alert carries none. */
function sizeFor({ defaultQuantity, defaultNotional }: TemplateStrategy, action: TemplateAction, size: string | null): string | null {
  if (action !== 'buy' && action !== 'sell') return null;
  return size ?? (defaultQuantity === null && defaultNotional === null ? SIZE_PLACEHOLDER : null);
}

/** For the alert of an indicator, which knows no orders: one for each action. */
export function indicatorTemplate(strategy: TemplateStrategy, action: TemplateAction, size: string | null = null): AlertTemplate {
  const quantity = sizeFor(strategy, action, size);
  return {
    title: `Alert of an indicator: ${action}`,
    text: jsonText([
      ...opening(strategy),
      ['action', action],
      ['symbol', '{{ticker}}'],
      ...(quantity === null ? [] : [['quantity', quantity] as const]),
      ...COMMON,
    ]),
  };
}

/** The same in one line; a name with blanks in it is quoted. */
export function lineTemplate(strategy: TemplateStrategy, action: TemplateAction, size: string | null = null): AlertTemplate {
  const quantity = sizeFor(strategy, action, size);
  const quoted = (text: string): string => (/[\s<]/.test(text) ? `"${text}"` : text);
  const words = [
    action.toUpperCase(),
    '{{ticker}} @ {{close}}',
    ...(quantity === null ? [] : [`qty=${quoted(quantity)}`]),
    `strategy=${quoted(strategy.name)}`,
    `secret=${SECRET_PLACEHOLDER}`,
  ];
  return { title: `One line of text: ${action}`, text: words.join(' ') };
}

/** Where a strategy's alerts go, behind the address of Signalman. */
export const webhookPath = (name: string): string => `/webhook/${encodeURIComponent(name)}`;
