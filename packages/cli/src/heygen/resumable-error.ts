import { HeyGenError } from "@hyperframes-engine/heygen";

/** A failure after which a command goes on where it stopped. */
export class ResumableError extends HeyGenError {
  /** The command. */
  readonly hint: string;

  constructor(error: HeyGenError, hint: string) {
    super(error.failure, error.message, error);
    this.hint = hint;
  }
}
