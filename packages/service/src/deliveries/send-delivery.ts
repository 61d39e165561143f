import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import {
  connectToAddresses,
  lookupAddresses,
  NoConnection,
  openOutside,
  requestHttp,
  type Outside,
} from "@hyperframes-engine/network";
import { checkCallback, type CallbackRules } from "./check-callback.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** A body, and where it goes. */
export interface Delivery extends CallbackRules {
  readonly url: string;
  /** As it was signed: to the byte. */
  readonly body: string;
  /** Besides those that say what it is. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What is sent with. */
export interface Sending {
  readonly outside: Outside;
  /** For the whole exchange, in milliseconds. */
  readonly limitMs: number;
}

/** How a delivery went. */
export interface SentDelivery {
  /**
   * `delivered`: the receiver has it. `gone`: it says that it wants none any more (410). `failed`: try again later. `refused`: the
   * address must not be called, and was not.
   */
  readonly outcome: "delivered" | "gone" | "failed" | "refused";
  /** Of HTTP; `null` if there was no answer. */
  readonly status: number | null;
  /** What the receiver asks for, in seconds; `null` if nothing. */
  readonly retryAfterSeconds: number | null;
  /** The beginning of the answer, or why there is none: for the log. */
  readonly excerpt: string;
  /** How long it took. */
  readonly ms: number;
}

/** As long as https://www.standardwebhooks.com advises to wait, at most. */
const usual: Sending = {
  outside: {
    lookup: lookupAddresses,
    connect: connectToAddresses,
    connectLimit: 10_000,
    idleLimit: 30_000,
  },
  limitMs: 30_000,
};

/** Of an answer, more is not read. */
const MOST_BYTES = 65_536;
/** Of an answer, more is not kept. */
const MOST_LETTERS = 1000;

/**
 * POSTs a body to an address that somebody else has named. Its name is resolved once, and what was checked is what is connected to;
 * redirects are not followed. Whatever the other side does is told in the result, and so is that it was interrupted.
 */
export async function sendDelivery(delivery: Delivery, sending: Sending = usual): Promise<SentDelivery> {
  const begun = performance.now();
  const limit = AbortSignal.timeout(sending.limitMs);
  const told = await tryDelivery(delivery, sending.outside, limit).catch((error: unknown) => {
    if (delivery.signal.aborted) return failed("it was interrupted");
    return limit.aborted ? failed(`no answer within ${sending.limitMs / 1000} s`) : explain(error);
  });
  return { ...told, ms: Math.round(performance.now() - begun) };
}

type Told = Omit<SentDelivery, "ms">;

async function tryDelivery(delivery: Delivery, outside: Outside, limit: AbortSignal): Promise<Told> {
  const { allowPrivate, body } = delivery;
  const fault = checkCallback(delivery.url, { allowPrivate });
  if (fault !== null) return { ...failed(fault), outcome: "refused" };
  const url = new URL(delivery.url);
  const signal = AbortSignal.any([delivery.signal, limit]);
  const socket = await openOutside(url, { ...outside, isTrusted: allowPrivate }, signal);
  try {
    const sent = requestHttp({
      createConnection: () => socket,
      method: "POST",
      path: url.pathname + url.search,
      headers: headersOf(url, delivery),
      signal,
    });
    // It may break off after the answer has begun, which whoever reads the answer hears of.
    sent.on("error", () => undefined);
    const answered = once(sent, "response", { signal });
    sent.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    return await resultOf(answer);
  } finally {
    // Also what nobody reads to its end.
    socket.destroy();
  }
}

function headersOf(url: URL, { body, headers }: Delivery): Readonly<Record<string, string>> {
  return {
    "user-agent": "HyperFrames",
    "accept-encoding": "identity",
    "content-type": "application/json",
    ...headers,
    "content-length": String(Buffer.byteLength(body)),
    host: url.host,
    connection: "close",
  };
}

async function resultOf(answer: IncomingMessage): Promise<Told> {
  const status = answer.statusCode ?? 0;
  const excerpt = await beginningOf(answer);
  const told = { status, excerpt, retryAfterSeconds: retryAfterSeconds(answer.headers) };
  if (status >= 200 && status < 300) return { outcome: "delivered", ...told };
  if (status === 410) return { outcome: "gone", ...told };
  const isRedirect = status >= 300 && status < 400;
  return { outcome: "failed", ...told, ...(isRedirect ? { excerpt: "Redirects are not followed." } : {}) };
}

/** The status says whether it was taken: an answer that breaks off, or does not end, is only not read further. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of answer as AsyncIterable<Uint8Array>) {
      parts.push(part);
      bytes += part.byteLength;
      if (bytes >= MOST_BYTES) break;
    }
  } catch {
    parts.push(Buffer.from("…"));
  }
  return readable(Buffer.concat(parts).subarray(0, MOST_BYTES).toString("utf8"));
}

function failed(reason: string): Told {
  return { outcome: "failed", status: null, retryAfterSeconds: null, excerpt: readable(reason) };
}

function explain(error: unknown): Told {
  const told = failed(error instanceof Error ? error.message : String(error));
  return error instanceof NoConnection && error.refused ? { ...told, outcome: "refused" } : told;
}

/** Short, and without what moves a terminal's cursor or is no text. */
function readable(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .toWellFormed()
    .slice(0, MOST_LETTERS)
    .trim();
}
