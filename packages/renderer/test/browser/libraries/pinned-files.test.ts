import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, connect as connectSocket } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fetchFontPackage } from "../../../src/browser/fonts/google-fonts-fetched.ts";
import { GoogleFonts } from "../../../src/browser/fonts/google-fonts.ts";
import { PinnedFiles } from "../../../src/browser/libraries/pinned-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary-folder.ts";

const { resolve } = createRequire(import.meta.url);
const inter = dirname(resolve("@fontsource-variable/inter/package.json"));
const lato = dirname(resolve("@fontsource/lato/package.json"));

let folder: TemporaryFolder;
let server: Server;
let files: Record<string, Buffer | string>;
let asked: string[];
let lookups: number;

beforeEach(async () => {
  folder = await temporaryFolder();
  files = {};
  asked = [];
  lookups = 0;
  server = createServer(({ url = "" }, response) => {
    asked.push(url);
    const body = files[url];
    if (body === undefined) response.writeHead(404).end("none");
    else if (body === "broken") response.writeHead(200).write("half", () => response.destroy());
    else response.end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await folder[Symbol.asyncDispose]();
});

/** A render's view of a network in which `fonts.example` is a public host. */
function network({ isThere = true }: { isThere?: boolean } = {}): PinnedFiles {
  const { port } = server.address() as AddressInfo;
  return new PinnedFiles({
    folder: join(folder.path, "fetched"),
    signal: new AbortController().signal,
    outside: {
      lookup: (host) => {
        lookups += 1;
        if (!isThere) return Promise.reject(Object.assign(new Error("no network"), { code: "EAI_AGAIN" }));
        return Promise.resolve([host === "inside.example" ? "10.0.0.1" : "93.184.215.14"]);
      },
      connect: () => connectSocket(port, "127.0.0.1"),
      connectLimit: 5000,
      idleLimit: 5000,
    },
  });
}

const address = "http://fonts.example/a";

describe("a file that is pinned", () => {
  it("is asked for once, and stays what it was", async () => {
    files["/a"] = "first";
    expect(String(await network().get(address))).toBe("first");
    files["/a"] = "second";
    expect(String(await network().get(address))).toBe("first");
    expect(String(await network({ isThere: false }).get(address))).toBe("first");
    expect(asked).toEqual(["/a"]);
  });

  it("is fetched again where its copy is damaged, and refused if it is another one by then", async () => {
    files["/a"] = "first";
    await network().get(address);
    const kept = join(folder.path, "fetched");
    const name = (await readdir(kept)).find((entry) => !entry.endsWith(".json")) ?? "";
    await writeFile(join(kept, name), "damaged");
    expect(String(await network().get(address))).toBe("first");
    expect(await readFile(join(kept, name), "utf8")).toBe("first");
    await writeFile(join(kept, name), "damaged");
    files["/a"] = "second";
    expect(await network().get(address)).toBeNull();
  });

  it("is pinned anew where what was written of it is damaged", async () => {
    files["/a"] = "first";
    await network().get(address);
    const kept = join(folder.path, "fetched");
    const name = (await readdir(kept)).find((entry) => entry.endsWith(".json")) ?? "";
    for (const text of ["", "garbage", "null"]) {
      await writeFile(join(kept, name), text);
      expect(String(await network().get(address))).toBe("first");
    }
    expect(String(await network({ isThere: false }).get(address))).toBe("first");
  });

  it.each([
    ["is not there", "http://fonts.example/none"],
    ["breaks off", "http://fonts.example/broken"],
    ["is in a private network", "http://inside.example/a"],
  ])("leaves nothing behind where it %s", async (_, url) => {
    files["/a"] = "first";
    files["/broken"] = "broken";
    expect(await network().get(url)).toBeNull();
    expect(await readdir(folder.path)).toEqual([]);
  });

  it("is not asked for again where there is no network", async () => {
    const cutOff = network({ isThere: false });
    expect([await cutOff.get(address), await cutOff.get(`${address}b`)]).toEqual([null, null]);
    expect(lookups).toBe(1);
  });
});

describe("a family that no package of this machine has", () => {
  const base = "http://fonts.example/npm/";

  /** Puts a package on the server, under the name of another family. */
  async function serve(name: string, source: string): Promise<string> {
    const { version } = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as {
      version: string;
    };
    files[`/npm/${name}@5/package.json`] = await readFile(join(source, "package.json"));
    for (const path of ["metadata.json", "unicode.json"])
      files[`/npm/${name}@${version}/${path}`] = await readFile(join(source, path));
    return `/npm/${name}@${version}/files/`;
  }

  it("comes as a variable font where there is one, each file when it is wanted", async () => {
    const place = await serve("@fontsource-variable/fraunces", inter);
    const font = await fetchFontPackage("Fraunces", network(), base);
    expect(font?.has("fraunces-latin-wght-italic.woff2")).toBe(true);
    expect(font?.has("fraunces-latin-700-normal.woff2")).toBe(false);
    expect(asked).toHaveLength(3);
    files[`${place}fraunces-latin-wght-normal.woff2`] = "wOF2";
    expect(String((await font?.read("fraunces-latin-wght-normal.woff2"))?.body)).toBe("wOF2");
    expect(await font?.read("fraunces-greek-wght-normal.woff2")).toBeUndefined();
  });

  it("comes with a file for each weight where that is all there is", async () => {
    await serve("@fontsource/abril-fatface", lato);
    const font = await fetchFontPackage("Abril Fatface", network(), base);
    expect([font?.name, font?.owner, font?.weights]).toEqual([
      "@fontsource/abril-fatface",
      "fetched",
      [100, 300, 400, 700, 900],
    ]);
  });

  it("is asked for only if there is such a family at all", async () => {
    expect(await fetchFontPackage("House Brand", network(), base)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it("is fetched for pages that only name it, not for what has a link or can do without", async () => {
    const got: string[] = [];
    const fonts = new GoogleFonts(folder.path, {
      get: (url) => {
        got.push(url);
        return Promise.resolve(null);
      },
    });
    const host = "https://fonts.googleapis.com";
    expect(await fonts.answer(`${host}/css2?family=Fraunces`)).toBeNull();
    expect(await fonts.answer(`${host}/installed?family=Ubuntu&optional=`)).toBeNull();
    expect(got).toEqual([]);
    expect(await fonts.answer(`${host}/installed?family=Fraunces`)).toBeNull();
    expect(got).toEqual([
      "https://cdn.jsdelivr.net/npm/@fontsource-variable/fraunces@5/package.json",
      "https://cdn.jsdelivr.net/npm/@fontsource/fraunces@5/package.json",
    ]);
  });
});
