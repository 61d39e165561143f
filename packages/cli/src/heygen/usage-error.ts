/** A command that was typed wrongly. The message quotes nothing that could be a secret. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The field that is wrong, as HeyGen spells it. */
  readonly param: string | undefined;

  constructor(message: string, param?: string) {
    super(message);
    this.param = param;
  }
}
