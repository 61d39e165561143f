import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Demands } from "./demands.ts";

/** A file that can be fetched. */
interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
  readonly demands?: Demands | undefined;
}

/** Files behind signed addresses that expire, as a cloud's storage has them. */
export class FileStore {
  /** Whether any request to storage bore a key, which none may. */
  keySeen = false;
  readonly #files = new Map<string, StoredFile>();
  readonly #places = new Map<string, { readonly type: string; readonly bytes: number }>();
  readonly #secret = randomBytes(32);
  readonly #base: () => string;
  readonly #now: () => number;

  /** @param now Milliseconds since 1970, emulated. */
  constructor(base: () => string, now: () => number) {
    this.#base = base;
    this.#now = now;
  }

  put(id: string, file: StoredFile): void {
    this.#files.set(id, file);
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** Lets one file of that length be uploaded. */
  expect(id: string, place: { readonly type: string; readonly bytes: number }): void {
    this.#places.set(id, place);
  }

  /** An address that holds for some seconds. */
  sign(id: string, seconds: number): string {
    const expires = Math.floor(this.#now() / 1000 + seconds);
    const name = encodeURIComponent(this.#files.get(id)?.name ?? "upload");
    return `${this.#base()}/${id}/${name}?expires=${expires}&signature=${this.#signature(id, expires)}`;
  }

  /** Serves `GET`, whole or from a place on, and `PUT`. */
  serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers["x-api-key"] !== undefined || request.headers.authorization !== undefined)
      this.keySeen = true;
    const url = new URL(request.url ?? "/", "http://storage");
    const id = url.pathname.split("/")[1] ?? "";
    if (!this.#isValid(id, url.searchParams)) return end(response, 403);
    if (request.method === "PUT") return this.#receive(id, request, response);
    const file = this.#files.get(id);
    return file ? send(file, request, response) : end(response, 404);
  }

  #isValid(id: string, query: URLSearchParams): boolean {
    const expires = Number(query.get("expires"));
    const given = Buffer.from(query.get("signature") ?? "");
    const right = Buffer.from(this.#signature(id, expires));
    return given.length === right.length && timingSafeEqual(given, right) && this.#now() / 1000 < expires;
  }

  #receive(id: string, request: IncomingMessage, response: ServerResponse): void {
    const place = this.#places.get(id);
    if (!place || Number(request.headers["content-length"]) !== place.bytes) return end(response, 400);
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      this.put(id, { name: "upload", type: place.type, content: Buffer.concat(parts) });
      end(response, 200);
    });
  }

  #signature(id: string, expires: number): string {
    return createHmac("sha256", this.#secret).update(`${id} ${expires}`).digest("hex");
  }
}

function send(file: StoredFile, request: IncomingMessage, response: ServerResponse): void {
  const { content, demands } = file;
  if (demands?.take("expired")) return end(response, 403);
  if (demands?.has("wrong-type")) {
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Not what you wanted</h1>");
    return undefined;
  }
  const etag = `"${createHash("sha256").update(content).digest("hex").slice(0, 32)}"`;
  const ranged = !demands?.has("no-range");
  const from = ranged && request.headers["if-range"] === etag ? firstByte(request.headers.range) : 0;
  if (from >= content.length) return end(response, 416);
  const rest = content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    "content-type": file.type,
    "content-length": rest.length,
    ...(ranged && { etag, "accept-ranges": "bytes" }),
    ...(from > 0 && { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` }),
  });
  if (!demands?.take("truncate")) {
    response.end(rest);
    return undefined;
  }
  response.write(rest.subarray(0, Math.ceil(rest.length / 2)), () => response.destroy());
  return undefined;
}

function firstByte(range: string | undefined): number {
  return Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": 0 }).end();
}
