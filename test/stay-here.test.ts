// The guard that keeps tests on this machine holds for every way out that the program has.

import { createServer } from 'node:http';
import { type AddressInfo, Socket, connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';

const failure = (source: { once(event: 'error', listener: (error: Error) => void): unknown }): Promise<string> =>
  new Promise((resolve) => void source.once('error', (error) => resolve(error.message)));

const REFUSED = /a test must not reach/;

it('a websocket to a foreign name or address is refused before anything is sent', async () => {
  for (const url of ['wss://stream.binance.com:9443/ws', 'ws://198.51.100.7/ws', 'ws://[2001:db8::1]:80/'])
    expect(await failure(new WebSocket(url))).toMatch(REFUSED);
});

it('so are requests and bare connections', async () => {
  for (const url of ['https://api.binance.com/api/v3/time', 'http://198.51.100.7/']) {
    const error = await fetch(url).catch((cause: unknown) => cause);
    expect(error instanceof Error && error.cause instanceof Error ? error.cause.message : '').toMatch(REFUSED);
  }
  expect(await failure(connect(25, 'smtp.example.com'))).toMatch(REFUSED);
  expect(await failure(connect({ port: 25, host: '198.51.100.7' }))).toMatch(REFUSED);
  expect(await failure(connectTls({ port: 465, host: 'smtp.example.com' }))).toMatch(REFUSED);
  expect(await failure(new Socket().connect(25, '127.0.0.1.example.com'))).toMatch(REFUSED);
});

it('this machine is reached as ever', async () => {
  const server = createServer((_request, response) => response.end('here')).listen(0, '127.0.0.1');
  await new Promise((resolve) => void server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  const streams = new WebSocketServer({ server });
  const socket = new WebSocket(`ws://localhost:${port}/`);
  await new Promise((resolve) => void socket.once('open', resolve));
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.terminate();
  streams.close();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});
