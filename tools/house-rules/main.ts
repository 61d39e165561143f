import { join } from "node:path";
import { repositoryFiles } from "./repository.ts";
import { rules } from "./rules.ts";

const files = repositoryFiles(join(import.meta.dirname, "../.."));
const faults = rules.flatMap((rule) => rule(files));
for (const { path, line, message } of faults) console.error(`${path}:${line}: ${message}`);
if (faults.length > 0) process.exitCode = 1;
