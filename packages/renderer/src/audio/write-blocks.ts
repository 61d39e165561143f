import { open } from "node:fs/promises";
import type { Limiter } from "./limiter.ts";

/**
 * Writes blocks of sound to a file, as they are or through a limiter.
 *
 * @returns whether peaks were lowered; without a limiter, none are.
 */
export async function writeBlocks(
  file: string,
  limiter: Limiter | null,
  blocks: AsyncIterable<Float32Array>,
): Promise<boolean> {
  await using output = await open(file, "w");
  for await (const block of blocks) await output.appendFile(toBytes(limiter?.process(block) ?? block));
  if (limiter) await output.appendFile(toBytes(limiter.flush()));
  return limiter?.limited ?? false;
}

function toBytes(block: Float32Array): Uint8Array {
  return new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
}
