import { stat } from "node:fs/promises";

/** Whether there is a file at a path, and no folder or device. */
export async function isFile(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  return info?.isFile() ?? false;
}
