import { diskFull, insteadOf, OutputError, RenderError } from "./errors.ts";

/** The disk is full, the user's share of it is, or no file may become so large. */
const full = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
/** What the system refuses whatever the program does, by its names: https://man7.org/linux/man-pages/man3/errno.3.html */
const refusals: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOENT: "it is not there",
  ENOTDIR: "a file stands where a folder should be",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  EMFILE: "too many files are open; raise the limit (ulimit -n)",
  ENFILE: "too many files are open on this machine",
  ENOMEM: "there is no memory left",
  EAGAIN: "too many processes run (ulimit -u)",
  EIO: "the disk is damaged",
  ESTALE: "the file server has lost it",
};

/** The system's name of what it has refused, as ENOSPC; `null` if an error is not the system's. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** Whether there is no room for what was to be written. */
export function isDiskFull(error: unknown): boolean {
  return full.has(systemCode(error) ?? "");
}

/**
 * What the system has refused, in words; any other error as it is.
 *
 * @param otherwise what was written, where the system does not say it.
 */
export function explainSystemError(error: unknown, otherwise = "a file"): unknown {
  const code = systemCode(error);
  if (code === null || error instanceof RenderError) return error;
  const { path, syscall } = error as NodeJS.ErrnoException;
  if (full.has(code)) return insteadOf(error, diskFull(path ?? otherwise, error));
  const words = refusals[code];
  if (words === undefined) return error;
  const message = `${path ?? otherwise} cannot be used: ${words} (${code} of ${syscall}).`;
  return insteadOf(error, new OutputError("output-not-writable", message, error));
}
