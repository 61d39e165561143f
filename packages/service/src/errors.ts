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

/** Files cannot be kept or fetched where the service keeps them. */
export class StoreError extends RenderError {
  override readonly name = "StoreError";

  /** @param details `retryable`: whether it may pass of itself. */
  constructor(message: string, details: { readonly cause: unknown; readonly retryable: boolean }) {
    super("store-failed", message, details);
  }
}
