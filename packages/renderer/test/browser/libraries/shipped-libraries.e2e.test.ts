import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  attachShippedLibraries,
  ShippedLibraries,
} from "../../../src/browser/libraries/shipped-libraries.ts";
import type { NetworkGuard } from "../../../src/browser/network-guard.ts";
import { openTestHost } from "../../support/open-host.ts";
import { launchTestBrowser, sessionOf } from "../network-guard-browser.ts";

const { resolve } = createRequire(import.meta.url);
const { version } = JSON.parse(readFileSync(resolve("gsap/package.json"), "utf8")) as { version: string };
const jsdelivr = `https://cdn.jsdelivr.net/npm/gsap@${version}`;

let folder: string;
let guard: NetworkGuard;
let page: Page;
let failures: string[];
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "library-project-"));
  // There is no network: every name is unknown.
  const error = Object.assign(new Error("no network"), { code: "EAI_AGAIN" });
  const outside = { lookup: () => Promise.reject(error) };
  ({ guard } = stack.use(await openTestHost(folder, { outside })));
  const browser = stack.use(await launchTestBrowser(guard.access));
  page = browser.page;
  page.on("pageerror", (thrown) => failures.push(String(thrown)));
  page.on("requestfailed", (request) => failures.push(request.url()));
  await attachShippedLibraries(await sessionOf(page), {
    libraries: new ShippedLibraries(folder),
    access: guard.access,
  });
});

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  failures = [];
});

async function open(html: string): Promise<void> {
  await writeFile(join(folder, "index.html"), `<!doctype html><link rel="icon" href="data:,"><body>${html}`);
  await page.goto("http://project.localhost/");
}

it("loads scripts of all CDNs without a network", async () => {
  await open(`
    <script src="https://cdnjs.cloudflare.com/ajax/libs/gsap/${version}/gsap.min.js" crossorigin="anonymous"></script>
    <script src="https://unpkg.com/gsap@3/dist/MotionPathPlugin.min.js"></script>
    <script src="${jsdelivr}/dist/SplitText.min.js" referrerpolicy="no-referrer"></script>
    <div id="box">words here</div>
    <script>
      gsap.registerPlugin(MotionPathPlugin, SplitText);
      const timeline = gsap.timeline({ paused: true }).to("#box", { x: 100, duration: 1, ease: "none" });
      timeline.seek(0.5);
    </script>`);
  expect(failures).toEqual([]);
  expect(await page.evaluate("[gsap.version, gsap.getProperty('#box', 'x')]")).toEqual([version, 50]);
  expect(await page.evaluate("new SplitText('#box', { type: 'words' }).words.length")).toBe(2);
  expect([guard.refused, guard.unreachable]).toEqual([[], []]);
});

it("loads modules, and one copy of them from different CDNs", async () => {
  await open(`<script type="importmap">{"imports": {"gsap": "${jsdelivr}/index.js", "gsap/": "${jsdelivr}/"}}</script>
    <script type="module">
      import { gsap } from "gsap";
      import { ScrollTrigger } from "gsap/ScrollTrigger.js";
      import jsdelivr from "https://cdn.jsdelivr.net/npm/gsap@3.12.5/+esm";
      import unpkg from "https://unpkg.com/gsap?module";
      import { gsap as esm } from "https://esm.sh/gsap@3";
      import { Flip } from "https://cdn.jsdelivr.net/npm/gsap/Flip/+esm";
      gsap.registerPlugin(ScrollTrigger, Flip);
      window.loaded = [gsap.version, gsap === jsdelivr, gsap === unpkg, gsap === esm];
    </script>`);
  expect(failures).toEqual([]);
  expect(await page.evaluate("loaded")).toEqual([version, true, true, true]);
});

it("loads a library into a worker", async () => {
  await open("");
  const loaded = await page.evaluate(`new Promise((done) => {
    const code = "importScripts('${jsdelivr}/dist/gsap.js'); postMessage(self.window.gsap.version)";
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = ({ message }) => done(message);
  })`);
  expect(loaded).toBe(version);
});

it("loads a library into a frame", async () => {
  await open(`<iframe srcdoc="<script src='${jsdelivr}/dist/gsap.js'></script>"></iframe>`);
  expect(await page.evaluate("frames[0].gsap.version")).toBe(version);
});

it("gives the bytes of npm, so that their hash fits, and that of another version does not", async () => {
  const file = readFileSync(resolve("gsap/dist/gsap.min.js"));
  const hash = (content: Buffer): string => `sha384-${createHash("sha384").update(content).digest("base64")}`;
  const tag = (integrity: string): string =>
    `<script src="${jsdelivr}/dist/gsap.min.js" integrity="${integrity}" crossorigin="anonymous"></script>`;
  await open(tag(hash(file)));
  expect(await page.evaluate("typeof gsap")).toBe("object");
  await open(tag(hash(Buffer.from("another version"))));
  expect(await page.evaluate("typeof gsap")).toBe("undefined");
});

it("leaves other requests alone", async () => {
  await open(`<script src="https://cdn.jsdelivr.net/npm/gsap@2.1.3/TweenMax.min.js"></script>
    <script src="https://cdn.jsdelivr.net/npm/unheard-of/index.js"></script>`);
  expect(failures).toHaveLength(2);
  expect(guard.unreachable).toEqual([
    { host: "cdn.jsdelivr.net", reason: "the name does not resolve (EAI_AGAIN)" },
  ]);
});
