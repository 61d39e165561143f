import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { FileDigests } from "@hyperframes-engine/store";
import type { FillableTemplate } from "@hyperframes-engine/template";
import { optionTable } from "../options.ts";
import { version } from "../version.ts";
import type { BatchValues } from "./batch-options.ts";

/** Options that change how a file is made, not what is in it; what programs give besides is none of it either. */
const without = new Set<keyof typeof optionTable>([
  ...(["output", "data", "size", "workers", "timeout", "resume", "variablesFile", "brand"] as const),
  // What they make of rows is in the rows.
  ...(["map", "mapFile", "set", "dataSheet", "dataEncoding"] as const),
  ...(["browser", "ffmpeg", "force", "debug", "frameSource"] as const),
]);
/** What all rows of a batch depend on. */
interface SharedParts extends Pick<FillableTemplate, "loaded" | "size"> {
  readonly options: BatchValues;
}

/** A hash of what all rows depend on: the template's files by their content, the options, the version. */
export async function hashShared(parts: SharedParts): Promise<string> {
  const { loaded, options, size } = parts;
  const { narrationKey, environment } = options;
  const names = Object.keys(optionTable) as Array<keyof typeof optionTable>;
  const wanted = names
    .filter((name) => optionTable[name].flag !== null && !without.has(name))
    .map((name) => [name, options[name]] as const);
  const { variablesFile } = options;
  const variables =
    variablesFile === null ? "" : await readVariables(resolve(environment.workingFolder, variablesFile));
  const hash = createHash("sha256").update(
    JSON.stringify([version, Object.fromEntries(wanted), size, variables, narrationKey]),
  );
  const { manifest } = loaded.template;
  const digests = new FileDigests(environment.cacheFolder);
  hash.update(JSON.stringify([...loaded.made, ...(manifest.brand?.values ?? [])]));
  for (const [path, file] of [...loaded.own, ...loaded.files]) {
    hash.update(`${path}\0${await digests.of(file, options.signal)}\n`);
  }
  return hash.digest("hex");
}

/** A hash of a row and what all rows depend on. The order of its fields does not count. */
export function hashRow(shared: string, data: unknown): string {
  return createHash("sha256")
    .update(shared)
    .update(JSON.stringify(data, inOrder) ?? "")
    .digest("hex")
    .slice(0, 32);
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A file that is not there is told of when it is read for a row. */
async function readVariables(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}
