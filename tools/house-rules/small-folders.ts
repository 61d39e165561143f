import { posix } from "node:path";
import type { Fault, SourceFile } from "./source-file.ts";

/** More names than that are not taken in at a glance. */
export const MOST_FILES = 25;
const code = /^(?:packages|tools|bench)\//;

/** A folder of the code has few files; one that would have more is parted by what its files hold. */
export function smallFolders(files: readonly SourceFile[]): Fault[] {
  const folders = Map.groupBy(
    files.filter(({ path }) => code.test(path)),
    ({ path }) => posix.dirname(path),
  );
  return [...folders].flatMap(([folder, [first, ...others]]) => {
    if (!first || others.length < MOST_FILES) return [];
    return [
      first.fault(
        0,
        `${folder} has ${others.length + 1} files, and ${MOST_FILES} at most are allowed: part it`,
      ),
    ];
  });
}
