/** What went wrong, for programs: stable names. */
export type HeyGenFailure =
  | "invalid-request"
  | "not-permitted"
  | "rejected"
  | "too-many-requests"
  | "server-failed"
  | "unexpected-answer"
  | "network-failed"
  | "timed-out"
  | "job-failed"
  | "upload-failed"
  | "download-failed"
  | "file-failed"
  | "invalid-webhook"
  | "interrupted";

/** What HeyGen said about a failure, where it said anything. */
export interface HeyGenErrorDetails {
  /** HeyGen's own name for the failure, such as `invalid_parameter`; an open set. */
  readonly code?: string | undefined;
  /** The HTTP status. */
  readonly status?: number | undefined;
  /** The field that is wrong. */
  readonly param?: string | undefined;
  readonly docUrl?: string | undefined;
  readonly requestId?: string | undefined;
  /** After how many seconds to ask again. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** The one way in which anything here fails. It never holds a key, a token or a signed address. */
export class HeyGenError extends Error {
  override readonly name = "HeyGenError";
  readonly failure: HeyGenFailure;
  readonly code: string;
  readonly status: number | undefined;
  readonly param: string | undefined;
  readonly docUrl: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(failure: HeyGenFailure, message: string, details: HeyGenErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.failure = failure;
    this.code = details.code ?? failure.replaceAll("-", "_");
    this.status = details.status;
    this.param = details.param;
    this.docUrl = details.docUrl;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
  }

  /** The form in which HeyGen's own command line prints errors. */
  toJSON(): { readonly error: Readonly<Record<string, string>> } {
    const { code, message, param, docUrl: doc_url, requestId: request_id } = this;
    const fields = Object.entries({ code, message, param, doc_url, request_id });
    return {
      error: Object.fromEntries(fields.filter((field): field is [string, string] => Boolean(field[1]))),
    };
  }
}

/** The error for a call that its caller gave up. */
export function interrupted(): HeyGenError {
  return new HeyGenError("interrupted", "The call to HeyGen was interrupted.", { code: "canceled" });
}
