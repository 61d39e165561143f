import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { dirname, join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { Template } from "../../../template/src/template.ts";
import { codeForValues } from "../../../template/test/code-for-values.ts";
import { hostileMarkup } from "../../../template/test/hostile-markup.ts";
import type { NetworkGuard } from "../../src/browser/network-guard.ts";
import { allowedHosts } from "../../src/browser/page-policy.ts";
import type { ProjectFiles } from "../../src/browser/project-files.ts";
import { launchTestBrowser } from "../browser/network-guard-browser.ts";
import { openTestHost } from "../support/open-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What left the machine: hosts, and the addresses that were asked of them. */
let visits: string[] = [];
let internet: Server;
let folder: string;
let server: ProjectFiles;
let guard: NetworkGuard;
let page: Page;
let dialogs = 0;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  internet = createServer((request, response) => {
    visits.push(`${request.headers.host}${request.url}`);
    response.setHeader("Content-Type", "text/html");
    response.end("<script>top.hits.push('a page from elsewhere')</script>");
  });
  await once(internet.listen(0, "127.0.0.1"), "listening");
  folder = stack.use(await temporaryFolder()).path;
  await writeFile(join(folder, "index.html"), "");
  const host = await openTestHost(folder, {
    services: { fetch: () => Promise.reject(new Error("no pictures here")) },
    outside: {
      lookup: () => Promise.resolve(["93.184.215.14"]),
      connect: () => connect((internet.address() as AddressInfo).port, "127.0.0.1"),
    },
  });
  ({ guard, files: server } = stack.use(host));
  const browser = stack.use(await launchTestBrowser(guard.access));
  page = browser.page;
  await page.authenticate(guard.access);
  page.setDefaultNavigationTimeout(200_000);
  page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
});
beforeEach(() => {
  visits = [];
  dialogs = 0;
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  internet.close().closeAllConnections();
});

/** Fills a template into the folder that is served, under its own rules. */
async function fill(files: Readonly<Record<string, string>>, data: object): Promise<void> {
  const template = Template.compile(new Map(Object.entries(files)));
  const { texts, rules } = template.fillFiles(data, { trusted: true });
  for (const [path, text] of [...Object.entries(files), ...texts]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  server.serve(rules);
  guard.limit(allowedHosts(rules));
}

/** Lets everything on the page and in its frames happen: what is asked for later is answered later. */
const settle = `Promise.all([window, ...Array.from(window.frames)].map(async (frame) => {
  // One that was led elsewhere, and got nowhere, shows an error that nobody may look into.
  try { frame.document } catch { return }
  for (const element of frame.document.querySelectorAll("body *")) {
    for (const name of ["click", "focus", "mouseover", "toggle"]) element.dispatchEvent(new frame.Event(name, { bubbles: true }));
  }
  for (let round = 0; round < 2; round += 1) {
    await new Promise((done) => {
      const picture = new Image();
      picture.onerror = picture.onload = done;
      picture.src = "/none.png?" + round;
    });
  }
}))`;

/** @param frames how many pages in it must have come to their ends; else all in it must be loaded. */
async function look(frames = 0): Promise<string[]> {
  const waitUntil = frames > 0 ? "domcontentloaded" : "load";
  await page.goto("http://project.localhost/", { waitUntil });
  await page.waitForFunction(`(top.ended ?? 0) >= ${frames}`, { timeout: 0 });
  await page.evaluate(settle);
  return (await page.evaluate("hits")) as string[];
}

/** It counts what runs. What a value put into a frame goes no deeper. */
const setup = `<!doctype html><meta charset="utf-8"><script>
top.hits ??= []; var __run = () => { top.hits.push(location.href) }, alert = __run, last;
Object.defineProperty(window, "__ran", { set: __run });
var add = (tag, isLoose) => { last = document.createElement(tag); if (!isLoose) document.body.append(last); return last };
</script><body>`;

const perPage = 12;
const fields = Array.from({ length: perPage }, (_, index) => `v${index}`);
const driver = `${setup}<script>var hits = top.hits</script>${fields.map((field) => `<iframe src="${field}.html"></iframe>`).join("")}`;

/** The same page once for each of several values. */
function pagesOf(places: readonly string[]): Record<string, string> {
  const body = places.join("\n");
  const pages = fields.map((field) => [
    `${field}.html`,
    setup +
      body
        .replaceAll("<<x>>", `<<${field}>>`)

        .replaceAll("{x}", `{${field}}`),
  ]);
  return { "index.html": driver, ...(Object.fromEntries(pages) as Record<string, string>) };
}

async function tryAll(places: readonly string[], values: readonly string[], frames = 0): Promise<string[]> {
  const files = pagesOf(places);
  const hits: string[] = [];
  for (let from = 0; from < values.length; from += perPage) {
    const data = Object.fromEntries(
      fields.map((field, index) => [field, values[from + index] ?? "harmless"]),
    );
    await fill(files, data);
    hits.push(...(await look(frames)));
  }
  return hits;
}

/** One script, so that there is one hash; in the page alone, as values may lead to the page itself. */
const codes = codeForValues.map((code) => `try { ${code} } catch {}`).join("\n");
const everyCode = `<script>const x = <<x>>; if (parent === top) {
${codes}
}</script><script>top.ended = (top.ended ?? 0) + 1</script>`;

it("runs and asks for nothing, whatever a script does with values", async () => {
  expect(hostileMarkup.length).toBeGreaterThan(300);
  expect(await tryAll([everyCode], hostileMarkup, perPage)).toEqual([]);
  expect(dialogs).toBe(0);
  expect(visits).toEqual([]);
});

it("runs and asks for nothing of markup that is put in as it is", async () => {
  const raw = [
    "<title>raw</title><section><p><<{x}>></p></section>",
    `<p title="<<{x}>>">a</p>`,
    `<p title=<<{x}>>>a</p>`,
    `<a href="<<{x}>>">a</a>`,
    `<img src="<<{x}>>">`,
    `<iframe src="<<{x}>>"></iframe>`,
    `<svg><a href="<<{x}>>"><text><<{x}>></text></a></svg>`,
    `<style>a { color: <<{x}>> }</style>`,
    `<table><tr><td><<{x}>></table>`,
    `<<{x}>>`,
  ];
  expect(await tryAll(raw, hostileMarkup)).toEqual([]);
  expect(dialogs).toBe(0);
  expect(visits).toEqual([]);
});

it("would notice what runs without a policy", async () => {
  await fill(
    { "index.html": `${setup}<script>var hits = top.hits</script><p><<{x}>></p>` },
    { x: "<img src=x onerror=__run()>" },
  );
  expect(await look()).toEqual([]);
  server.serve(null);
  expect(await look()).toEqual(["http://project.localhost/"]);
});
