import type { FileStore } from "@hyperframes-engine/store";
import { OptionError } from "../../errors.ts";
import { instance } from "../../option-readers.ts";
import { programSpec, resolveTable, type OptionSpec, type TableValues } from "../../option-spec.ts";
import { optionTable } from "../../options.ts";
import type { RenderOptions } from "../../render-options.ts";

/** What each stage of a render is done with. */
export interface StageOptions extends Pick<
  RenderOptions,
  "browser" | "ffmpeg" | "browsers" | "environment" | "onProgress" | "signal"
> {
  /** Where everything that stages hand to each other is kept, by its content. */
  readonly files: FileStore;
}

const hasContent = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "put" in value && "link" in value;

const { browser, ffmpeg, browsers, environment, onProgress, signal } = optionTable;

/** The option that only stages have. */
export const filesSpec = programSpec<FileStore>(instance(hasContent, "a FileStore"), () => {
  throw new OptionError("files", "a FileStore", "undefined");
});

const stageOptionTable = {
  ...{ browser, ffmpeg, browsers, environment, onProgress, signal },
  files: filesSpec,
} as const satisfies Readonly<Record<keyof StageOptions, OptionSpec<unknown>>>;

/** The value of each of these options once read. */
export type StageValues = TableValues<typeof stageOptionTable>;

/**
 * Reads, checks and completes them, once.
 *
 * @throws {OptionError} for the first that has a wrong value.
 * @throws {UnknownOptionError} for the first that there is not.
 */
export function resolveStageOptions(given: StageOptions): StageValues {
  return resolveTable(stageOptionTable, given);
}
