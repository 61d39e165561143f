import type { BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";

/** What tells a file from itself after it was written to, or replaced. */
export type FileIdentity = Pick<
  BigIntStats,
  "dev" | "ino" | "size" | "mtimeNs" | "ctimeNs" | "nlink" | "isFile"
>;

/** What a file is now; `null` if it is not there. */
export async function identifyFile(file: string): Promise<FileIdentity | null> {
  return stat(file, { bigint: true }).catch(() => null);
}

/** An identity as text. It changes whenever the file does. */
export function identityText({ dev, ino, size, mtimeNs, ctimeNs }: FileIdentity): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join();
}

/** Whether a file cannot have been written to in between. A second name for it changes one of its times, and not what is in it. */
export function isUntouched(before: FileIdentity, now: FileIdentity | null): boolean {
  if (!now) return false;
  const isSame = before.dev === now.dev && before.ino === now.ino && before.size === now.size;
  const isRenamed = before.nlink !== now.nlink;
  return isSame && before.mtimeNs === now.mtimeNs && (before.ctimeNs === now.ctimeNs || isRenamed);
}
