import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  type GetObjectCommandOutput,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import {
  checkedContent,
  DamagedContent,
  makeFolder,
  makeWhole,
  partialName,
  writeHashed,
  type ByteRange,
  type Digest,
  type FileStore,
} from "@hyperframes-engine/store";
import { isMissing, isPassing, storeFault } from "./s3-fault.ts";

/** A bucket, and how it is reached. */
export interface S3Settings {
  readonly bucket: string;
  /** What names of files in it begin with: `videos/`. */
  readonly prefix: string;
  readonly region: string;
  /** `https://…`; `null` for Amazon's own. */
  readonly endpoint: string | null;
  /** Whether the bucket stands in the path of addresses and not in the host, as other vendors want it. */
  readonly pathStyle: boolean;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    /** Of a key that ends after a while. */
    readonly sessionToken?: string;
  };
  /** A folder on this machine, where content is until its digest is known. */
  readonly scratchFolder: string;
  /** How often a request is tried, with longer and longer pauses. */
  readonly attempts: number;
}

/** Larger content goes up in such parts, each of which may be tried again. At most 10,000: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const PART_BYTES = 16 * 2 ** 20;
const PARTS_AT_ONCE = 3;
const CONNECT_MS = 10_000;
/** How long a server may be silent. */
const SILENT_MS = 60_000;
/** How often content is fetched that breaks off. */
const FETCHES = 3;

/** Files in a bucket, which any number of machines share. */
export class S3FileStore implements FileStore {
  readonly #settings: S3Settings;
  readonly #client: S3Client;

  constructor(settings: S3Settings) {
    this.#settings = settings;
    this.#client = new S3Client({
      region: settings.region,
      credentials: { ...settings.credentials },
      forcePathStyle: settings.pathStyle,
      maxAttempts: settings.attempts,
      // Other vendors do not know the checksums that the client would send of itself; content is checked by its name here.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
      ...(settings.endpoint === null ? {} : { endpoint: settings.endpoint }),
    });
  }

  async put(content: AsyncIterable<Uint8Array>): Promise<Digest> {
    await makeFolder(this.#settings.scratchFolder);
    // Its name in the bucket is not known before its end; and from a file, a part can be sent again.
    const file = partialName(join(this.#settings.scratchFolder, "content"));
    try {
      const digest = await writeHashed(content, file);
      await this.#upload(digest, file);
      return digest;
    } finally {
      await rm(file, { force: true });
    }
  }

  async has(digest: Digest): Promise<boolean> {
    const found = await this.#ask("looked for", () =>
      this.#client.send(new HeadObjectCommand(this.#object(digest))),
    );
    return found !== null;
  }

  async open(digest: Digest): Promise<Readable | null> {
    const found = await this.#get(digest, null);
    return found && checkedContent(found.Body as Readable, digest, () => this.#removeDamaged(digest, found));
  }

  async openPart(digest: Digest, range: ByteRange): Promise<Readable | null> {
    const found = await this.#get(digest, range);
    return found && partOf(found, range);
  }

  async link(digest: Digest, path: string): Promise<boolean> {
    for (let fetches = 1; ; fetches += 1) {
      try {
        return await this.#fetch(digest, path);
      } catch (error) {
        if (error instanceof DamagedContent) return false;
        if (!isPassing(error) || fetches === FETCHES)
          throw storeFault(this.#settings.bucket, "fetched", error);
      }
    }
  }

  async remove(digest: Digest): Promise<void> {
    await this.#ask("removed", () => this.#client.send(new DeleteObjectCommand(this.#object(digest))));
  }

  /** Ends its connections. */
  close(): void {
    this.#client.destroy();
  }

  async #fetch(digest: Digest, path: string): Promise<boolean> {
    const content = await this.open(digest);
    if (!content) return false;
    await makeWhole(path, (partial) => pipeline(content, createWriteStream(partial, { flags: "wx" })));
    return true;
  }

  /** An object is there once it is there wholly; the parts of one that fails are removed. */
  async #upload(digest: Digest, file: string): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      params: { ...this.#object(digest), Body: createReadStream(file) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
      // Else why the parts could not be removed would be told, and not why the upload failed.
      leavePartsOnError: true,
    });
    try {
      await upload.done();
    } catch (error) {
      await this.#removeParts(digest, upload.uploadId);
      throw storeFault(this.#settings.bucket, "kept", error);
    }
  }

  /** As far as the server can be reached, and knows how; a rule of the bucket should remove what is left. */
  async #removeParts(digest: Digest, UploadId: string | undefined): Promise<void> {
    if (UploadId === undefined) return;
    const parts = new AbortMultipartUploadCommand({ ...this.#object(digest), UploadId });
    await this.#client.send(parts).catch(() => undefined);
  }

  async #get(digest: Digest, range: ByteRange | null): Promise<GetObjectCommandOutput | null> {
    const part = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
    return this.#ask("fetched", () =>
      this.#client.send(new GetObjectCommand({ ...this.#object(digest), ...part })),
    );
  }

  /** Unless somebody has put it there anew. */
  async #removeDamaged(digest: Digest, { ETag, LastModified }: GetObjectCommandOutput): Promise<void> {
    const now = await this.#ask("looked for", () =>
      this.#client.send(new HeadObjectCommand(this.#object(digest))),
    );
    const isSame = now?.ETag === ETag && now?.LastModified?.getTime() === LastModified?.getTime();
    if (isSame) await this.remove(digest);
  }

  /** `null` if there is no such object. */
  async #ask<Answer>(what: string, send: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await send();
    } catch (error) {
      if (isMissing(error)) return null;
      throw storeFault(this.#settings.bucket, what, error);
    }
  }

  #object(digest: Digest): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#settings.bucket, Key: `${this.#settings.prefix}${digest}` };
  }
}

/** Some servers send more than was asked for: all, or all from the beginning. */
function partOf({ Body, ContentRange = "" }: GetObjectCommandOutput, { start, end }: ByteRange): Readable {
  let place = Number(/^bytes (\d+)-/.exec(ContentRange)?.[1] ?? 0);
  const part = async function* (): AsyncGenerator<Uint8Array> {
    for await (const bytes of Body as AsyncIterable<Uint8Array>) {
      yield bytes.subarray(Math.max(0, start - place), Math.max(0, end + 1 - place));
      place += bytes.length;
      if (place > end) return;
    }
  };
  return Readable.from(part(), { objectMode: false });
}
