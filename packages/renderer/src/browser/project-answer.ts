import { open, type FileHandle } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import parseRange from "range-parser";
import { contentTypeOf } from "./content-type.ts";
import { animatedHeader, animatedTypes } from "./pictures/animated-pictures.ts";
import { DECISIVE_BYTES, isAnimatedPicture } from "./pictures/is-animated-picture.ts";
import type { ProjectEntry } from "./project-path.ts";

type FileEntry = ProjectEntry & { readonly kind: "file" };

/**
 * Sends a file, or the part of it that the browser asks for.
 *
 * @throws if the file cannot be read: while nothing has been sent if it cannot be opened.
 */
export async function sendFile(
  file: FileEntry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const range = requestedRange(request, file.size);
  if (range === "unsatisfiable") {
    response.setHeader("Content-Range", `bytes */${file.size}`);
    return sendText(response, 416, `${file.path} has ${file.size} bytes.`);
  }
  const type = contentTypeOf(file.path);
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  // Opened before anything is sent, so that a file that cannot be read is answered as such.
  await using handle = await open(file.realPath);
  if (animatedTypes.test(type)) response.setHeader(animatedHeader, (await isAnimated(handle)) ? "yes" : "no");
  if (range) response.setHeader("Content-Range", `bytes ${start}-${end}/${file.size}`);
  // A file that is cut off while it is sent must not leave the browser to wait for the rest: this makes `end` throw.
  response.strictContentLength = true;
  response.writeHead(range ? 206 : 200, {
    "Content-Type": type,
    "Content-Length": end - start + 1,
    "Accept-Ranges": "bytes",
    // A file may be edited while the browser lives; pictures in use are not fetched again for this.
    "Cache-Control": "no-store",
  });
  if (request.method === "GET" && file.size > 0) {
    await pipeline(handle.createReadStream({ start, end, autoClose: false }), response, { end: false });
  }
  response.end();
}

async function isAnimated(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  const bytes = Buffer.alloc(Math.min(size, DECISIVE_BYTES));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  return isAnimatedPicture(bytes.subarray(0, bytesRead));
}

/** Several ranges in one request are answered with the whole file, as https://www.rfc-editor.org/rfc/rfc9110#section-14.2 allows. */
function requestedRange(
  { headers }: IncomingMessage,
  size: number,
): { readonly start: number; readonly end: number } | "unsatisfiable" | undefined {
  // Without validators in our answers, no condition on them can hold.
  if (headers.range === undefined || headers["if-range"] !== undefined) return undefined;
  const ranges = parseRange(size, headers.range, { combine: true });
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return undefined;
  return ranges[0];
}

/** Sends the browser to the folder's address with a slash, without which relative addresses in its page do not hold. */
export function sendRedirect(response: ServerResponse, path: string, query: string | undefined): void {
  response.setHeader("Location", `/${encodePath(path)}/${query === undefined ? "" : `?${query}`}`);
  sendText(response, 302, "This is a folder.");
}

/** Sends JSON. */
export function sendJson(response: ServerResponse, json: string): void {
  sendContent(response, "application/json", json);
}

/** Sends a script. */
export function sendScript(response: ServerResponse, text: string): void {
  sendContent(response, "text/javascript; charset=utf-8", text);
}

/** Sends what is no file as it lies. */
export function sendContent(response: ServerResponse, contentType: string, content: string | Buffer): void {
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", contentType);
  response.end(content);
}

/** Sends a sentence for people. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.end(`${text}\n`);
}

/** A path as it stands in an address, without slash in front. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
