import type { Stats } from "node:fs";
import { access, lstat, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { makeWhole } from "@hyperframes-engine/store";
import { HeyGenError, interrupted } from "../errors.ts";
import type { HeyGenClient } from "./client.ts";
import { Transfer } from "./transfer.ts";

/** A file to fetch from where HeyGen keeps it. */
export interface DownloadRequest {
  /** The signed address. */
  readonly url: string;
  /** Asks for a new address when the old one has expired. */
  readonly refresh?: (() => Promise<string>) | undefined;
  /** The file to write. It appears whole or not at all. */
  readonly target: string;
  /** Replace the target if it is there. @default false */
  readonly overwrite?: boolean;
  /** @default 4 GiB */
  readonly maxBytes?: number;
  /** What the media type may begin with, such as `video/`. `application/octet-stream` always may. @default all but HTML */
  readonly types?: readonly string[];
  /** For silence, not for the whole. @default 60 */
  readonly idleSeconds?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What was fetched. */
export interface Downloaded {
  readonly path: string;
  readonly bytes: number;
  readonly type: string;
}

/** Tries in all; each that brought something is followed by another from there. */
const maxTries = 6;

/**
 * Fetches a file: resumes after a cut, asks for a new address when it has expired, checks type and length, and
 * writes beside the target before it is renamed. The key is never sent, and only public addresses are connected to, but
 * for the host that the user has named for the API.
 *
 * @throws {HeyGenError} if it cannot be fetched whole or written.
 */
export async function download(client: HeyGenClient, request: DownloadRequest): Promise<Downloaded> {
  const { target } = request;
  const fetched = { path: target, bytes: 0, type: "" };
  try {
    await checkTarget(request);
    // No folder is made for what may be misspelt.
    await access(dirname(target));
    const fetch = async (partial: string): Promise<void> => {
      Object.assign(fetched, await fetchTo(partial, client, request));
      await checkTarget(request);
    };
    await makeWhole(target, fetch, { durable: true });
    return fetched;
  } catch (error) {
    if (error instanceof HeyGenError) throw error;
    const details = { code: "cli_file_io_error", cause: error };
    const { code } = error as NodeJS.ErrnoException;
    const message =
      code === "ENOSPC" || code === "EDQUOT"
        ? `The disk is full: ${request.target} could not be written. Free some space.`
        : `${request.target} cannot be written${code === undefined ? "" : ` (${code})`}.`;
    throw new HeyGenError("file-failed", message, details);
  }
}

/** Before anything is fetched, and again before it is put there. Somebody else reads or writes links, pipes and devices. */
async function checkTarget({ target, overwrite }: DownloadRequest): Promise<void> {
  const info = await lstat(target).catch(() => null);
  if (!info || (info.isFile() && overwrite)) return;
  const message = info.isFile()
    ? `${target} is there already.`
    : `${target} is ${kindOf(info)}, which is never replaced. Name another file.`;
  throw new HeyGenError("file-failed", message, { code: "file_exists" });
}

function kindOf(info: Stats): string {
  if (info.isSymbolicLink()) return "a symbolic link";
  if (info.isDirectory()) return "a folder";
  return info.isFIFO() ? "a named pipe" : "a device or a socket";
}

async function fetchTo(
  file: string,
  client: HeyGenClient,
  request: DownloadRequest,
): Promise<Omit<Downloaded, "path">> {
  await using handle: FileHandle = await open(file, "wx");
  const transfer = new Transfer(handle, { ...request, allowHttp: client.allowHttp, storage: client.storage });
  for (let tries = 1; ; tries++) {
    const problem = await transfer.run();
    if (!problem) return transfer.result();
    if (request.signal?.aborted) throw interrupted();
    if (problem.final || tries === maxTries) throw problem.error;
    if (problem.expired) await renew(transfer, request, problem.error);
    else await client.wait(Math.min(8, 2 ** (tries - 1)) / 4, request.signal);
  }
}

async function renew(transfer: Transfer, { refresh }: DownloadRequest, error: HeyGenError): Promise<void> {
  if (!refresh || transfer.renewals === 2) throw error;
  transfer.renew(await refresh());
}
