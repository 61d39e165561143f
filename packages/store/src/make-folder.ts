import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those around it as far as they are missing. Node's own `recursive` never returns where the
 * system refuses with ENOENT, as it does in `/proc` and behind a symbolic link that leads nowhere.
 *
 * @returns the uppermost folder that had to be made, if any.
 * @throws the system's error if it cannot be made.
 */
export async function makeFolder(folder: string): Promise<string | undefined> {
  const info = await stat(folder).catch(() => null);
  if (info?.isDirectory()) return undefined;
  const firstMade = dirname(folder) === folder ? undefined : await makeFolder(dirname(folder));
  await mkdir(folder).catch(async (error: unknown) => {
    // Another render may have made it meanwhile.
    const made = await stat(folder).catch(() => null);
    if (!made?.isDirectory()) throw error;
  });
  return firstMade ?? folder;
}
