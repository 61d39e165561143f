import { copyFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  attachShippedLibraries,
  ShippedLibraries,
} from "../../../src/browser/libraries/shipped-libraries.ts";
import type { NetworkGuard } from "../../../src/browser/network-guard.ts";
import { openTestHost } from "../../support/open-host.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { launchTestBrowser, sessionOf } from "../network-guard-browser.ts";

const { resolve } = createRequire(import.meta.url);
const inter = dirname(resolve("@fontsource-variable/inter/package.json"));

const stack = new AsyncDisposableStack();
let folder: string;
let guard: NetworkGuard;
let page: Page;

beforeAll(async () => {
  folder = stack.use(await temporaryFolder()).path;
  const error = Object.assign(new Error("no network"), { code: "EAI_AGAIN" });
  ({ guard } = stack.use(await openTestHost(folder, { outside: { lookup: () => Promise.reject(error) } })));
  ({ page } = stack.use(await launchTestBrowser(guard.access)));
  await attachShippedLibraries(await sessionOf(page), {
    libraries: new ShippedLibraries(folder),
    access: guard.access,
  });
});
afterAll(() => stack[Symbol.asyncDispose]());

/** The width of a line in each of some fonts, in CSS pixels; fonts are loaded first. */
async function widths(head: string, fonts: readonly string[]): Promise<number[]> {
  const lines = fonts.map((font) => `<span style="font: ${font}">Hamburgefonstiv 0123 WAVE</span><br>`);
  const html = `<!doctype html><link rel="icon" href="data:,">${head}<body style="white-space:nowrap">${lines.join("")}`;
  await writeFile(join(folder, "index.html"), html);
  await page.goto("http://project.localhost/");
  return (await page.evaluate(`(async () => {
    document.body.getBoundingClientRect();
    await document.fonts.ready;
    return [...document.querySelectorAll("span")].map((span) => span.getBoundingClientRect().width);
  })()`)) as number[];
}

function link(query: string): string {
  return `<link rel="stylesheet" href="https://fonts.googleapis.com/${query}">`;
}

it("draws weights and italics as the package's own file does", async () => {
  for (const style of ["normal", "italic"]) {
    await copyFile(join(inter, `files/inter-latin-wght-${style}.woff2`), join(folder, `${style}.woff2`));
  }
  const own = ["normal", "italic"].map(
    (style) => `@font-face{font-family:Own;font-weight:100 900;font-style:${style};src:url(${style}.woff2)}`,
  );
  const kinds = ["100 20px", "450 20px", "900 20px", "italic 700 20px"];
  const fonts = ["Inter", "Own"].map((family) => kinds.map((kind) => `${kind} ${family}`));
  const range = link("css2?family=Inter:ital,wght@0,100..900;1,100..900");
  const both = await widths(`${range}<style>${own.join("")}</style>`, fonts.flat());
  const [google, plain] = [both.slice(0, kinds.length), both.slice(kinds.length)];
  expect(google).toEqual(plain);
  expect(new Set(google).size).toBe(kinds.length);
  // Single weights, as Google gives them: what lies in between is shown in the nearest one.
  const [light, between, black] = await widths(link("css2?family=Inter:wght@100;900"), fonts[0]!);
  expect([light, between, black]).toEqual([google[0], google[0], google[2]]);
});

it("draws other axes in their range", async () => {
  const variations = [75, 100].map((width) => `400 ${width}% 20px Roboto`.replace(`${width}% `, ""));
  const head = `${link("css2?family=Roboto:wdth,wght@75..100,100..900")}<style>span:first-of-type{font-stretch:75%!important}</style>`;
  const [narrow = 0, wide = 0] = await widths(head, variations);
  expect(narrow / wide).toBeGreaterThan(0.75);
  expect(narrow / wide).toBeLessThan(0.93);
});

it("reads imports, the first version's addresses, and letters of other slices", async () => {
  const style = `<style>@import "https://fonts.googleapis.com/css?family=Lato:400,900italic";</style>`;
  const [lato, black, serif] = await widths(style, ["20px Lato", "italic 900 20px Lato", "20px serif"]);
  expect(new Set([lato, black, serif]).size).toBe(3);
  await widths(`${link("css2?family=Roboto")}<p style="font-family:Roboto">Жук`, []);
  const loaded = await page.evaluate(
    "[...document.fonts].filter(({ status }) => status === 'loaded').map(({ unicodeRange }) => unicodeRange)",
  );
  expect(loaded).toContainEqual(expect.stringMatching(/U\+0?400-0?45F/i));
  expect([guard.refused, guard.unreachable]).toEqual([[], []]);
});
