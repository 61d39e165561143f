import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { HeyGenError } from "@hyperframes-engine/heygen";
import type { Demand } from "./demands.ts";
import { resolveEmulatorOptions, type EmulatorOptions } from "./emulator-options.ts";
import { ApiServer } from "./server/api-server.ts";
import type { LoggedRequest } from "./server/logged-request.ts";
import { World } from "./world.ts";

/** A HeyGen on this machine, until it is closed. */
export interface Emulator extends AsyncDisposable {
  /** For `HEYGEN_API_BASE`, together with `HEYGEN_ALLOW_HTTP=1`. */
  readonly url: string;
  /** What came and how it was answered, up to ten thousand. */
  readonly requests: readonly LoggedRequest[];
  /** How many requests are being carried out now. */
  readonly underWay: number;
  /** Whether a key was ever sent to storage, where none belongs. */
  readonly keySeenInStorage: boolean;
  /** How often a request was carried out, by method and path: `POST /v3/videos`. What a key replays does not count. */
  carriedOut(endpoint: string): number;
  /** Makes the next request fail so, whatever it is. */
  arm(demand: Demand, count?: number): void;
  close(): Promise<void>;
}

/** How often jobs are settled and webhooks sent, without being asked. */
const pulseMilliseconds = 20;

/**
 * Starts an emulated HeyGen on the loopback address: the API on one port, storage on another.
 *
 * @throws {HeyGenError} if the port is taken.
 */
export async function startEmulator(given: EmulatorOptions): Promise<Emulator> {
  const closing = new AbortController();
  const options = resolveEmulatorOptions(given);
  let storageUrl = "";
  const world = new World(options, () => storageUrl, closing.signal);
  const api = new ApiServer(world);
  const storage = await listen((request, response) => world.files.serve(request, response), 0);
  storageUrl = urlOf(storage);
  const server = await listen((request, response) => void api.serve(request, response), options.port).catch(
    async (error: unknown) => {
      await stop(storage);
      throw error;
    },
  );
  const pulse = setInterval(() => {
    world.settle();
    world.webhooks.run();
  }, pulseMilliseconds);
  pulse.unref();

  const close = async (): Promise<void> => {
    clearInterval(pulse);
    closing.abort();
    await Promise.all([stop(server), stop(storage)]);
  };
  return {
    url: urlOf(server),
    requests: api.log,
    get underWay() {
      return api.underWay;
    },
    get keySeenInStorage() {
      return world.files.keySeen;
    },
    carriedOut: (endpoint) => api.carriedOut.get(endpoint) ?? 0,
    arm: (demand, count = 1) => api.arm(demand, count),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function listen(serve: RequestListener, port: number): Promise<Server> {
  const server = createServer(serve);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject).listen(port, "127.0.0.1", resolve);
  try {
    await promise;
  } catch (error) {
    throw new HeyGenError("network-failed", `Port ${port} cannot be used.`, { cause: error });
  }
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
