import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { serveFiles } from "../support/serve-files.ts";
import { ServedProject } from "./served-project.ts";

const served = ServedProject.use();
const { ask } = served;

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
    await writeFile(join(served.folder, "empty.css"), "");
    expect(await ask("/empty.css")).toMatchObject({ status: 200, body: "" });
  });

  it("finds names with spaces, percent signs and umlauts", async () => {
    await writeFile(join(served.folder, "100% Größe.txt"), "found");
    expect(await ask("/100%25%20Gr%C3%B6%C3%9Fe.txt")).toMatchObject({ status: 200, body: "found" });
  });

  it("follows a link that stays in the project, and takes the type from the name that was asked for", async () => {
    await symlink("ten.mp4", join(served.folder, "media", "link.webm"));
    const { status, headers } = await ask("/media/link.webm");
    expect([status, headers["content-type"]]).toEqual([200, "video/webm"]);
  });

  it("serves a project that is itself behind a link", async () => {
    await symlink(served.folder, join(served.outside, "link"));
    await using linked = await serveFiles(join(served.outside, "link"));
    expect(await ask("/", { port: linked.port })).toMatchObject({ status: 200 });
  });

  it("serves packages that pnpm links", async () => {
    const store = join(served.folder, "node_modules", ".pnpm", "gsap@3.15.0");
    await mkdir(store, { recursive: true });
    await writeFile(join(store, "gsap.js"), "ok");
    await symlink(store, join(served.folder, "node_modules", "gsap"));
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
    const big = join(served.folder, "big.bin");
    await writeFile(big, Buffer.alloc(8_000_000));
    const cut = new Promise((resolve, reject) => {
      const sent = request({
        port: served.server.port,
        path: "/big.bin",
        headers: { host: "project.localhost" },
      });
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
    await mkdir(join(served.folder, "über uns"));
    const { status, headers } = await ask("/%C3%BCber%20uns?a=1?b");
    expect([status, headers.location]).toEqual([302, "/%C3%BCber%20uns/?a=1?b"]);
  });

  it("never redirects to another host", async () => {
    expect((await ask("//media")).headers.location).toBe("/media/");
  });

  it("has no listing", async () => {
    expect(await ask("/media/")).toMatchObject({ status: 404 });
    expect(served.server.files.missing).toEqual(["media/index.html"]);
  });

  it("does not take a file for a folder", async () => {
    expect(await ask("/index.html/")).toMatchObject({ status: 404 });
  });
});

describe("what is offered", () => {
  it("is served in parts from outside the project, and nothing beside it", async () => {
    const url = new URL(served.server.files.offer(join(served.outside, "secret.txt")));
    expect(url.origin).toBe("http://project.localhost");
    expect(await ask(url.pathname, { headers: { range: "bytes=1-3" } })).toMatchObject({
      status: 206,
      body: "ecr",
    });
    expect((await ask(url.pathname.replace("secret.txt", "other.txt"))).status).toBe(403);
    expect((await ask("/.hyperframes/")).status).toBe(403);
    expect(served.server.files.offer(join(served.outside, "secret.txt"))).toBe(url.href);
  });

  it("is refused when it has gone", async () => {
    expect(
      (await ask(new URL(served.server.files.offer(join(served.outside, "gone.mp4"))).pathname)).status,
    ).toBe(403);
  });
});

describe("records", () => {
  it("lists what is missing once, without the icon that browsers ask for", async () => {
    for (const path of ["/a.png", "/media/b%20c.mp4?x", "/a.png", "/favicon.ico"]) await ask(path);
    expect(served.server.files.missing).toEqual(["a.png", "media/b c.mp4"]);
  });

  it("lists no more than a thousand names", async () => {
    for (let number = 0; number < 1010; number++) await ask(`/${number}.png`);
    expect(served.server.files.missing).toHaveLength(1000);
  });
});

describe("ends", () => {
  it("closes at once although a client keeps its connection", async () => {
    const socket = connect(served.server.port, "127.0.0.1");
    const closed = new Promise((resolve) => void socket.once("close", resolve));
    await new Promise((resolve) => void socket.once("connect", resolve));
    socket.on("error", () => socket.destroy());
    await served.server[Symbol.asyncDispose]();
    await closed;
    await expect(ask("/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("closes while it sends, and twice", async () => {
    await writeFile(join(served.folder, "big.bin"), Buffer.alloc(8_000_000));
    const sent = request({
      port: served.server.port,
      path: "/big.bin",
      headers: { host: "project.localhost" },
    }).end();
    // Nobody reads on, so most of the file is still to come.
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    await served.server[Symbol.asyncDispose]();
    await served.server[Symbol.asyncDispose]();
    await expect(text(response)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("says which folder is not there", async () => {
    await expect(serveFiles(join(served.outside, "none"))).rejects.toThrow(join(served.outside, "none"));
  });
});
