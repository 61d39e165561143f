import { createServer } from "node:http";
import {
  type Connect,
  connectToAddresses,
  type Destination,
  type Lookup,
  lookupAddresses,
  rememberingLookup,
} from "@hyperframes-engine/network";
import { type Milliseconds, milliseconds } from "../timeline/units.ts";
import { listenOnLoopback, loopbackAddress } from "./address-loopback.ts";
import { GuardRequests } from "./network-guard-requests.ts";
import { projectHost } from "./project-server.ts";

/** A host that pages did not reach. */
export interface BlockedHost {
  /** The name or address as the page gave it, with the port unless it is 80 or 443. */
  readonly host: string;
  /** Why, as the end of a sentence: “10.0.0.1 is an address of a private network”. */
  readonly reason: string;
}

/** The only way from the browser to the network; disposing of it ends every connection at once. */
export interface NetworkGuard extends AsyncDisposable {
  readonly port: number;
  /** Hosts that pages must not reach, each once, in the order of the first request. */
  readonly refused: readonly BlockedHost[];
  /** Hosts that pages may reach, but that gave no answer. */
  readonly unreachable: readonly BlockedHost[];
  /**
   * Lets pages reach these hosts only, from now on; `null` for all public ones.
   *
   * @param hosts with ports that are not the usual ones, and `*.` for all below a name.
   */
  limit(hosts: readonly string[] | null): void;
  /** @throws {NoConnection} for a destination that nobody may reach for the browser either. */
  check(destination: Destination): void;
}

/** How a guard reaches the world. */
export interface NetworkGuardOptions {
  /** @default the operating system's resolver */
  readonly lookup?: Lookup;
  /** @default a TCP connection */
  readonly connect?: Connect;
  /**
   * For the name and the connection together.
   * @default 10 seconds
   */
  readonly connectLimit?: Milliseconds;
  /**
   * How long a server may stay silent.
   * @default 60 seconds
   */
  readonly idleLimit?: Milliseconds;
}

/**
 * Starts a forward proxy that reaches public addresses only, so that a composition, which may come from anybody,
 * cannot read what this machine's own network offers (OWASP calls it server-side request forgery).
 */
export async function startNetworkGuard(options: NetworkGuardOptions = {}): Promise<NetworkGuard> {
  const requests = new GuardRequests({
    lookup: rememberingLookup(options.lookup ?? lookupAddresses),
    connect: options.connect ?? connectToAddresses,
    connectLimit: options.connectLimit ?? milliseconds(10_000),
    idleLimit: options.idleLimit ?? milliseconds(60_000),
  });
  const server = createServer((request, response) => void requests.forward(request, response));
  server.on("connect", (request, socket, head: Buffer) => void requests.tunnel(request, socket, head));
  server.keepAliveTimeout = 0;
  server.maxConnections = 256;
  const listening = await listenOnLoopback(server);
  return {
    port: listening.port,
    get refused() {
      return listed(requests.refused);
    },
    get unreachable() {
      return listed(requests.unreachable);
    },
    limit: (hosts) => requests.limit(hosts),
    check: (destination) => requests.check(destination),
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

/**
 * The browser flags that lead the project's own address to its server, and everything else to the guard.
 *
 * @param serverPort the port of the project server.
 * @param guardPort the port of the network guard.
 */
export function browserNetworkFlags(serverPort: number, guardPort: number): string[] {
  return [
    // The first rule that fits counts. The browser resolves no other name: the guard does.
    `--host-resolver-rules=MAP ${projectHost}:80 ${loopbackAddress}:${serverPort}, MAP * ~NOTFOUND, EXCLUDE ${loopbackAddress}`,
    `--proxy-server=http://${loopbackAddress}:${guardPort}`,
    // Loopback and link-local hosts bypass a proxy unless that rule is taken away:
    // https://chromium.googlesource.com/chromium/src/+/HEAD/net/docs/proxy.md#implicit-bypass-rules
    // Scheme and port are named, or http://project.localhost:6379 would reach whatever listens there.
    `--proxy-bypass-list=<-loopback>;http://${projectHost}:80`,
    // HTTP/3, WebTransport and WebRTC are UDP, which passes by an HTTP proxy.
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--dns-prefetch-disable",
  ];
}

function listed(hosts: ReadonlyMap<string, string>): BlockedHost[] {
  return Array.from(hosts, ([host, reason]) => ({ host, reason }));
}
