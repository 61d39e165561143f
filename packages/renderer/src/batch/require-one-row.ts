import { resolve } from "node:path";
import { Readable } from "node:stream";
import { readRows } from "../template/read-rows.ts";
import { BatchError } from "./batch-error.ts";

/**
 * Makes sure that a file has one row only, as all would get one name. Standard input can be read only once, and is left alone.
 *
 * @throws {BatchError} if there are several.
 * @throws {DataError} if the file cannot be read.
 */
export async function requireOneRow(data: string, workingFolder: string): Promise<void> {
  if (data === "-") return;
  const file = resolve(workingFolder, data);
  const rows = readRows({ file, standardInput: Readable.from([]), format: null, shown: data, signal: null });
  await rows.next();
  const second = await rows.next();
  await rows.return(undefined);
  if (second.done !== true) throw severalRows(data);
}

/** Several rows would become one file. */
export function severalRows(shown: string): BatchError {
  return new BatchError(
    `${shown} has several rows, but the output has one name for all. Put a field into it: -o 'renders/<<id>>.mp4', or -o 'renders/<<row.number>>.mp4'.`,
  );
}
