import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { isDigest, type ByteRange, type FileStore } from "@hyperframes-engine/store";
import parseRange from "range-parser";
import { contentDisposition } from "./content-disposition.ts";

/** A file that is asked for over HTTP. */
export interface AnsweredFile {
  readonly files: Pick<FileStore, "has" | "open" | "openPart">;
  /** The SHA-256 by which it is kept. */
  readonly digest: string;
  readonly bytes: number;
  readonly contentType: string;
  /** Under which it is kept where somebody downloads it; any text. */
  readonly name: string;
}

/**
 * Answers a GET or HEAD of a file, or of a part of it: 200, 206, 304, 404 or 416. What is damaged breaks off, so that nobody takes it for the
 * whole. https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 *
 * @throws what the store throws if it cannot be asked.
 */
export async function answerRange(request: Request, file: AnsweredFile): Promise<Response> {
  const tag = `"${file.digest}"`;
  const headers = headersOf(file, tag);
  if (isKnown(request, tag)) return new Response(null, { status: 304, headers });
  const range = wantedRange(request, file, tag);
  if (range === "none") {
    return answered(416, { ...headers, "content-range": `bytes */${file.bytes}`, "content-length": "0" });
  }
  const isPart = range !== null;
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  const fields = {
    ...headers,
    "content-length": String(end - start + 1),
    ...(isPart ? { "content-range": `bytes ${start}-${end}/${file.bytes}` } : {}),
  };
  if (request.method === "HEAD") return answered((await isKept(file)) ? 200 : 404, fields);
  const content = await contentOf(file, range);
  return content ? answered(isPart ? 206 : 200, fields, content) : answered(404, {});
}

function answered(
  status: number,
  headers: Readonly<Record<string, string>>,
  content: Readable | null = null,
): Response {
  const body = content && (Readable.toWeb(content) as NodeReadableStream<Uint8Array>);
  return new Response(body, {
    status,
    headers: status === 404 ? {} : headers,
  });
}

function headersOf({ contentType, name }: AnsweredFile, tag: string): Readonly<Record<string, string>> {
  return {
    "accept-ranges": "bytes",
    "content-type": contentType,
    "content-disposition": contentDisposition(name, contentType),
    // A type is what is said, and not what a browser makes of the first bytes.
    "x-content-type-options": "nosniff",
    etag: tag,
    // Whoever shares a cache may not have the address; and where it has expired, what is kept must not be shown.
    "cache-control": "private, no-cache",
  };
}

/** Whether whoever asks has it already. Weak tags count here: https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match */
function isKnown({ headers }: Request, tag: string): boolean {
  const known = headers.get("if-none-match");
  if (known === null) return false;
  return known.split(",").some((one) => one.trim().replace(/^W\//, "") === tag || one.trim() === "*");
}

/** The part that is wanted; `null` for the whole, also of several parts, as allowed; `none` where there is no such part. */
function wantedRange(
  { method, headers }: Request,
  file: AnsweredFile,
  tag: string,
): ByteRange | "none" | null {
  const wanted = headers.get("range");
  const condition = headers.get("if-range");
  // A part of something else would not belong to the parts that are there. Dates say nothing here, as there is none in our answers.
  const holds = condition === null || condition.trim() === tag;
  if (wanted === null || method !== "GET" || !holds) return null;
  const last = Number(/^bytes=-(\d+)$/.exec(wanted.trim())?.[1] ?? 0);
  // The library knows no such part; yet a file has all its last bytes, however many are wanted.
  if (last >= file.bytes && file.bytes > 0) return { start: 0, end: file.bytes - 1 };
  const ranges = parseRange(file.bytes, wanted, { combine: true });
  if (ranges === -1) return "none";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

async function isKept({ files, digest }: AnsweredFile): Promise<boolean> {
  return isDigest(digest) && files.has(digest);
}

/** What is wanted wholly is checked, also where it was asked for as a part. */
async function contentOf(
  { files, digest, bytes }: AnsweredFile,
  range: ByteRange | null,
): Promise<Readable | null> {
  if (!isDigest(digest)) return null;
  const isWhole = range === null || (range.start === 0 && range.end === bytes - 1);
  return isWhole ? files.open(digest) : files.openPart(digest, range);
}
