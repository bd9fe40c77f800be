// Owns: the buttons that bring a list up to date, or turn its pages: of /status, /positions, /orders, /strategies and /risk.

import type { HandlerDeps } from '../bot-deps.ts';
import { ordersPage } from '../pages/orders-page.ts';
import { riskMessage } from '../pages/risk-message.ts';
import { statusMessage } from '../pages/status-message.ts';
import { strategiesPage } from '../pages/strategies-page.ts';
import { positionsMessage } from '../pages/view-positions.ts';
import type { ListName, Message } from '../render/message.ts';
import { type ListPlace, placeIn } from '../render/page-of.ts';
import type { Verb } from './tap.ts';

const LISTS: Readonly<Record<ListName, (deps: HandlerDeps, place: ListPlace) => Message>> = {
  status: (deps) => statusMessage(deps),
  risk: (deps) => riskMessage(deps),
  positions: positionsMessage,
  orders: ordersPage,
  strategies: (deps, { first }) => strategiesPage(deps, first),
};
const isList = (name: string): name is ListName => Object.hasOwn(LISTS, name);

export const refreshVerb: Verb = {
  role: 'viewer',
  run(tap) {
    tap.answer('');
    const [name = '', first = '0'] = tap.rest.split(':');
    const { only } = placeIn(tap.text);
    tap.edit((isList(name) ? LISTS[name] : LISTS.status)(tap.deps, { first: /^\d{1,5}$/.test(first) ? Number(first) : 0, only }));
  },
};
