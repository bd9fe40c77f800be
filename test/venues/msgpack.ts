// Owns: as much of MessagePack as the fake streams speak: maps, lists, texts, numbers, booleans, nothing.

export function packMessage(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes[0] = 0xcb;
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    return Buffer.concat([sized(0xda, text.length), text]);
  }
  if (Array.isArray(value)) return Buffer.concat([sized(0xdc, value.length), ...value.map(packMessage)]);
  const entries = Object.entries(value);
  return Buffer.concat([sized(0xde, entries.length), ...entries.flatMap(([key, each]) => [packMessage(key), packMessage(each)])]);
}

function sized(tag: number, length: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes[0] = tag;
  bytes.writeUInt16BE(length, 1);
  return bytes;
}

/** The short forms that encoders choose for small things, and the ones with two bytes of length. */
export function unpackMessage(bytes: Buffer): unknown {
  let at = 0;
  const length = (wide: 1 | 2): number => {
    const found = wide === 1 ? bytes.readUInt8(at) : bytes.readUInt16BE(at);
    at += wide;
    return found;
  };
  const text = (size: number): string => {
    at += size;
    return bytes.toString('utf8', at - size, at);
  };
  const list = (size: number): unknown[] => Array.from({ length: size }, read);
  const map = (size: number): Record<string, unknown> =>
    Object.fromEntries(Array.from({ length: size }, () => [String(read()), read()] as const));
  function read(): unknown {
    const tag = length(1);
    if (tag < 0x80) return tag;
    if (tag < 0x90) return map(tag & 0x0f);
    if (tag < 0xa0) return list(tag & 0x0f);
    if (tag < 0xc0) return text(tag & 0x1f);
    if (tag === 0xc0) return null;
    if (tag === 0xc2 || tag === 0xc3) return tag === 0xc3;
    if (tag === 0xd9) return text(length(1));
    if (tag === 0xda) return text(length(2));
    if (tag === 0xdc) return list(length(2));
    if (tag === 0xde) return map(length(2));
    throw new Error(`the fake stream does not read the MessagePack tag ${tag}`);
  }
  return read();
}
