import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SourceFile } from "./source-file.ts";

/** Every text file under `root` that is tracked, or would be after `git add`. */
export function repositoryFiles(root: string): SourceFile[] {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return [...new Set(list.split("\0"))]
    .filter((path) => path !== "" && lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile())
    .map((path) => new SourceFile(path, readFileSync(join(root, path), "utf8")))
    .filter((file) => !file.text.includes("\0"));
}
