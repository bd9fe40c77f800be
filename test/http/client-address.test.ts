import { describe, expect, it } from 'vitest';
import { addressRanges, TRADINGVIEW_ADDRESSES } from '../../src/http/senders/address-ranges.ts';
import { createClientAddress } from '../../src/http/senders/client-address.ts';

describe('address ranges', () => {
  it.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['::ffff:192.0.2.7', '192.0.2.7', true],
    ['::ffff:10.0.0.0/104', '10.200.1.1', true],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::/32', '10.0.0.1', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['fe80::1', 'fe80::1%eth0', true],
    ['10.0.0.0/8', 'unknown', false],
    ['10.0.0.0/8', '012.1.1.1', false],
  ])('%s contains %s: %s', (range, address, expected) => {
    expect(addressRanges([range])(address)).toBe(expected);
  });

  it('knows the word tradingview', () => {
    const isIn = addressRanges(['TradingView', '192.0.2.1']);
    expect(TRADINGVIEW_ADDRESSES).toHaveLength(4);
    for (const address of [...TRADINGVIEW_ADDRESSES, '192.0.2.1']) expect(isIn(address)).toBe(true);
    expect(isIn('52.89.214.239')).toBe(false);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', '300.1.1.1', 'example.com', '', '10.0.0.0/8/8', '::ffff:10.0.0.0/95', '10.0.0.0/-1'])(
    'throws on %j',
    (item) => {
      expect(() => addressRanges([item])).toThrow('not an address or range');
    },
  );
});

describe('client address', () => {
  it.each([
    ['no proxy is trusted', [], '192.0.2.1', '203.0.113.5', '192.0.2.1'],
    ['the socket is no trusted proxy', ['10.0.0.0/8'], '192.0.2.1', '203.0.113.5', '192.0.2.1'],
    ['one trusted proxy', ['10.0.0.0/8'], '10.0.0.1', '203.0.113.5', '203.0.113.5'],
    ['a forged entry to the left', ['10.0.0.0/8'], '10.0.0.1', '52.89.214.238, 203.0.113.5', '203.0.113.5'],
    ['two trusted proxies', ['10.0.0.0/8'], '10.0.0.1', '52.89.214.238, 203.0.113.5, 10.0.0.2', '203.0.113.5'],
    ['only trusted proxies', ['10.0.0.0/8'], '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['a mapped socket address', ['127.0.0.1'], '::ffff:127.0.0.1', '203.0.113.5', '203.0.113.5'],
    ['a mapped client', ['127.0.0.1'], '127.0.0.1', '::ffff:203.0.113.5', '203.0.113.5'],
    ['an entry with a port', ['127.0.0.1'], '127.0.0.1', '203.0.113.5:51000', '203.0.113.5'],
    ['a bracketed IPv6 entry with a port', ['127.0.0.1'], '127.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
    ['IPv6 in another spelling', ['::1'], '::1', '2001:DB8:0:0::1', '2001:db8::1'],
    ['an entry that is no address', ['127.0.0.1'], '127.0.0.1', '203.0.113.5, unknown', '127.0.0.1'],
    ['an empty header', ['127.0.0.1'], '127.0.0.1', '', '127.0.0.1'],
    ['a socket that is gone', ['127.0.0.1'], undefined, '203.0.113.5', 'unknown'],
  ])('%s', (_case, trusted, socket, forwardedFor, expected) => {
    expect(createClientAddress(trusted)(socket, forwardedFor)).toBe(expected);
  });
});
