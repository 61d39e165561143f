import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { BrowserError } from "../errors.ts";

/** The only address on which anything here listens: no other machine can reach it. */
export const loopbackAddress = "127.0.0.1";

/** A server that listens: disposing of it ends every connection at once. */
interface Listening extends AsyncDisposable {
  readonly port: number;
}

/**
 * Starts a server on a free port of the loopback address.
 *
 * @throws {BrowserError} if no port can be had.
 */
export async function listenOnLoopback(server: Server): Promise<Listening> {
  const sockets = trackSockets(server);
  await new Promise<void>((resolve, reject) => {
    // It stays: a connection that cannot be accepted later, for want of file descriptors, is the browser's to retry.
    server.on("error", (error) => {
      reject(new BrowserError(`Nothing can listen on ${loopbackAddress}: ${error.message}.`, error));
    });
    server.listen({ host: loopbackAddress, port: 0 }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: async () => closeAtOnce(server, sockets) };
}

/** `closeAllConnections` forgets the sockets of tunnels, which `connect` took from the server. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

async function closeAtOnce(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
