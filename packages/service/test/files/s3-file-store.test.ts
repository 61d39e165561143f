import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { digestOf } from "@hyperframes-engine/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileStoreContract } from "../../../store/test/support/file-store-contract.ts";
import { flipBit } from "../../../store/test/support/flip-bit.ts";
import { temporaryFolder } from "../../../store/test/support/temporary-folder.ts";
import { StoreError } from "../../src/errors.ts";
import { S3FileStore, type S3Settings } from "../../src/files/s3-file-store.ts";
import { openFaultyLink } from "../support/faulty-link.ts";
import { s3Credentials, startS3Server, type S3Server } from "../support/s3-server.ts";

let server: S3Server;
const stores: S3FileStore[] = [];

beforeAll(async () => {
  server = await startS3Server();
});
afterAll(async () => {
  for (const store of stores) store.close();
  await server[Symbol.asyncDispose]();
});

/** A store of its own, as each prefix is one. */
function open(
  scratchFolder: string,
  changes: Partial<S3Settings> & { readonly port?: number } = {},
): S3FileStore {
  const { port = server.port, ...others } = changes;
  const store = new S3FileStore({
    ...{ bucket: server.bucket, prefix: "all/", region: "us-east-1", pathStyle: true },
    ...{ endpoint: `http://127.0.0.1:${port}`, credentials: s3Credentials, attempts: 4, scratchFolder },
    ...others,
  });
  stores.push(store);
  return store;
}

describe("a bucket", () => {
  fileStoreContract((folder) => {
    const prefix = `${basename(folder)}/${basename(join(folder, ".."))}/`;
    return {
      files: open(folder, { prefix }),
      again: open(folder, { prefix }),
      damage: (digest) => flipBit(server.fileOf(`${prefix}${digest}`)),
    };
  });
});

const large = Buffer.alloc(40_000_000, "a large file ");
const stream = (bytes: Uint8Array): Readable => Readable.from([bytes]);
const namesWith = async (prefix: string): Promise<readonly string[]> =>
  (await server.names()).filter((name) => name.includes(prefix));

test("large content goes up in parts, each of which is sent again when its connection breaks off", async () => {
  await using folder = await temporaryFolder();
  await using link = await openFaultyLink(server.port);
  const files = open(folder.path, { prefix: "parts/", port: link.port });
  link.cut(2, "up", 1_000_000);
  const digest = await files.put(stream(large));
  expect(link.broken).toBe(2);
  expect(digest).toBe(digestOf(large));
  expect((await readFile(server.fileOf(`parts/${digest}`))).equals(large)).toBe(true);
  expect(await readdir(folder.path)).toEqual([]);
});

test("what cannot be sent whole is not there, and nothing of it is left here", async () => {
  await using folder = await temporaryFolder();
  await using link = await openFaultyLink(server.port);
  const files = open(folder.path, { prefix: "never/", port: link.port, attempts: 2 });
  for (const bytes of [Buffer.alloc(1_000_000, "x"), large]) {
    link.cut(100, "up", 50_000);
    await expect(files.put(stream(bytes))).rejects.toMatchObject({
      ...{ code: "store-failed", retryable: true },
      message: expect.stringMatching(
        /^A file could not be kept in the bucket videos \(no connection, /,
      ) as string,
    });
    expect(await open(folder.path, { prefix: "never/" }).has(digestOf(bytes))).toBe(false);
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test("a server that is away for a moment is asked again", async () => {
  await using folder = await temporaryFolder();
  await using link = await openFaultyLink(server.port);
  const files = open(folder.path, { prefix: "away/", port: link.port });
  link.cut(3, "up", 0);
  const digest = await files.put(stream(Buffer.from("content")));
  expect(link.broken).toBe(3);
  expect(await files.has(digest)).toBe(true);
});

test("what breaks off while it is fetched is fetched again, is not taken for damaged, and never half there", async () => {
  await using folder = await temporaryFolder();
  await using link = await openFaultyLink(server.port);
  const near = open(join(folder.path, "scratch"), { prefix: "fetch/" });
  const digest = await near.put(stream(large));
  const files = open(join(folder.path, "scratch"), { prefix: "fetch/", port: link.port });
  const path = join(folder.path, "linked");
  link.cut(2, "down", 5_000_000);
  expect(await files.link(digest, path)).toBe(true);
  expect((await readFile(path)).equals(large)).toBe(true);
  expect(link.broken).toBe(2);
  await writeFile(path, "old");
  link.cut(100, "down", 5_000_000);
  await expect(files.link(digest, path)).rejects.toThrow(StoreError);
  expect(await readFile(path, "utf8")).toBe("old");
  link.cut(1, "down", 5_000_000);
  const content = await files.open(digest);
  await expect(buffer(content!)).rejects.toThrow(/aborted|socket hang up|ECONNRESET/);
  expect(await near.has(digest)).toBe(true);
  expect((await readdir(folder.path)).toSorted()).toEqual(["linked", "scratch"]);
});

test("says what is refused, and that trying again does not help", async () => {
  await using folder = await temporaryFolder();
  const digest = digestOf("x");
  const wrong = { accessKeyId: "somebody", secretAccessKey: "S3RVER" };
  const forbidden = open(folder.path, { credentials: wrong });
  const noBucket = open(folder.path, { bucket: "nowhere" });
  const refusal = { code: "store-failed", retryable: false };
  await expect(forbidden.put(stream(Buffer.from("x")))).rejects.toMatchObject(refusal);
  await expect(forbidden.open(digest)).rejects.toThrow(
    /fetched in the bucket videos \(InvalidAccessKeyId, status 403\)/,
  );
  await expect(forbidden.has(digest)).rejects.toThrow(
    "The key must be right and may read, write, delete and list",
  );
  await expect(noBucket.open(digest)).rejects.toThrow("Name a bucket that is there.");
  await expect(noBucket.put(stream(Buffer.from("x")))).rejects.toMatchObject(refusal);
  expect(await readdir(folder.path)).toEqual([]);
});

test("what the disk refuses is not called the bucket's fault", async () => {
  await using folder = await temporaryFolder();
  const files = open(join(folder.path, "scratch"), { prefix: "disk/" });
  const digest = await files.put(stream(Buffer.from("content")));
  await writeFile(join(folder.path, "file"), "");
  await expect(files.link(digest, join(folder.path, "file/linked"))).rejects.not.toBeInstanceOf(StoreError);
});

test("keeps each prefix's files apart", async () => {
  await using folder = await temporaryFolder();
  const digest = await open(folder.path, { prefix: "one/" }).put(stream(Buffer.from("content")));
  expect(await open(folder.path, { prefix: "two/" }).has(digest)).toBe(false);
  expect(await namesWith(digest)).not.toEqual([]);
});
