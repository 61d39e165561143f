import { interruptible } from "../cancellation/interruptible.ts";
import { inPhase } from "../errors.ts";
import { resolveBatchOptions, type BatchOptions, type BatchResult } from "./batch-options.ts";

/**
 * Renders a template once for each row of a file. Rows that are there already, as `manifest.jsonl` beside the outputs says, are
 * left alone; those that fail are told of in the result, and do not keep others from being rendered.
 *
 * @throws {BatchError} if two rows have one output, or one would lie outside of the outputs' folder: then nothing was rendered.
 * @throws {OutputError} if another batch renders into the same folder.
 * @throws {RenderError} if an option or the template is wrong, or what failed would fail for every row.
 */
export async function renderBatch(path: string, given: BatchOptions): Promise<BatchResult> {
  // What only batches need takes longer to load than Node takes to start.
  const { renderAll } = await import("./render-all.ts");
  // Rows are read between two others, too; what a row does says so itself.
  return interruptible(given, () => inPhase("prepare", () => renderAll(path, resolveBatchOptions(given))));
}
