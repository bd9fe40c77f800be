// Owns: that no test reaches another machine, by whatever library: every connection of this process (HTTP, websockets, SMTP)
// begins here, before its name is looked up. Runs before each test file; what is refused looks like a name that does not exist.

import { Socket } from 'node:net';

const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;

const MARK = Symbol.for('signalman.test.stay-here');
const connect = Reflect.get(Socket.prototype, 'connect') as (...args: readonly unknown[]) => Socket;

interface Target {
  readonly host?: string | undefined;
  readonly path?: string | undefined;
}

/** Null: a socket of this machine's file system. Node passes its arguments on as one list. */
function hostOf(args: readonly unknown[]): string | null {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (typeof first !== 'object' || first === null) return typeof second === 'string' ? second : 'localhost';
  const { host, path } = first as Target;
  return path === undefined || host !== undefined ? (host ?? 'localhost') : null;
}

function stayHere(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host === null || HERE.test(host)) return Reflect.apply(connect, this, args);
  const refusal = new Error(`a test must not reach ${host}: use a server on 127.0.0.1`);
  Object.assign(refusal, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host });
  // as while a name is looked up: who has called listens by then
  Object.assign(this, { connecting: true });
  setImmediate(() => this.destroy(refusal));
  return this;
}

// files that share a process share its sockets
if (!Reflect.has(connect, MARK)) Socket.prototype.connect = Object.assign(stayHere, { [MARK]: true });
