import { z } from "zod";
import { HeyGenError, type HeyGenFailure } from "../errors.ts";
import type { Answer } from "./exchange.ts";
import { plainText } from "./plain-text.ts";

const failed = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    param: z.string().nullish(),
    doc_url: z.string().nullish(),
  }),
});

/** What the reading of an error needs. */
interface ErrorContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Takes secrets out: a server that echoes what it got must not bring the key into a message. */
  readonly hide: (text: string) => string;
}

/** The error for an answer outside of 2xx. Gateways answer with HTML or nothing, so the status decides. */
export function errorOfAnswer(answer: Answer, what: string, { now, hide }: ErrorContext): HeyGenError {
  const parsed = failed.safeParse(answer.json);
  const error = parsed.data?.error;
  const plain = (text: string, length: number): string => plainText(hide(text), length);
  const details = {
    code: error && plain(error.code, 100),
    status: answer.status,
    param: error?.param ? plain(error.param, 200) : undefined,
    docUrl: error?.doc_url ? plain(error.doc_url, 500) : undefined,
    requestId: plain(answer.headers.get("x-request-id") ?? "", 200) || undefined,
    retryAfter: retryAfterOf(answer.headers.get("retry-after"), now),
  };
  const message = error
    ? `${what}: ${plain(error.message, 2000)}`
    : `${what}: HeyGen answered with status ${answer.status} and no explanation.`;
  return new HeyGenError(failureOf(answer.status), message, details);
}

function failureOf(status: number): HeyGenFailure {
  if (status === 401 || status === 403) return "not-permitted";
  if (status === 429) return "too-many-requests";
  if (status >= 500) return "server-failed";
  return status >= 400 ? "rejected" : "unexpected-answer";
}

/** Seconds, from seconds or a date. */
function retryAfterOf(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\d{1,9}$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
