import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { NoConnection } from "@hyperframes-engine/network";
import { api } from "../api/api.ts";
import { HeyGenError, interrupted } from "../errors.ts";
import type { CallOptions, HeyGenClient } from "./client.ts";
import { requestOutside, type StorageRules } from "./outside-request.ts";

/** The most that a form may carry; larger files go straight to storage. */
export const MAX_FORM_BYTES = 32 * 2 ** 20;

/** A file at HeyGen. */
export interface UploadedAsset {
  readonly asset_id: string;
  readonly url: string;
  readonly mime_type: string;
  readonly size_bytes: number;
}

/**
 * Uploads a file, streamed: in a form up to 32 MB, straight to storage above.
 *
 * @param file A path, and the media type if it is known. HeyGen looks at the bytes itself.
 * @throws {HeyGenError} if the file cannot be read, or the upload fails.
 */
export async function uploadAsset(
  client: HeyGenClient,
  file: { readonly path: string; readonly type?: string },
  options: CallOptions = {},
): Promise<UploadedAsset> {
  const source = await fileSource(file.path, file.type ?? "application/octet-stream");
  if (source.size > MAX_FORM_BYTES) return uploadDirectly(client, source, options);
  const { data } = await client.call(api.asset.create, { body: { file: source } }, options);
  return data;
}

async function uploadDirectly(
  client: HeyGenClient,
  source: File,
  options: CallOptions,
): Promise<UploadedAsset> {
  const { signal } = options;
  const checksum = await sha256(source, signal);
  const announced = {
    filename: source.name,
    content_type: source.type,
    size_bytes: source.size,
    checksum_sha256: checksum,
  };
  const { data: place } = await client.call(api.asset.directUploads.create, { body: announced }, options);
  if (place.max_bytes < source.size) {
    throw new HeyGenError(
      "upload-failed",
      `${source.name} has ${source.size} bytes, but HeyGen takes ${place.max_bytes}.`,
    );
  }
  const headers: Record<string, string> = { "content-type": source.type };
  for (const [name, value] of Object.entries(place.upload_headers))
    headers[name.toLowerCase()] = String(value);
  const status = await put(
    checkStorage(place.upload_url, client.allowHttp),
    { source, headers: { ...headers, "content-length": `${source.size}` }, options },
    client.storage,
  );
  if (status < 200 || status > 299) {
    throw new HeyGenError(
      "upload-failed",
      `${source.name}: HeyGen's storage answered with status ${status}.`,
      { status },
    );
  }
  const path = { asset_id: place.asset_id };
  const { data } = await client.call(
    api.asset.complete.create,
    { path, body: { checksum_sha256: checksum } },
    { signal },
  );
  return data;
}

/** Puts a file where HeyGen's answer says, and returns the status. */
async function put(
  address: string,
  { source, headers, options }: Put,
  storage: StorageRules,
): Promise<number> {
  const limit = AbortSignal.timeout((options.timeoutSeconds ?? 3600) * 1000);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  try {
    const request = { method: "PUT", headers, body: source.stream(), signal } as const;
    const answer = await requestOutside(address, request, storage);
    answer.destroy();
    return answer.statusCode ?? 0;
  } catch (error) {
    if (options.signal?.aborted) throw interrupted();
    if (limit.aborted) {
      throw new HeyGenError("timed-out", `The upload of ${source.name} took too long.`, { code: "timeout" });
    }
    const reason = error instanceof NoConnection ? `: ${error.message}` : "";
    throw new HeyGenError("upload-failed", `The upload of ${source.name} failed${reason}.`, {
      code: "network_error",
      cause: error,
    });
  }
}

/** A file on its way to storage. */
interface Put {
  readonly source: File;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: CallOptions;
}

/** The file, which is read as it is sent. Reading fails should it have changed meanwhile. */
async function fileSource(path: string, type: string): Promise<File> {
  try {
    const status = await stat(path);
    if (!status.isFile() || status.size === 0) {
      throw new HeyGenError("file-failed", `${path} is ${status.isFile() ? "empty" : "not a file"}.`);
    }
    return new File([await openAsBlob(path)], basename(path), { type });
  } catch (error) {
    if (error instanceof HeyGenError) throw error;
    throw new HeyGenError("file-failed", `${path} cannot be read.`, { cause: error });
  }
}

async function sha256(source: File, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(source.stream(), hash, signal ? { signal } : {});
  return hash.digest("hex");
}

function checkStorage(url: string, allowHttp: boolean): string {
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  if (protocol === "https:" || (allowHttp && protocol === "http:")) return url;
  throw new HeyGenError("upload-failed", "HeyGen's address for the upload is not an https address.");
}
