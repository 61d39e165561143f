import { isDiskFull } from "@hyperframes-engine/errors";
import { diskFull, MediaError, OutputError } from "../errors.ts";

/** Why a file of the cache could not be written, if that was it; else what was thrown. */
export function writeFailure(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof MediaError || syscall === undefined) return error;
  if (isDiskFull(error)) return diskFull(file, error);
  const isOurs = ["open", "write", "rename", "mkdir", "stat"].includes(syscall);
  return isOurs
    ? new OutputError("output-not-writable", `${file} cannot be written (${code}).`, error)
    : error;
}
