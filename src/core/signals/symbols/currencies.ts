// Owns: the currencies that decide where the name of a pair is split (BTCUSDT → BTC/USDT). One list, so that a symbol
// means the same everywhere.

/** Quote currencies that end the name of a crypto or currency pair written in one word. */
export const QUOTE_CURRENCIES: ReadonlySet<string> = new Set(
  'USDT USDC BUSD FDUSD TUSD PYUSD DAI USD EUR GBP TRY BRL JPY INR AUD BTC ETH BNB'.split(' '),
);

/** Money of states, which in one word (USDCAD) counts only beside another of the list: CAD alone ends English words. */
export const STATE_CURRENCIES: ReadonlySet<string> = new Set(
  'USD EUR GBP JPY CHF AUD CAD NZD SGD HKD CNH CNY KRW MXN ZAR SEK NOK DKK PLN CZK HUF TRY BRL INR THB IDR PHP XAU XAG XPT XPD'.split(' '),
);

/** Money that a coin is priced in, never the other way round: `USDT_SOL` is SOL in USDT. */
export const STABLE_COINS: ReadonlySet<string> = new Set('USDT USDC BUSD FDUSD TUSD PYUSD DAI'.split(' '));

/** Well-known coins, which tell DOT/USD from DO/TUSD. */
export const KNOWN_COINS: ReadonlySet<string> = new Set(
  (
    'BTC XBT ETH BNB SOL XRP ADA DOGE DOT ARB AVAX LINK LTC BCH MATIC POL TRX TON SHIB PEPE UNI ATOM XLM ETC FIL APT SUI OP NEAR INJ AAVE ' +
    'ALGO VET HBAR ICP EOS XTZ SAND MANA GRT MKR SNX CRV FTM RUNE IMX LDO STX SEI TIA WLD JUP BONK FLOKI ORDI GALA CHZ AXS ENJ BAT ZEC DASH XMR'
  ).split(' '),
);
