// Limits over money of several kinds: counted in one currency by known rates, refused by the name of the pair where there is
// none, and never in the way of an exit.

import { describe, expect, it } from 'vitest';
import { explainVerdict } from '../../src/core/engine/explain/explain-verdict.ts';
import { limitRates } from '../../src/core/engine/limits/limit-rates.ts';
import { viewLimits } from '../../src/core/engine/limits/view-limits.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { decimal, type Decimal } from '../../src/core/model/decimal.ts';
import { NO_RATES, type ExchangeRates } from '../../src/core/model/money/exchange-rate.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { RATE_FRESH_MS } from '../../src/core/model/limits.ts';
import type { Limits } from '../../src/core/model/risk-limits.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';
import { codeOf, PAPER } from './limited.ts';
import { askIn, enterIn, INDIA, MUMBAI, RUPEES, rupee, twoCurrencies } from './two-currencies.ts';

const RATE = '0.0125';
const BUY_INR = 'BUY BTCINR qty=0.1 sl=3000000';
const BUY_USDT = 'BUY BTCUSDT.P qty=0.1 sl=40000';
/** 0.1 at 4,000,000 INR is 5,000 USDT. */
const INR = '4000000';
const engineWith = (risk: Partial<Limits>, account: Partial<Limits> = {}): Engine => new Engine(twoCurrencies(risk, account));
const marks = (btc: string, inr: string): ReadonlyMap<string, Decimal> =>
  new Map([
    ['paper|BTC/USDT:USDT', decimal(btc)],
    ['mumbai|BTC/INR', decimal(inr)],
  ]);
const equities = new Map([
  [PAPER, decimal('10000')],
  [MUMBAI, decimal('800000')],
]);
const view = (engine: Engine, rates: ExchangeRates, marked = marks('45000', INR)) =>
  viewLimits({ settings: engine.settings, state: engine.state, marks: marked, rates, now: engine.now });
const judge = (engine: Engine, marked: ReadonlyMap<string, Decimal>, rates?: ExchangeRates) =>
  engine.run({ type: 'judge_risk', marks: marked, equities: new Map(), ...(rates === undefined ? {} : { rates }) });

interface Case {
  readonly limit: string;
  readonly risk: Partial<Limits>;
  /** Limits that reach it with the second entry, and that do not. */
  readonly tight: Partial<Limits>;
  readonly code: string;
  readonly before?: (engine: Engine) => void;
}

/** What is held: 4,500 USDT and 5,000 USDT in rupees; a third entry of 4,500 USDT is asked for. */
const CASES: readonly Case[] = [
  { limit: 'max_exposure', code: 'MAX_EXPOSURE', risk: { maxExposure: decimal('14000') }, tight: { maxExposure: decimal('13999') } },
  {
    limit: 'max_exposure_per_symbol',
    code: 'MAX_SYMBOL_EXPOSURE',
    risk: { maxExposurePerSymbol: decimal('9000') },
    tight: { maxExposurePerSymbol: decimal('8999') },
  },
  // equity: 10,000 USDT and 10,000 USDT in rupees
  { limit: 'max_leverage', code: 'MAX_LEVERAGE', risk: { maxLeverage: decimal('0.7') }, tight: { maxLeverage: decimal('0.69') } },
  {
    limit: 'daily_loss',
    code: 'DAILY_LOSS',
    // −0.1 fee each; the rupees fell by 200 USDT
    risk: { dailyLoss: { money: decimal('201') } },
    tight: { dailyLoss: { money: decimal('200') } },
  },
  {
    limit: 'daily_loss',
    code: 'DAILY_LOSS',
    risk: { dailyLoss: { percent: decimal('1.1') } },
    tight: { dailyLoss: { percent: decimal('1') } },
  },
  { limit: 'drawdown', code: 'DRAWDOWN', risk: { drawdown: { money: decimal('201') } }, tight: { drawdown: { money: decimal('200') } } },
];

/** Both are held, the first look was had, then BTC/INR fell by 160,000 (0.1 of it: 200 USDT). */
function held(risk: Partial<Limits>): Engine {
  const engine = engineWith(risk);
  engine.run({ type: 'judge_risk', marks: new Map(), rates: rupee(engine, RATE), equities });
  enterIn(engine, 'default', BUY_USDT, { price: '45000', rates: rupee(engine, RATE) });
  enterIn(engine, 'india', BUY_INR, { price: INR, rates: rupee(engine, RATE) });
  return engine;
}
const FALLEN = marks('45000', '3840000');
const isOnResults = (limit: string): boolean => limit === 'daily_loss' || limit === 'drawdown';
const isPerSymbol = (limit: string): boolean => limit === 'max_exposure_per_symbol';
const USDT_MORE = ['default', 'BUY BTCUSDT.P qty=0.1 sl=39000'] as const;
/** 4,000 USDT in rupees. */
const RUPEES_MORE = ['india', 'BUY BTCINR qty=0.08 sl=2900000'] as const;
function third(engine: Engine, limit: string, rates?: ExchangeRates): Signal {
  const [strategy, text] = isPerSymbol(limit) ? RUPEES_MORE : USDT_MORE;
  return askIn(engine, strategy, text, {
    price: isPerSymbol(limit) ? INR : '45000',
    marks: isOnResults(limit) ? FALLEN : marks('45000', INR),
    ...(rates === undefined ? {} : { rates }),
  });
}

describe.each(CASES)('$limit over two currencies ($code)', ({ limit, code, risk, tight }) => {
  it('counts the money of both, at the rate of the moment', () => {
    const engine = held(risk);
    expect(codeOf(third(engine, limit, rupee(engine, RATE)))).toEqual(['working', null]);
    const other = held(tight);
    const refused = third(other, limit, rupee(other, RATE, 12_000));
    expect(codeOf(refused)).toEqual(['denied', code]);
    expect(refused.error?.message).toContain('at 1 INR = 0.0125 USDT, 12 s old');
  });

  it('without a rate, or with an old one, the entry is refused by the name of the pair, and nothing is reached', () => {
    const engine = held(tight);
    const refused = third(engine, limit);
    expect(codeOf(refused)).toEqual(['denied', 'NO_RATE']);
    expect(refused.error?.message).toContain(
      `${limit} of all accounts on paper: it cannot be counted in USDT: no rate of INR/USDT is known`,
    );
    expect(refused.error?.remedy).toContain('INR/USDT');
    const old = third(engine, limit, rupee(engine, RATE, RATE_FRESH_MS + 60_000));
    expect(old.error?.message).toContain('the rate of INR/USDT is 16 min old');
    expect(codeOf(third(engine, limit, rupee(engine, RATE, RATE_FRESH_MS)))).toEqual(['denied', code]);
    const own = held(tight);
    third(own, limit);
    judge(own, FALLEN);
    expect(own.state.riskBook.breaches.size).toBe(0);
  });

  it('an exit passes, whatever is known', () => {
    const engine = held(tight);
    const close = engine.alert('CLOSE BTCINR', { strategyHint: 'india' });
    expect(close.state).toBe('working');
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, exit.qty, '3840000');
    expect(engine.state.positions.get(`mumbai|BTC/INR|india` as never)?.qty ?? '0').toBe('0');
  });
});

describe('what a limit over two currencies shows', () => {
  it('is the sum, the rate and its age', () => {
    const engine = held({ maxExposure: decimal('20000'), dailyLoss: { percent: decimal('5') } });
    const [exposure, loss] = view(engine, rupee(engine, RATE, 30_000)).filter(({ scope }) => scope === 'all accounts on paper');
    expect(exposure).toMatchObject({ used: '9500', of: '20000 USDT', percent: '48', uncounted: null });
    expect(exposure?.rates).toMatchObject([{ from: 'INR', to: 'USDT', price: '0.0125', at: engine.now - 30_000 }]);
    expect(loss).toMatchObject({ of: '-5 % of equity (1000 USDT)', rates: [{ from: 'INR' }] });
  });

  it('is that it cannot be counted where no rate is known', () => {
    const engine = held({ maxExposure: decimal('20000'), dailyLoss: { money: decimal('10') }, drawdown: { percent: decimal('5') } });
    const views = view(engine, NO_RATES, FALLEN).filter(({ scope }) => scope === 'all accounts on paper');
    expect(views.map(({ uncounted, percent }) => [uncounted, percent])).toEqual(
      Array.from({ length: 3 }, () => ['no rate of INR/USDT is known', null]),
    );
  });

  it('stands in the proposal, and in what an alert would come to', () => {
    const engine = held({ maxExposure: decimal('20000') });
    const signal = third(engine, 'max_exposure', rupee(engine, RATE));
    expect(signal.proposal?.rates).toMatchObject([{ from: 'INR', to: 'USDT', price: '0.0125' }]);
    const alone = engineWith({ maxExposure: decimal('20000') });
    expect(askIn(alone, 'default', BUY_USDT, { price: '45000' }).proposal?.rates).toBeUndefined();
    const command = engine.alertCommand(BUY_USDT);
    const priced = { instrument: perpetual, quote: engine.quote('45000') };
    const shown = explainVerdict(engine.ground({ marks: marks('45000', INR), rates: rupee(engine, RATE, 5_000) }), command, priced);
    expect(shown.checks.find(({ check }) => check.startsWith('max_exposure of all'))?.detail).toContain('at 1 INR = 0.0125 USDT, 5 s old');
    const without = explainVerdict(engine.ground({ marks: marks('45000', INR) }), command, priced);
    expect([without.would, without.denial?.code]).toEqual(['deny', 'NO_RATE']);
  });
});

describe('limits that pause and kill over two currencies', () => {
  it('wind down on both accounts when the sum is reached, and the reason names the rate', () => {
    const engine = held({ dailyLoss: { money: decimal('200') }, windDown: 'flatten_all' });
    judge(engine, FALLEN, rupee(engine, RATE, 3_000));
    expect(engine.state.riskBook.breaches.first()).toMatchObject({ limit: 'daily_loss', scope: 'all:paper', action: 'pause' });
    expect(engine.state.riskBook.breaches.first()?.detail).toContain('at 1 INR = 0.0125 USDT, 3 s old');
    expect(
      engine
        .orders(({ role }) => role === 'exit')
        .map(({ account }) => account)
        .sort(),
    ).toEqual(['mumbai', 'paper']);
  });

  it('are reached by what can be counted alone where the other money is nothing', () => {
    const engine = engineWith({ dailyLoss: { money: decimal('100') } });
    enterIn(engine, 'default', BUY_USDT, { price: '45000' });
    judge(engine, marks('43900', INR));
    expect(engine.state.riskBook.breaches.first()).toMatchObject({ limit: 'daily_loss' });
  });

  it('a step of the profit lock is not armed without a rate, and what is armed stays', () => {
    const lock = { dailyProfitLock: [{ at: { money: decimal('100') }, floor: { money: decimal('50') } }] };
    const engine = held(lock);
    const risen = marks('45000', '4160000');
    judge(engine, risen);
    expect(engine.state.riskBook.ledgers.get('all:paper' as never)?.lockSteps).toBe(0);
    judge(engine, risen, rupee(engine, RATE));
    expect(engine.state.riskBook.ledgers.get('all:paper' as never)?.lockSteps).toBe(1);
    const back = marks('45000', '4008000');
    judge(engine, back);
    expect(engine.state.riskBook.breaches.size).toBe(0);
    judge(engine, back, rupee(engine, RATE));
    expect(engine.state.riskBook.breaches.first()).toMatchObject({ limit: 'daily_profit_lock' });
  });

  it('count a peak of another currency in the one that the limit has now', () => {
    const engine = held({ drawdown: { money: decimal('150') } });
    judge(engine, marks('45000', '4160000'), rupee(engine, RATE));
    expect(engine.state.riskBook.ledgers.get('all:paper' as never)).toMatchObject({ peak: '199.9', peakIn: 'USDT' });
    // the accounts change places in config.yaml: 150 are rupees now
    const { accounts } = engine.settings;
    engine.settings = { ...engine.settings, accounts: new Map([...accounts].reverse()) };
    const dollar = (price: string): ExchangeRates =>
      new Map([['paper|USDT|INR', { from: 'USDT', to: 'INR', price: decimal(price), at: engine.now, source: 'venue' }]]);
    judge(engine, marks('45000', '4159000'), dollar('80'));
    expect(engine.state.riskBook.breaches.size).toBe(0);
    judge(engine, marks('45000', '4158000'), dollar('80'));
    expect(engine.state.riskBook.breaches.first()?.detail).toContain('fallen by 200 from 15992 to 15792 INR');
  });
});

it('a peak of an older checkpoint is one in the currency of its limit', () => {
  const engine = held({ drawdown: { money: decimal('150') } });
  judge(engine, marks('45000', '4160000'), rupee(engine, RATE));
  const stored = JSON.parse(JSON.stringify(encodeState(engine.state))) as {
    riskBook: { ledgers: Record<string, Record<string, unknown>> };
  };
  for (const ledger of Object.values(stored.riskBook.ledgers)) delete ledger['peakIn'];
  engine.state = decodeState(stored);
  judge(engine, marks('45000', '4042000'), rupee(engine, RATE));
  expect(engine.state.riskBook.breaches.size).toBe(0);
  judge(engine, marks('45000', '4039000'), rupee(engine, RATE));
  expect(engine.state.riskBook.breaches.first()?.detail).toContain('from 199.9 to ');
});

describe('a limit of one account with markets of two currencies', () => {
  it('counts in the currency of the account', () => {
    const engine = engineWith({}, { maxExposure: decimal('400000') });
    expect(codeOf(askIn(engine, 'india', BUY_INR, { price: INR }))).toEqual(['working', null]);
  });

  it('entries are counted by the day in whichever currency they are made', () => {
    const engine = engineWith({ dailyTrades: 2 });
    enterIn(engine, 'default', BUY_USDT, { price: '45000' });
    enterIn(engine, 'india', BUY_INR, { price: INR });
    const third = engine.alert('BUY BTCUSDT.P qty=0.1 sl=39000');
    expect(codeOf(third)).toEqual(['denied', 'DAILY_TRADES']);
  });
});

describe('the rates that limits want', () => {
  const wanted = (engine: Engine) =>
    limitRates(engine.settings, engine.state, engine.now).map(({ mode, from, to }) => `${mode} ${from}/${to}`);

  it('are none where nothing counts money, or all of it is of one kind', () => {
    expect(wanted(engineWith({ dailyTrades: 2 }))).toEqual([]);
    const engine = engineWith({ maxExposure: decimal('1') });
    expect(wanted(engine)).toEqual([]);
    expect(limitRates(engine.settings, engine.state, engine.now, [{ account: MUMBAI, quote: 'INR' }])).toEqual([
      { mode: 'paper', from: 'INR', to: 'USDT' },
    ]);
    expect(limitRates(engine.settings, engine.state, engine.now, [{ account: accountName('paper'), quote: 'USDT' }])).toEqual([]);
  });

  it('are those of what is held, ordered, earned and weighed', () => {
    expect(wanted(engineWith({ maxLeverage: decimal('2') }))).toEqual(['paper INR/USDT']);
    const engine = engineWith({ drawdown: { money: decimal('100') } });
    askIn(engine, 'india', BUY_INR, { price: INR, rates: rupee(engine, RATE) });
    expect(wanted(engine)).toEqual(['paper INR/USDT']);
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, entry.qty, INR);
    expect(wanted(engine)).toEqual(['paper INR/USDT']);
    engine.alert('CLOSE BTCINR', { strategyHint: INDIA });
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, exit.qty, INR);
    expect(wanted(engine)).toEqual(['paper INR/USDT']);
    engine.now += 3 * 86_400_000;
    expect(wanted(engine)).toEqual(['paper INR/USDT']);
  });

  it('USD is not USDT', () => {
    const engine = engineWith({ maxExposure: decimal('100000') });
    const signal = engine.alert(BUY_USDT);
    const instrument = { ...RUPEES, symbol: perpetual.symbol, kind: 'swap' as const, quote: 'USD' };
    engine.run({
      type: 'price_signal',
      signalId: signal.id,
      instrument,
      quote: engine.quote('45000'),
      nonce: engine.nonce(),
      rates: rupee(engine, RATE),
    });
    expect(engine.signal(signal.id).error).toMatchObject({ code: 'NO_RATE' });
    expect(engine.signal(signal.id).error?.message).toContain('no rate of USD/USDT is known');
  });
});

describe('auto_below in a market that is priced in other money', () => {
  /** 0.01 at 4,000,000 INR, in an account of dollars. */
  function asked(rates: ExchangeRates | null): Signal {
    const plain = settingsWith({ approval: { type: 'auto_below', notional: decimal('500') } });
    const engine = new Engine(plain);
    const signal = engine.alert('BUY BTCINR qty=0.01 sl=3000000');
    const quote = engine.quote(INR, RUPEES);
    const brought = rates === null ? {} : { rates };
    engine.run({
      type: 'price_signal',
      signalId: signal.id,
      instrument: RUPEES,
      quote,
      nonce: engine.nonce(),
      marks: engine.marks(),
      ...brought,
    });
    return engine.signal(signal.id);
  }
  const at = (price: string, ageMs = 0): ExchangeRates => rupee(new Engine(), price, ageMs);

  it.each([
    ['less, at the rate of the limits', at('0.012'), 'working'],
    ['as much', at('0.0125'), 'awaiting_approval'],
    ['more', at('0.05'), 'awaiting_approval'],
  ])('an entry that is worth %s', (_, rates, state) => {
    const signal = asked(rates);
    expect(signal.state).toBe(state);
    expect(signal.proposal?.rates?.map(({ from, to }) => `${from}/${to}`)).toEqual(['INR/USDT']);
    expect(signal.proposal?.noRate).toBeUndefined();
  });

  it.each([
    ['none is known', null],
    ['it is too old', at('0.012', RATE_FRESH_MS + 1)],
  ])('asks a person where %s, and says so', (_, rates) => {
    const signal = asked(rates);
    expect(signal).toMatchObject({ state: 'awaiting_approval', proposal: { noRate: { from: 'INR', to: 'USDT' } } });
  });
});
