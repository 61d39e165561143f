import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import type { Digest, FileStore } from "@hyperframes-engine/store";
import { differsVisibly } from "../../capture/differs-visibly.ts";
import { missingContent } from "../../manifest/contents.ts";
import type { RenderedChunk } from "./chunk-into-store.ts";

const decompress = promisify(inflateRaw);

/**
 * Whether a chunk begins as the one before it has ended. Where chunks that were jumped to do not, the page is no function of time:
 * then all of its chunks are to be rendered again, stepped.
 */
export async function isSeamWhole(
  before: RenderedChunk,
  after: RenderedChunk,
  files: FileStore,
): Promise<boolean> {
  if (before.approach === "step" && after.approach === "step") return true;
  if (before.seamHash === null || before.seamHash === after.firstHash) return before.seamHash !== null;
  const { seam } = before.pictures;
  const { first } = after.pictures;
  if (seam === null || first === null) return false;
  return !differsVisibly(await readPicture(seam, files), await readPicture(first, files));
}

async function readPicture(digest: Digest, files: FileStore): Promise<Buffer> {
  const content = await files.open(digest);
  if (!content) throw missingContent(digest);
  return decompress(await buffer(content));
}
