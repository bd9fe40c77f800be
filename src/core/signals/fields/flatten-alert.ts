// Owns: the fields of a nested alert as one flat set: {"strategy":{"order_action":"buy"},"order":{"qty":1}} has an action and
// a quantity like any other. A field keeps its path as its key, so that people are told where it stands.
// Invariants: the order of the keys does not matter; two fields of one name that differ are never settled by picking one.

import { agree, normalName, type Field, type FieldIndex } from './field-index.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { readJson } from '../json/read-json.ts';

type Renames = ReadonlyMap<string, string>;
type WrittenRenames = Readonly<Record<string, string>>;

/** Names inside of an object that closes or protects a position. */
const EXIT_NAMES: WrittenRenames = {
  stop: 'stoploss',
  stopprice: 'stoploss',
  sl: 'stoploss',
  target: 'takeprofit',
  targetprice: 'takeprofit',
  profittarget: 'takeprofit',
  limit: 'takeprofit',
  limitprice: 'takeprofit',
  tp: 'takeprofit',
  time: 'exittime',
};
const RISK_NAMES: WrittenRenames = { ...EXIT_NAMES, percent: 'riskpercent', pct: 'riskpercent', amount: 'riskamount', usd: 'riskamount' };
const POSITION_NAMES: WrittenRenames = {
  newsize: 'positionsize',
  sizeafter: 'positionsize',
  targetsize: 'positionsize',
  prevsize: 'prevmarketpositionsize',
  previoussize: 'prevmarketpositionsize',
  prev: 'prevmarketposition',
  previous: 'prevmarketposition',
  before: 'prevmarketposition',
  after: 'marketposition',
  current: 'marketposition',
  now: 'marketposition',
};

/** `"size": {"value": 0.4, "unit": "base"}`: an object of these names is one of the size where it holds its value. */
const SIZES: readonly string[] = ['size', 'quantity', 'qty', 'amount'];
const isNoSize = (name: string, value: JsonObject): boolean => SIZES.includes(name) && !value.has('value');

/** Inside of the object of the size: what its number counts. */
const SIZE_NAMES: WrittenRenames = {
  type: 'sizetype',
  method: 'sizetype',
  mode: 'sizetype',
  unit: 'sizeunit',
  units: 'sizeunit',
  currency: 'sizecurrency',
  value: 'sizevalue',
  size: 'sizevalue',
};

/**
 * Objects that hold a part of the alert, in the order in which they are looked at, with what their names mean inside of
 * them. A name that is not renamed stands for itself.
 */
const WRITTEN_CONTAINERS: readonly (readonly [name: string, renames: WrittenRenames])[] = [
  ['data', {}],
  ['payload', {}],
  ['general', {}],
  ['body', {}],
  ['alert', {}],
  ['message', {}],
  ['alertmessage', {}],
  ['text', {}],
  ['content', {}],
  ['msg', {}],
  ['webhook', {}],
  ['signal', { type: 'signaltype', name: 'signalname' }],
  ['trade', { id: 'tradeid' }],
  ['details', {}],
  ['tradedetails', {}],
  ['orderdetails', {}],
  ['metadata', { signal: 'signalname', name: 'signalname' }],
  ['order', { id: 'orderid', type: 'type', name: 'ordername' }],
  ['strategy', { id: 'strategyid', name: 'strategyname', title: 'strategyname' }],
  ['strategyinfo', { id: 'strategyid', name: 'strategyname' }],
  ['instrument', { name: 'symbol', id: 'instrumentid', type: 'instrumenttype' }],
  ['security', { name: 'symbol', id: 'securityid', type: 'securitytype' }],
  ['asset', { name: 'symbol', id: 'assetid', type: 'assettype' }],
  // of Interactive Brokers, beside its order
  ['contract', { name: 'contractname', id: 'contractid', type: 'contracttype' }],
  ['entry', { price: 'entryprice', type: 'ordertype', limit: 'limitprice', stop: 'stopprice' }],
  ['position', POSITION_NAMES],
  // how it stands after the order and before: a `market` that is a text is the market
  [
    'market',
    {
      position: 'marketposition',
      positionsize: 'marketpositionsize',
      previousposition: 'prevmarketposition',
      previouspositionsize: 'prevmarketpositionsize',
      // what the market itself has: its number, and what everybody traded
      id: 'marketid',
      volume: 'barvolume',
    },
  ],
  ['exit', EXIT_NAMES],
  ['exits', EXIT_NAMES],
  ['bracket', EXIT_NAMES],
  ['brackets', EXIT_NAMES],
  ['protection', EXIT_NAMES],
  ['stops', EXIT_NAMES],
  ['oco', EXIT_NAMES],
  ['levels', EXIT_NAMES],
  ['tpsl', EXIT_NAMES],
  ['sltp', EXIT_NAMES],
  ['risk', RISK_NAMES],
  ['riskmanagement', RISK_NAMES],
  ['sizing', SIZE_NAMES],
  ['positionsizing', SIZE_NAMES],
  ...SIZES.map((name): readonly [string, WrittenRenames] => [
    name,
    { value: name, unit: `${name}unit`, units: `${name}unit`, type: `${name}type`, currency: `${name}currency` },
  ]),
  ['params', {}],
  ['parameters', {}],
  ['orderparams', {}],
  ['account', { id: 'accountid', name: 'accountname' }],
];
const CONTAINERS = WRITTEN_CONTAINERS.map(([name, renames]): readonly [string, Renames] => [name, new Map(Object.entries(renames))]);
const NO_RENAMES: Renames = new Map();
const CONTAINER_NAMES: ReadonlySet<string> = new Set(CONTAINERS.map(([name]) => name));

/** Wrappers whose text may be an alert of its own, written as JSON. */
const TEXT_WRAPPERS: ReadonlySet<string> = new Set('data payload body alert message alertmessage text content msg'.split(' '));

const LOOKS_LIKE_OBJECT = /^\s{0,16}\{\s{0,16}["}]/;

/** The object inside of a container: as it is, alone in a list, or written as JSON in a text. */
function objectIn(name: string, value: JsonValue): JsonObject | null {
  if (isJsonObject(value)) return isNoSize(name, value) ? null : value;
  if (isJsonArray(value)) {
    const [only] = value;
    return value.length === 1 && only !== undefined && isJsonObject(only) && TEXT_WRAPPERS.has(name) ? only : null;
  }
  if (typeof value !== 'string' || !TEXT_WRAPPERS.has(name) || !LOOKS_LIKE_OBJECT.test(value)) return null;
  const json = readJson(value);
  return json.ok && isJsonObject(json.value) ? json.value : null;
}

interface Flat {
  readonly byName: Map<string, Field>;
  readonly clashes: (readonly [string, string])[];
}

/** Whole paths that are names of their own: `order.price` beside a `price` is the order's. */
const PATHS: ReadonlySet<string> = new Set(
  `orderaction orderside ordertype orderprice orderid orderquantity orderqty ordercontracts ordersize orderamount orderlimitprice
  orderstopprice ordercomment strategyorderaction strategyordercontracts strategyorderprice strategyorderid strategyordercomment
  strategyaction strategycontracts strategyprice strategymarketposition strategypositionsize strategymarketpositionsize signalaction
  signalside signalprice tradeaction tradeside tradequantity tradeqty tradesize tradeamount`.split(/\s+/),
);
/** Names that may differ between an alert and its parts without a contradiction; the outer one counts. */
const MAY_DIFFER: ReadonlySet<string> = new Set(
  `time timestamp timenow interval timeframe tf id name title comment message text note reason open high low close volume version
  source type currency basecurrency`.split(/\s+/),
);

/** Whether a name inside of `joined` may be one of the whole paths: asked once per object, not for each of its fields. */
const leadsToPath = (joined: string): boolean => {
  for (const path of PATHS) if (path.startsWith(joined)) return true;
  return false;
};

/** Whether the field stands under `name` now, or stood there before with the same meaning. */
function stands(flat: Flat, name: string, field: Field): boolean {
  const known = flat.byName.get(name);
  if (known === undefined) flat.byName.set(name, field);
  return known === undefined || agree(known.value, field.value);
}

/** Puts a field under its name, or under its whole path where the name is another field's. `whole`: null where that is none of PATHS. */
function put(flat: Flat, name: string, whole: string | null, field: Field): void {
  if (stands(flat, name, field) || (whole !== null && PATHS.has(whole) && stands(flat, whole, field))) return;
  if (whole !== name && MAY_DIFFER.has(name)) return;
  flat.clashes.push([flat.byName.get(name)?.key ?? name, field.key]);
}

interface Place {
  readonly path: string;
  readonly joined: string;
  readonly renames: Renames;
}

function flatten(flat: Flat, object: JsonObject, { path, joined, renames }: Place): void {
  const inside = new Map<string, { readonly key: string; readonly object: JsonObject }>();
  const mayBePath = leadsToPath(joined);
  for (const [key, value] of object) {
    const name = normalName(key);
    const container = CONTAINER_NAMES.has(name) && !inside.has(name) ? objectIn(name, value) : null;
    if (container !== null) inside.set(name, { key, object: container });
    else put(flat, renames.get(name) ?? name, mayBePath ? `${joined}${name}` : null, { key: `${path}${key}`, value });
  }
  for (const [name, own] of CONTAINERS) {
    const container = inside.get(name);
    if (container === undefined) continue;
    flatten(flat, container.object, { path: `${path}${container.key}.`, joined: `${joined}${name}`, renames: own });
  }
}

function mayBeContainer(name: string, value: JsonValue): boolean {
  if (value === null || !CONTAINER_NAMES.has(name)) return false;
  if (typeof value === 'string') return TEXT_WRAPPERS.has(name) && LOOKS_LIKE_OBJECT.test(value);
  return (isJsonObject(value) || isJsonArray(value)) && objectIn(name, value) !== null;
}

/** Whether there may be something to flatten: cheap, for every dialect that asks. */
export function isNested({ byName }: FieldIndex): boolean {
  for (const [name, { value }] of byName) if (mayBeContainer(name, value)) return true;
  return false;
}

/** What was flattened already: several dialects ask about one alert, in their claims and again when they read. */
const FLAT = new WeakMap<FieldIndex, FieldIndex>();

/** The fields of an alert and of the objects that hold parts of it, by name. `index` is the index of `object`. Shared: never changed. */
export function flattenAlert(object: JsonObject, index: FieldIndex): FieldIndex {
  const known = FLAT.get(index);
  if (known !== undefined) return known;
  if (!isNested(index)) return index;
  const flat: Flat = { byName: new Map(), clashes: [] };
  flatten(flat, object, { path: '', joined: '', renames: NO_RENAMES });
  FLAT.set(index, flat);
  return flat;
}
