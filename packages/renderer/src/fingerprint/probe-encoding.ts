import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { digestOf, makeScratchFolder, type Digest } from "@hyperframes-engine/store";
import { runFfmpeg } from "../assemble/run-ffmpeg.ts";
import { h264Arguments } from "../encode/h264-arguments.ts";
import { unlessKilled } from "../ffmpeg/killed-error.ts";
import type { OptionValues } from "../options.ts";
import { probeSize } from "./probe-page.ts";

const FRAMES = 6;
const PICTURE_BYTES = (probeSize.width * probeSize.height * 3) / 2;
/** Moves the picture by so many pixels a frame. */
const SPEED = 3;

/** Encodes fixed pixels as a render encodes H.264: the digest of what comes out. */
export async function probeEncoding({
  ffmpeg,
  environment,
  signal,
}: Pick<OptionValues, "ffmpeg" | "environment" | "signal">): Promise<Digest> {
  await using scratch = await makeScratchFolder(environment.temporaryFolder);
  const file = join(scratch.path, "probe.h264");
  const rate = { numerator: 30, denominator: 1 };
  const given = h264Arguments({ ...probeSize, rate, quality: "standard", crf: null, bitrate: null });
  await unlessKilled(() =>
    runFfmpeg({ ffmpeg, arguments: [...given, file], input: Readable.from(pictures()), file, signal }),
  );
  return digestOf(await readFile(file));
}

/** Waves that move, with noise that is the same each time: an encoder has to choose all the time. */
function* pictures(): Generator<Uint8Array, void> {
  let seed = 1;
  for (let number = 0; number < FRAMES; number += 1) {
    const picture = new Uint8Array(PICTURE_BYTES);
    for (let index = 0; index < PICTURE_BYTES; index += 1) {
      // https://en.wikipedia.org/wiki/Linear_congruential_generator
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const column = (index + number * SPEED) % probeSize.width;
      picture[index] = 40 + ((column * column) >> 9) + (seed >>> 27);
    }
    yield picture;
  }
}
