import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { NoConnection } from "@hyperframes-engine/network";
import { findKept, keepFile } from "@hyperframes-engine/store";
import { InterruptedError, MediaError, RenderError } from "../errors.ts";
import type { SourcePlaces } from "./locate-source.ts";
import { requestFile, type Validators } from "./request-file.ts";
import { writeFailure } from "./write-failure.ts";

const MIB = 2 ** 20;

/**
 * Downloads a file, or finds it in the cache, where it is kept under its address. The server is asked whether what is
 * there still holds; where it cannot be reached, it does.
 *
 * @returns the path of the file.
 * @throws {MediaError} if the address is refused, or the file cannot be had within the limits.
 */
export async function downloadMedia(url: URL, file: string, places: SourcePlaces): Promise<string> {
  const { signal, limits, outside } = places;
  const kept = await findKept(file);
  const limit = AbortSignal.timeout(limits.time);
  const either = AbortSignal.any([signal, limit]);
  try {
    const known = (kept?.facts ?? {}) as Validators;
    const answer = await requestFile(url, { outside, known, signal: either });
    if (answer.statusCode === 304 && kept) answer.destroy();
    else await keepAnswer(answer, file, { most: limits.bytes, signal: either });
    return file;
  } catch (error) {
    if (signal.aborted) throw new InterruptedError();
    if (kept && error instanceof NoConnection && !error.refused) return file;
    throw explain(error, limit.aborted ? `it took longer than ${limits.time / 1000} s` : null);
  }
}

async function keepAnswer(
  answer: IncomingMessage,
  file: string,
  { most, signal }: { readonly most: number; readonly signal: AbortSignal },
): Promise<void> {
  try {
    await keepFile(file, async (partial) => {
      await pipeline(Readable.from(bounded(answer, most)), createWriteStream(partial), { signal });
      return readHeaders(answer);
    });
  } catch (error) {
    throw writeFailure(file, error);
  } finally {
    answer.destroy();
  }
}

async function* bounded(answer: IncomingMessage, most: number): AsyncGenerator<Uint8Array> {
  const announced = Number(answer.headers["content-length"] ?? 0);
  if (announced > most) throw tooBig(most);
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > most) throw tooBig(most);
    yield part;
  }
}

function tooBig(most: number): MediaError {
  return new MediaError(`is larger than ${Math.round(most / MIB)} MiB; put it into the project folder`);
}

function explain(error: unknown, late: string | null): Error {
  if (late !== null) return new MediaError(`could not be downloaded: ${late}`, error);
  if (error instanceof RenderError) return error;
  if (error instanceof NoConnection && error.refused)
    return new MediaError(`is refused: ${error.message}`, error);
  const reason = error instanceof NoConnection ? error.message : codeOf(error);
  return new MediaError(`could not be downloaded: ${reason}`, error);
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  // The socket is ours to close when a server is silent for too long.
  if (code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE") return "the server stopped sending";
  return code ?? message;
}

function readHeaders({ headers }: IncomingMessage): Validators {
  const { etag, "last-modified": lastModified } = headers;
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}
