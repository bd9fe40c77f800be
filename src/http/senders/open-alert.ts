// Owns: an alert between its bytes and its command: read once, its secrets found (they are the proof of the sender) and
// then masked in everything that goes on from here.

import { hash } from 'node:crypto';
import type { ReceiveAlert } from '../../core/engine/command.ts';
import { makeSignalId, strategyName, type Nonce } from '../../core/model/ids.ts';
import type { Strategy } from '../../core/model/settings.ts';
import type { Origin, Reading } from '../../core/model/signal.ts';
import { parseAlert } from '../../core/signals/parse-alert.ts';
import { namedValues } from '../../core/signals/fields/named-values.ts';
import { readBody, type Body } from '../../core/signals/fields/read-body.ts';
import { maskSecrets, secretsInBody } from '../../core/signals/fields/secret-in-body.ts';
import type { Redactor } from '../../redact.ts';
import type { HttpPorts } from '../http-ports.ts';

export interface OpenedAlert {
  readonly bytes: Uint8Array;
  readonly body: Body;
  readonly secrets: readonly string[];
}

/** Linear in the size of the body, which may be anything at all. */
export function openAlert(bytes: Uint8Array): OpenedAlert {
  const body = readBody(bytes);
  return { bytes, body, secrets: secretsInBody(body) };
}

/** Who sent it, and by which way. */
export interface AlertSource {
  readonly origin: Origin;
  readonly strategyHint: string | null;
  /** Who the entries per minute count for; null = exempt. */
  readonly rateKey: string | null;
  /** See Proof.signedHash. */
  readonly signedHash: string | null;
}

/** Everything in a reading and in its legs that is written by the sender. */
const textsOf = (reading: Reading): readonly (string | null | undefined)[] => [
  reading.symbol,
  reading.strategy,
  reading.account,
  reading.exchange,
  reading.timeInForce,
  reading.orderId,
  reading.eventId,
  reading.productType,
  reading.contract?.expiry,
  reading.tradeId,
  reading.comment,
  ...reading.warnings,
  reading.refusal?.message,
  reading.refusal?.remedy,
  ...reading.legs.flatMap(textsOf),
];

/** Nothing of a reading may carry a secret into the state: senders repeat theirs in comments. */
function redactReading(reading: Reading, redactor: Redactor): Reading {
  const joined = textsOf(reading).join('\n');
  if (redactor.redact(joined) === joined) return reading;
  const redacted: Reading = JSON.parse(redactor.redactJson(JSON.stringify(reading)));
  // Masked, the ids of two alerts would be one, and the second a repeat.
  return { ...redacted, eventId: redacted.eventId === reading.eventId ? reading.eventId : null };
}

interface NamingSettings {
  readonly settings: Pick<HttpPorts['settings'], 'strategies'>;
}
type ReadingPorts = Pick<HttpPorts, 'redactor'> & NamingSettings;

/** What the alert says, under the names of the strategy that the URL, the secret or the alert itself names, else of `default`. */
export function readAlert(opened: OpenedAlert, { redactor, settings }: ReadingPorts, named: string | null): Reading {
  const strategyOf = (name: string | null): Strategy | undefined =>
    name === null ? undefined : settings.strategies.get(strategyName(name));
  const known = strategyOf(named);
  if (known !== undefined) return redactReading(parseAlert(opened.body, known.reading), redactor);
  const plain = parseAlert(opened.body);
  const own = strategyOf(plain.strategy ?? 'default');
  const isMapped = own !== undefined && Object.keys(own.reading.fields).length + Object.keys(own.reading.events).length > 0;
  return redactReading(isMapped ? parseAlert(opened.body, own.reading) : plain, redactor);
}

/** The command that hands an alert to the core. */
export function receiveAlertCommand(
  ports: Pick<HttpPorts, 'clock' | 'randomHex' | 'redactor'> & NamingSettings,
  opened: OpenedAlert,
  reading: Reading,
  source: AlertSource,
): ReceiveAlert {
  return {
    type: 'receive_alert',
    signalId: makeSignalId(ports.clock.now(), ports.randomHex(13)),
    origin: source.origin,
    strategyHint: source.strategyHint === null ? null : ports.redactor.redact(source.strategyHint),
    reading,
    raw: ports.redactor.redact(maskSecrets(opened.body.text, opened.secrets)),
    named: readNamed(opened, ports),
    bodyHash: hash('sha256', opened.bytes, 'hex'),
    ...(source.signedHash === null ? {} : { replayKey: source.signedHash }),
    rateKey: source.rateKey,
    nonce: makeNonce(ports.randomHex),
  };
}

/** Values that hold a secret are left out: masked, those of two alerts would be one. */
function readNamed(
  { body }: OpenedAlert,
  { redactor, settings }: Pick<HttpPorts, 'redactor'> & NamingSettings,
): Readonly<Record<string, string>> {
  const names = new Set([...settings.strategies.values()].flatMap((strategy) => strategy.idFields));
  const values = Object.entries(namedValues(body, names));
  return Object.fromEntries(values.filter(([, value]) => redactor.redact(value) === value));
}

const makeNonce = (randomHex: (digits: number) => string): Nonce => randomHex(16) as Nonce;
