import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openOutside, requestHttp, type Outside } from "@hyperframes-engine/network";

/** Where files of HeyGen's may be fetched from and put. */
export interface StorageRules {
  readonly outside: Outside;
  /** What may be of the own network: the host that the user has named for the API. */
  readonly trustedHosts: ReadonlySet<string>;
}

/** A request to an address that an answer or a redirect names, and not the user. */
interface OutsideRequest {
  readonly method: "GET" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: ReadableStream<Uint8Array>;
  readonly signal: AbortSignal;
}

/**
 * Sends a request to a public address only; redirects are not followed. The answer's body is still to be read, or to
 * be destroyed: else its connection stays open.
 *
 * @throws {NoConnection} if the address is refused or cannot be reached.
 */
export async function requestOutside(
  address: string,
  { method, headers, body, signal }: OutsideRequest,
  { outside, trustedHosts }: StorageRules,
): Promise<IncomingMessage> {
  const url = new URL(address);
  const isTrusted = trustedHosts.has(url.hostname);
  const socket = await openOutside(url, { ...outside, isTrusted }, signal);
  const sent = requestHttp({
    createConnection: () => socket,
    method,
    path: url.pathname + url.search,
    headers: { host: url.host, connection: "close", ...headers },
    signal,
  });
  // It may break off after the answer has begun, which whoever reads the answer hears of.
  sent.on("error", () => undefined);
  const answered = once(sent, "response", { signal });
  // Whether it was taken is the answer's to say.
  if (body) pipeline(Readable.fromWeb(body), sent).catch(() => undefined);
  else sent.end();
  const [answer] = (await answered) as [IncomingMessage];
  return answer;
}
