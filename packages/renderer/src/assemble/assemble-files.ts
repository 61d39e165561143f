import { createReadStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDiskFull } from "@hyperframes-engine/errors";
import { diskFull, EncodeError } from "../errors.ts";
import type { FileRequest } from "./assemble-request.ts";
import { withPngComment } from "./png/png-comment.ts";
import { splitPngs } from "./png/split-pngs.ts";
import type { Segment } from "./segment.ts";

/**
 * Writes a folder of pictures, a PNG for each frame, numbered from 0 as `frameName` says. A picture that stays is
 * written again.
 *
 * @throws {EncodeError} if a segment has not as many pictures as it should.
 * @throws {OutputError} if the disk is full.
 */
export async function assembleFiles(segments: readonly Segment[], request: FileRequest): Promise<void> {
  await mkdir(request.file, { recursive: true });
  let frame = 0;
  for (const { file, repeats } of segments) {
    let pictures = 0;
    for await (const png of splitPngs(createReadStream(file, { signal: request.signal }))) {
      const commented = withPngComment(png, request.comment);
      const last = frame + (repeats[pictures] ?? 0);
      for (; frame <= last; frame += 1) await writePicture(request, frame, commented);
      pictures += 1;
    }
    if (pictures !== repeats.length) {
      throw new EncodeError(`A segment has ${pictures} pictures instead of ${repeats.length}.`);
    }
  }
}

async function writePicture({ file, frameName }: FileRequest, frame: number, png: Buffer): Promise<void> {
  const path = join(file, frameName(frame));
  await writeFile(path, png).catch((error: unknown) => {
    throw isDiskFull(error) ? diskFull(path, error) : error;
  });
}
