import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GoogleFonts } from "../../../src/browser/fonts/google-fonts.ts";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder.ts";

let folder: TemporaryFolder;
let fonts: GoogleFonts;

beforeEach(async () => {
  folder = await temporaryFolder();
  fonts = new GoogleFonts(folder.path);
});
afterEach(() => folder[Symbol.asyncDispose]());

const host = "https://fonts.googleapis.com";

/** The rules of an answer, each as its descriptors. */
async function rulesFor(url: string): Promise<Array<Record<string, string>>> {
  const text = String((await fonts.answer(url))?.body ?? "");
  return Array.from(text.matchAll(/@font-face\{(.*?)\}/g), ([, body = ""]) =>
    Object.fromEntries(
      body
        .split(/;(?=[a-z-]+:)/)
        .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]),
    ),
  );
}

async function stylesFor(query: string): Promise<string[]> {
  const rules = await rulesFor(`${host}/${query}`);
  const styles = rules.map((rule) => [
    rule["font-family"],
    rule["font-style"],
    rule["font-weight"],
    rule["font-stretch"],
  ]);
  return [...new Set(styles.map((style) => style.filter(Boolean).join(" ")))];
}

describe("style sheets", () => {
  it.each([
    ["css2?family=Roboto", ['"Roboto" normal 400']],
    ["css2?family=Roboto:wght@300;700", ['"Roboto" normal 300', '"Roboto" normal 700']],
    ["css2?family=Roboto:wght@100..900", ['"Roboto" normal 100 900']],
    ["css2?family=Roboto:wdth,wght@75..100,100..900", ['"Roboto" normal 100 900 75% 100%']],
    [
      "css2?family=Lato:ital,wght@0,400;1,900&family=Inter:wght@450",
      ['"Lato" normal 400', '"Lato" italic 900', '"Inter" normal 450'],
    ],
    ["css2?family=Inter:opsz,wght@14..32,100..900", ['"Inter" normal 100 900']],
    // A range of a font that has a file for each weight.
    ["css2?family=Lato:wght@300..700", ['"Lato" normal 300', '"Lato" normal 400', '"Lato" normal 700']],
    [
      "css?family=Open+Sans:400,700i,bold|Bebas+Neue",
      [
        '"Open Sans" normal 400',
        '"Open Sans" italic 700',
        '"Open Sans" normal 700',
        '"Bebas Neue" normal 400',
      ],
    ],
    ["css?family=Lato:400italic,b", ['"Lato" italic 400', '"Lato" normal 700']],
    // Google has no such weight either; text is then shown in the nearest one.
    ["css2?family=Bebas+Neue:wght@700", ['"Bebas Neue" normal 400']],
    ["installed?family=Oswald", ['"Oswald" normal 200 700']],
  ])("answers %s", async (query, styles) => {
    expect(await stylesFor(query)).toEqual(styles);
  });

  it("keeps Fontsource's slices, and the way to display", async () => {
    const rules = await rulesFor(`${host}/css2?family=Roboto:wght@400&display=swap`);
    expect(rules.length).toBeGreaterThan(6);
    expect(rules.every((rule) => rule["unicode-range"]?.startsWith("U+"))).toBe(true);
    expect(rules.every((rule) => rule["font-display"] === "swap")).toBe(true);
    const latin = rules.find((rule) => rule["unicode-range"]?.startsWith("U+0000-00FF"));
    expect(latin?.["src"]).toMatch(
      /^url\(https:\/\/fonts\.gstatic\.com\/s\/.*\/roboto-latin-wght-normal\.woff2\)/,
    );
  });

  it("asks the network for the families that are not there, each by itself", async () => {
    const answer = await fonts.answer(`${host}/css2?family=Caveat:wght@400&family=Lato`);
    expect(String(answer?.body)).toContain(`@import url("${host}/css2?family=Caveat%3Awght%40400");`);
    expect(await fonts.answer(`${host}/css2?family=Caveat:wght@400`)).toBeNull();
  });

  it.each([
    `${host}/css2`,
    `${host}/css2?family=`,
    `${host}/css2?family=..%2F..%2Froboto`,
    `${host}/metadata/fonts`,
    `${host}.evil.example/css2?family=Lato`,
    "https://fonts.gstatic.com/s/@fontsource/lato@0.0.1/lato-latin-400-normal.woff2",
    "https://fonts.gstatic.com/s/@fontsource/lato@5.3.0/../package.json",
    "https://fonts.gstatic.com/s/roboto/v51/abc.woff2",
  ])("leaves %s to the network", async (url) => {
    expect(await fonts.answer(url)).toBeNull();
  });

  it("keeps descriptors whole, whatever the address says", async () => {
    const text = String(
      (await fonts.answer(`${host}/css2?family=Lato&display=swap};body{display:none`))?.body,
    );
    expect(text).toContain("font-display:auto");
    expect(text).not.toContain("body");
  });
});

describe("files", () => {
  it("are those of the package", async () => {
    const [rule] = await rulesFor(`${host}/css2?family=Lato:wght@900`);
    const [, url = ""] = /url\((.*?)\)/.exec(rule?.["src"] ?? "") ?? [];
    const answer = await fonts.answer(url);
    expect(answer?.contentType).toBe("font/woff2");
    expect(answer?.body.subarray(0, 4).toString()).toBe("wOF2");
  });
});

describe("the project's own packages", () => {
  async function install(name: string, metadata: object, files: readonly string[]): Promise<void> {
    const target = join(folder.path, "node_modules", name);
    await mkdir(join(target, "files"), { recursive: true });
    await writeFile(join(target, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
    await writeFile(join(target, "metadata.json"), JSON.stringify(metadata));
    await writeFile(
      join(target, "unicode.json"),
      JSON.stringify({ "[3]": "U+4E00-4FFF", latin: "U+0000-00FF" }),
    );
    for (const file of files) await writeFile(join(target, "files", file), "wOF2");
  }

  it("bring families that are not shipped", async () => {
    const files = ["noto-sans-jp-3-400-normal.woff2", "noto-sans-jp-latin-400-normal.woff2"];
    await install("@fontsource/noto-sans-jp", { weights: [400], styles: ["normal"], variable: false }, files);
    const rules = await rulesFor(`${host}/css2?family=Noto+Sans+JP`);
    expect(rules.map((rule) => /[^/]+woff2(?=\))/.exec(rule["src"] ?? "")?.[0])).toEqual(files);
  });

  it("win over the shipped ones", async () => {
    await install("@fontsource/inter", { weights: [700], styles: ["normal"] }, [
      "inter-latin-700-normal.woff2",
    ]);
    expect(await stylesFor("css2?family=Inter:wght@100..900")).toEqual(['"Inter" normal 700']);
  });
});
