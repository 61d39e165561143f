import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { NoConnection, openOutside, requestHttp, type Outside } from "@hyperframes-engine/network";
import { AddressRefusedError } from "../errors.ts";
import { checkCallback, type CallbackRules } from "./check-callback.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** A body, and where it goes. */
export interface Delivery {
  readonly url: string;
  /** As it was signed: to the byte. */
  readonly body: string;
  /** Besides those that say what it is. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What is used to send, and what may be called. */
export interface Sending extends CallbackRules {
  readonly outside: Outside;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For the whole exchange, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** How a delivery went. */
export interface DeliveryResult {
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

/** Of an answer, more is not read. */
const MOST_BYTES = 65_536;
/** Of an answer, more is not kept. */
const MOST_LETTERS = 1000;

/**
 * POSTs a body to an address that somebody else has named. Its name is resolved once, and what was checked is what is connected to;
 * redirects are not followed. Whatever the other side does is told in the result.
 *
 * @throws the signal's reason once it is aborted, if there is no answer yet.
 */
export async function sendDelivery(delivery: Delivery, sending: Sending): Promise<DeliveryResult> {
  const begun = sending.now();
  const limit = AbortSignal.timeout(sending.limitMs);
  const told = await tryDelivery(delivery, sending, limit).catch((error: unknown) => {
    sending.signal.throwIfAborted();
    return explain(error, limit.aborted ? `no answer within ${sending.limitMs / 1000} s` : null);
  });
  return { ...told, ms: Math.max(0, sending.now() - begun) };
}

type Told = Omit<DeliveryResult, "ms">;

async function tryDelivery(delivery: Delivery, sending: Sending, limit: AbortSignal): Promise<Told> {
  const url = checkCallback(delivery.url, sending);
  const signal = AbortSignal.any([sending.signal, limit]);
  const outside = { ...sending.outside, isTrusted: sending.allowPrivate };
  const socket = await openOutside(url, outside, signal);
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
    sent.end(delivery.body);
    const [answer] = (await answered) as [IncomingMessage];
    return await resultOf(answer, sending.now());
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

async function resultOf(answer: IncomingMessage, now: number): Promise<Told> {
  const status = answer.statusCode ?? 0;
  const excerpt = await beginningOf(answer);
  const told = { status, excerpt, retryAfterSeconds: retryAfterSeconds(answer.headers["retry-after"], now) };
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

function explain(error: unknown, timedOut: string | null): Told {
  const isRefused = error instanceof AddressRefusedError || (error instanceof NoConnection && error.refused);
  const reason = error instanceof Error ? error.message : String(error);
  return {
    outcome: isRefused ? "refused" : "failed",
    status: null,
    retryAfterSeconds: null,
    excerpt: readable(timedOut ?? reason),
  };
}

/** Short, and without what moves a terminal's cursor or is no text. */
function readable(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .toWellFormed()
    .slice(0, MOST_LETTERS)
    .trim();
}
