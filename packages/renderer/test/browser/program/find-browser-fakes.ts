import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes an executable that answers `--version`, or whatever it is asked, with a text. */
export async function writeFakeBrowser(file: string, answer: string, exitCode = 0): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho '${answer}'\nexit ${exitCode}\n`);
  await chmod(file, 0o755);
  return file;
}
