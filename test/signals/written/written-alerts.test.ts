// What senders post, in forms that the corpus does not hold: each is read as its sender means it, or refused where that is right.

import { describe, expect, it } from 'vitest';
import { readAlert } from '../read-alert.ts';
import { dangerOf, mistakesOf } from '../score-reading.ts';
import { ALERTS_AS_SENT } from './alerts-as-sent.ts';
import { EXITS_AS_SENT } from './exits-as-sent.ts';
import { BOTS_AND_BROKERS } from './bots-and-brokers.ts';
import { BOTS_ONCE_MORE } from './bots-once-more.ts';
import { BOTS_DOCUMENTED } from './bots-documented.ts';
import { CONDITIONS_IN_FIELDS } from './conditions-in-fields.ts';
import { EXCHANGE_REQUESTS } from './exchange-requests.ts';
import { INDIAN_REQUESTS } from './indian-requests.ts';
import { POSTS_IN_TONGUES } from './posts-in-tongues.ts';
import { SHARES_AND_FLAGS } from './shares-and-flags.ts';
import { BRIDGE_LINES } from './bridge-lines.ts';
import { BROKER_ORDERS } from './broker-orders.ts';
import { BROKER_UPDATES } from './broker-updates.ts';
import { COMMAND_TEXTS } from './command-texts.ts';
import { HOME_MADE_LEVELS } from './home-made-levels.ts';
import { HOME_MADE_ORDERS } from './home-made-orders.ts';
import { HOME_MADE_POSITIONS } from './home-made-positions.ts';
import { HOME_MADE_SPELLINGS } from './home-made-spellings.ts';
import { HOME_MADE_WORDS } from './home-made-words.ts';
import { EXITS_BESIDE_PRICES } from './exits-beside-prices.ts';
import { EXITS_BESIDE_FLAGS } from './exits-beside-flags.ts';
import { FAULTS_AND_NEIGHBOURS } from './faults-and-neighbours.ts';
import { FIELDS_THAT_TURN } from './fields-that-turn.ts';
import { FIELDS_ONCE_MORE } from './fields-once-more.ts';
import { FORWARDED_REPORTS } from './forwarded-reports.ts';
import { JSON_AGAIN } from './json-again.ts';
import { JSON_FOURTH } from './json-fourth.ts';
import { JSON_THIRD } from './json-third.ts';
import { LINE_COMMANDS } from './line-commands.ts';
import { LOST_LEVELS } from './lost-levels.ts';
import { MANY_BOTS_BROKERS } from './many-bots-brokers.ts';
import { MANY_BOTS_SERVICES } from './many-bots-services.ts';
import { MANY_BOTS_TEXTS } from './many-bots-texts.ts';
import { NATIVE_BOTS } from './native-bots.ts';
import { NATIVE_BROKERS } from './native-brokers.ts';
import { NATIVE_DERIVATIVES } from './native-derivatives.ts';
import { NATIVE_EXCHANGES } from './native-exchanges.ts';
import { NATIVE_INDIAN_BRIDGES } from './native-indian-bridges.ts';
import { NATIVE_INDIAN_MORE } from './native-indian-more.ts';
import { NATIVE_INDIAN } from './native-indian.ts';
import { NATIVE_ONCE_MORE } from './native-once-more.ts';
import { NATIVE_PLATFORMS } from './native-platforms.ts';
import { POSTED_JSON } from './posted-json.ts';
import { PLATFORM_ORDERS } from './platform-orders.ts';
import { LINES_AND_REMARKS } from './lines-and-remarks.ts';
import { LINES_AGAIN } from './lines-again.ts';
import { POSTS_AGAIN } from './posts-again.ts';
import { POSTS_CRYPTO } from './posts-crypto.ts';
import { POSTS_FOREIGN } from './posts-foreign.ts';
import { POSTS_FOREX } from './posts-forex.ts';
import { POSTS_OF_CHANNELS } from './posts-of-channels.ts';
import { POSTS_PUBLISHED } from './posts-published.ts';
import { REPORTS } from './reports.ts';
import { SENDERS_FOUND } from './senders-found.ts';
import { SENDERS_PUBLISHED } from './senders-published.ts';
import { SENDERS_UNSEEN } from './senders-unseen.ts';
import { SENDERS_WITH_MORE } from './senders-with-more.ts';
import { SERVICES_DOCUMENTED } from './services-documented.ts';
import { SIGNAL_PLATFORMS } from './signal-platforms.ts';
import { SIGNAL_SERVICES } from './signal-services.ts';
import { NAMES_OF_ANY_KIND } from './names-of-any-kind.ts';
import { NEIGHBOURS_OF_GAPS } from './neighbours-of-gaps.ts';
import { PARTS_OF_A_LINE } from './parts-of-a-line.ts';
import { PARTS_AND_LIFETIMES } from './parts-and-lifetimes.ts';
import { SIZE_TYPES } from './size-types.ts';
import { TALK_IN_TONGUES } from './talk-in-tongues.ts';
import { TEXTS } from './texts.ts';
import { EXITS_IN_ACTIONS } from './exits-in-actions.ts';
import { TICKETS_AND_WITHDRAWALS } from './tickets-and-withdrawals.ts';
import { RATES_AND_LADDERS } from './rates-and-ladders.ts';
import { UNDERLYINGS_AND_MONEY } from './underlyings-and-money.ts';
import { TRADINGVIEW_SENTENCES } from './tradingview-sentences.ts';
import { VENUE_UPDATES } from './venue-updates.ts';
import { WEBHOOK_BOT_EXITS } from './webhook-bot-exits.ts';
import { WEBHOOK_BOTS } from './webhook-bots.ts';
import { ADORNED_AND_WRAPPED } from './adorned-and-wrapped.ts';
import { SIGNS_AND_SWITCHES } from './signs-and-switches.ts';
import { SIZES_OF_POSTS } from './sizes-of-posts.ts';
import { BELOW_A_SIGNAL } from './below-a-signal.ts';
import { PARTS_IN_WORDS, SAID_IN_A_LINE } from './said-in-a-line.ts';
import { SAID_IN_ROOMS } from './said-in-rooms.ts';
import { SAID_OF_ITSELF } from './said-of-itself.ts';
import { SHAPES_OF_POSTS } from './shapes-of-posts.ts';
import { SMALL_TALK } from './small-talk.ts';
import { TONGUES_AND_TRAPS } from './tongues-and-traps.ts';
import { LETTERS_AND_TAGS, TOOLS_AND_PAIRS } from './tools-and-pairs.ts';
import { TURNS_DOCUMENTED } from './turns-documented.ts';
import { UPDATES_AND_TALK } from './updates-and-talk.ts';
import { SAID_BESIDE_AN_ORDER } from './said-beside-an-order.ts';
import { TEMPLATES_OF_BOTS } from './templates-of-bots.ts';
import type { WrittenAlert } from './written-alert.ts';

const textOf = ({ body }: WrittenAlert): string => (typeof body === 'string' ? body : JSON.stringify(body));

describe.each([
  ['alerts as public bots document them', ALERTS_AS_SENT],
  ['exits as public bots document them', EXITS_AS_SENT],
  ['orders made at home', HOME_MADE_ORDERS],
  ['positions made at home', HOME_MADE_POSITIONS],
  ['levels made at home', HOME_MADE_LEVELS],
  ['signal platforms', SIGNAL_PLATFORMS],
  ['signal services', SIGNAL_SERVICES],
  ['types of sizes', SIZE_TYPES],
  ['parts and lifetimes', PARTS_AND_LIFETIMES],
  ['senders found', SENDERS_FOUND],
  ['fields that make another order, again', FIELDS_THAT_TURN],
  ['parts of one line', PARTS_OF_A_LINE],
  ['underlyings and money', UNDERLYINGS_AND_MONEY],
  ['rates and ladders', RATES_AND_LADDERS],
  ['tickets and withdrawals', TICKETS_AND_WITHDRAWALS],
  ['exits in actions', EXITS_IN_ACTIONS],
  ['texts of commands', COMMAND_TEXTS],
  ['bots and brokers', BOTS_AND_BROKERS],
  ['public webhook bots', WEBHOOK_BOTS],
  ['exits of public webhook bots', WEBHOOK_BOT_EXITS],
  ['commands in a line', LINE_COMMANDS],
  ['texts', TEXTS],
  ['reports and faults', REPORTS],
  ['sentences and price alerts of TradingView', TRADINGVIEW_SENTENCES],
  ['services with documents', SERVICES_DOCUMENTED],
  ['public bots with documents', BOTS_DOCUMENTED],
  ['lines for bridges', BRIDGE_LINES],
  ['orders of brokers', BROKER_ORDERS],
  ['orders of platforms and exchanges', PLATFORM_ORDERS],
  ['spellings made at home', HOME_MADE_SPELLINGS],
  ['words for an action', HOME_MADE_WORDS],
  ['posts for currencies and metals', POSTS_FOREX],
  ['posts for coins', POSTS_CRYPTO],
  ['posts in other languages', POSTS_FOREIGN],
  ['posts in the forms of channels', POSTS_PUBLISHED],
  ['levels that are easily lost', LOST_LEVELS],
  ['updates of exchanges', VENUE_UPDATES],
  ['updates of brokers and bots', BROKER_UPDATES],
  ['faults, and neighbours of what everybody sends', FAULTS_AND_NEIGHBOURS],
  ['posts in further shapes', POSTS_AGAIN],
  ['JSON in further shapes', JSON_AGAIN],
  ['JSON of home-made senders once more', JSON_THIRD],
  ['JSON with times, conditions and parts in unusual places', JSON_FOURTH],
  ['reports of exchanges and brokers that are forwarded', FORWARDED_REPORTS],
  ['lines in further shapes', LINES_AGAIN],
  ['fields that make another order', CONDITIONS_IN_FIELDS],
  ['fields in further spellings', FIELDS_ONCE_MORE],
  ['known senders with more, and what is deep in', SENDERS_WITH_MORE],
  ['parts, flags and units', SHARES_AND_FLAGS],
  ['requests of exchanges and brokers', EXCHANGE_REQUESTS],
  ['requests of Indian brokers', INDIAN_REQUESTS],
  ['bots and what is rare in them', BOTS_ONCE_MORE],
  ['posts and commands in other tongues', POSTS_IN_TONGUES],
  ['talk in other tongues', TALK_IN_TONGUES],
  ['services that many bots are at', MANY_BOTS_SERVICES],
  ['brokers that many bots are at', MANY_BOTS_BROKERS],
  ['lines and posts of many bots', MANY_BOTS_TEXTS],
  ['pasted requests of Indian brokers', NATIVE_INDIAN],
  ['pasted requests of further Indian brokers', NATIVE_INDIAN_MORE],
  ['pasted requests of Indian bridges', NATIVE_INDIAN_BRIDGES],
  ['pasted requests of exchanges', NATIVE_EXCHANGES],
  ['pasted requests of exchanges of futures', NATIVE_DERIVATIVES],
  ['pasted requests of brokers', NATIVE_BROKERS],
  ['bodies of platforms', NATIVE_PLATFORMS],
  ['requests that say all that an order is', NATIVE_ONCE_MORE],
  ['bodies of bots', NATIVE_BOTS],
  ['JSON and forms of home-grown senders', POSTED_JSON],
  ['one line more below a signal', BELOW_A_SIGNAL],
  ['senders that nobody has seen', SENDERS_UNSEEN],
  ['senders as they publish their forms', SENDERS_PUBLISHED],
  ['small talk, and what only looks like it', SMALL_TALK],
  ['orders and exits said in a line', SAID_IN_A_LINE],
  ['signals of rooms', SAID_IN_ROOMS],
  ['posts with one thing that is easily lost', SHAPES_OF_POSTS],
  ['other tongues, and traps in names and numbers', TONGUES_AND_TRAPS],
  ['lines of tools, and pairs', TOOLS_AND_PAIRS],
  ['updates and talk', UPDATES_AND_TALK],
  ['words in front, in brackets and behind', LINES_AND_REMARKS],
  ['exits beside flags', EXITS_BESIDE_FLAGS],
  ['labels and marks of channels in many languages', POSTS_OF_CHANNELS],
  ['exits beside prices, parts and levels', EXITS_BESIDE_PRICES],
  ['what an alert says of itself', SAID_OF_ITSELF],
  ['neighbours of what it says', NEIGHBOURS_OF_GAPS],
  ['parts of a position in words', PARTS_IN_WORDS],
  ['sides in letters, and levels behind tags', LETTERS_AND_TAGS],
  ['further turns of senders that are read', TURNS_DOCUMENTED],
  ['home-made names of any kind', NAMES_OF_ANY_KIND],
  ['ornaments, wrappers and empty sizes', ADORNED_AND_WRAPPED],
  ['signs of percent and switches', SIGNS_AND_SWITCHES],
  ['sizes of posts', SIZES_OF_POSTS],
  ['what stands beside a side and closes', SAID_BESIDE_AN_ORDER],
  ['templates of public bots', TEMPLATES_OF_BOTS],
] as const)('%s', (_group, alerts) => {
  it.each(alerts.map((alert) => [alert.name, alert] as const))('%s', (_name, alert) => {
    const reading = readAlert(textOf(alert));
    expect({ danger: dangerOf(reading, alert.expect), mistakes: mistakesOf(reading, alert.expect) }).toEqual({
      danger: null,
      mistakes: [],
    });
  });
});
