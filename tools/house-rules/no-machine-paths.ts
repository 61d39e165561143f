import type { Fault, SourceFile } from "./source-file.ts";

const traces: ReadonlyArray<readonly [RegExp, string]> = [
  [/(?<![\w.])\/(?:root|work|farm)\//g, "is a path of one machine"],
  [
    /\b(?:registry|deb|security|archive|ports|pypi)\.[a-z-]+\.(?:org|com|net|io)\b/g,
    "is a registry's host: leave the choice to the machine",
  ],
];

/** Nothing in the repository depends on the machine that it was written on. */
export function noMachinePaths(files: readonly SourceFile[]): Fault[] {
  return files.flatMap((file) =>
    traces.flatMap(([pattern, what]) =>
      [...file.text.matchAll(pattern)].map((match) => file.fault(match.index, `${match[0]} ${what}`)),
    ),
  );
}
