import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveFiles, type ServedFiles } from "../support/serve-files.ts";

let outside: string;
let folder: string;
let server: ServedFiles;

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), "project-files-"));
  folder = join(outside, "project");
  await mkdir(join(folder, "media"), { recursive: true });
  await writeFile(join(outside, "secret.txt"), "secret");
  await writeFile(join(folder, "index.html"), "<h1>Grüße</h1>");
  await writeFile(join(folder, "media", "ten.mp4"), "0123456789");
  server = await serveFiles(folder);
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(outside, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly port?: number;
}

/** Unlike `fetch`, it sends the path as it is. */
function ask(
  path: string,
  { method = "GET", headers = {}, port = server.port }: Asked = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const host = { host: "project.localhost" };
    const sent = request({ port, path, method, headers: { ...host, ...headers }, agent: false });
    sent.once("error", reject);
    sent.once("response", (response) => {
      const { statusCode: status } = response;
      text(response).then((body) => resolve({ status, headers: response.headers, body }), reject);
    });
    sent.end();
  });
}

describe("files", () => {
  it("sends a file with its type, its length, and no permission to keep it", async () => {
    const { status, headers, body } = await ask("/index.html?v=1");
    expect(status).toBe(200);
    expect(body).toBe("<h1>Grüße</h1>");
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-length": "16",
      "cache-control": "no-store",
      "accept-ranges": "bytes",
    });
    // A page from elsewhere in a frame of the composition must not read the project.
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("sends only the head when asked for that", async () => {
    const { status, headers, body } = await ask("/media/ten.mp4", { method: "HEAD" });
    expect([status, headers["content-length"], body]).toEqual([200, "10", ""]);
  });

  it("sends an empty file", async () => {
    await writeFile(join(folder, "empty.css"), "");
    expect(await ask("/empty.css")).toMatchObject({ status: 200, body: "" });
  });

  it("finds names with spaces, percent signs and umlauts", async () => {
    await writeFile(join(folder, "100% Größe.txt"), "found");
    expect(await ask("/100%25%20Gr%C3%B6%C3%9Fe.txt")).toMatchObject({ status: 200, body: "found" });
  });

  it("follows a link that stays in the project, and takes the type from the name that was asked for", async () => {
    await symlink("ten.mp4", join(folder, "media", "link.webm"));
    const { status, headers } = await ask("/media/link.webm");
    expect([status, headers["content-type"]]).toEqual([200, "video/webm"]);
  });

  it("serves a project that is itself behind a link", async () => {
    await symlink(folder, join(outside, "link"));
    await using linked = await serveFiles(join(outside, "link"));
    expect(await ask("/", { port: linked.port })).toMatchObject({ status: 200 });
  });

  it("serves packages that pnpm links", async () => {
    const store = join(folder, "node_modules", ".pnpm", "gsap@3.15.0");
    await mkdir(store, { recursive: true });
    await writeFile(join(store, "gsap.js"), "ok");
    await symlink(store, join(folder, "node_modules", "gsap"));
    expect(await ask("/node_modules/gsap/gsap.js")).toMatchObject({ status: 200, body: "ok" });
    expect(await ask("/node_modules/.pnpm/gsap@3.15.0/gsap.js")).toMatchObject({ status: 403 });
  });

  it.each([
    ["bytes=0-3", 206, "bytes 0-3/10", "0123"],
    ["bytes=4-", 206, "bytes 4-9/10", "456789"],
    ["bytes=-2", 206, "bytes 8-9/10", "89"],
    ["bytes=8-99", 206, "bytes 8-9/10", "89"],
    ["bytes=10-", 416, "bytes */10", "media/ten.mp4 has 10 bytes.\n"],
    ["bytes=0-1,4-5", 200, undefined, "0123456789"],
    ["bytes=x", 200, undefined, "0123456789"],
    ["lines=0-1", 200, undefined, "0123456789"],
  ])("answers the range %s with %i", async (range, status, ...[contentRange, body]) => {
    const answer = await ask("/media/ten.mp4", { headers: { range } });
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers["content-range"]).toBe(contentRange);
  });

  it("ends the connection when a file is cut off while it is sent", async () => {
    const big = join(folder, "big.bin");
    await writeFile(big, Buffer.alloc(8_000_000));
    const cut = new Promise((resolve, reject) => {
      const sent = request({ port: server.port, path: "/big.bin", headers: { host: "project.localhost" } });
      sent.once("response", (response) => {
        response.once("error", resolve);
        response.once("end", () => reject(new Error("The file came whole.")));
        writeFile(big, "").then(() => response.resume(), reject);
      });
      sent.end();
    });
    expect(await cut).toMatchObject({ code: "ECONNRESET" });
  });
});

describe("folders", () => {
  it("sends index.html for a folder", async () => {
    expect(await ask("/")).toMatchObject({ status: 200, body: "<h1>Grüße</h1>" });
  });

  it("adds the slash on which relative addresses depend", async () => {
    await mkdir(join(folder, "über uns"));
    const { status, headers } = await ask("/%C3%BCber%20uns?a=1?b");
    expect([status, headers.location]).toEqual([302, "/%C3%BCber%20uns/?a=1?b"]);
  });

  it("never redirects to another host", async () => {
    expect((await ask("//media")).headers.location).toBe("/media/");
  });

  it("has no listing", async () => {
    expect(await ask("/media/")).toMatchObject({ status: 404 });
    expect(server.files.missing).toEqual(["media/index.html"]);
  });

  it("does not take a file for a folder", async () => {
    expect(await ask("/index.html/")).toMatchObject({ status: 404 });
  });
});

describe("what is not served", () => {
  it.each([
    "/../secret.txt",
    "/media/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/media/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/media/ten.mp4%00.html",
    "/%c0%ae%c0%ae/secret.txt",
    "/%",
    "/.git/config",
    "/.env",
    "/media/.hidden/x",
    "/./index.html",
  ])("refuses %s", async (path) => {
    await mkdir(join(folder, ".git"));
    await writeFile(join(folder, ".git", "config"), "secret");
    await writeFile(join(folder, ".env"), "secret");
    const { status, body } = await ask(path);
    expect(status).toBe(403);
    expect(body).not.toContain("secret\n");
    expect(server.files.refused).toHaveLength(1);
  });

  it.each(["/%252e%252e/secret.txt", "//etc/passwd", "/%2fetc%2fpasswd"])(
    "looks for %s within the project only",
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 404 });
    },
  );

  it("refuses a link that leads out, to a file or through a folder", async () => {
    await symlink("../secret.txt", join(folder, "leak.txt"));
    await symlink("..", join(folder, "up"));
    expect(await ask("/leak.txt")).toMatchObject({ status: 403 });
    expect(await ask("/up/secret.txt")).toMatchObject({ status: 403 });
    expect(await ask("/up/")).toMatchObject({ status: 403 });
    expect(server.files.refused[0]).toEqual({
      path: "leak.txt",
      reason: "a symbolic link leads out of the project folder",
    });
  });

  it("refuses a folder's index.html that leads out", async () => {
    await symlink("../../secret.txt", join(folder, "media", "index.html"));
    expect(await ask("/media/")).toMatchObject({ status: 403 });
  });

  it("refuses a folder beside the project whose name begins alike", async () => {
    await mkdir(`${folder}-private`);
    await writeFile(join(`${folder}-private`, "a.txt"), "secret");
    await symlink(`${folder}-private`, join(folder, "beside"));
    expect(await ask("/beside/a.txt")).toMatchObject({ status: 403 });
  });

  it("refuses a link to a hidden file of the project", async () => {
    await writeFile(join(folder, ".env"), "secret");
    await symlink(".env", join(folder, "env.txt"));
    expect(await ask("/env.txt")).toMatchObject({ status: 403 });
  });

  it("refuses a named pipe, which would never end", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.mp4")]);
    expect(await ask("/pipe.mp4")).toMatchObject({ status: 403 });
  });

  it.skipIf(process.getuid?.() === 0)("says that a file cannot be read", async () => {
    await chmod(join(folder, "index.html"), 0);
    const { status, body } = await ask("/index.html");
    expect([status, body]).toEqual([403, "index.html is not served: it cannot be read (EACCES).\n"]);
  });

  it.each([
    "localhost",
    "127.0.0.1",
    "evil.example",
    "project.localhost.evil.example",
    "project.localhost:81",
  ])("refuses the host %s", async (host) => {
    expect(await ask("/index.html", { headers: { host } })).toMatchObject({ status: 403 });
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const { status, headers } = await ask("/index.html", { method });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it("refuses an address in full, which only a proxy is asked", async () => {
    expect(await ask("http://project.localhost/index.html")).toMatchObject({ status: 400 });
  });
});

describe("what is offered", () => {
  it("is served in parts from outside the project, and nothing beside it", async () => {
    const url = new URL(server.files.offer(join(outside, "secret.txt")));
    expect(url.origin).toBe("http://project.localhost");
    expect(await ask(url.pathname, { headers: { range: "bytes=1-3" } })).toMatchObject({
      status: 206,
      body: "ecr",
    });
    expect((await ask(url.pathname.replace("secret.txt", "other.txt"))).status).toBe(403);
    expect((await ask("/.hyperframes/")).status).toBe(403);
    expect(server.files.offer(join(outside, "secret.txt"))).toBe(url.href);
  });

  it("is refused when it has gone", async () => {
    expect((await ask(new URL(server.files.offer(join(outside, "gone.mp4"))).pathname)).status).toBe(403);
  });
});

describe("records", () => {
  it("lists what is missing once, without the icon that browsers ask for", async () => {
    for (const path of ["/a.png", "/media/b%20c.mp4?x", "/a.png", "/favicon.ico"]) await ask(path);
    expect(server.files.missing).toEqual(["a.png", "media/b c.mp4"]);
  });

  it("lists no more than a thousand names", async () => {
    for (let number = 0; number < 1010; number++) await ask(`/${number}.png`);
    expect(server.files.missing).toHaveLength(1000);
  });
});

describe("ends", () => {
  it("closes at once although a client keeps its connection", async () => {
    const socket = connect(server.port, "127.0.0.1");
    const closed = new Promise((resolve) => void socket.once("close", resolve));
    await new Promise((resolve) => void socket.once("connect", resolve));
    socket.on("error", () => socket.destroy());
    await server[Symbol.asyncDispose]();
    await closed;
    await expect(ask("/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("closes while it sends, and twice", async () => {
    await writeFile(join(folder, "big.bin"), Buffer.alloc(8_000_000));
    const sent = request({
      port: server.port,
      path: "/big.bin",
      headers: { host: "project.localhost" },
    }).end();
    // Nobody reads on, so most of the file is still to come.
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    await server[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    await expect(text(response)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("says which folder is not there", async () => {
    await expect(serveFiles(join(outside, "none"))).rejects.toThrow(join(outside, "none"));
  });
});
