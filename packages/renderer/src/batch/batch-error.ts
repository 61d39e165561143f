import { RenderError } from "../errors.ts";

/** A batch cannot begin: rows have names that cannot be, or the command asks for what cannot be done with rows. */
export class BatchError extends RenderError {
  override readonly name = "BatchError";

  constructor(message: string) {
    super("invalid-option", message);
  }
}

/** A value cannot be a part of a file's name. The message is the end of a sentence that begins with the value's name. */
export class NameFault extends RenderError {
  override readonly name = "NameFault";
  /** Whether the name would lead out of the folder: then nothing is rendered at all. */
  readonly climbs: boolean;

  constructor(message: string, { climbs }: { readonly climbs: boolean } = { climbs: false }) {
    super("invalid-option", message);
    this.climbs = climbs;
  }
}
