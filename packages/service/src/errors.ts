import { RenderError } from "@hyperframes-engine/errors";

/** A webhook does not prove who has sent it. It says no more: whoever forges one must not learn what was nearly right. */
export class HookRefusedError extends RenderError {
  override readonly name = "HookRefusedError";

  constructor() {
    super("not-authentic", "The webhook is not signed as this hook wants it.");
  }
}

/** What a webhook brought cannot be read, or is too much. */
export class PayloadError extends RenderError {
  override readonly name = "PayloadError";

  constructor(message: string) {
    super("invalid-payload", message);
  }
}

/** An address must not be called. */
export class AddressRefusedError extends RenderError {
  override readonly name = "AddressRefusedError";

  constructor(message: string) {
    super("address-refused", message);
  }
}

/** An address of a file cannot be used (any more). */
export class FileAddressError extends RenderError {
  override readonly name = "FileAddressError";
  readonly reason: "expired" | "not-right";

  constructor(reason: "expired" | "not-right") {
    const message =
      reason === "expired"
        ? "The address has expired. Ask for the render again: it has a new one."
        : "The address is not right: it was changed, or is none of this service's.";
    super("not-authentic", message);
    this.reason = reason;
  }
}

/** Files cannot be kept or fetched where the service keeps them. */
export class StoreError extends RenderError {
  override readonly name = "StoreError";

  /** @param details `retryable`: whether it may pass of itself. */
  constructor(message: string, details: { readonly cause: unknown; readonly retryable: boolean }) {
    super("store-failed", message, details);
  }
}
