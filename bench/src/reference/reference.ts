import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "../paths.ts";
import { runProcess } from "../run-process.ts";
import { openPage, type BrowserPage } from "./browser-page.ts";
import { losslessVideo } from "./lossless-video.ts";
import { type Description, player } from "./player.ts";
import { serveFolder } from "./serve-folder.ts";

/** The right frames of a composition. */
export interface Reference extends Description {
  /** A lossless video, yuv420p, BT.709, limited range. */
  readonly file: string;
}

/**
 * Finds the reference of a composition, after making it once: every frame shown by a player of the benchmark's own,
 * photographed as PNG in a page that runs in real time, and converted without loss but that of 4:2:0.
 */
export async function reference(project: string, browser: string): Promise<Reference> {
  const key = await fingerprint(project, browser);
  const folder = join(cache, "references", key);
  if (!existsSync(folder)) await make(project, browser, folder);
  const description = JSON.parse(await readFile(join(folder, "description.json"), "utf8")) as Description;
  return { ...description, file: join(folder, "frames.mkv") };
}

async function fingerprint(project: string, browser: string): Promise<string> {
  const hash = createHash("sha256").update(await runProcess(browser, ["--version"]));
  const sources = ["player.ts", "browser-page.ts", "reference.ts", "lossless-video.ts"];
  for (const source of sources) hash.update(await readFile(new URL(source, import.meta.url)));
  const entries = await readdir(project, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) hash.update(file).update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
}

async function make(project: string, browser: string, folder: string): Promise<void> {
  console.error(`Making the reference of ${project}`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await using server = await serveFolder(project);
  await using page = await openPage(browser);
  const description = await load(page, server.url);
  await losslessVideo(photographs(page, description), description.fps, join(unfinished, "frames.mkv"));
  await writeFile(join(unfinished, "description.json"), JSON.stringify(description));
  await rename(unfinished, folder);
}

async function load(page: BrowserPage, url: string): Promise<Description> {
  await resize(page, { width: 1920, height: 1080 });
  await page.send("Page.enable");
  await page.send("Page.navigate", { url });
  // Scripts at the end of the body have run when the document is complete.
  await evaluate(
    page,
    `new Promise((loaded) => document.readyState === "complete" ? loaded() : addEventListener("load", () => loaded()))`,
  );
  // Node has taken the types away, so that the function's text is plain JavaScript.
  await evaluate(page, `window.benchReference = (${player.toString()})(); undefined`);
  const description = await evaluate<Description>(page, "benchReference.ready");
  await resize(page, description);
  return description;
}

function resize(
  page: BrowserPage,
  { width, height }: Pick<Description, "width" | "height">,
): Promise<unknown> {
  const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
  return page.send("Emulation.setDeviceMetricsOverride", metrics);
}

async function* photographs(page: BrowserPage, { fps, frames }: Description): AsyncGenerator<Buffer> {
  for (let frame = 0; frame < frames; frame++) {
    await evaluate(page, `benchReference.show(${frame} / ${fps})`);
    const picture = { format: "png", optimizeForSpeed: true };
    const { data } = await page.send<{ data: string }>("Page.captureScreenshot", picture);
    yield Buffer.from(data, "base64");
  }
}

async function evaluate<Result>(page: BrowserPage, expression: string): Promise<Result> {
  const { result, exceptionDetails } = await page.send<{
    result: { value: Result };
    exceptionDetails?: { exception?: { description?: string }; text: string };
  }>("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (!exceptionDetails) return result.value;
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}
