import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ShippedLibraries } from "../../../src/browser/libraries/shipped-libraries.ts";
import { install, libraryProject, ownFiles, ownVersion, version } from "../../support/library-project.ts";

let root: string;
let project: string;
let libraries: ShippedLibraries;

beforeEach(async () => {
  ({ root, project, libraries } = await libraryProject());
});

afterEach(() => rm(root, { recursive: true }));

describe("modules", () => {
  it.each([
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/+esm`, "index.js"],
    ["https://cdn.jsdelivr.net/npm/gsap/+esm", "index.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/ScrollTrigger/+esm`, "ScrollTrigger.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/ScrollTrigger.js/+esm`, "ScrollTrigger.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/all/+esm`, "all.js"],
    [`https://unpkg.com/gsap@${version}?module`, "index.js"],
    [`https://esm.sh/gsap@${version}`, "index.js"],
    ["https://esm.sh/gsap/Flip?bundle", "Flip.js"],
    ["https://esm.run/gsap", "index.js"],
    ["https://cdn.skypack.dev/gsap", "index.js"],
  ])("%s hands on %s", async (url, path) => {
    const answer = await libraries.answer(url);
    const target = `"https://cdn.jsdelivr.net/npm/gsap@${version}/${path}"`;
    expect(answer?.body.toString()).toBe(`export * from ${target};\nexport { default } from ${target};\n`);
    expect(answer?.contentType).toBe("text/javascript; charset=utf-8");
  });

  it.each([
    ["https://cdn.jsdelivr.net/npm/three@0.181.2/+esm", "three", "build/three.module.js"],
    [
      "https://esm.sh/three/addons/controls/OrbitControls.js",
      "three",
      "examples/jsm/controls/OrbitControls.js?linked",
    ],
    ["https://esm.sh/v135/chart.js@4/auto", "chart.js", "auto/auto.js?linked"],
    ["https://cdn.jsdelivr.net/npm/chart.js/auto/+esm", "chart.js", "auto/auto.js?linked"],
    ["https://esm.sh/react@18.3.1", "react", "index.js?linked"],
    ["https://esm.sh/stable/react@18/es2022/react.mjs", "react", "index.js?linked"],
    ["https://esm.sh/*react-dom@19/client?deps=react@19", "react-dom", "client.js?linked"],
    ["https://esm.sh/react-dom@18&external=react/es2022/client.bundle.mjs", "react-dom", "client.js?linked"],
    ["https://cdn.jsdelivr.net/npm/react@19/jsx-runtime/+esm", "react", "jsx-runtime.js?linked"],
    ["https://cdn.jsdelivr.net/npm/gl-matrix@3/+esm", "gl-matrix", "esm/index.js"],
    ["https://esm.sh/topojson-client", "topojson-client", "src/index.js"],
    ["https://esm.run/d3@7", "d3", "dist/d3.mjs?linked"],
    ["https://esm.sh/lottie-web", "lottie-web", "build/player/esm/lottie.min.js"],
    ["https://cdn.jsdelivr.net/npm/animejs/+esm", "animejs", "dist/modules/index.js"],
    ["https://unpkg.com/@lottiefiles/dotlottie-web?module", "@lottiefiles/dotlottie-web", "dist/index.js"],
  ])("%s points to %s/%s", async (url, name, path) => {
    const text = String((await libraries.answer(url))?.body);
    const [, target] = /^export \* from "https:\/\/cdn\.jsdelivr\.net\/npm\/(.+)";/.exec(text) ?? [];
    expect(target?.replace(/(?<=.)@[\d.]+/, "")).toBe(`${name}/${path}`);
  });

  it("turns names of packages into addresses, down to the last module", async () => {
    const seen = new Set<string>();
    const open = [
      "https://esm.sh/d3@7",
      "https://esm.sh/chart.js/auto",
      "https://esm.sh/react-dom@18/client",
      "https://esm.sh/react-dom@19/client",
    ];
    for (let url = open.pop(); url !== undefined; url = open.pop()) {
      const answer = await libraries.answer(url);
      expect([url, answer === null]).toEqual([url, false]);
      const text = String(answer?.body);
      for (const [, specifier = ""] of text.matchAll(/\b(?:from|import)\s*["']([^"'\s]+)["']/g)) {
        const next = new URL(specifier, url).href;
        expect(next).toMatch(/^https:\/\/cdn\.jsdelivr\.net\/npm\//);
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
    expect([...seen].some((url) => url.includes("/npm/d3-timer@"))).toBe(true);
    expect([...seen].some((url) => url.includes("/npm/@kurkle/color@"))).toBe(true);
    // Each ReactDOM has its own React, and neither has what is for developers.
    const [other, ...reacts] = [...seen].filter((url) => url.includes("/npm/react@")).toSorted();
    expect([other, ...reacts].filter((url) => url?.includes("/index.js"))).toHaveLength(2);
    expect([...seen].some((url) => url.includes("development"))).toBe(false);
  });

  it("exports what a package of the older form does, each by its name", async () => {
    for (const [path, names] of [
      ["react@18.3.1/index.js", ["useState", "createElement"]],
      ["react-dom@18.3.1/client.js", ["createRoot"]],
      ["react-dom@19.3.1/client.js", ["createRoot"]],
      ["react@19.3.1/jsx-runtime.js", ["jsx", "jsxs", "Fragment"]],
    ] as const) {
      const text = String((await libraries.answer(`https://cdn.jsdelivr.net/npm/${path}?linked`))?.body);
      for (const name of names) expect(text).toContain(` as "${name}"`);
    }
  });

  it("leaves to the network what is no module, and cannot be made one", async () => {
    await install(project, { ...ownFiles, "script.js": "globalThis.answer = 42;" });
    expect(await libraries.answer("https://esm.sh/gsap/script.js")).toBeNull();
  });

  it("hands on no default where there is none", async () => {
    await install(project, { ...ownFiles, "part.js": "export const part = 1;" });
    const answer = await libraries.answer("https://esm.sh/gsap/part");
    expect(answer?.body.toString()).toBe(
      `export * from "https://cdn.jsdelivr.net/npm/gsap@${ownVersion}/part.js";\n`,
    );
  });
});
