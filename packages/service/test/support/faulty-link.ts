import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

type Way = "up" | "down";

/** A way to a server, on which things go wrong. */
export interface FaultyLink extends AsyncDisposable {
  readonly port: number;
  /** So many times, a connection is broken off once more than so many bytes have gone up it, or down. */
  cut(times: number, way: Way, bytes: number): void;
  /** Nothing goes wrong any more. */
  heal(): void;
  /** How many connections were broken off. */
  readonly broken: number;
}

/** Opens a way to a port on this machine. */
export async function openFaultyLink(target: number): Promise<FaultyLink> {
  const fault = { times: 0, way: "up" as Way, bytes: 0 };
  const sockets = new Set<Socket>();
  let broken = 0;
  const isFault = (way: Way, passed: number): boolean => {
    if (fault.times === 0 || fault.way !== way || passed <= fault.bytes) return false;
    fault.times -= 1;
    broken += 1;
    return true;
  };
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    const end = (): void => void [near, far].map((socket) => socket.destroy());
    const pass = (way: Way, from: Socket, to: Socket): void => {
      let passed = 0;
      from.on("data", (bytes: Buffer) => {
        passed += bytes.length;
        if (near.destroyed) return;
        if (isFault(way, passed)) near.resetAndDestroy();
        else if (!to.write(bytes)) void once(from.pause() && to, "drain").then(() => from.resume(), end);
      });
      sockets.add(from.on("error", end).on("close", end));
    };
    pass("up", near, far);
    pass("down", far, near);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    cut: (times, way, bytes) => void Object.assign(fault, { times, way, bytes }),
    heal: () => void Object.assign(fault, { times: 0 }),
    get broken() {
      return broken;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
}
