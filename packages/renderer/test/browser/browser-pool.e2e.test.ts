import { readdir, rm } from "node:fs/promises";
import { request } from "node:http";
import { expect, test } from "vitest";
import { BrowserPool, type BrowserLease } from "../../src/browser/browser-pool.ts";
import { hostedProject, ProjectHost, type HostRequest } from "../../src/host/project-host.ts";
import { resolveOptions } from "../../src/options.ts";
import { prepare, type Preparation } from "../../src/stages/prepare.ts";
import { wishFor } from "../support/browsers.ts";
import { cacheFolder, fixture, project } from "../support/fixtures.ts";
import { renderFixture } from "../support/render-fixture.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();
const hosted = ({ composition, narration, progress }: Preparation): HostRequest => ({
  ...{
    project: hostedProject(composition, narration),
    ffmpeg: "ffmpeg",
    cacheFolder,
    agent: null,
    progress,
    signal,
  },
});
const lease = async (pool: BrowserPool, issueFrames = true): Promise<BrowserLease> =>
  pool.lease(await wishFor({ issueFrames }), signal);

test("a browser that was given back is had again by who wants such a one, and by nobody at the same time", async () => {
  await using folder = await temporaryFolder();
  await using pool = new BrowserPool({ temporaryFolder: folder.path, keep: 1 });
  const first = await lease(pool);
  const second = await lease(pool);
  expect(second.launched).not.toBe(first.launched);
  await first.giveBack();
  // One is kept, no more.
  await second.giveBack();
  await expect(second.launched.connection.send("Browser.getVersion")).rejects.toThrow("has ended");

  const other = await lease(pool, false);
  expect(other.launched).not.toBe(first.launched);
  expect((await lease(pool)).launched).toBe(first.launched);
});

test("a browser for any processor is of another kind than one for this processor", async () => {
  await using folder = await temporaryFolder();
  await using pool = new BrowserPool({ temporaryFolder: folder.path, keep: 2 });
  const anyWish = await wishFor({ issueFrames: true, anyProcessor: true });
  const first = await lease(pool);
  await first.giveBack();
  const other = await pool.lease(anyWish, signal);
  expect(other.launched).not.toBe(first.launched);
  await other.giveBack();
  expect((await pool.lease(anyWish, signal)).launched).toBe(other.launched);
  expect((await lease(pool)).launched).toBe(first.launched);
});

test("a browser that died or was ended is given to nobody", async () => {
  await using folder = await temporaryFolder();
  await using pool = new BrowserPool({ temporaryFolder: folder.path, keep: 2 });
  const first = await lease(pool);
  await first.giveBack();
  const died = first.launched.connection.closed;
  await first.launched.connection.send("Browser.crash").catch(() => undefined);
  await died;
  const second = await lease(pool);
  expect(second.launched).not.toBe(first.launched);
  await second.end();
  expect((await lease(pool)).launched).not.toBe(second.launched);
});

test("a pool leaves no browser and no file behind, whoever still has one", async () => {
  await using folder = await temporaryFolder();
  const pool = new BrowserPool({ temporaryFolder: folder.path, keep: 1 });
  const { launched } = await lease(pool);
  expect(await readdir(folder.path)).toHaveLength(1);
  await pool[Symbol.asyncDispose]();
  await launched.connection.closed;
  expect(await readdir(folder.path)).toEqual([]);
});

test("renders with one warm browser are those of cold ones, and one in which a page failed is not used again", async () => {
  await using folder = await temporaryFolder();
  await using browsers = new BrowserPool({ temporaryFolder: folder.path, keep: 1 });
  await using cold = new BrowserPool({ temporaryFolder: folder.path, keep: 0 });
  const options = { browsers, workers: 1, from: "0f", to: "4f" };
  const shas: string[] = [];
  for (const given of [options, { ...options, scale: 2 }, options, { ...options, browsers: cold }]) {
    await using video = await renderFixture(fixture("moving"), given);
    shas.push(await video.sha256());
  }
  expect(shas[2]).toBe(shas[0]);
  expect(shas[3]).toBe(shas[0]);

  const warm = await lease(browsers);
  expect(warm.launched.pages).toBeGreaterThan(2);
  await warm.giveBack();
  await using endless = await project("<script>for (;;);</script>");
  const hanging = renderFixture(endless.path, { ...options, width: 64, height: 36, duration: 1, timeout: 1 });
  await expect(hanging).rejects.toMatchObject({ code: "page-not-ready" });
  expect((await lease(browsers)).launched).not.toBe(warm.launched);
});

test("a project is read by its own browser alone", async () => {
  await using job = await prepare(fixture("clips"), resolveOptions({ environment: { cacheFolder } }));
  await using host = await ProjectHost.open(hosted(job));
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const { port } = host.access;
    const headers = { host: "project.localhost" };
    const sent = request({ port, path: "http://project.localhost/index.html", headers });
    sent.once("response", (response) => resolve(response.resume().statusCode));
    sent.once("error", reject).end();
  });
  expect(status).toBe(407);
});

test("a project whose folder has gone leaves nothing that listens", async () => {
  await using gone = await project("<p>");
  const options = { environment: { cacheFolder }, width: 64, height: 36, duration: 1 };
  await using job = await prepare(gone.path, resolveOptions(options));
  const listening = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
  const before = listening();
  await rm(gone.path, { recursive: true });
  await expect(ProjectHost.open(hosted(job))).rejects.toMatchObject({ code: "invalid-composition" });
  await expect.poll(listening).toBe(before);
});
