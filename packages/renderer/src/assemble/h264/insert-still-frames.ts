import { EncodeError } from "../../errors.ts";
import { withStartCodes } from "./nal-units.ts";
import { ParameterSets } from "./parameter-sets.ts";
import type { StreamParameters } from "./parameter-sets.ts";
import { readPictures } from "./read-pictures.ts";
import type { Picture, Slice } from "./read-pictures.ts";
import { skipPicture } from "./skip-picture.ts";
import { otherIdrPicId, withFrameNum, withIdrPicId } from "./slice-header.ts";

/** One chunk of the video, encoded without the frames that look like the one before them. */
export interface EncodedChunk {
  /** An H.264 byte stream, cut into pieces anywhere. Its first picture is an IDR picture. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** For each picture of the stream, the number of frames that follow it and look like it. */
  readonly repeats: readonly number[];
}

/** So many still frames are handed on at once: some tens of kilobytes. */
const BATCH = 1000;

/**
 * Joins chunks to one H.264 byte stream in which every encoded picture is followed by its still frames, each an exact
 * copy of it in some tens of bytes. Nothing is encoded again, and no more than one picture is held in memory.
 *
 * All chunks are encoded by x264 with the same settings, among them `-bf 0 -refs 1`: then each picture refers to the
 * one right before it, and a copy can stand there instead. Only slices and parameter sets of the streams are kept.
 *
 * @throws {EncodeError} if a chunk is damaged, was encoded otherwise, or has not as many pictures as `repeats`.
 */
export async function* insertStillFrames(
  chunks: Iterable<EncodedChunk> | AsyncIterable<EncodedChunk>,
): AsyncGenerator<Uint8Array, void> {
  const sets = new ParameterSets();
  const writer = new PictureWriter();
  let index = 0;
  for await (const chunk of chunks) {
    try {
      yield* chunkPictures(chunk, sets, writer);
    } catch (error) {
      throw error instanceof EncodeError ? new EncodeError(`Chunk ${index}: ${error.message}`, error) : error;
    }
    index += 1;
  }
}

async function* chunkPictures(
  { stream, repeats }: EncodedChunk,
  sets: ParameterSets,
  writer: PictureWriter,
): AsyncGenerator<Buffer, void> {
  let count = 0;
  for await (const picture of readPictures(stream, sets)) {
    const stills = repeats[count];
    if (stills === undefined) {
      throw new EncodeError(
        `The H.264 stream has more pictures than the ${repeats.length} that were encoded.`,
      );
    }
    yield writer.encoded(picture, sets.current);
    yield* writer.stills(stills, sets.current);
    count += 1;
  }
  if (count < repeats.length) {
    throw new EncodeError(
      `The H.264 stream ends after ${count} of the ${repeats.length} pictures that were encoded.`,
    );
  }
}

/** Numbers the pictures of the whole video. */
class PictureWriter {
  #frameNum = 0;
  #idrPicId: number | null = null;
  /** By `frame_num`: all else in them is the same. */
  readonly #skipPictures = new Map<number, Buffer>();

  encoded({ parameterSets, slices }: Picture, parameters: StreamParameters): Buffer {
    const idrPicId = slices[0]?.header.idrPicId;
    if (idrPicId) {
      this.#frameNum = 0;
      // An IDR picture right after another one has to have another number: H.264 clause 7.4.3.
      const isTaken = idrPicId.value === this.#idrPicId;
      this.#idrPicId = isTaken ? otherIdrPicId(idrPicId.value) : idrPicId.value;
    } else this.#advance(parameters);
    const nals = [...parameterSets, ...slices.map((slice) => this.#numbered(slice))];
    return withStartCodes(nals);
  }

  #numbered({ nal, header }: Slice): Buffer {
    return this.#idrPicId !== null && header.idrPicId
      ? withIdrPicId(nal, header, this.#idrPicId)
      : withFrameNum(nal, header, this.#frameNum);
  }

  *stills(count: number, parameters: StreamParameters): Generator<Buffer, void> {
    for (let done = 0; done < count; done += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, count - done) }, () => this.#still(parameters));
      yield Buffer.concat(batch);
    }
  }

  #still(parameters: StreamParameters): Buffer {
    this.#advance(parameters);
    const known = this.#skipPictures.get(this.#frameNum);
    const picture = known ?? withStartCodes([skipPicture(parameters, this.#frameNum)]);
    if (!known) this.#skipPictures.set(this.#frameNum, picture);
    return picture;
  }

  #advance({ frameNumBits }: StreamParameters): void {
    this.#frameNum = (this.#frameNum + 1) % 2 ** frameNumBits;
  }
}
