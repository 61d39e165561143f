/** What a workflow asks of the action; what it leaves out is empty. */
export interface ActionInputs {
  readonly project: string;
  readonly data: string;
  /** The file to write; with a value in it, as `<<id>>`, a file for each row. */
  readonly output: string;
  readonly size: string;
  readonly quality: string;
  readonly fps: string;
  /** A JSON object. */
  readonly variables: string;
  /** A file, `none` or `offline`. */
  readonly narration: string;
  /** For `hyperframes render`, as they are. */
  readonly arguments: readonly string[];
}

/** Reads the inputs, which action.yml passes on as variables. */
export function readInputs(variables: Readonly<Record<string, string | undefined>>): ActionInputs {
  const read = (name: string): string => variables[`INPUT_${name.toUpperCase()}`] ?? "";
  return {
    project: read("project") || ".",
    data: read("data"),
    output: read("output") || "video.mp4",
    size: read("size"),
    quality: read("quality"),
    fps: read("fps"),
    variables: read("variables"),
    narration: read("narration"),
    // One a line: so no quoting has to be understood.
    arguments: read("arguments")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  };
}
