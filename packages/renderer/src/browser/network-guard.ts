import {
  type Connect,
  connectToAddresses,
  createServer,
  type Destination,
  type Lookup,
  lookupAddresses,
  rememberingLookup,
} from "@hyperframes-engine/network";
import { type Milliseconds, milliseconds } from "../timeline/units.ts";
import { listenOnLoopback, loopbackAddress } from "./address-loopback.ts";
import { GuardRequests, type Answerer } from "./network-guard-requests.ts";

/** A host that pages did not reach. */
interface BlockedHost {
  /** The name or address as the page gave it, with the port unless it is 80 or 443. */
  readonly host: string;
  /** Why, as the end of a sentence: “10.0.0.1 is an address of a private network”. */
  readonly reason: string;
}

/** A proxy, and what a browser says to be let through. */
export interface ProxyAccess {
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** The only way from a page to the network; disposing of it ends every connection at once. */
export interface NetworkGuard extends AsyncDisposable {
  readonly access: ProxyAccess;
  /** Hosts that pages must not reach, each once, in the order of the first request. */
  readonly refused: readonly BlockedHost[];
  /** Hosts that pages may reach, but that gave no answer. */
  readonly unreachable: readonly BlockedHost[];
  /** Answers a host's requests in here, whatever is out there under its name. */
  admit(host: string, answer: Answerer): void;
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
    access: { port: listening.port, ...requests.credentials },
    get refused() {
      return listed(requests.refused);
    },
    get unreachable() {
      return listed(requests.unreachable);
    },
    admit: (host, answer) => requests.admit(host, answer),
    limit: (hosts) => requests.limit(hosts),
    check: (destination) => requests.check(destination),
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

/**
 * Where a page's context goes for everything. Loopback and link-local hosts bypass a proxy unless that rule is taken away:
 * https://chromium.googlesource.com/chromium/src/+/HEAD/net/docs/proxy.md#implicit-bypass-rules
 */
export function contextProxy({ port }: ProxyAccess): { proxyServer: string; proxyBypassList: string } {
  return { proxyServer: `http://${loopbackAddress}:${port}`, proxyBypassList: "<-loopback>" };
}

/** The browser flags that leave nobody another way: a context without a proxy of its own reaches nothing. */
export const browserNetworkFlags: readonly string[] = [
  // The browser resolves no name: the guard does.
  `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${loopbackAddress}`,
  // Nothing listens on the port that is named 0.
  `--proxy-server=http://${loopbackAddress}:0`,
  "--proxy-bypass-list=<-loopback>",
  // HTTP/3, WebTransport and WebRTC are UDP, which passes by an HTTP proxy.
  "--disable-quic",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--dns-prefetch-disable",
];

function listed(hosts: ReadonlyMap<string, string>): BlockedHost[] {
  return Array.from(hosts, ([host, reason]) => ({ host, reason }));
}
