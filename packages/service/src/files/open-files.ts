import { join } from "node:path";
import { RenderError } from "@hyperframes-engine/errors";
import { LocalFileStore, makeFolder, type FileStore } from "@hyperframes-engine/store";

/** Where finished files are kept. */
export interface FilesRequest {
  /** A folder, or `s3://bucket/prefix`. */
  readonly place: string;
  /** Where the keys to a bucket are: `AWS_ACCESS_KEY_ID` and what goes with it. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly temporaryFolder: string;
}

/** A store, and the folder whose disk it fills; `null` for none here. */
export interface OpenedFiles {
  readonly files: FileStore;
  readonly folder: string | null;
}

const ATTEMPTS = 5;

/**
 * Opens the place for finished files: a folder, or an S3-compatible bucket.
 *
 * @throws {RenderError} if the address of a bucket is not right, or there are no keys to it.
 */
export async function openFiles({ place, variables, temporaryFolder }: FilesRequest): Promise<OpenedFiles> {
  if (!/^s3:/i.test(place)) {
    await makeFolder(place);
    // What it keeps goes when it expires: none of it is a cache.
    return { files: new LocalFileStore(place, { mostBytes: Number.POSITIVE_INFINITY }), folder: place };
  }
  const { bucket, prefix } = readBucket(place);
  const endpoint = variables["AWS_ENDPOINT_URL_S3"] || variables["AWS_ENDPOINT_URL"] || null;
  // Its code takes a while to load, and most have no bucket.
  const { S3FileStore } = await import("./s3-file-store.ts");
  const files = new S3FileStore({
    ...{ bucket, prefix, endpoint, attempts: ATTEMPTS },
    region: variables["AWS_REGION"] || variables["AWS_DEFAULT_REGION"] || "us-east-1",
    // Other vendors seldom have a host for each bucket.
    pathStyle: endpoint !== null,
    credentials: {
      accessKeyId: required(variables, "AWS_ACCESS_KEY_ID"),
      secretAccessKey: required(variables, "AWS_SECRET_ACCESS_KEY"),
    },
    scratchFolder: join(temporaryFolder, "hyperframes-uploads"),
  });
  return { files, folder: null };
}

function readBucket(place: string): { readonly bucket: string; readonly prefix: string } {
  const [, bucket, prefix = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^?#]*))?$/i.exec(place) ?? [];
  if (bucket === undefined)
    throw new RenderError(
      "invalid-option",
      `The store must be a folder or s3://bucket/prefix, but is ${place}.`,
    );
  return { bucket, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}

function required(variables: FilesRequest["variables"], name: string): string {
  const value = variables[name];
  if (value) return value;
  throw new RenderError("invalid-option", `A bucket needs its keys in the environment: ${name} is missing.`);
}
