import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import {
  type AddressInfo,
  connect as connectSocket,
  createServer as createTcpServer,
  Socket,
} from "node:net";
import { text } from "node:stream/consumers";
import { connectToAddresses } from "@hyperframes-engine/network";
import { describe, expect, it } from "vitest";
import { startNetworkGuard } from "../../src/browser/network-guard.ts";
import { milliseconds } from "../../src/timeline/units.ts";
import { passwordFor } from "../support/serve-files.ts";
import { connectLine, GuardedOrigin, names } from "./guarded-origin.ts";

const opened = GuardedOrigin.use();
const { ask, connectToOrigin, lookup, tunnel } = opened;

describe("plain addresses", () => {
  it("hands on a request and its answer", async () => {
    const { status, headers, body } = await ask("http://public.example:8080/path?q=1", {
      method: "POST",
      body: "data",
      headers: { "x-end": "kept", "proxy-connection": "keep-alive", te: "trailers", host: "lie.example" },
    });
    expect([status, body]).toEqual([200, "POST /path?q=1 data"]);
    expect(headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(headers).not.toHaveProperty("x-hop");
    expect(opened.received[0]?.headers).toMatchObject({ host: "public.example:8080", "x-end": "kept" });
    expect(opened.received[0]?.headers).not.toHaveProperty("proxy-connection");
    expect(opened.received[0]?.headers).not.toHaveProperty("te");
    expect(opened.connections).toEqual([{ addresses: names["public.example"], port: 8080 }]);
    expect([opened.guard.refused, opened.guard.unreachable]).toEqual([[], []]);
  });

  it("checks each hop of a redirect", async () => {
    const { headers } = await ask("http://public.example/redirect");
    expect(await ask(headers.location ?? "")).toMatchObject({ status: 403 });
    expect(opened.connections).toHaveLength(1);
  });

  it.each(["https://public.example/", "ftp://public.example/", "/path", "http://"])(
    "does not take %s for a request to a proxy",
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 400 });
      expect(opened.connections).toEqual([]);
    },
  );

  it("says that a server broke off before it answered", async () => {
    expect(await ask("http://public.example/break")).toMatchObject({ status: 502 });
  });

  it("breaks off as the server does", async () => {
    const broken = ask("http://public.example/half").catch((error: unknown) => error);
    await expect.poll(() => opened.received.length).toBe(1);
    opened.received[0]?.socket.destroy();
    expect(await broken).toMatchObject({ code: "ECONNRESET" });
  });

  it("leaves the server when the browser leaves", async () => {
    const sent = request({
      port: opened.guard.access.port,
      path: "http://public.example/silent",
      headers: passwordFor(opened.guard.access),
    });
    sent.once("error", () => undefined);
    sent.end();
    await expect.poll(() => opened.received.length).toBe(1);
    const left = once(opened.received[0]!.socket, "close");
    sent.destroy();
    await left;
    expect(opened.received[0]?.socket.destroyed).toBe(true);
  });

  it("gives up a server that stays silent", async () => {
    await using impatient = await startNetworkGuard({
      lookup,
      connect: connectToOrigin,
      idleLimit: milliseconds(50),
    });
    const sent = request({
      port: impatient.access.port,
      path: "http://public.example/silent",
      headers: passwordFor(impatient.access),
    }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    expect(await text(response)).toBe("The connection broke off (ECONNRESET).\n");
    expect(response.statusCode).toBe(502);
  });
});

describe("tunnels", () => {
  it("carries bytes both ways", async () => {
    const get = "GET /in HTTP/1.1\r\nHost: public.example\r\n\r\n";
    const read = await tunnel("public.example:443", get, "GET /in ");
    expect(read).toMatch(/^HTTP\/1\.1 200 /);
    expect(read).toContain("GET /in ");
    expect(opened.connections[0]?.port).toBe(443);
  });

  it("carries more than fits into memory buffers", async () => {
    const size = 20_000_000;
    const echo = createTcpServer((socket) => void socket.end(Buffer.alloc(size)));
    await once(echo.listen(0, "127.0.0.1"), "listening");
    const { port } = echo.address() as AddressInfo;
    await using big = await startNetworkGuard({ lookup, connect: () => connectSocket(port, "127.0.0.1") });
    const socket = connectSocket(big.access.port, "127.0.0.1");
    socket.write(connectLine(big, "public.example:443"));
    let read = 0;
    for await (const chunk of socket) read += (chunk as Buffer).length;
    expect(read).toBe(size + "HTTP/1.1 200 Connection Established\r\n\r\n".length);
    echo.close();
  });

  it.each(["user@public.example:443", "public.example:443/path", "public.example:99999", ":443"])(
    "does not take %s for a host and a port",
    async (authority) => {
      expect(await tunnel(authority)).toMatch(/^HTTP\/1\.1 400 /);
      expect(opened.connections).toEqual([]);
    },
  );

  it("leaves the server when the browser leaves", async () => {
    const client = connectSocket(opened.guard.access.port, "127.0.0.1");
    client.write(`${connectLine(opened.guard, "public.example:443")}GET /silent HTTP/1.1\r\nHost: a\r\n\r\n`);
    await expect.poll(() => opened.received.length).toBe(1);
    client.destroy();
    await expect.poll(() => opened.received[0]?.socket.destroyed).toBe(true);
  });

  it("says that it cannot reach a host", async () => {
    expect(await tunnel("nowhere.example:443")).toMatch(/^HTTP\/1\.1 502 /);
    expect(opened.guard.unreachable).toEqual([
      { host: "nowhere.example", reason: "the name does not resolve (ENOTFOUND)" },
    ]);
  });

  it("ends with the guard", async () => {
    const socket = connectSocket(opened.guard.access.port, "127.0.0.1");
    socket.write(connectLine(opened.guard, "public.example:443"));
    await once(socket, "data");
    const closed = once(socket, "close");
    socket.on("error", () => undefined);
    await opened.guard[Symbol.asyncDispose]();
    await closed;
    await expect.poll(() => socket.destroyed).toBe(true);
    await expect(ask("http://public.example/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("the end", () => {
  it("gives up connections that are being made", async () => {
    const sockets: Socket[] = [];
    const slow = await startNetworkGuard({
      lookup,
      connect: () => {
        const socket = new Socket();
        sockets.push(socket);
        return socket;
      },
    });
    const client = connectSocket(slow.access.port, "127.0.0.1").on("error", () => undefined);
    client.write(connectLine(slow, "public.example:443"));
    await expect.poll(() => sockets.length).toBe(1);
    await slow[Symbol.asyncDispose]();
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
    expect(slow.unreachable).toEqual([]);
  });
});

describe("connectToAddresses", () => {
  it("takes the address that answers", async () => {
    const { port } = opened.origin.address() as AddressInfo;
    const socket = connectToAddresses(["::1", "127.0.0.1"], port);
    await once(socket, "connect");
    expect(socket.remoteAddress).toBe("127.0.0.1");
    socket.destroy();
  });
});
