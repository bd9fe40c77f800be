// Owns: POST /webhook/cancel and /webhook/status: one order, or the alert that it comes of, asked for by its sender.

import { alertsOf, findAlert, strategiesOf } from '../../core/engine/find-alert.ts';
import { findOrder, findWorking } from '../../core/engine/find-order.ts';
import { cleanText } from '../../core/model/clean-text.ts';
import type { OrderId } from '../../core/model/ids.ts';
import { findWaiting } from '../../core/engine/entries/cancel-waiting.ts';
import { deny, type Denial } from '../../core/model/denial.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../../core/model/order.ts';
import type { Signal } from '../../core/model/signal.ts';
import { isJsonNumber, type JsonValue } from '../../core/signals/json/json-value.ts';
import { StorageError } from '../../store/dispatch.ts';
import { answerAlert } from './answer-alert.ts';
import type { Proof } from '../senders/authenticate.ts';
import { lookUpOrder, partOfLive, type FoundOrder } from '../admin/look-up-entity.ts';
import type { OpenedAlert } from '../senders/open-alert.ts';
import { openedStrategy } from '../senders/opened-strategy.ts';
import type { AlertPorts } from './post-alert.ts';
import { presentOrder } from '../admin/present-order.ts';
import { refuse, refuseDenied, type Answer } from '../refusal.ts';
import { refuseUnstored } from './refuse-unstored.ts';
import { tellRefused } from './tell-refused.ts';

type OrderRequest = { readonly opened: OpenedAlert; readonly proof: Proof; readonly sender: string };
type Named = { readonly type: 'order'; readonly found: FoundOrder } | { readonly type: 'refused'; readonly answer: Answer };

const ID_FIELDS: readonly string[] = ['order_id', 'orderId', 'cancel_order', 'id'];

/** The id in the body, or why there is none. */
function readOrderId({ body }: OpenedAlert): string | Denial {
  if (body.type === 'refused') return body.refusal;
  if (body.type === 'text') return deny('NOT_UNDERSTOOD', 'the body is no JSON', 'Send {"order_id": "…"}.');
  const value: JsonValue | undefined = ID_FIELDS.map((name) => body.fields.get(name)).find(
    (found) => found !== undefined && found !== null,
  );
  const text = value !== undefined && isJsonNumber(value) ? value.number : value;
  if (typeof text === 'string' && text.trim() !== '') return text.trim();
  return deny('INVALID_FIELD', 'order_id is missing or no text', 'Send {"order_id": "…"} with the id from the answer to the alert.');
}

async function nameOrder(ports: AlertPorts, { opened, proof }: OrderRequest): Promise<Named> {
  const id = readOrderId(opened);
  if (typeof id !== 'string') return { type: 'refused', answer: refuseDenied(id, null) };
  const found = await lookUpOrder(ports, id);
  if (found === null) return { type: 'refused', answer: refuseDenied(deny('UNKNOWN_ORDER', `there is no order "${cleanText(id)}"`), null) };
  if (openedStrategy(proof, null, [found.order.strategy]).type === 'closed')
    return { type: 'refused', answer: refuse('SECRET_OF_OTHER_STRATEGY') };
  return { type: 'order', found };
}

const answerOrder = (ports: AlertPorts, { order, part }: FoundOrder): Answer => ({
  status: TERMINAL_ORDER_STATUSES.has(order.status) ? 200 : 202,
  body: { success: true, ...presentOrder(order, part, ports.formatInstant) },
});

/** The order as it is by now. */
function answerAgain(ports: AlertPorts, order: Order): Answer {
  const state = ports.dispatcher.snapshot();
  const now = state.orders.get(order.id) ?? order;
  return answerOrder(ports, { order: now, part: partOfLive(state, now) });
}

export async function answerOrderStatus(ports: AlertPorts, request: OrderRequest): Promise<Answer> {
  const alert = nameAlert(ports, request);
  if (alert !== null && isForeign(ports, request, alert)) return refuse('SECRET_OF_OTHER_STRATEGY');
  if (alert !== null) return { ...answerSignal(ports, alert), status: 200 };
  const several = nameSeveral(ports, request);
  if (areForeign(request, several)) return refuse('SECRET_OF_OTHER_STRATEGY');
  const whole = alertOfSeveral(ports, several);
  if (whole !== null) return { ...answerSignal(ports, whole), status: 200 };
  const named = await nameOrder(ports, request);
  return named.type === 'refused' ? named.answer : { ...answerOrder(ports, named.found), status: 200 };
}

/** What was to be cancelled may still fill, so people hear of it. */
const tellCancel = (ports: AlertPorts, { opened, sender }: OrderRequest, answer: Answer): Promise<Answer> =>
  tellRefused(
    ports,
    { what: 'Cancel', said: `A cancel from ${sender}`, severity: 'warning', hint: '/orders shows what is working.', opened },
    answer,
  );

/** The alert with this id or name where no one order is meant: its entry waits, a person is asked, or it made several. */
function nameAlert(ports: AlertPorts, { opened }: OrderRequest): Signal | null {
  const id = readOrderId(opened);
  const state = ports.dispatcher.snapshot();
  if (typeof id !== 'string') return null;
  return findWaiting(state, id) ?? (findOrder(state, id) === null ? findAlert(state, id) : null);
}

/** The orders that work under this name where one alert has several of them: on each of its accounts, or in each of its legs. */
function nameSeveral(ports: AlertPorts, { opened }: OrderRequest): readonly Order[] {
  const id = readOrderId(opened);
  const state = ports.dispatcher.snapshot();
  if (typeof id !== 'string' || findOrder(state, id) !== null) return [];
  const working = findWorking(state, id);
  return working.length > 1 ? working : [];
}

/** Their alert; null where they come of several, and nobody can tell which is meant. */
function alertOfSeveral(ports: AlertPorts, orders: readonly Order[]): Signal | null {
  const state = ports.dispatcher.snapshot();
  const [only, ...others] = alertsOf(state, orders);
  return only === undefined || others.length > 0 ? null : (state.signals.get(only) ?? null);
}

const areForeign = ({ proof }: OrderRequest, orders: readonly Order[]): boolean =>
  openedStrategy(
    proof,
    null,
    orders.map(({ strategy }) => strategy),
  ).type === 'closed';

const isForeign = (ports: AlertPorts, { proof }: OrderRequest, signal: Signal): boolean =>
  openedStrategy(proof, null, strategiesOf(ports.dispatcher.snapshot(), signal)).type === 'closed';

function answerSignal(ports: AlertPorts, signal: Signal): Answer {
  const state = ports.dispatcher.snapshot();
  return answerAlert(state, state.signals.get(signal.id) ?? signal, {
    duplicate: false,
    replayed: false,
    timestamp: ports.formatInstant(ports.clock.now()),
  });
}

async function cancelAlert(ports: AlertPorts, request: OrderRequest, signal: Signal): Promise<Answer> {
  const { sender } = request;
  if (isForeign(ports, request, signal)) return tellCancel(ports, request, refuse('SECRET_OF_OTHER_STRATEGY'));
  const command = { type: 'cancel_signal', signalId: signal.id, by: `webhook ${sender}`, isPerson: false, updateId: null } as const;
  try {
    const reply = await ports.dispatcher.dispatch(command);
    if (reply.type === 'refused') return refuseDenied(reply.denial, signal.id);
  } catch (error) {
    if (error instanceof StorageError) return refuseUnstored(error);
    throw error;
  }
  return answerSignal(ports, signal);
}

/** As a cancel alert with this name does: the orders that have it, and nothing else of their alert. */
async function cancelSeveral(ports: AlertPorts, request: OrderRequest, orders: readonly Order[], first: Order): Promise<Answer> {
  if (areForeign(request, orders)) return tellCancel(ports, request, refuse('SECRET_OF_OTHER_STRATEGY'));
  const name = readOrderId(request.opened);
  const orderId = (typeof name === 'string' ? name : '') as OrderId;
  try {
    const reply = await ports.dispatcher.dispatch({ type: 'cancel_order', orderId, by: `webhook ${request.sender}`, updateId: null });
    if (reply.type === 'refused') return await tellCancel(ports, request, refuseDenied(reply.denial, null));
  } catch (error) {
    if (error instanceof StorageError) return refuseUnstored(error);
    throw error;
  }
  const alert = alertOfSeveral(ports, orders);
  // they are over only when their venues say so
  if (alert !== null) return { ...answerSignal(ports, alert), status: 202 };
  return answerAgain(ports, first);
}

/** 202 while the venue still has to confirm; an order that is over already is told as it is. Waits for nothing but the disk. */
export async function cancelOrder(ports: AlertPorts, request: OrderRequest): Promise<Answer> {
  const alert = nameAlert(ports, request);
  if (alert !== null) return cancelAlert(ports, request, alert);
  const several = nameSeveral(ports, request);
  const [first] = several;
  if (first !== undefined) return cancelSeveral(ports, request, several, first);
  const named = await nameOrder(ports, request);
  if (named.type === 'refused') return tellCancel(ports, request, named.answer);
  const { order } = named.found;
  if (TERMINAL_ORDER_STATUSES.has(order.status)) return answerOrder(ports, named.found);
  try {
    const orderId: OrderId = order.id;
    const reply = await ports.dispatcher.dispatch({ type: 'cancel_order', orderId, by: `webhook ${request.sender}`, updateId: null });
    if (reply.type === 'refused') return await tellCancel(ports, request, refuseDenied(reply.denial, null));
  } catch (error) {
    if (error instanceof StorageError) return refuseUnstored(error);
    throw error;
  }
  return answerAgain(ports, order);
}
