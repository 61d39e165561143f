import { execFileSync } from "node:child_process";
import { lstat, mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { download } from "../../src/client/download.ts";
import { waitForVideo, type VideoState } from "../../src/client/wait-for.ts";
import { emulated, failureOf, videoBody, type Emulated } from "../support/emulated.ts";
import { serving } from "../support/serving.ts";

async function makeVideo({ client }: Emulated, demand = ""): Promise<VideoState> {
  const title = demand === "" ? null : `[[emulate ${demand}]]`;
  const { data } = await client.call(api.video.create, { body: { ...videoBody, title } });
  return waitForVideo(client, data.video_id);
}

describe("download", () => {
  it("fetches a file whole, without the key", async () => {
    await using all = await emulated();
    const state = await makeVideo(all);
    const target = join(all.folder, "a.mp4");
    const result = await download(all.client, { url: state.video_url!, target, types: ["video/"] });
    expect(result).toEqual({ path: target, bytes: (await readFile(target)).length, type: "video/mp4" });
    expect(result.bytes).toBeGreaterThan(60_000);
    expect(all.emulator.keySeenInStorage).toBe(false);
    expect(await readdir(all.folder)).toEqual(["a.mp4"]);
  });

  it.each(["truncate 2", "truncate 2, no-range"])(
    "gets the same bytes when it breaks off: %s",
    async (demand) => {
      await using all = await emulated();
      const state = await makeVideo(all, demand);
      const target = join(all.folder, "a.mp4");
      await download(all.client, { url: state.video_url!, target });
      const again = join(all.folder, "b.mp4");
      await download(all.client, { url: state.video_url!, target: again });
      expect((await readFile(target)).equals(await readFile(again))).toBe(true);
      expect(all.waits.slice(-2)).toEqual([250, 500]);
    },
  );

  it("resumes where it broke off instead of beginning anew", async () => {
    await using all = await emulated();
    const ranges: Array<string | undefined> = [];
    using server = await serving((request, response) => {
      ranges.push(request.headers.range);
      const from = ranges.length === 1 ? 0 : 4;
      response.writeHead(from ? 206 : 200, {
        etag: '"e"',
        "content-length": 8 - from,
        ...(from && { "content-range": "bytes 4-7/8" }),
      });
      if (from) response.end("5678");
      else response.write("1234", () => setTimeout(() => response.destroy(), 10));
    });
    const target = join(all.folder, "a");
    await download(all.client, { url: server.url, target });
    expect([ranges, await readFile(target, "utf8")]).toEqual([[undefined, "bytes=4-"], "12345678"]);
  });

  it("takes a file that comes compressed though it was not asked for", async () => {
    await using all = await emulated();
    const packed = gzipSync("x".repeat(5000));
    using server = await serving((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length }).end(packed);
    });
    const target = join(all.folder, "a");
    expect((await download(all.client, { url: server.url, target })).bytes).toBe(5000);
  });

  it("gives up when it always breaks off, and leaves nothing", async () => {
    await using all = await emulated();
    const state = await makeVideo(all, "truncate 99");
    const error = await failureOf(
      download(all.client, { url: state.video_url!, target: join(all.folder, "a.mp4") }),
    );
    expect(error).toMatchObject({ failure: "download-failed", code: "cli_download_interrupted" });
    expect(await readdir(all.folder)).toEqual([]);
  });

  it("asks for a new address when the old one has expired", async () => {
    await using all = await emulated({ urlSeconds: -1 });
    const state = await makeVideo(all);
    const target = join(all.folder, "a.mp4");
    const error = await failureOf(download(all.client, { url: state.video_url!, target }));
    expect(error).toMatchObject({ code: "cli_download_url_expired", status: 403 });
    expect(inspect(error, { depth: 9 })).not.toContain("signature=");
    const fresh = await makeVideo(all, "expired 1");
    let asked = 0;
    const refresh = async (): Promise<string> => {
      asked += 1;
      return Promise.resolve(fresh.video_url!);
    };
    expect((await failureOf(download(all.client, { url: fresh.video_url!, target, refresh }))).status).toBe(
      403,
    );
    expect(asked).toBe(2);
  });

  it("goes on with the new address", async () => {
    await using all = await emulated({ urlSeconds: 1_000_000 });
    const state = await makeVideo(all, "expired 1");
    const path = { video_id: state.id };
    const refresh = async (): Promise<string> =>
      (await all.client.call(api.video.get, { path })).data.video_url!;
    const target = join(all.folder, "a.mp4");
    expect((await download(all.client, { url: state.video_url!, target, refresh })).bytes).toBeGreaterThan(0);
  });

  it.each([
    {
      what: "a page instead of a video",
      demand: "wrong-type",
      more: { types: ["video/"] },
      message: /html instead of video/,
    },
    { what: "a page where anything else would do", demand: "wrong-type", more: {}, message: /text\/html/ },
    { what: "more than it may be", demand: "", more: { maxBytes: 1000 }, message: /larger than 1000/ },
  ])("refuses $what", async ({ demand, more, message }) => {
    await using all = await emulated();
    const state = await makeVideo(all, demand);
    const target = join(all.folder, "a.mp4");
    expect(
      (await failureOf(download(all.client, { url: state.video_url!, target, ...more }))).message,
    ).toMatch(message);
    expect(await readdir(all.folder)).toEqual([]);
  });

  it("refuses more than it may be when no length is told", async () => {
    await using all = await emulated();
    using server = await serving((_, response) => response.write("x".repeat(2000)));
    const target = join(all.folder, "a");
    const error = await failureOf(download(all.client, { url: server.url, target, maxBytes: 1000 }));
    expect(error.message).toMatch(/larger than 1000/);
  });

  it("does not wait for ever in silence", async () => {
    await using all = await emulated();
    using server = await serving((_, response) =>
      response.writeHead(200, { "content-length": 5 }).write("x"),
    );
    const target = join(all.folder, "a");
    const error = await failureOf(download(all.client, { url: server.url, target, idleSeconds: 0.02 }));
    expect(error.code).toBe("cli_download_interrupted");
  });

  it("ends when the caller gives up", async () => {
    await using all = await emulated();
    using server = await serving((_, response) =>
      response.writeHead(200, { "content-length": 5 }).write("x"),
    );
    const signal = AbortSignal.timeout(30);
    const target = join(all.folder, "a");
    expect((await failureOf(download(all.client, { url: server.url, target, signal }))).failure).toBe(
      "interrupted",
    );
    expect(await readdir(all.folder)).toEqual([]);
  });

  it("follows redirects, but not in circles", async () => {
    await using all = await emulated();
    using server = await serving((request, response) => {
      if (request.url === "/end") response.end("done");
      else response.writeHead(302, { location: request.url === "/" ? "/end" : "/circle" }).end();
    });
    const target = join(all.folder, "a");
    await download(all.client, { url: server.url, target });
    expect(await readFile(target, "utf8")).toBe("done");
    const circle = download(all.client, { url: `${server.url}circle`, target, overwrite: true });
    expect((await failureOf(circle)).message).toContain("without an end");
    expect(await readFile(target, "utf8")).toBe("done");
  });

  it("replaces a file only if it is told to", async () => {
    await using all = await emulated();
    const state = await makeVideo(all);
    const target = join(all.folder, "a.mp4");
    await writeFile(target, "mine");
    const error = await failureOf(download(all.client, { url: state.video_url!, target }));
    expect([error.code, await readFile(target, "utf8")]).toEqual(["file_exists", "mine"]);
    expect(await readdir(all.folder)).toEqual(["a.mp4"]);
    const nowhere = join(all.folder, "none", "a.mp4");
    expect((await failureOf(download(all.client, { url: state.video_url!, target: nowhere }))).failure).toBe(
      "file-failed",
    );
    await download(all.client, { url: state.video_url!, target, overwrite: true });
    expect((await readFile(target)).length).toBeGreaterThan(60_000);
  });

  it.each(["ftp://x/a", "file:///etc/passwd", "nothing", "http://user@127.0.0.1/"])(
    "does not open %s",
    async (url) => {
      await using all = await emulated();
      const error = await failureOf(download(all.client, { url, target: join(all.folder, "a") }));
      expect(error.message).toContain("not an https address");
    },
  );
});

describe("the place of a download", () => {
  it.each(["a.mp4", `${"n".repeat(251)}.mp4`])("writes to a name of any length: %s", async (name) => {
    await using all = await emulated();
    const state = await makeVideo(all);
    await download(all.client, { url: state.video_url!, target: join(all.folder, name) });
    expect(await readdir(all.folder)).toEqual([name]);
  });

  it.each([
    ["a symbolic link", (target: string) => symlink("elsewhere", target)],
    ["a folder", (target: string) => mkdir(target)],
    ["a named pipe", (target: string) => Promise.resolve(execFileSync("mkfifo", [target]))],
  ])("never replaces %s", async (kind, make) => {
    await using all = await emulated();
    const state = await makeVideo(all);
    const target = join(all.folder, "a.mp4");
    await make(target);
    const before = await lstat(target);
    for (const overwrite of [true, false]) {
      const error = await failureOf(download(all.client, { url: state.video_url!, target, overwrite }));
      expect([error.code, error.message]).toEqual([
        "file_exists",
        `${target} is ${kind}, which is never replaced. Name another file.`,
      ]);
    }
    expect((await lstat(target)).ino).toBe(before.ino);
    expect(await readdir(all.folder)).toEqual(["a.mp4"]);
  });
});
