import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { openOutside, requestHttp, type Outside } from "@hyperframes-engine/network";
import { MediaError } from "../errors.ts";

/** What a server said of a file when it was fetched, to ask whether it has changed. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** How a file is asked for. */
interface FileRequest {
  readonly outside: Outside;
  readonly known: Validators;
  readonly signal: AbortSignal;
}

/** As many as https://fetch.spec.whatwg.org/#http-redirect-fetch allows would only take longer to fail. */
const MOST_REDIRECTS = 8;

/**
 * Asks for a file, and follows redirects. Each hop is checked as a page's own requests are: only public addresses.
 *
 * @returns an answer with status 200 or 304, its body still to be read.
 * @throws {MediaError} if the server refuses.
 * @throws {NoConnection} if a hop is refused or cannot be reached.
 */
export async function requestFile(url: URL, request: FileRequest): Promise<IncomingMessage> {
  let next = url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await ask(next, request);
    const { statusCode = 0, headers } = answer;
    if (statusCode === 200 || statusCode === 304) return answer;
    answer.destroy();
    if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) {
      throw new MediaError(`could not be downloaded: the server answers HTTP ${statusCode}`);
    }
    next = redirectTarget(headers.location, next);
  }
  throw new MediaError("could not be downloaded: it redirects for ever");
}

function redirectTarget(location: string, from: URL): URL {
  const target = URL.parse(location, from.href);
  if (target?.protocol === "https:" || target?.protocol === "http:") return target;
  throw new MediaError(`could not be downloaded: it redirects to ${location.slice(0, 200)}`);
}

async function ask(url: URL, { outside, known, signal }: FileRequest): Promise<IncomingMessage> {
  const socket = await openOutside(url, outside, signal);
  const sent = requestHttp({
    createConnection: () => socket,
    path: url.pathname + url.search,
    headers: headersFor(url, known),
    signal,
  });
  // It may break off after the answer has begun, which whoever reads the answer hears of.
  sent.on("error", () => undefined);
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return answer;
}

function headersFor(url: URL, { etag, lastModified }: Validators): OutgoingHttpHeaders {
  return {
    host: url.host,
    accept: "*/*",
    // The limit is on what arrives, so it must be what is kept.
    "accept-encoding": "identity",
    connection: "close",
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}
