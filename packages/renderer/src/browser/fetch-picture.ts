import { request as requestHttp, type IncomingMessage } from "node:http";
import { NoConnection, openOutside, type Outside } from "@hyperframes-engine/network";

/** A picture that was fetched. */
export interface FetchedPicture {
  readonly body: Buffer;
  readonly contentType: string;
}

const LARGEST_BYTES = 20_000_000;
const MOST_REDIRECTS = 5;
const pictureType = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)\b/i;

/**
 * Fetches a picture from a public address, which data may have named: with no cookies, and only if it says that it is one.
 *
 * @throws {NoConnection} with the reason if there is none.
 */
export async function fetchPicture(
  address: string,
  outside: Outside,
  signal: AbortSignal,
): Promise<FetchedPicture> {
  let url: URL = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(url, outside, signal);
    const { statusCode = 0, headers } = response;
    const next = statusCode >= 300 && statusCode < 400 ? headers.location : undefined;
    if (next === undefined) return readPicture(response);
    response.destroy();
    const target = URL.parse(next, url.href);
    if (!target || !/^https?:$/.test(target.protocol))
      throw new NoConnection(true, "it leads to no web address");
    url = target;
  }
  throw new NoConnection(false, "it leads from one address to the next");
}

async function ask(url: URL, outside: Outside, signal: AbortSignal): Promise<IncomingMessage> {
  const socket = await openOutside(url, outside, signal);
  return new Promise((resolve, reject) => {
    const request = requestHttp({
      createConnection: () => socket,
      path: url.pathname + url.search,
      signal,
      headers: { host: url.host, accept: "image/*", connection: "close", "user-agent": "HyperFrames" },
    });
    request.once("response", resolve);
    request.once("error", (error) => reject(new NoConnection(false, `no answer (${error.message})`, error)));
    request.end();
  });
}

async function readPicture(response: IncomingMessage): Promise<FetchedPicture> {
  const { statusCode, headers } = response;
  const contentType = headers["content-type"] ?? "";
  const fault = statusCode === 200 ? null : `HTTP ${statusCode}`;
  const reason =
    fault ?? (pictureType.test(contentType) ? null : `it is no picture, but ${contentType || "of no type"}`);
  if (reason !== null) {
    response.destroy();
    throw new NoConnection(true, reason);
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BYTES) throw new NoConnection(true, `it has more than ${LARGEST_BYTES / 1e6} MB`);
    parts.push(part);
  }
  return { body: Buffer.concat(parts), contentType };
}
