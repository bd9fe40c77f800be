// Owns: which connections are open, and which requests on each are not answered yet. Node knows a connection as idle only
// after its first request; one that never asked anything would hold up the end of the process.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Connections {
  /** Requests on this connection whose answers have not left, oldest first. */
  unanswered(socket: Duplex): readonly { readonly req: IncomingMessage; readonly res: ServerResponse }[];
  /** Ends every connection on which nothing is unanswered. */
  closeIdle(): void;
}

export function trackConnections(server: Server): Connections {
  const open = new Map<Duplex, Map<ServerResponse, IncomingMessage>>();
  server.on('connection', (socket: Duplex) => {
    open.set(socket, new Map());
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    open.get(req.socket)?.set(res, req);
    res.once('close', () => open.get(req.socket)?.delete(res));
  });
  return {
    unanswered: (socket) => [...(open.get(socket) ?? [])].map(([res, req]) => ({ req, res })),
    closeIdle() {
      for (const [socket, requests] of open) if (requests.size === 0) socket.destroy();
    },
  };
}
