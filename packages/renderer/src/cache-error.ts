import { isDiskFull, systemCode } from "@hyperframes-engine/errors";
import { diskFull, OutputError } from "./errors.ts";

/** Why a file or folder of the cache cannot be written. */
export function cacheError(path: string, error: unknown): OutputError {
  if (isDiskFull(error)) return diskFull(path, error);
  const code = systemCode(error);
  const message = `The cache cannot be written: ${path}${code === null ? "" : ` (${code})`}. Let HYPERFRAMES_CACHE name another folder.`;
  return new OutputError("output-not-writable", message, error);
}
