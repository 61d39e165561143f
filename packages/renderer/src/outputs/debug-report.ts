import { cp, rm, writeFile } from "node:fs/promises";
import type { ChunkRecord } from "../chunk/chunk-store.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import { debugFolderOf } from "./render-outputs.ts";
import type { RenderResult } from "./render-result.ts";

/** Keeps a render's segments in a folder `FILE.debug` beside the video, with a report of how it was made. */
export async function keepIntermediates(
  result: RenderResult,
  { plan, records, folder }: { plan: Plan; records: readonly ChunkRecord[]; folder: string },
): Promise<void> {
  const target = debugFolderOf(result.file);
  await rm(target, { recursive: true, force: true });
  await cp(folder, target, { recursive: true });
  const chunks = plan.chunks.map((chunk, index) => ({ ...chunk, ...records[index] }));
  await writeFile(
    `${target}/report.json`,
    `${JSON.stringify({ result, plan: { ...plan, chunks } }, null, 2)}\n`,
  );
}
