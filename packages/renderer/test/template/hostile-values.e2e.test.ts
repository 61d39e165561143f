import type { HTTPRequest } from "puppeteer-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Template } from "../../../template/src/template.ts";
import { everyPicture, everyPlace } from "../../../template/test/every-place.ts";
import { hostileValues } from "../../../template/test/hostile-values.ts";
import { launchTestBrowser, type TestBrowser } from "../browser/network-guard-browser.ts";

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchTestBrowser(null);
});
afterAll(() => browser[Symbol.asyncDispose]());

const head = `<!doctype html><html><head><meta charset="utf-8"><script>
var ran = 0, values = [], f = () => {}, run = f, __run = () => { ran += 1 };
window.alert = __run; Object.defineProperty(window, "__ran", { set: __run });
window.addEventListener("error", (event) => { if (event.error) values.push("error: " + event.message) });
</script></head><body>`;

interface Seen {
  readonly ran: number;
  readonly requests: readonly string[];
  readonly shapes: readonly string[];
  readonly values: ReadonlyArray<readonly unknown[]>;
}

const outline = `[...document.querySelectorAll("section")].map((section) => {
  const names = (node) => [node.nodeName, [...(node.attributes ?? [])].map(({ name }) => name).join(","),
    [...node.childNodes, ...(node.content?.childNodes ?? [])].filter((child) => child.nodeType !== 3).map(names)];
  for (const element of section.querySelectorAll("[onclick],[onmouseover]")) { element.onclick?.({}); element.onmouseover?.({}) }
  const styles = [...section.querySelectorAll("style")].map((style) => [...style.sheet.cssRules].map((rule) => rule.selectorText));
  return JSON.stringify([names(section), styles]);
})`;

/** Opens a page and waits for what it runs and loads. */
async function look(html: string): Promise<Seen> {
  const page = await browser.page.browser().newPage();
  const requests: string[] = [];
  page.on("dialog", (dialog) => void dialog.dismiss());
  await page.setRequestInterception(true);
  page.on("request", (request: HTTPRequest) => {
    const url = request.url();
    if (url === "http://project.localhost/") {
      void request.respond({ contentType: "text/html; charset=utf-8", body: html });
      return;
    }
    requests.push(url);
    void request.abort();
  });
  await page.goto("http://project.localhost/", { waitUntil: "load" });
  const shapes = (await page.evaluate(outline)) as string[];
  const links = `for (const link of document.querySelectorAll("section a, section form, section button")) {
    for (const name of ["href", "xlink:href", "action", "formaction"]) {
      const address = link.getAttribute(name);
      if (address !== null && !/^(?:https?|mailto|tel):$/.test(new URL(address, location).protocol)) ran += 100;
    }
  }`;
  await page.evaluate(links);
  const [ran, values] = (await page.evaluate("[ran, values]")) as [number, unknown[][]];
  await page.close();
  return { ran, requests, shapes, values };
}

const perPage = 70;
const fields = Array.from({ length: perPage }, (_, index) => `v${index}`);
const body = fields.map((field, index) => everyPlace(field, index)).join("\n");
const pages = Template.compile(new Map([["index.html", `${head}${body}</body></html>`]]));

function fillPages(values: readonly string[]): string {
  const data = Object.fromEntries(fields.map((field, index) => [field, values[index] ?? "harmless"]));
  return pages.fillIn(data).get("index.html") ?? "";
}

it("runs, loads and moves nothing, whatever is typed into any place", async () => {
  expect(hostileValues.length).toBeGreaterThan(200);
  const harmless = await look(fillPages([]));
  expect(harmless.shapes).toHaveLength(perPage);
  expect(harmless.values[0]).toContain("harmless");
  const normal = (shape: string): string => shape.replaceAll(/\.([abcq])\d+/g, ".$1");
  for (let from = 0; from < hostileValues.length; from += perPage) {
    const values = hostileValues.slice(from, from + perPage);
    const seen = await look(fillPages(values));
    expect(seen.ran).toBe(0);
    // Only pictures in a fixed folder, whose names the values are part of.
    expect(
      seen.requests.filter((url) => !/^http:\/\/project\.localhost\/(?:img\/[^?#]*|favicon\.ico)$/.test(url)),
    ).toEqual([]);
    expect(seen.shapes).toHaveLength(perPage);
    for (const [index, shape] of seen.shapes.entries()) {
      expect
        .soft(normal(shape), JSON.stringify(values[index] ?? null))
        .toBe(normal(harmless.shapes[0] ?? ""));
    }
    expect(seen.values.filter((value) => typeof value === "string")).toEqual([]);
    // In scripts every value arrives as it was typed.
    const plain = seen.values.filter((value) => value.length === 8);
    for (const [index, [a, b, , d, , , g, h]] of plain.entries()) {
      const arrived = (values[index] ?? "harmless").toWellFormed();
      for (const one of [a, b, d, g, h]) expect((one as string).toWellFormed()).toBe(arrived);
    }
    expect(plain).toHaveLength(perPage);
  }
});

it("loads from the addresses of pictures only what http and https lead to", async () => {
  const names = hostileValues.map((_, index) => `v${index}`);
  const source = `${head}<section>${names.map(everyPicture).join("")}</section></body></html>`;
  const template = Template.compile(new Map([["index.html", source]]));
  const data = Object.fromEntries(names.map((name, index) => [name, hostileValues[index]]));
  const seen = await look(template.fillIn(data).get("index.html") ?? "");
  expect(seen.ran).toBe(0);
  expect(seen.requests.length).toBeGreaterThan(0);
  expect(seen.requests.filter((url) => !/^https?:\/\//.test(url))).toEqual([]);
});

it("would notice a value that is not escaped", async () => {
  const source = `${head}<section><p><<{x}>></p></section></body></html>`;
  const template = Template.compile(new Map([["index.html", source]]));
  const fill = (x: string): string => template.fillIn({ x }, { trusted: true }).get("index.html") ?? "";
  expect((await look(fill("<script>__run()</script>"))).ran).toBe(1);
  expect((await look(fill("<a href=javascript:alert(1)>x</a>"))).ran).toBe(100);
  expect((await look(fill("<img src=http://evil.test/x.png>"))).requests).toEqual(["http://evil.test/x.png"]);
  expect((await look(fill("<b>x</b>"))).shapes).not.toEqual((await look(fill("x"))).shapes);
});
