import type { FileHandle } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { NoConnection } from "@hyperframes-engine/network";
import { HeyGenError } from "../errors.ts";
import type { DownloadRequest } from "./download.ts";
import { requestOutside, type StorageRules } from "./outside-request.ts";
import { plainBody } from "./plain-body.ts";

/** Why a try ended early. */
interface TransferProblem {
  readonly error: HeyGenError;
  /** Another try would end the same. */
  readonly final?: boolean;
  /** A new address may help. */
  readonly expired?: boolean;
}

/** A download, and where it may lead. */
interface TransferRequest extends DownloadRequest {
  readonly allowHttp: boolean;
  readonly storage: StorageRules;
}

/** A download over as many tries as it takes. */
export class Transfer {
  renewals = 0;
  readonly #handle: FileHandle;
  readonly #request: TransferRequest;
  #url: string;
  #bytes = 0;
  #total: number | undefined;
  #etag: string | undefined;
  #type = "";

  constructor(handle: FileHandle, request: TransferRequest) {
    this.#handle = handle;
    this.#request = request;
    this.#url = request.url;
  }

  /** Goes on with another address of the same file. */
  renew(url: string): void {
    this.renewals += 1;
    this.#url = url;
  }

  result(): { readonly bytes: number; readonly type: string } {
    return { bytes: this.#bytes, type: this.#type };
  }

  /** One try. Returns undefined when the file is whole. */
  async run(): Promise<TransferProblem | undefined> {
    const watch = new IdleWatch(this.#request.idleSeconds ?? 60, this.#request.signal);
    let answer: IncomingMessage | undefined;
    try {
      answer = await this.#fetch(watch.signal);
      const problem = this.#problemOf(answer) ?? (await this.#start(answer));
      if (problem) return problem;
      for await (const part of plainBody(answer) as AsyncIterable<Uint8Array>) {
        watch.alive();
        await this.#write(part);
      }
      return this.#total === undefined || this.#total === this.#bytes ? undefined : this.#brokeOff();
    } catch (error) {
      if (error instanceof HeyGenError) return { error, final: true };
      if (error instanceof NoConnection && error.refused) return { error: refusal(error), final: true };
      if (isFileFault(error)) throw error;
      return this.#brokeOff(error);
    } finally {
      watch.stop();
      // What is not read to its end would hold the connection, and with it the process.
      answer?.destroy();
    }
  }

  /** Follows redirects itself, so that none leads to plain http or into the own network. */
  async #fetch(signal: AbortSignal): Promise<IncomingMessage> {
    const resume = this.#bytes > 0 && this.#etag !== undefined;
    const range = resume ? { range: `bytes=${this.#bytes}-`, "if-range": this.#etag ?? "" } : {};
    // A compressed answer has another length, and no place to resume from.
    const headers = { accept: "*/*", "accept-encoding": "identity", ...range };
    let url = this.#url;
    for (let hops = 0; hops < 6; hops++) {
      const address = checkAddress(url, this.#request.allowHttp);
      const answer = await requestOutside(address, { method: "GET", headers, signal }, this.#request.storage);
      const { statusCode = 0, headers: fields } = answer;
      const { location } = fields;
      if (statusCode < 300 || statusCode > 399 || location === undefined) return answer;
      answer.destroy();
      if (!URL.canParse(location, url)) break;
      url = new URL(location, url).href;
    }
    throw new HeyGenError("download-failed", "The download leads from address to address without an end.");
  }

  #problemOf({ statusCode: status = 0, headers }: IncomingMessage): TransferProblem | undefined {
    if (status === 200 || status === 206) return this.#typeProblem(headers["content-type"] ?? "");
    const details = { code: "cli_download_failed", status };
    const failed = new HeyGenError(
      "download-failed",
      `The download was answered with status ${status}.`,
      details,
    );
    if (status === 403 || status === 404 || status === 410) {
      const message = `The address has expired (status ${status}). Ask for the job again to get a new one.`;
      const error = new HeyGenError("download-failed", message, { code: "cli_download_url_expired", status });
      return { error, expired: true };
    }
    if (status === 416) this.#etag = undefined;
    return { error: failed, final: status < 500 && status !== 416 && status !== 429 };
  }

  #typeProblem(header: string): TransferProblem | undefined {
    const type = header.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    this.#type = type;
    const { types } = this.#request;
    const known = type === "" || type === "application/octet-stream" || type === "binary/octet-stream";
    const wanted = types ? types.some((start) => type.startsWith(start)) : type !== "text/html";
    if (known || wanted) return undefined;
    const expected = types ? ` instead of ${types.join(" or ")}` : "";
    const shown = type.replaceAll(/[^\w/+.-]/g, "?").slice(0, 100);
    const error = new HeyGenError("download-failed", `The download is of type ${shown}${expected}.`);
    return { error, final: true };
  }

  /** Takes up where the last try ended, or begins anew. */
  async #start({ statusCode: status, headers }: IncomingMessage): Promise<TransferProblem | undefined> {
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers["content-range"] ?? "");
    if (status === 206 && (!range || Number(range[1]) !== this.#bytes || Number(range[2]) !== this.#total)) {
      this.#etag = undefined;
      return this.#brokeOff();
    }
    if (status === 206) return undefined;
    this.#bytes = 0;
    await this.#handle.truncate(0);
    const length = headers["content-length"];
    // The length of something compressed, though it was not asked for, is not that of the file.
    const plain = (headers["content-encoding"] ?? "identity") === "identity";
    this.#total = length === undefined || !plain ? undefined : Number(length);
    const { etag } = headers;
    // Weak ones do not promise the same bytes.
    this.#etag = plain && etag?.startsWith('"') ? etag : undefined;
    this.#checkSize(this.#total ?? 0);
    return undefined;
  }

  async #write(part: Uint8Array): Promise<void> {
    this.#checkSize(this.#bytes + part.byteLength);
    await this.#handle.write(part, 0, part.byteLength, this.#bytes);
    this.#bytes += part.byteLength;
  }

  #checkSize(bytes: number): void {
    const most = this.#request.maxBytes ?? 4 * 2 ** 30;
    if (bytes > most) throw new HeyGenError("download-failed", `The download is larger than ${most} bytes.`);
  }

  #brokeOff(cause?: unknown): TransferProblem {
    const message = `The download broke off after ${this.#bytes} of ${this.#total ?? "unknown"} bytes.`;
    return {
      error: new HeyGenError("download-failed", message, { code: "cli_download_interrupted", cause }),
    };
  }
}

/** Ends a transfer that has been silent for too long. */
class IdleWatch {
  readonly signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;

  constructor(seconds: number, outer: AbortSignal | undefined) {
    const silent = new AbortController();
    this.#timer = setTimeout(() => silent.abort(), seconds * 1000);
    this.signal = outer ? AbortSignal.any([outer, silent.signal]) : silent.signal;
  }

  alive(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

function checkAddress(url: string, allowHttp: boolean): string {
  const { protocol, username } = URL.canParse(url) ? new URL(url) : { protocol: "", username: "" };
  if (username === "" && (protocol === "https:" || (allowHttp && protocol === "http:"))) return url;
  throw new HeyGenError("download-failed", "The address of the download is not an https address.");
}

function refusal(error: NoConnection): HeyGenError {
  const details = { code: "cli_download_failed", cause: error };
  return new HeyGenError("download-failed", `The download is refused: ${error.message}.`, details);
}

/** A full disk is not a cut connection: the file system names what it was doing. */
function isFileFault(error: unknown): boolean {
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall === "write" || syscall === "ftruncate" || syscall === "open";
}
