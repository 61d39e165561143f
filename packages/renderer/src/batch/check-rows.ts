import { interruptible } from "../cancellation/interruptible.ts";
import { inPhase } from "../errors.ts";
import { resolveBatchOptions, type BatchOptions } from "./batch-options.ts";
import type { DataCheck } from "./rows/check-batch.ts";

/**
 * Looks for everything in a file of data that would keep rows from being rendered, without rendering or writing anything.
 *
 * @throws {RenderError} if an option or the template is wrong, or the file cannot be read on.
 */
export async function checkRows(path: string, given: BatchOptions): Promise<DataCheck> {
  const { checkBatch } = await import("./rows/check-batch.ts");
  return interruptible(
    given,
    () => inPhase("prepare", () => checkBatch(path, resolveBatchOptions(given))),
    "The check was interrupted.",
  );
}
