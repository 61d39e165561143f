import { documentedExports } from "./documented-exports.ts";
import { hiddenInput } from "./hidden-input.ts";
import { importsRunDown } from "./imports-run-down.ts";
import { noMachinePaths } from "./no-machine-paths.ts";
import { noSilencing } from "./no-silencing.ts";
import { shellLocals } from "./shell-locals.ts";
import { smallFolders } from "./small-folders.ts";
import type { Rule } from "./source-file.ts";
import { uniqueNames } from "./unique-names.ts";
import { usedExports } from "./used-exports.ts";

/** Every house rule. */
export const rules: readonly Rule[] = [
  importsRunDown,
  documentedExports,
  uniqueNames,
  usedExports,
  hiddenInput,
  noSilencing,
  noMachinePaths,
  shellLocals,
  smallFolders,
];
