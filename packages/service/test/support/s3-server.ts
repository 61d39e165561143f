import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { writeWhole } from "@hyperframes-engine/store";

/** What `s3rver` is asked to keep. */
interface KeptObject {
  readonly bucket: string;
  readonly key: string;
  readonly content: Uint8Array | Readable;
  readonly metadata: object;
}

/** The part of `s3rver` that is used; it brings no types. */
interface Server {
  readonly store: {
    putObject(object: KeptObject): Promise<{ readonly size: number; readonly md5: string }>;
    putMetadata(...given: [bucket: string, key: string, metadata: object, md5: string]): Promise<void>;
    getResourcePath(bucket: string, key: string, resource: "object"): string;
  };
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}
type NewServer = new (options: object) => Server;

/** A server that speaks S3, with one bucket, which is empty. */
export interface S3Server extends AsyncDisposable {
  readonly port: number;
  readonly bucket: string;
  /** The file that an object is kept in. */
  fileOf(key: string): string;
  /** The keys of all objects, and what is left of those that were not finished. */
  names(): Promise<readonly string[]>;
}

/** What the server takes. */
export const s3Credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

/** Starts one. */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), "s3-test-"));
  const bucket = "videos";
  const Server = createRequire(import.meta.url)("s3rver") as NewServer;
  const server = new Server({
    ...{ address: "127.0.0.1", port: 0, silent: true, directory },
    configureBuckets: [{ name: bucket }],
  });
  keepWhole(server);
  const { port } = await server.run();
  return {
    port,
    bucket,
    fileOf: (key) => join(directory, bucket, `${key}._S3rver_object`),
    names: async () => {
      const all = await readdir(join(directory, bucket), { recursive: true, withFileTypes: true });
      return all.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** S3 promises that an object is there wholly or not at all, and once it has answered; `s3rver` does not keep either promise. */
function keepWhole({ store }: Server): void {
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const bytes = content instanceof Uint8Array ? content : await buffer(content);
    await writeWhole(store.getResourcePath(bucket, key, "object"), bytes);
    const md5 = createHash("md5").update(bytes).digest("hex");
    await store.putMetadata(bucket, key, metadata, md5);
    return { size: bytes.length, md5 };
  };
}
