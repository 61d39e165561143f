/** An answer outside of 2xx, thrown by whatever finds the fault. */
export class ApiFault extends Error {
  override readonly name = "ApiFault";
  readonly status: number;
  readonly code: string;
  readonly param: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    details: { readonly message: string; readonly param?: string; readonly retryAfter?: number },
  ) {
    super(details.message);
    this.status = status;
    this.code = code;
    this.param = details.param;
    this.retryAfter = details.retryAfter;
  }

  /** As HeyGen writes it. */
  toJSON(): object {
    const doc_url = `https://developers.heygen.com/docs/error-codes#${this.code.replaceAll("_", "-")}`;
    return {
      error: { code: this.code, message: this.message, ...(this.param && { param: this.param }), doc_url },
    };
  }
}

/** A field that is wrong. */
export function badParameter(param: string, message: string): ApiFault {
  return new ApiFault(400, "invalid_parameter", { message, param });
}

/** Something that is not there. */
export function notFound(what: string): ApiFault {
  const name = what.replaceAll("_", " ");
  return new ApiFault(404, `${what}_not_found`, {
    message: `${name.charAt(0).toUpperCase()}${name.slice(1)} not found.`,
  });
}

/** Too much at once. */
export function tooMany(
  message = "Too many requests. Retry after the duration specified in the Retry-After header.",
): ApiFault {
  return new ApiFault(429, "rate_limit_exceeded", { message, retryAfter: 1 });
}
