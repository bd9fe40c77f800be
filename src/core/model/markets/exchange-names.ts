// Owns: exchanges that ccxt has under a second name: the same interface under the addresses of a region (OKX in Europe), or its contracts
// alone (KuCoin). Whatever was learnt of an exchange, and what its contracts count, goes by its first name.

const BEHIND: Readonly<Record<string, string>> = {
  bybiteu: 'bybit',
  bybitid: 'bybit',
  gateeu: 'gate',
  kucoinfutures: 'kucoin',
  myokx: 'okx',
  okxus: 'okx',
};

export const exchangeBehind = (id: string): string => (Object.hasOwn(BEHIND, id) ? (BEHIND[id] ?? id) : id);
