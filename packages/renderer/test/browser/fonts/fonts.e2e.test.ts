import { mkdir, mkdtemp, copyFile, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultCacheFolder } from "../../../src/browser/find-cache-folder.ts";
import { prepareFonts } from "../../../src/browser/fonts/fonts.ts";
import { findBrowser } from "../../../src/browser/program/find-browser.ts";

const require = createRequire(import.meta.url);
const cacheFolder = defaultCacheFolder(process.env, homedir());
const flags = [
  ...["--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"],
  ...["--force-color-profile=srgb", "--hide-scrollbars"],
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
let homeFolder: string;
let browser: Browser;
let page: Page;

async function launch(home: string): Promise<Browser> {
  const found = await findBrowser({ browser: null, environmentBrowser: null, cacheFolder });
  const { configFile } = await prepareFonts(cacheFolder);
  return puppeteer.launch({
    executablePath: found.executable,
    headless: "shell",
    args: flags,
    env: { ...found.environment, FONTCONFIG_FILE: configFile, HOME: home },
  });
}

/** The fonts that draw a text, by their PostScript names, with the number of glyphs of each. */
async function fontsOf(text: string, style: string): Promise<Record<string, number>> {
  await page.setContent(`<!doctype html><meta charset="utf-8"><p style="${style}">${text}</p>`);
  const session = await page.createCDPSession();
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector: "p" });
  const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
  await session.detach();
  return Object.fromEntries(fonts.map((font) => [font.postScriptName, font.glyphCount]));
}

async function widthOf(style: string, face = ""): Promise<number> {
  await page.setContent(
    `<style>${face}</style><span style="font-size:100px;${style}">AVAToTe Wäre LT. Yo</span>`,
  );
  return page.evaluate(
    `document.fonts.ready.then(() => document.querySelector("span").getBoundingClientRect().width)`,
  ) as Promise<number>;
}

async function woff2Face(name: string, family: string): Promise<string> {
  const data = await readFile(
    require.resolve(`@fontsource/${name}/files/${name}-latin-400-normal.woff2`),
    "base64",
  );
  return `@font-face { font-family: "${family}"; src: url(data:font/woff2;base64,${data}) }`;
}

beforeAll(async () => {
  homeFolder = await mkdtemp(join(tmpdir(), "fonts-"));
  browser = await launch(homeFolder);
  page = await browser.newPage();
});

afterAll(async () => {
  await browser.close();
  await rm(homeFolder, { recursive: true, force: true });
});

describe("families", () => {
  test.each([
    ["sans-serif", "Arimo-Regular"],
    ["serif", "Tinos-Regular"],
    ["monospace", "Cousine-Regular"],
    ["cursive", "Arimo-Regular"],
    ["math", "NotoSansMath-Regular"],
    ["system-ui", "Arimo-Regular"],
    ["ui-sans-serif", "Arimo-Regular"],
    ["ui-serif", "Tinos-Regular"],
    ["ui-monospace", "Cousine-Regular"],
    ["-apple-system", "Arimo-Regular"],
    ["Arial", "Arimo-Regular"],
    ["Helvetica", "Arimo-Regular"],
    ["Times New Roman", "Tinos-Regular"],
    ["Georgia", "Tinos-Regular"],
    ["Courier New", "Cousine-Regular"],
    ["Consolas", "Cousine-Regular"],
    ["Arimo", "Arimo-Regular"],
    ["Nowhere To Be Found, monospace", "Cousine-Regular"],
  ])("draws %s with %s", async (family, font) => {
    const quoted = /^[-a-z]+$/.test(family) || family.includes(",") ? family : `'${family}'`;
    expect(Object.keys(await fontsOf("Text", `font-family:${quoted}`))).toEqual([font]);
  });

  test.each([
    [400, "normal", "Arimo-Regular"],
    [500, "normal", "Arimo-Medium"],
    [600, "italic", "Arimo-SemiBoldItalic"],
    [900, "normal", "Arimo-Bold"],
  ])("draws weight %i, %s, with %s", async (weight, style, font) => {
    const fonts = await fontsOf("Text", `font:${style} ${weight} 20px sans-serif`);
    expect(Object.keys(fonts)).toEqual([font]);
  });

  test.each([
    ["arimo", "Arial"],
    ["tinos", "Times New Roman"],
    ["cousine", "Courier New"],
  ])("spaces %s, kerning included, as the web font does", async (name, family) => {
    const ours = await widthOf(`font-family:'${family}'`);
    const web = await widthOf("font-family:web", await woff2Face(name, "web"));
    expect(ours).toBe(web);
  });

  test("kerns", async () => {
    expect(await widthOf("font-family:Arial")).toBeLessThan(
      await widthOf("font-family:Arial;font-kerning:none"),
    );
  });
});

describe("scripts", () => {
  const texts = {
    "Polish and Turkish": "Zażółć gęślą jaźń, İstanbul’da ğüşıöç",
    Vietnamese: "Tiếng Việt ở đây",
    Cyrillic: "Съешь ещё этих мягких булок, їжак",
    Greek: "Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία",
    Hebrew: "שלום עולם",
  };
  const families = { "sans-serif": "Arimo", serif: "Tinos", monospace: "Cousine" };
  const styles = {
    "400 normal": "Regular",
    "700 normal": "Bold",
    "400 italic": "Italic",
    "700 italic": "BoldItalic",
  };

  test.each(Object.entries(texts))("draws %s in every family's own styles", async (_, text) => {
    const expected: string[] = [];
    const found: string[] = [];
    for (const [generic, family] of Object.entries(families)) {
      for (const [style, name] of Object.entries(styles)) {
        expected.push(`${family}-${name}`);
        const [weight, slant] = style.split(" ");
        found.push(Object.keys(await fontsOf(text, `font:${slant} ${weight} 20px ${generic}`)).join());
      }
    }
    expect(found).toEqual(expected);
  });

  test.each([
    ["مرحبا", "NotoSansArabic-Regular"],
    ["नमस्ते", "NotoSansDevanagari-Regular"],
    ["สวัสดี", "NotoSansThai-Regular"],
    ["汉字漢字", "NotoSansSC-Thin"],
    ["ひらがな", "NotoSansSC-Thin"],
    ["안녕", "NotoSansKR-Thin"],
  ])("draws %s with %s", async (text, font) => {
    expect(Object.keys(await fontsOf(text, "font-family:serif"))).toEqual([font]);
  });

  test("draws Han characters in regular weight, and bolder where the text is bold", async () => {
    const inkOf = async (weight: number): Promise<number> => {
      await page.setContent(`<meta charset="utf-8"><p style="margin:0;font:${weight} 60px serif">漢字</p>`);
      const clip = { x: 0, y: 0, width: 140, height: 90 };
      const { data } = PNG.sync.read(Buffer.from(await page.screenshot({ clip })));
      return data.reduce((sum, value, index) => sum + (index % 4 === 0 ? 255 - value : 0), 0) / 255;
    };
    const regular = await inkOf(400);
    // Thin, the first weight of the file, has less than half of it.
    expect(regular).toBeGreaterThan(1500);
    expect(await inkOf(700)).toBeGreaterThan(regular * 1.15);
  });

  test("shows boxes of the text's own font for scripts that it lacks", async () => {
    expect(Object.keys(await fontsOf("ಕನ್ನಡ", "font-family:serif"))).toEqual(["Tinos-Regular"]);
  });
});

describe("symbols and emoji", () => {
  test("finds symbols that text fonts lack", async () => {
    const fonts = await fontsOf("✓★◆➜⌘", "font-family:sans-serif");
    expect(Object.keys(fonts)).toEqual(["NotoSansSymbols2-Regular"]);
  });

  test("keeps digits and signs in the text's font", async () => {
    expect(Object.keys(await fontsOf("0123#*©®™", "font-family:serif"))).toEqual(["Tinos-Regular"]);
  });

  test("draws a sign as text or as emoji, as its variation selector says", async () => {
    expect(Object.keys(await fontsOf("⚠☀✔", "font-family:serif"))).toEqual(["NotoSansSymbols2-Regular"]);
    expect(Object.keys(await fontsOf("⚠\uFE0F☀\uFE0F✔\uFE0F", "font-family:serif"))).toEqual([
      "NotoColorEmoji",
    ]);
  });

  test("draws flags, skin tones and joined emoji with one glyph each", async () => {
    const emoji = ["🇵🇱", "👍🏿", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "🏳️‍🌈", "❤️‍🔥", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"];
    const fonts = await fontsOf(emoji.join(""), "font-family:sans-serif");
    expect(fonts).toEqual({ NotoColorEmoji: emoji.length });
  });

  test("draws emoji in colour", async () => {
    await page.setContent(`<p style="font:100px sans-serif">😀`);
    const { data } = PNG.sync.read(Buffer.from(await page.screenshot()));
    const yellow = data.filter((red, index) => index % 4 === 0 && red - (data[index + 2] ?? 0) > 100);
    expect(yellow.length).toBeGreaterThan(1000);
  });
});

describe("the system's fonts", () => {
  const specimen = `<p style="font:20px 'Noto Sans Symbols Thin'">Zażółć ✓</p><p>漢字 😀</p><p style="font:18px system-ui">Привет`;

  test("do not show, and leave every pixel as it is", async () => {
    const home = await mkdtemp(join(tmpdir(), "fonts-"));
    const source =
      require.resolve("@expo-google-fonts/noto-sans-symbols/100Thin/NotoSansSymbols_100Thin.ttf");
    for (const folder of [".fonts", ".local/share/fonts"]) {
      await mkdir(join(home, folder), { recursive: true });
      await copyFile(source, join(home, folder, "thin.ttf"));
    }
    await page.setContent(specimen);
    const without = await page.screenshot();
    const other = await launch(home);
    try {
      const otherPage = await other.newPage();
      await otherPage.setContent(specimen);
      expect(Buffer.compare(await otherPage.screenshot(), without)).toBe(0);
    } finally {
      await other.close();
      await rm(home, { recursive: true, force: true });
    }
    expect(Object.keys(await fontsOf("Text", "font-family:'Noto Sans Symbols Thin'"))).toEqual([
      "Tinos-Regular",
    ]);
  });
});
