import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { digestOf, type Digest } from "../../src/digest.ts";
import type { FileStore } from "../../src/file-store.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A store to try, and a way to do harm to it that it does not see. */
export interface TriedStore {
  readonly files: FileStore;
  /** Another store in the same place, as another process has it. */
  readonly again: FileStore;
  /** Changes one bit of what is kept. */
  readonly damage: (digest: Digest) => Promise<void>;
}

const content = Buffer.from("What is kept.");
const stream = (bytes: Uint8Array): Readable => Readable.from([bytes]);

/** What every store keeps to. `open` makes one in an empty folder. */
export function fileStoreContract(open: (folder: string) => TriedStore): void {
  const read = async (files: FileStore, digest: Digest): Promise<Buffer | null> => {
    const found = await files.open(digest);
    return found && buffer(found);
  };

  test("gives back what was put in, by its SHA-256", async () => {
    await using folder = await temporaryFolder();
    const { files, again } = open(folder.path);
    const digest = await files.put(stream(content));
    expect(digest).toBe(digestOf(content));
    expect(await again.has(digest)).toBe(true);
    expect(await read(again, digest)).toEqual(content);
  });

  test("keeps nothing and large things alike", async () => {
    await using folder = await temporaryFolder();
    const { files } = open(folder.path);
    const large = Buffer.alloc(5_000_001, "large ");
    for (const bytes of [Buffer.alloc(0), large])
      expect((await read(files, await files.put(stream(bytes))))?.equals(bytes)).toBe(true);
  });

  test("gives back parts of what was put in", async () => {
    await using folder = await temporaryFolder();
    const { files } = open(folder.path);
    const digest = await files.put(stream(content));
    const last = content.length - 1;
    for (const [start, end] of [
      [0, 0],
      [5, 7],
      [3, last],
      [last, last],
      [0, last],
    ] as const) {
      const part = await files.openPart(digest, { start, end });
      expect(part && (await buffer(part))).toEqual(content.subarray(start, end + 1));
    }
    expect(await files.openPart(digestOf("nobody put this in"), { start: 0, end: 0 })).toBeNull();
  });

  test("removes what nobody wants any more, also what is not there", async () => {
    await using folder = await temporaryFolder();
    const { files, again } = open(folder.path);
    const digest = await files.put(stream(content));
    for (let time = 0; time < 2; time += 1) {
      await again.remove(digest);
      expect(await files.has(digest)).toBe(false);
      expect(await files.open(digest)).toBeNull();
    }
  });

  test("says of what it has not that it has it not", async () => {
    await using folder = await temporaryFolder();
    const { files } = open(folder.path);
    const digest = digestOf("nobody put this in");
    expect(await files.has(digest)).toBe(false);
    expect(await files.open(digest)).toBeNull();
    expect(await files.link(digest, join(folder.path, "linked"))).toBe(false);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test("puts content at a path, in the place of what was there, as often as it is wanted", async () => {
    await using folder = await temporaryFolder();
    const { files } = open(join(folder.path, "store"));
    const digest = await files.put(stream(content));
    const path = join(folder.path, "linked");
    await writeFile(path, "old");
    for (let time = 0; time < 2; time += 1) {
      expect(await files.link(digest, path)).toBe(true);
      expect(await readFile(path)).toEqual(content);
    }
    expect((await readdir(folder.path)).toSorted()).toEqual(["linked", "store"]);
  });

  test("keeps nothing of a stream that fails", async () => {
    await using folder = await temporaryFolder();
    const { files } = open(join(folder.path, "store"));
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(content);
      throw new Error("cut off");
    };
    await expect(files.put(failing())).rejects.toThrow("cut off");
    expect(await files.has(digestOf(content))).toBe(false);
    const left = await readdir(folder.path, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  test("hands out nothing that has changed, and takes it again", async () => {
    await using folder = await temporaryFolder();
    const { files, damage } = open(join(folder.path, "store"));
    const digest = await files.put(stream(content));
    await damage(digest);
    await expect(read(files, digest)).rejects.toThrow(`What is kept as ${digest} has changed.`);
    expect(await files.has(digest)).toBe(false);
    await files.put(stream(content));
    await damage(digest);
    expect(await files.link(digest, join(folder.path, "linked"))).toBe(false);
    expect(await files.has(digest)).toBe(false);
    await files.put(stream(content));
    expect(await read(files, digest)).toEqual(content);
  });

  test("takes the place of what has changed, without having been asked for it", async () => {
    await using folder = await temporaryFolder();
    const { files, again, damage } = open(folder.path);
    const digest = await files.put(stream(content));
    await damage(digest);
    await again.put(stream(content));
    expect(await read(files, digest)).toEqual(content);
  });
}
