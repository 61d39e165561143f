import type { Fault, SourceFile } from "./source-file.ts";

const silencing =
  /(?:oxlint|eslint)-disable|@ts-(?:ignore|expect-error|nocheck)|(?:oxfmt|prettier|v8|c8|istanbul)[- ]ignore/;

/** A finding is mended, or its rule is changed for everybody; it is never silenced in place. */
export function noSilencing(files: readonly SourceFile[]): Fault[] {
  return files
    .filter((file) => file.path.endsWith(".ts"))
    .flatMap((file) =>
      file.comments
        .filter((comment) => silencing.test(comment.value))
        .map((comment) => file.fault(comment.start, `mend the code instead of: ${comment.value.trim()}`)),
    );
}
