import { HeyGenError, interrupted } from "../errors.ts";
import { bodyOf } from "./body-of.ts";
import { jsonOf } from "./json-of.ts";

/** An answer, read wholly. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, or undefined if the body is not JSON. */
  readonly json: unknown;
}

/** One request, ready to go. */
export interface Exchange {
  /** For messages, without secrets: `GET /v3/users/me`. */
  readonly label: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Made anew for each try. */
  readonly body?: () => string | FormData;
  /** For the whole exchange. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** More than any answer has. */
const maxAnswerBytes = 32 * 2 ** 20;

/**
 * Sends a request and reads the answer. Redirects are not followed: a key must not travel to where one points.
 *
 * @throws {HeyGenError} if nothing came back, or not in time, or more than an answer can be.
 */
export async function exchange(request: Exchange): Promise<Answer> {
  const limit = AbortSignal.timeout(request.timeoutSeconds * 1000);
  const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
  const body = request.body?.();
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: "manual",
      signal,
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, json: jsonOf(await readBounded(response)) };
  } catch (error) {
    if (request.signal?.aborted) throw interrupted();
    if (error instanceof HeyGenError) throw error;
    const { host } = new URL(request.url);
    if (limit.aborted) {
      throw new HeyGenError("timed-out", `${request.label}: no answer within ${request.timeoutSeconds} s.`, {
        code: "timeout",
      });
    }
    throw new HeyGenError("network-failed", `${request.label}: ${host} cannot be reached, or broke off.`, {
      code: "network_error",
      cause: error,
    });
  }
}

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of bodyOf(response)) {
    bytes += part.byteLength;
    if (bytes > maxAnswerBytes) throw new HeyGenError("unexpected-answer", "HeyGen's answer is too long.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
