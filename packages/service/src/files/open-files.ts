import { join } from "node:path";
import { LocalFileStore, makeFolder, type FileStore } from "@hyperframes-engine/store";
import { readS3Address } from "./read-s3-address.ts";

/** Where finished files are kept. */
interface FilesRequest {
  /** A folder, or an address as {@link readS3Address} reads it. */
  readonly place: string;
  /** Where the keys to a bucket are: `AWS_ACCESS_KEY_ID` and what goes with it. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly temporaryFolder: string;
}

/** A store, and the folder whose disk it fills; `null` for none here. */
interface OpenedFiles {
  readonly files: FileStore;
  readonly folder: string | null;
}

const ATTEMPTS = 5;

/**
 * Opens the place for finished files: a folder, or an S3-compatible bucket.
 *
 * @throws {OptionError} if the address of a bucket is not right, or there is no key to it.
 */
export async function openFiles({ place, variables, temporaryFolder }: FilesRequest): Promise<OpenedFiles> {
  if (!/^s3:/i.test(place)) {
    await makeFolder(place);
    // What it keeps goes when it expires: none of it is a cache.
    return { files: new LocalFileStore(place, { mostBytes: Number.POSITIVE_INFINITY }), folder: place };
  }
  // Its code takes a while to load, and most have no bucket.
  const { S3FileStore } = await import("./s3-file-store.ts");
  const files = new S3FileStore({
    ...readS3Address(place, variables),
    attempts: ATTEMPTS,
    scratchFolder: join(temporaryFolder, "hyperframes-uploads"),
  });
  return { files, folder: null };
}
