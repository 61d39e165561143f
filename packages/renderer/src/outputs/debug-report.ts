import { cp, rm, writeFile } from "node:fs/promises";
import type { ChunkRecord } from "../chunk/chunk-store.ts";
import type { RenderManifest } from "../manifest/render-manifest.ts";
import { debugFolderOf } from "./render-outputs.ts";
import type { RenderResult } from "./render-result.ts";

/** What a video was made of. */
interface KeptParts {
  readonly manifest: RenderManifest;
  readonly records: readonly ChunkRecord[];
  /** Where the segments are. */
  readonly folder: string;
}

/** Keeps a render's segments in a folder `FILE.debug` beside the video, with a report of how it was made. */
export async function keepIntermediates(
  result: RenderResult,
  { manifest, records, folder }: KeptParts,
): Promise<void> {
  const target = debugFolderOf(result.file);
  await rm(target, { recursive: true, force: true });
  await cp(folder, target, { recursive: true });
  const chunks = manifest.plan.chunks.map((chunk, index) => ({ ...chunk, ...records[index] }));
  await writeFile(`${target}/report.json`, `${JSON.stringify({ result, chunks, manifest }, null, 2)}\n`);
}
