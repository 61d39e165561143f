import { once } from "node:events";
import { mkdir, readFile, readdir, truncate, utimes, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect as connectSocket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NamedHosts } from "../../src/browser/named-hosts.ts";
import { locateSource, type SourcePlaces } from "../../src/media/locate-source.ts";
import { forgetOldMedia } from "../../src/media/media-cache.ts";
import { milliseconds } from "../../src/timeline/units.ts";
import { flipBit } from "../support/flip-bit.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const publicAddress = "93.184.215.14";
const names: Readonly<Record<string, string>> = {
  "public.example": publicAddress,
  "rebound.example": "127.0.0.1",
  "metadata.example": "169.254.169.254",
};

let scratch: TemporaryFolder;
let origin: Server;
let requests: IncomingMessage[];

beforeEach(async () => {
  scratch = await temporaryFolder();
  requests = [];
  origin = createServer((request, response) => {
    requests.push(request);
    (answers[request.url ?? ""] ?? answers["/404"]!)(response, request);
  });
  await once(origin.listen(0, "127.0.0.1"), "listening");
});

afterEach(async () => {
  origin.closeAllConnections();
  origin.close();
  await scratch[Symbol.asyncDispose]();
});

const answers: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => unknown>> = {
  "/404": (response) => response.writeHead(404).end("none"),
  "/a.mp3": (response, { headers }) =>
    headers["if-none-match"] === '"1"'
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: '"1"' }).end("first"),
  "/moved": (response) => response.writeHead(302, { location: "/a.mp3" }).end(),
  "/away": (response) => response.writeHead(302, { location: "http://evil.example/a.mp3" }).end(),
  "/inside": (response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
  "/inside-name": (response) => response.writeHead(302, { location: "http://rebound.example/" }).end(),
  "/file": (response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/round": (response) => response.writeHead(302, { location: "/round" }).end(),
  "/silent": (response) => response,
  "/half": (response) => response.writeHead(200, { "content-length": "900" }).write("half"),
  "/broken": (response) =>
    response.writeHead(200, { "content-length": "900" }).write("x", () => response.destroy()),
  "/huge": (response) => response.writeHead(200, { "content-length": "9000" }).write("half"),
  "/endless": (response) => {
    const more = setInterval(() => response.write("x".repeat(200)), 5);
    response.once("close", () => clearInterval(more));
  },
  "/announced": (response) => {
    const more = setInterval(() => response.write("x"), 20);
    response.once("close", () => clearInterval(more));
    response.writeHead(200, { "content-length": "9000" });
  },
  "/trickle": (response) => {
    const more = setInterval(() => response.write("x"), 20);
    response.once("close", () => clearInterval(more));
  },
};

/** No machine is so slow. */
const HOUR = milliseconds(3_600_000);
/** For servers that say no more, and for one that never ends. */
const limits: Readonly<Record<string, { readonly idle?: number; readonly time?: number }>> = {
  "/silent": { idle: 200 },
  "/half": { idle: 200 },
  "/trickle": { time: 600 },
};

function places(address = ""): SourcePlaces {
  const { idle = HOUR, time = HOUR } = limits[URL.parse(address)?.pathname ?? ""] ?? {};
  return {
    projectFolder: scratch.path,
    cacheFolder: scratch.path,
    signal: new AbortController().signal,
    limits: { bytes: 5000, time: milliseconds(time) },
    outside: {
      lookup: (host) => Promise.resolve([names[host] ?? publicAddress]),
      // Public addresses cannot be reached from a test: whatever is connected to is our origin.
      connect: () => connectSocket((origin.address() as AddressInfo).port, "127.0.0.1"),
      connectLimit: HOUR,
      idleLimit: idle,
    },
  };
}

const fetched = async (address: string): Promise<string> =>
  locateSource(address, places(address)).then(
    (file) => readFile(file, "utf8"),
    (error: unknown) => String(error),
  );

describe("a remote file", () => {
  it("is downloaded, through redirects too", async () => {
    expect(await fetched("http://public.example/a.mp3")).toBe("first");
    expect(await fetched("http://public.example/moved")).toBe("first");
    expect(requests[0]?.headers).toMatchObject({ host: "public.example", "accept-encoding": "identity" });
  });

  it("is not asked of a host that its page may not reach, after a redirect neither", async () => {
    const named = new NamedHosts();
    named.limit(["public.example"]);
    const ask = async (address: string): Promise<string> => {
      const outside = { ...places().outside, check: named.check.bind(named) };
      return locateSource(address, { ...places(), outside }).catch(String);
    };
    expect(await ask("http://evil.example/a.mp3")).toContain("the template does not name it");
    expect(await ask("http://public.example/away")).toContain("the template does not name it");
    expect(requests.map(({ url }) => url)).toEqual(["/away"]);
  });

  it("of a host that only data names is told of as that", async () => {
    expect(await fetched("http://project.localhost/.hyperframes/picture/0123456789abcdef")).toContain(
      "Put the host into hosts of template.json",
    );
  });

  it("is not downloaded again while the server says that it is the same", async () => {
    await fetched("http://public.example/a.mp3");
    expect(await fetched("http://public.example/a.mp3")).toBe("first");
    expect(requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"']);
  });

  it("is downloaded again when any bit of it has changed, or of what was noted of it", async () => {
    await fetched("http://public.example/a.mp3");
    const folder = join(scratch.path, "media");
    for (const name of await readdir(folder)) {
      await flipBit(join(folder, name));
      expect(await fetched("http://public.example/a.mp3")).toBe("first");
    }
    expect(requests.map(({ headers }) => headers["if-none-match"])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("of a data address is written again when any bit of it has changed", async () => {
    const file = await locateSource("data:audio/mpeg,kept", places());
    await flipBit(file);
    expect(await readFile(await locateSource("data:audio/mpeg,kept", places()), "utf8")).toBe("kept");
  });

  it("is forgotten a month after it was last used", async () => {
    await fetched("http://public.example/a.mp3");
    await forgetOldMedia(scratch.path);
    const folder = join(scratch.path, "media");
    const files = await readdir(folder);
    expect(files).toHaveLength(2);
    const past = new Date(Date.now() - 31 * 86_400_000);
    await Promise.all(files.map((name) => utimes(join(folder, name), past, past)));
    await forgetOldMedia(scratch.path);
    expect(await readdir(folder)).toEqual([]);
  });

  it("is forgotten sooner, like converted videos, where all together is too large", async () => {
    const folder = join(scratch.path, "media");
    await mkdir(folder, { recursive: true });
    const ages = { "used-now.mp4": 0, "days-ago.webm": 3, "weeks-ago.mp4": 20 };
    for (const [name, days] of Object.entries(ages)) {
      const used = new Date(Date.now() - days * 86_400_000);
      await writeFile(join(folder, name), "");
      // As large as 2 GiB, of which nothing is on the disk.
      await truncate(join(folder, name), 2 ** 31);
      await utimes(join(folder, name), used, used);
    }
    await forgetOldMedia(scratch.path);
    expect((await readdir(folder)).toSorted()).toEqual(["days-ago.webm", "used-now.mp4"]);
  });

  it("is taken from the cache where the server cannot be reached", async () => {
    await fetched("http://public.example/a.mp3");
    const file = await locateSource("http://public.example/a.mp3", {
      ...places(),
      outside: { ...places().outside, lookup: () => Promise.reject(new Error("no network")) },
    });
    expect(await readFile(file, "utf8")).toBe("first");
  });

  it.each([
    ["http://rebound.example/a.mp3", "is refused: 127.0.0.1 is an address of this machine"],
    ["http://metadata.example/a.mp3", "is refused: 169.254.169.254 is a link-local address"],
    ["http://[::1]/a.mp3", "is refused: ::1 is an address of this machine"],
    ["https://10.0.0.5/a.mp3", "is refused: 10.0.0.5 is an address of a private network"],
    ["http://public.example/inside", "is refused: 127.0.0.1 is an address of this machine"],
    ["http://public.example/inside-name", "is refused: 127.0.0.1 is an address of this machine"],
    ["http://public.example/file", "could not be downloaded: it redirects to file:///etc/passwd"],
    ["http://public.example/round", "could not be downloaded: it redirects for ever"],
    ["http://public.example/none", "could not be downloaded: the server answers HTTP 404"],
    ["http://public.example/silent", "could not be downloaded: the server stopped sending"],
    ["http://public.example/half", "could not be downloaded: the server stopped sending"],
    ["http://public.example/broken", "could not be downloaded: the server stopped sending"],
    ["http://public.example/huge", "is larger than 0 MiB; put it into the project folder"],
    ["http://public.example/endless", "is larger than 0 MiB; put it into the project folder"],
    ["http://public.example/trickle", "could not be downloaded: it took longer than 0.6 s"],
    [
      "blob:http://project.localhost/1",
      "cannot be used (blob:): give a file of the project, or an https address",
    ],
    ["file:///etc/passwd", "cannot be used (file:): give a file of the project, or an https address"],
    ["http://project.localhost:8080/a.mp3", "is refused: 127.0.0.1 is an address of this machine"],
  ])("is not had from %s", async (address, message) => {
    if (address.includes("project.localhost:")) Object.assign(names, { "project.localhost": "127.0.0.1" });
    expect(await fetched(address)).toBe(`MediaError: ${message}`);
    expect((await readdir(join(scratch.path, "media")).catch(() => [])).filter(Boolean)).toEqual([]);
  });

  it("that is too large by what its server tells leaves no connection behind", async () => {
    const closed = Promise.withResolvers<void>();
    origin.on("request", (_, response) => void response.once("close", closed.resolve));
    await expect(locateSource("http://public.example/announced", places())).rejects.toThrow("is larger");
    await closed.promise;
  });

  it("does not speak to a server that is not secure where it should be", async () => {
    expect(await fetched("https://public.example/a.mp3")).toMatch(
      /could not be downloaded: no secure connection/,
    );
  });
});

describe("data in the address", () => {
  it("is decoded", async () => {
    expect(await fetched("data:audio/wav;base64,aGFsbG8=")).toBe("hallo");
    expect(await fetched("data:audio/wav,a%20b%2Cc")).toBe("a b,c");
    expect(await fetched("data:nothing")).toMatch("is malformed");
  });
});
