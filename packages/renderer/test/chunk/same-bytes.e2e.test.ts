import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { appendFile, cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { render } from "../../src/render.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, fixture, repository } from "../support/fixtures.ts";
import { renderFixture, type RenderedVideo } from "../support/render-fixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** Four chunks of 84 frames. */
const fourChunks = { fps: 60, duration: 5.6 };
const [FRAMES, CHUNK] = [336, 84];
/** By then, one worker has stored the first chunk, and is amid the second. */
const AMID = 110;

/** A project of its own: what is left of its renders is found by nobody else. */
async function copyOf(name: string): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  await cp(fixture(name), folder.path, { recursive: true });
  // Of the same content, chunks may be kept.
  await appendFile(join(folder.path, "index.html"), `<!-- ${randomUUID()} -->`);
  return folder;
}

function resumedFrames(video: RenderedVideo): number {
  return video.events.reduce((sum, event) => sum + (event.event === "resumed" ? event.frames : 0), 0);
}

/** Renders until amid the second chunk, and ends there as the user would. */
async function interrupt(path: string): Promise<void> {
  await using folder = await temporaryFolder();
  const abort = new AbortController();
  const rendering = render(path, {
    ...fourChunks,
    workers: 1,
    output: join(folder.path, "video.mp4"),
    environment: { cacheFolder },
    browsers,
    signal: abort.signal,
    onProgress: (event) => {
      if (event.event === "progress" && event.frame >= AMID) abort.abort();
    },
  });
  await expect(rendering).rejects.toMatchObject({ code: "interrupted" });
}

/** Renders with the command until amid the second chunk, and kills it without a warning. */
async function kill(path: string, output: string): Promise<void> {
  const main = join(repository, "packages/cli/src/main.ts");
  const options = ["--fps", "60", "--duration", "5.6", "--workers", "1", "--output", output, "--json"];
  const child = spawn(process.execPath, [main, "render", path, ...options], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, HYPERFRAMES_CACHE: cacheFolder },
  });
  const exited = once(child, "exit");
  for await (const line of createInterface(child.stdout)) {
    const event = JSON.parse(line) as { readonly event: string; readonly frame?: number };
    if (event.event === "progress" && event.frame! >= AMID) process.kill(-child.pid!, "SIGKILL");
  }
  expect((await exited)[1]).toBe("SIGKILL");
}

test("gives the same bytes with one, two and three workers", async () => {
  const hashes: string[] = [];
  for (const workers of [1, 2, 3]) {
    await using video = await renderFixture(fixture("moving"), { ...fourChunks, workers });
    expect(video.result).toMatchObject({ frames: FRAMES, workers });
    hashes.push(await video.sha256());
  }
  expect(new Set(hashes).size).toBe(1);
});

test("goes on after it was killed, and gives the same bytes", async () => {
  await using project = await copyOf("moving");
  await using folder = await temporaryFolder();
  const output = join(folder.path, "killed.mp4");
  await kill(project.path, output);
  await expect(readFile(output)).rejects.toThrow("ENOENT");
  await using resumed = await renderFixture(project.path, { ...fourChunks, resume: true });
  // Where this process has to wait for a core, more chunks are finished until it kills.
  expect(resumedFrames(resumed)).toBeGreaterThanOrEqual(CHUNK);
  expect(resumedFrames(resumed) % CHUNK).toBe(0);
  await using whole = await renderFixture(project.path, fourChunks);
  expect(resumedFrames(whole)).toBe(0);
  expect(await resumed.sha256()).toBe(await whole.sha256());
});

test("goes on after it was interrupted, or done, unless told not to or a file has changed", async () => {
  await using project = await copyOf("moving");
  await interrupt(project.path);
  await using resumed = await renderFixture(project.path, { ...fourChunks, resume: true });
  expect(resumedFrames(resumed)).toBe(CHUNK);
  await using fresh = await renderFixture(project.path, { ...fourChunks, resume: false });
  expect(resumedFrames(fresh)).toBe(0);
  expect(await fresh.sha256()).toBe(await resumed.sha256());
  await using again = await renderFixture(project.path, { ...fourChunks, resume: true });
  expect(resumedFrames(again)).toBe(FRAMES);
  expect(await again.sha256()).toBe(await resumed.sha256());
  await writeFile(join(project.path, "data.json"), "{}");
  await using changed = await renderFixture(project.path, { ...fourChunks, resume: true });
  expect(resumedFrames(changed)).toBe(0);
});
