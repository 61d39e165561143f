import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** The bytes of an answer, unpacked if they come compressed. */
export function plainBody(answer: IncomingMessage): Readable {
  const unpack = unpackers[answer.headers["content-encoding"]?.toLowerCase() ?? ""];
  // The reader hears of a failure from the last stream.
  return unpack ? pipeline(answer, unpack(), () => undefined) : answer;
}

const unpackers: Readonly<Record<string, (() => NodeJS.ReadWriteStream & Readable) | undefined>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
