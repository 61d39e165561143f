import { once } from "node:events";
import { connect as connectSocket, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Lookup } from "./address-lookup.ts";
import { addressFault } from "./address-range.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** Where to go: a host name or an IP address without brackets, and a port. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  /** The user has named this very host, so that it may be one of the own network. @default false */
  readonly isTrusted?: boolean;
}

/** Starts a connection to the first of some addresses that answers; all of them have been checked. */
export type Connect = (addresses: readonly string[], port: number) => Socket;

/** The parts of the outside world that are used. */
export interface Outside {
  readonly lookup: Lookup;
  readonly connect: Connect;
  /** Milliseconds, for the name and the connection together. */
  readonly connectLimit: number;
  /** Milliseconds that a server may stay silent. */
  readonly idleLimit: number;
  /** Throws a {@link NoConnection} for who may not be asked. @default everybody with a public address may */
  readonly check?: (destination: Destination) => void;
}

/** A way out that came to nothing: forbidden (`refused`), or tried in vain. */
export class NoConnection extends Error {
  override readonly name = "NoConnection";
  readonly refused: boolean;

  constructor(refused: boolean, reason: string, cause?: unknown) {
    super(reason, { cause });
    this.refused = refused;
  }
}

/**
 * Connects to a public address of a host. The name is resolved once, here: the address that was checked is
 * the one that is connected to, whatever the name's server says next (DNS rebinding).
 *
 * @param gone aborts when nobody waits for the connection any more.
 * @throws {NoConnection} with the reason; `gone.reason` if that aborts.
 */
export async function connectOutside(
  { host, port, isTrusted = false }: Destination,
  outside: Outside,
  gone: AbortSignal,
): Promise<Socket> {
  outside.check?.({ host, port });
  const limit = AbortSignal.timeout(outside.connectLimit);
  const signal = AbortSignal.any([gone, limit]);
  try {
    const addresses = isIP(host) ? [host] : await unlessAborted(resolve(host, outside.lookup), signal);
    const fault = isTrusted ? undefined : addresses.map(addressFault).find((reason) => reason !== undefined);
    if (fault !== undefined) throw new NoConnection(true, fault);
    const socket = await connected(outside.connect(addresses, port), signal);
    return socket.setTimeout(outside.idleLimit, () => void socket.destroy());
  } catch (error) {
    gone.throwIfAborted();
    if (!limit.aborted) throw error;
    throw new NoConnection(false, `no answer within ${outside.connectLimit / 1000} s`, error);
  }
}

/**
 * Connects to the host of an `http:` or `https:` address, with TLS where it says so.
 *
 * @throws {NoConnection} with the reason; `gone.reason` if that aborts.
 */
export async function openOutside(
  url: URL,
  outside: Outside & { readonly isTrusted?: boolean },
  gone: AbortSignal,
): Promise<Socket> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const isSecure = url.protocol === "https:";
  const port = Number(url.port || (isSecure ? 443 : 80));
  const { isTrusted = false } = outside;
  const socket = await connectOutside({ host, port, isTrusted }, outside, gone);
  if (!isSecure) return socket;
  const secure = connectTls({
    socket,
    ALPNProtocols: ["http/1.1"],
    ...(isIP(host) ? { host } : { servername: host }),
  });
  try {
    await once(secure, "secureConnect", { signal: gone });
    return secure;
  } catch (error) {
    secure.destroy();
    throw new NoConnection(false, `no secure connection (${codeOf(error)})`, error);
  }
}

/** Both families at once, as browsers do: https://www.rfc-editor.org/rfc/rfc8305 */
export const connectToAddresses: Connect = (addresses, port) => {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_host, _options, done) => done(null, all);
  return connectSocket({ host: "checked.invalid", port, lookup, autoSelectFamily: true });
};

async function resolve(host: string, lookup: Lookup): Promise<readonly string[]> {
  try {
    const addresses = await lookup(host);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    throw new NoConnection(false, `the name does not resolve (${codeOf(error)})`, error);
  }
  throw new NoConnection(false, "the name has no address");
}

async function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  // At any time, also when nobody listens yet or any more.
  socket.on("error", () => socket.destroy());
  try {
    await once(socket, "connect", { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw new NoConnection(false, `no connection (${codeOf(error)})`, error);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
