import { appendFile, readdir, readFile, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { digestOf, type Digest } from "../src/digest.ts";
import { LocalFileStore, type LocalLimits } from "../src/local-file-store.ts";
import { contain } from "./support/containers.ts";
import { fileStoreContract } from "./support/file-store-contract.ts";
import { flipBit } from "./support/flip-bit.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const roomy: LocalLimits = { mostBytes: 2 ** 30 };

describe("a folder", () => {
  fileStoreContract((folder) => ({
    files: new LocalFileStore(folder, roomy),
    again: new LocalFileStore(folder, roomy),
    damage: (digest) => flipBit(join(folder, digest)),
  }));
});

const put = (files: LocalFileStore, text: string): Promise<Digest> =>
  files.put(Readable.from([Buffer.from(text)]));

/** As if it had last been used so many seconds ago. */
async function age(file: string, seconds: number): Promise<void> {
  const then = Date.now() / 1000 - seconds;
  await utimes(file, then, then);
}

test("ten processes that put the same content at once have it once, and whole", async () => {
  await using folder = await temporaryFolder();
  const text = `
    import { Readable } from "node:stream";
    import { LocalFileStore } from ${JSON.stringify(join(import.meta.dirname, "../src/local-file-store.ts"))};
    const files = new LocalFileStore(${JSON.stringify(folder.path)}, { mostBytes: 2 ** 30 });
    console.log("ready");
    process.stdin.once("data", async () => {
      console.log(await files.put(Readable.from(Array.from({ length: 200 }, (_, i) => Buffer.alloc(10_000, i)))));
      process.exit();
    });
  `;
  await using all = new AsyncDisposableStack();
  const processes = Array.from({ length: 10 }, () => all.use(contain(text, false)));
  for (const one of processes) expect(await one.line()).toBe("ready");
  for (const one of processes) one.say("go");
  const digests = new Set(await Promise.all(processes.map((one) => one.line())));
  const [digest = ""] = digests;
  expect(await readdir(folder.path)).toEqual([digest]);
  expect(digestOf(await readFile(join(folder.path, digest)))).toBe(digest);
});

test("at its limit, what was not used for longest goes first", async () => {
  await using folder = await temporaryFolder();
  const files = new LocalFileStore(folder.path, { mostBytes: 20 });
  const [one, two] = [await put(files, "1".repeat(10)), await put(files, "2".repeat(10))];
  await age(join(folder.path, one), 60);
  await age(join(folder.path, two), 90);
  expect(await files.link(two, join(folder.path, "../used"))).toBe(true);
  const three = await put(files, "3".repeat(10));
  expect((await readdir(folder.path)).toSorted()).toEqual([two, three].toSorted());
});

test("what is in use goes only from the store", async () => {
  await using folder = await temporaryFolder();
  await using elsewhere = await temporaryFolder();
  const files = new LocalFileStore(folder.path, { mostBytes: 10 });
  const path = join(elsewhere.path, "used");
  const one = await put(files, "1".repeat(10));
  await files.link(one, path);
  await age(join(folder.path, one), 60);
  await put(files, "2".repeat(10));
  expect(await files.has(one)).toBe(false);
  expect(await readFile(path, "utf8")).toBe("1".repeat(10));
});

test("what was used of late stays even where that is too much, and goes when it is old", async () => {
  await using folder = await temporaryFolder();
  const files = new LocalFileStore(folder.path, { mostBytes: 1, spareMs: 3_600_000, mostMs: 7_200_000 });
  const [one, two] = [await put(files, "one"), await put(files, "two")];
  await files.prune();
  expect(await readdir(folder.path)).toHaveLength(2);
  await age(join(folder.path, one), 7300);
  await files.prune();
  expect(await readdir(folder.path)).toEqual([two]);
});

test("what a killed process was writing goes after a while", async () => {
  await using folder = await temporaryFolder();
  const files = new LocalFileStore(folder.path, roomy);
  for (const name of [".old.partial", ".new.partial"]) await writeFile(join(folder.path, name), "");
  await age(join(folder.path, ".old.partial"), 4000);
  await files.prune();
  expect(await readdir(folder.path)).toEqual([".new.partial"]);
});

test("a file shares its bytes, and is not handed out when it is written to", async () => {
  await using folder = await temporaryFolder();
  const files = new LocalFileStore(join(folder.path, "store"), roomy);
  const [file, path] = [join(folder.path, "file"), join(folder.path, "linked")];
  await writeFile(file, "content");
  const digest = await files.putFile(file);
  expect(digest).toBe(digestOf("content"));
  expect(await files.link(digest, path)).toBe(true);
  await appendFile(file, " and more");
  expect(await files.link(digest, path)).toBe(false);
  await truncate(file, 7);
  expect(await files.link(await files.putFile(file), path)).toBe(true);
});
