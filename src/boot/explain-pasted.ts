// Owns: what a person pasted or forwarded into the chat, read like an alert: the same reading and the same verdict, with what
// looks like a secret masked before it goes anywhere.

import type { HttpPorts } from '../http/http-ports.ts';
import { openAlert, readAlert, receiveAlertCommand } from '../http/senders/open-alert.ts';
import type { Explained, Pasted } from '../telegram/explained.ts';

type PastedPorts = Pick<HttpPorts, 'settings' | 'dispatcher' | 'clock' | 'randomHex' | 'redactor' | 'explainVerdict'>;

export const explainPasted =
  (ports: PastedPorts) =>
  async ({ text, strategy, by, confirmed }: Pasted): Promise<Explained> => {
    const opened = openAlert(Buffer.from(text));
    const command = receiveAlertCommand(ports, opened, readAlert(opened, ports, strategy), {
      origin: { type: 'chat', userId: by.userId, userName: by.userName, ...(confirmed === true ? { confirmed } : { pasted: true }) },
      strategyHint: strategy,
      rateKey: null,
      signedHash: null,
    });
    // how old the words are is for the person to judge
    const asked = { ...command, reading: { ...command.reading, sentAt: null } };
    const verdict = await ports.explainVerdict(asked);
    return { reading: verdict.reading ?? asked.reading, verdict, raw: command.raw };
  };
