export { render, type RenderResult } from "./render.ts";
export { inspect, type Inspection } from "./inspect.ts";
export { diagnose, type Diagnosis } from "./diagnose.ts";
export type { Environment } from "./environment.ts";
export { optionTable, type OptionSpec, type RenderOptions } from "./options.ts";
export type { ProgressEvent, ProgressCount } from "./progress.ts";
export { RenderError, type ErrorCode } from "./errors.ts";
export { defaultCacheFolder } from "./browser/find-cache-folder.ts";
export { version } from "./version.ts";
