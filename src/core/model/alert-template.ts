// Owns: the text of alerts as people paste it into TradingView, for one strategy. The secret is a placeholder: whoever has the text has
// not the secret. A size that nobody but the person knows is a placeholder too, and is refused as long as it stands there.

import type { Strategy } from './settings.ts';

export type TemplateAction = 'buy' | 'sell' | 'close' | 'reverse';
export const TEMPLATE_ACTIONS: readonly TemplateAction[] = ['buy', 'sell', 'close', 'reverse'];

export interface AlertTemplate {
  readonly title: string;
  readonly text: string;
}

export const SECRET_PLACEHOLDER = '<WEBHOOK_SECRET>';
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

const hasSize = ({ defaultQuantity, defaultNotional }: Pick<Strategy, 'defaultQuantity' | 'defaultNotional'>): boolean =>
  defaultQuantity !== null || defaultNotional !== null;

const needsSize = (strategy: Strategy, action: TemplateAction): boolean => (action === 'buy' || action === 'sell') && !hasSize(strategy);

/** For the alert of an indicator, which knows no orders: one for each action. */
export const indicatorTemplate = (strategy: Strategy, action: TemplateAction): AlertTemplate => ({
  title: `Alert of an indicator: ${action}`,
  text: jsonText([
    ...opening(strategy),
    ['action', action],
    ['symbol', '{{ticker}}'],
    ...(needsSize(strategy, action) ? [['quantity', SIZE_PLACEHOLDER] as const] : []),
    ...COMMON,
  ]),
});

/** The same in one line; a name with blanks in it is quoted. */
export function lineTemplate(strategy: Strategy, action: TemplateAction): AlertTemplate {
  const name = /\s/.test(strategy.name) ? `"${strategy.name}"` : strategy.name;
  const size = needsSize(strategy, action) ? ` qty="${SIZE_PLACEHOLDER}"` : '';
  return {
    title: `One line of text: ${action}`,
    text: `${action.toUpperCase()} {{ticker}} @ {{close}}${size} strategy=${name} secret=${SECRET_PLACEHOLDER}`,
  };
}

/** Where a strategy's alerts go, behind the address of Signalman. */
export const webhookPath = (name: string): string => `/webhook/${encodeURIComponent(name)}`;
