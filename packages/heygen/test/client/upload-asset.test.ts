import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { download } from "../../src/client/download.ts";
import { MAX_FORM_BYTES, uploadAsset } from "../../src/client/upload-asset.ts";
import { emulated, failureOf, type Emulated } from "../support/emulated.ts";

async function file({ folder }: Emulated, bytes: number): Promise<string> {
  const path = join(folder, `clip "${bytes}".bin`);
  await writeFile(path, Buffer.alloc(bytes, "0123456789abcdef"));
  return path;
}

describe("uploadAsset", () => {
  it("sends a small file in a form, again when the connection is cut", async () => {
    await using all = await emulated();
    all.emulator.arm("cut-before", 1);
    const asset = await uploadAsset(all.client, { path: await file(all, 100_000), type: "video/mp4" });
    expect(asset).toMatchObject({ mime_type: "video/mp4", size_bytes: 100_000 });
    expect(all.emulator.carriedOut("POST /v3/assets")).toBe(1);
  });

  it("sends a large file straight to storage, whole, without the key", async () => {
    await using all = await emulated({ urlSeconds: 1_000_000 });
    const bytes = MAX_FORM_BYTES + 1;
    const asset = await uploadAsset(all.client, { path: await file(all, bytes), type: "video/mp4" });
    expect(asset).toMatchObject({ mime_type: "video/mp4", size_bytes: bytes });
    expect(all.emulator.carriedOut("POST /v3/assets")).toBe(0);
    expect(all.emulator.carriedOut("POST /v3/assets/{asset_id}/complete")).toBe(1);
    expect(all.emulator.keySeenInStorage).toBe(false);
    const { data } = await all.client.call(api.asset.get, { path: { asset_id: asset.asset_id } });
    const copy = await download(all.client, { url: data.url!, target: join(all.folder, "copy") });
    expect(copy.bytes).toBe(bytes);
  });

  it("does not send an empty file, a folder, or nothing", async () => {
    await using all = await emulated();
    const paths = [await file(all, 0), all.folder, join(all.folder, "none")];
    const errors = await Promise.all(paths.map((path) => failureOf(uploadAsset(all.client, { path }))));
    expect(errors.map(({ failure }) => failure)).toEqual(["file-failed", "file-failed", "file-failed"]);
    expect(all.emulator.requests).toHaveLength(0);
  });
});
