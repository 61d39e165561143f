import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { NoConnection, openOutside, requestHttp, type Outside } from "@hyperframes-engine/network";

/** What is asked for, of whom, and how much of it. */
interface BytesRequest {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** Types of content, as the header of that name has them. */
  readonly accept: string;
  readonly mostBytes: number;
  /** What is wrong with an answer, as the end of a sentence; `null` if nothing is. */
  readonly faultOf?: (headers: IncomingHttpHeaders) => string | null;
}

/** What a server sent. */
interface FetchedBytes {
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** A server that says something else than “here it is”. */
export class HttpRefusal extends NoConnection {
  /** Of HTTP. */
  readonly status: number;

  constructor(status: number) {
    super(true, `HTTP ${status}`);
    this.status = status;
  }
}

const MOST_REDIRECTS = 5;

/**
 * Fetches something small from a public address, with no cookies.
 *
 * @throws {NoConnection} with the reason if it cannot be had.
 */
export async function fetchBytes(address: string, request: BytesRequest): Promise<FetchedBytes> {
  let url: URL = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(url, request);
    const { statusCode = 0, headers } = response;
    const next = statusCode >= 300 && statusCode < 400 ? headers.location : undefined;
    if (next === undefined) return { body: await readBody(response, request), headers };
    response.destroy();
    const target = URL.parse(next, url.href);
    if (!target || !/^https?:$/.test(target.protocol))
      throw new NoConnection(true, "it leads to no web address");
    url = target;
  }
  throw new NoConnection(false, "it leads from one address to the next");
}

async function ask(url: URL, { outside, signal, accept }: BytesRequest): Promise<IncomingMessage> {
  const socket = await openOutside(url, outside, signal);
  return new Promise((resolve, reject) => {
    const request = requestHttp({
      createConnection: () => socket,
      path: url.pathname + url.search,
      signal,
      headers: { host: url.host, accept, connection: "close", "user-agent": "HyperFrames" },
    });
    request.once("response", resolve);
    request.once("error", (error) => reject(new NoConnection(false, `no answer (${error.message})`, error)));
    request.end();
  });
}

async function readBody(response: IncomingMessage, { mostBytes, faultOf }: BytesRequest): Promise<Buffer> {
  const { statusCode = 0, headers } = response;
  const fault = statusCode === 200 ? (faultOf?.(headers) ?? null) : null;
  if (statusCode !== 200 || fault !== null) {
    response.destroy();
    throw fault === null ? new HttpRefusal(statusCode) : new NoConnection(true, fault);
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new NoConnection(true, `it has more than ${mostBytes / 1e6} MB`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
