// Trades at three venues over HTTP and websocket, in a real process that is killed around each order and each cancel that it
// sends, before the venue has acted, while the request is on its way, and after it has; the market goes on while no process runs.

import { beforeAll, expect, it } from 'vitest';
import { BUILD_MS_MAX, buildApp } from './build-app.ts';
import { killEverywhere } from './kill-everywhere.ts';
import { DESKS } from './venue-desks.ts';
import { type Plan, tellStory } from './venue-stories.ts';

/** Each is two starts and a trade, a second or two of one core. */
const BOX_MS = 10_000;
/** Journal and files are died at in crash-points; what only asks changes nothing. */
const AROUND_ORDERS = /^(?:submit:before-send|venue:submit:.*|venue:cancel:acted|venue:filled:untold)$/;
/** What every one of them passes. */
const ALWAYS_PASSED = [
  'submit:before-send',
  'venue:submit:arrives',
  'venue:submit:on-its-way',
  'venue:submit:acted',
  'venue:filled:untold',
];

const STORIES: readonly (readonly [venue: keyof typeof DESKS, story: string, plan: Plan])[] = [
  ['binance', 'whose stop is hit meanwhile', { left: 'stopped', approval: 'confirm', inPieces: false }],
  ['alpaca', 'that is closed by an alert', { left: 'by alert', approval: 'auto', inPieces: false }],
  ['dhan', 'that fills piece by piece and is closed by an alert', { left: 'by alert', approval: 'auto', inPieces: true }],
];
let script = '';

beforeAll(async () => {
  script = await buildApp();
}, BUILD_MS_MAX);

it.each(STORIES)(
  'a process that is killed during a trade at %s %s leaves neither too much nor too little',
  async (venue, _story, plan) => {
    const tell = (args: readonly string[], folder: string): Promise<number> => tellStory(script, DESKS[venue], plan, args, folder);
    const { places, killed, killedAt, failures } = await killEverywhere(tell, BOX_MS, (name) => AROUND_ORDERS.test(name));
    console.info(`${venue}: ${places.length} places, ${killed} kills`);
    expect(failures).toEqual([]);
    expect(ALWAYS_PASSED.filter((name) => !killedAt.has(name))).toEqual([]);
  },
  1_200_000,
);
