import { RenderError } from "@hyperframes-engine/errors";

/** Several rows would become one file. */
export class SeveralRowsError extends RenderError {
  override readonly name = "SeveralRowsError";

  /** @param shown what the rows' file is called in messages. */
  constructor(shown: string) {
    super(
      "invalid-option",
      `${shown} has several rows, but the output has one name for all. Put a field into it: \`output\` 'renders/<<id>>.mp4', or \`output\` 'renders/<<row.number>>.mp4'.`,
    );
  }
}
