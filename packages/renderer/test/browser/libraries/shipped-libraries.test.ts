import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ShippedLibraries } from "../../../src/browser/libraries/shipped-libraries.ts";
import { gsap, libraryProject, major, minor, version } from "../../support/library-project.ts";

let root: string;
let project: string;
let libraries: ShippedLibraries;

beforeEach(async () => {
  ({ root, project, libraries } = await libraryProject());
});

afterEach(() => rm(root, { recursive: true }));

describe("addresses", () => {
  it.each([
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/dist/gsap.min.js`, "dist/gsap.min.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/dist/gsap.js`, "dist/gsap.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${major}/dist/ScrollTrigger.min.js`, "dist/ScrollTrigger.min.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@^${major}.${minor}/dist/SplitText.min.js`, "dist/SplitText.min.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@%5E${major}/dist/Flip.min.js`, "dist/Flip.min.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@~${version}/dist/gsap.min.js`, "dist/gsap.min.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${major}.x/dist/gsap.min.js`, "dist/gsap.min.js"],
    ["https://cdn.jsdelivr.net/npm/gsap@latest/dist/gsap.min.js", "dist/gsap.min.js"],
    ["https://cdn.jsdelivr.net/npm/gsap/dist/gsap.min.js?cache=1#x", "dist/gsap.min.js"],
    ["http://cdn.jsdelivr.net/npm/gsap/dist/gsap.min.js", "dist/gsap.min.js"],
    ["https://fastly.jsdelivr.net/npm/gsap/dist/gsap.min.js", "dist/gsap.min.js"],
    ["https://cdn.jsdelivr.net/npm/gsap", "dist/gsap.min.js"],
    ["https://cdn.jsdelivr.net/npm/gsap/", "dist/gsap.min.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}`, "dist/gsap.min.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/index.js`, "index.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/ScrollTrigger.js`, "ScrollTrigger.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/ScrollTrigger`, "ScrollTrigger.js"],
    [`https://cdn.jsdelivr.net/npm/gsap@${version}/utils/paths.min.js`, "utils/paths.js"],
    [`https://unpkg.com/gsap@${version}/dist/gsap.min.js`, "dist/gsap.min.js"],
    ["https://unpkg.com/gsap/dist/MorphSVGPlugin.min.js", "dist/MorphSVGPlugin.min.js"],
    [`https://unpkg.com/gsap@${major}`, "dist/gsap.min.js"],
    [`https://cdnjs.cloudflare.com/ajax/libs/gsap/${version}/gsap.min.js`, "dist/gsap.min.js"],
    [
      `https://cdnjs.cloudflare.com/ajax/libs/gsap/${version}/MotionPathPlugin.js`,
      "dist/MotionPathPlugin.js",
    ],
  ])("%s is %s", async (url, path) => {
    const answer = await libraries.answer(url);
    expect(answer?.source).toBe(`gsap@${version}/${path} (shipped)`);
    expect(answer?.contentType).toBe("text/javascript; charset=utf-8");
    expect(answer?.body.equals(readFileSync(join(gsap, path)))).toBe(true);
    expect(libraries.notes).toEqual([]);
  });

  it("answers every plugin that there is", async () => {
    const names = readdirSync(join(gsap, "dist")).filter((name) => name.endsWith(".js"));
    expect(names.length).toBeGreaterThan(40);
    for (const name of names) {
      const answer = await libraries.answer(`https://cdnjs.cloudflare.com/ajax/libs/gsap/${version}/${name}`);
      expect(answer?.source).toContain(`/dist/${name} `);
    }
  });

  it.each([
    "https://cdn.jsdelivr.net/npm/gsap@2.1.3/dist/gsap.min.js",
    `https://cdn.jsdelivr.net/npm/gsap@${major + 1}/dist/gsap.min.js`,
    "https://cdn.jsdelivr.net/npm/gsap@beta/dist/gsap.min.js",
    "https://cdn.jsdelivr.net/npm/gsap/dist/none.js",
    "https://cdn.jsdelivr.net/npm/gsap/../../../package.json",
    "https://cdn.jsdelivr.net/npm/gsap/..%2f..%2fpackage.json",
    "https://cdn.jsdelivr.net/npm/gsap/%2e%2e%2fpackage.json",
    "https://cdn.jsdelivr.net/npm/gsap-trial/dist/gsap.min.js",
    "https://cdn.jsdelivr.net/npm/@gsap/react/dist/index.js",
    "https://cdn.jsdelivr.net/gh/greensock/GSAP/dist/gsap.min.js",
    "https://cdn.jsdelivr.net:8080/npm/gsap/dist/gsap.min.js",
    "https://cdn.jsdelivr.net.evil.example/npm/gsap/dist/gsap.min.js",
    "https://evil.example/?https://cdn.jsdelivr.net/npm/gsap/dist/gsap.min.js",
    "https://cdnjs.cloudflare.com/ajax/libs/gsap/2.1.3/TweenMax.min.js",
    // Of 0.187, which has no such file any more.
    "https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js",
    "https://cdnjs.cloudflare.com/ajax/libs/unheard-of/1.0.0/index.js",
    "https://code.jquery.com/jquery-3.7.1.min.js",
    "https://d3js.org/d3.v6.min.js",
    "https://d3js.org/topojson.v3.min.js",
    "https://unpkg.com/@babel/standalone/babel.min.js",
    // React has had no such files since 19.
    "https://unpkg.com/react@19/umd/react.production.min.js",
    // What this package depends on, but not for pages.
    "https://cdn.jsdelivr.net/npm/sharp/lib/index.js",
    "https://cdn.jsdelivr.net/npm/puppeteer-core/+esm",
    // Compiled code of another build than the script that asks for it.
    "https://cdn.jsdelivr.net/npm/@lottiefiles/dotlottie-web@0.44.0/dist/dotlottie-player.wasm",
    "https://unpkg.com/",
    "ftp://unpkg.com/gsap",
    "data:text/javascript,gsap",
    "gsap",
  ])("%s is left to the network", async (url) => {
    expect(await libraries.answer(url)).toBeNull();
  });

  it.each([
    [
      "https://cdn.jsdelivr.net/npm/animejs@4.5.0/dist/bundles/anime.umd.min.js",
      "animejs@4.",
      "dist/bundles/anime.umd.min.js",
    ],
    [
      "https://cdn.jsdelivr.net/npm/animejs@4.0.2/lib/anime.iife.min.js",
      "animejs@4.",
      "dist/bundles/anime.umd.min.js",
    ],
    ["https://cdn.jsdelivr.net/npm/animejs@3.2.1/lib/anime.min.js", "animejs@3.", "lib/anime.min.js"],
    ["https://cdnjs.cloudflare.com/ajax/libs/animejs/3.2.2/anime.min.js", "animejs@3.", "lib/anime.min.js"],
    [
      "https://cdnjs.cloudflare.com/ajax/libs/bodymovin/5.12.2/lottie.min.js",
      "lottie-web@5.",
      "build/player/lottie.min.js",
    ],
    [
      "https://cdnjs.cloudflare.com/ajax/libs/lottie-web/5.12.2/lottie_svg.min.js",
      "lottie-web@5.",
      "build/player/lottie_svg.min.js",
    ],
    ["https://unpkg.com/lottie-web@5/build/player/lottie.js", "lottie-web@5.", "build/player/lottie.js"],
    [
      "https://unpkg.com/@lottiefiles/dotlottie-web@latest/dist/dotlottie-player.wasm",
      "@lottiefiles/dotlottie-web@0.",
      "dist/dotlottie-player.wasm",
    ],
    ["https://cdn.jsdelivr.net/npm/three@0.181.2/build/three.module.js", "three@0.", "build/three.module.js"],
    [
      "https://cdnjs.cloudflare.com/ajax/libs/three.js/0.181.2/three.module.min.js",
      "three@0.",
      "build/three.module.js",
    ],
    ["https://d3js.org/d3.v7.min.js", "d3@7.", "dist/d3.min.js"],
    ["https://d3js.org/d3.v7.js", "d3@7.", "dist/d3.js"],
    ["https://cdn.jsdelivr.net/npm/d3@7", "d3@7.", "dist/d3.min.js"],
    ["https://cdn.jsdelivr.net/npm/d3-array@3", "d3-array@3.", "dist/d3-array.min.js"],
    ["https://cdn.jsdelivr.net/npm/chart.js", "chart.js@4.", "dist/chart.umd.min.js"],
    [
      "https://cdnjs.cloudflare.com/ajax/libs/Chart.js/4.4.1/chart.umd.min.js",
      "chart.js@4.",
      "dist/chart.umd.min.js",
    ],
    [
      "https://cdn.jsdelivr.net/npm/@tailwindcss/browser@4",
      "@tailwindcss/browser@4.",
      "dist/index.global.js",
    ],
    ["https://unpkg.com/react@18/umd/react.development.js", "react@18.3.1", "umd/react.development.js"],
    [
      "https://unpkg.com/react-dom@^18.2/umd/react-dom.production.min.js",
      "react-dom@18.3.1",
      "umd/react-dom.production.min.js",
    ],
    [
      "https://cdnjs.cloudflare.com/ajax/libs/react/18.2.0/umd/react.production.min.js",
      "react@18.3.1",
      "umd/react.production.min.js",
    ],
    ["https://unpkg.com/topojson-client@3", "topojson-client@3.", "dist/topojson-client.min.js"],
    [
      "https://cdn.jsdelivr.net/npm/topojson-client@3.1.0/dist/topojson-client.min.js",
      "topojson-client@3.",
      "dist/topojson-client.min.js",
    ],
    ["https://cdn.jsdelivr.net/npm/gl-matrix@3.4.3/gl-matrix-min.js", "gl-matrix@3.", "gl-matrix-min.js"],
    [
      "https://cdnjs.cloudflare.com/ajax/libs/gl-matrix/3.4.2/gl-matrix-min.js",
      "gl-matrix@3.",
      "gl-matrix-min.js",
    ],
    ["https://unpkg.com/@tailwindcss/browser@4.2.4", "@tailwindcss/browser@4.", "dist/index.global.js"],
  ])("%s is of %s", async (url, copy, path) => {
    const { source = "" } = (await libraries.answer(url)) ?? {};
    expect(source.slice(0, copy.length)).toBe(copy);
    expect(source.slice(source.lastIndexOf("@") + 1).replace(/^[^/]*\//, "")).toBe(`${path} (shipped)`);
  });

  it("names the hosts for interception", () => {
    expect(ShippedLibraries.urlPatterns).toContain("*://cdn.jsdelivr.net/*");
    expect(ShippedLibraries.urlPatterns).toContain("*://cdnjs.cloudflare.com/*");
  });
});

describe("versions", () => {
  it("notes once that another version was used than the one that was named in full", async () => {
    const asked = `${major}.${minor - 3}.5`;
    for (const file of ["gsap.min.js", "gsap.min.js", "Flip.min.js"]) {
      const answer = await libraries.answer(`https://cdn.jsdelivr.net/npm/gsap@${asked}/dist/${file}`);
      expect(answer?.source).toContain(`gsap@${version}/`);
    }
    expect(libraries.notes).toEqual([
      `gsap ${asked} was asked for; ${version} (shipped) was used. For that very version, run npm install gsap@${asked} in the project's folder.`,
    ]);
  });

  it("notes nothing where a range or nothing was asked for, or the very version is here", async () => {
    for (const asked of ["3.14.2", `${major}.${minor}`, `${major}`, `^${major}`, "latest"]) {
      expect(await libraries.answer(`https://unpkg.com/gsap@${asked}/dist/gsap.min.js`)).not.toBeNull();
    }
    expect(libraries.notes).toEqual([]);
  });
});

it("says which packages pages have been given something of", async () => {
  for (const path of ["npm/gsap@3/dist/gsap.min.js", "npm/gsap@3/dist/Flip.min.js", "npm/none"])
    await libraries.answer(`https://cdn.jsdelivr.net/${path}`);
  await libraries.answer("https://fonts.googleapis.com/css2?family=Lato");
  await libraries.answer("https://fonts.gstatic.com/s/@fontsource/lato@5.3.0/lato-latin-400-normal.woff2");
  expect(libraries.used).toEqual(["@fontsource/lato@5.3.0 (shipped)", `gsap@${version} (shipped)`]);
});

describe("an address with an integrity", () => {
  const url = "https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js";
  const hashOf = (bytes: Uint8Array, name = "sha384"): string =>
    `${name}-${createHash(name).update(bytes).digest("base64")}`;
  const newest = readFileSync(join(gsap, "dist/gsap.min.js"));

  it("gets the copy whose bytes it names, whichever version that is of", async () => {
    const older = "sha384-sG0Hv1tP1lZCk9KQmrIbY/XNwi+OY84GQqhMscbnsoBFqAz8KNCil1kvfL3Hbbk2";
    for (const [integrity, found] of [
      [hashOf(newest), version],
      [`sha256-AAAA ${hashOf(newest, "sha512")}?x`, version],
      [`sha384-AAAA ${hashOf(newest)}`, version],
      [older, "3.14.2"],
    ] as const) {
      const pinned = new ShippedLibraries(project, { pinned: new Map([[url, integrity]]) });
      expect((await pinned.answer(url))?.source).toBe(`gsap@${found}/dist/gsap.min.js (shipped)`);
      expect(pinned.refusalOf(url)).toBeUndefined();
    }
  });

  it("gets nothing else, and it is said what is here", async () => {
    const pinned = new ShippedLibraries(project, {
      pinned: new Map([[url, `${hashOf(newest, "sha256")} sha384-AAAA`]]),
    });
    expect(await pinned.answer(url)).toBeNull();
    expect(pinned.refusalOf(url)).toBe(
      `the hash ${hashOf(newest, "sha256")} sha384-AAAA is not that of what is here, gsap@${version} (shipped), gsap@3.14.2 (shipped)`,
    );
    expect(await pinned.answer(`${url}?other`)).not.toBeNull();
  });
});

describe("a package that is not shipped", () => {
  it("is answered where the project has it, and reads no other", async () => {
    const target = join(project, "node_modules", "mine");
    await mkdir(join(project, "node_modules", "other"), { recursive: true });
    await mkdir(target);
    await writeFile(
      join(target, "package.json"),
      '{"name":"mine","version":"1.2.3","module":"m.js","dependencies":{"three":"*"}}',
    );
    await writeFile(join(target, "m.js"), 'import "other";\nimport "three";\nexport const mine = 1;');
    await writeFile(
      join(project, "node_modules", "other", "package.json"),
      '{"name":"other","version":"1.0.0"}',
    );
    await writeFile(join(project, "node_modules", "other", "index.js"), "export const secret = 1;");
    const stub = await libraries.answer("https://esm.sh/mine");
    expect(String(stub?.body)).toBe('export * from "https://cdn.jsdelivr.net/npm/mine@1.2.3/m.js?linked";\n');
    const linked = await libraries.answer("https://cdn.jsdelivr.net/npm/mine@1.2.3/m.js?linked");
    expect(String(linked?.body)).toBe('import "other";\nimport "three";\nexport const mine = 1;');
  });
});
