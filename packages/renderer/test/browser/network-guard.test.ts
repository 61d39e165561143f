import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import {
  type AddressInfo,
  connect as connectSocket,
  createServer as createTcpServer,
  Socket,
} from "node:net";
import { text } from "node:stream/consumers";
import { connectToAddresses } from "@hyperframes-engine/network";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type NetworkGuard, startNetworkGuard } from "../../src/browser/network-guard.ts";
import { milliseconds } from "../../src/timeline/units.ts";
import { passwordFor } from "../support/serve-files.ts";

const publicAddress = "93.184.215.14";

/** Names and what they resolve to. */
const names: Record<string, readonly string[]> = {
  "public.example": [publicAddress, "2606:2800:220:1::1"],
  "rebound.example": ["127.0.0.1"],
  "metadata.example": ["169.254.169.254"],
  "mixed.example": [publicAddress, "10.0.0.5"],
  "mapped.example": ["::ffff:192.168.1.1"],
  "empty.example": [],
};

let origin: Server;
let guard: NetworkGuard;
let connections: Array<{ addresses: readonly string[]; port: number }>;
let lookups: string[];
let received: IncomingMessage[];

beforeEach(async () => {
  connections = [];
  lookups = [];
  received = [];
  origin = createServer((incoming, response) => {
    received.push(incoming);
    const answer = answers[incoming.url ?? ""];
    if (answer) answer(response);
    else answerInFull(incoming, response);
  });
  await once(origin.listen(0, "127.0.0.1"), "listening");
  guard = await startNetworkGuard({ lookup, connect: connectToOrigin, connectLimit: milliseconds(2000) });
});

afterEach(async () => {
  await guard[Symbol.asyncDispose]();
  origin.closeAllConnections();
  origin.close();
});

function lookup(host: string): Promise<readonly string[]> {
  lookups.push(host);
  if (host === "silent.example") return new Promise(() => undefined);
  const addresses = names[host];
  if (addresses) return Promise.resolve(addresses);
  return Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
}

/** Public addresses cannot be reached from a test: whatever the guard connects to is our origin. */
function connectToOrigin(addresses: readonly string[], port: number): Socket {
  connections.push({ addresses, port });
  return connectSocket((origin.address() as AddressInfo).port, "127.0.0.1");
}

const answers: Record<string, (response: ServerResponse) => unknown> = {
  "/redirect": (response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
  "/break": (response) => response.destroy(),
  "/half": (response) => response.writeHead(200, { "content-length": "9" }).write("half"),
  "/silent": (response) => response,
};

function answerInFull(incoming: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Set-Cookie", ["a=1", "b=2"]);
  response.setHeader("Connection", "X-Hop");
  response.setHeader("X-Hop", "for the proxy only");
  void text(incoming).then((body) => response.end(`${incoming.method} ${incoming.url} ${body}`));
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function ask(path: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = guard.access;
    const sent = request({
      port,
      path,
      method,
      headers: { ...passwordFor(guard.access), ...headers },
      agent: false,
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      const { statusCode: status } = response;
      text(response).then((read) => resolve({ status, headers: response.headers, body: read }), reject);
    });
    sent.end(body);
  });
}

/** Sends raw bytes to the guard and reads until it closes, or until `until` has come. */
async function talk(sent: string, until?: string): Promise<string> {
  const socket = connectSocket(guard.access.port, "127.0.0.1");
  socket.write(sent);
  let read = "";
  for await (const chunk of socket) {
    read += String(chunk);
    if (until !== undefined && read.includes(until)) break;
  }
  return read;
}

const tunnel = (authority: string, more = "", until?: string): Promise<string> =>
  talk(`${connectLine(guard, authority)}${more}`, until);

/** What a browser sends for a way to a host. */
function connectLine({ access }: NetworkGuard, authority: string): string {
  const password = passwordFor(access)["proxy-authorization"];
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${password}\r\n\r\n`;
}

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
    expect(received[0]?.headers).toMatchObject({ host: "public.example:8080", "x-end": "kept" });
    expect(received[0]?.headers).not.toHaveProperty("proxy-connection");
    expect(received[0]?.headers).not.toHaveProperty("te");
    expect(connections).toEqual([{ addresses: names["public.example"], port: 8080 }]);
    expect([guard.refused, guard.unreachable]).toEqual([[], []]);
  });

  it("checks each hop of a redirect", async () => {
    const { headers } = await ask("http://public.example/redirect");
    expect(await ask(headers.location ?? "")).toMatchObject({ status: 403 });
    expect(connections).toHaveLength(1);
  });

  it.each(["https://public.example/", "ftp://public.example/", "/path", "http://"])(
    "does not take %s for a request to a proxy",
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 400 });
      expect(connections).toEqual([]);
    },
  );

  it("says that a server broke off before it answered", async () => {
    expect(await ask("http://public.example/break")).toMatchObject({ status: 502 });
  });

  it("breaks off as the server does", async () => {
    const broken = ask("http://public.example/half").catch((error: unknown) => error);
    await expect.poll(() => received.length).toBe(1);
    received[0]?.socket.destroy();
    expect(await broken).toMatchObject({ code: "ECONNRESET" });
  });

  it("leaves the server when the browser leaves", async () => {
    const sent = request({
      port: guard.access.port,
      path: "http://public.example/silent",
      headers: passwordFor(guard.access),
    });
    sent.once("error", () => undefined);
    sent.end();
    await expect.poll(() => received.length).toBe(1);
    const left = once(received[0]!.socket, "close");
    sent.destroy();
    await left;
    expect(received[0]?.socket.destroyed).toBe(true);
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
    expect(connections[0]?.port).toBe(443);
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
      expect(connections).toEqual([]);
    },
  );

  it("leaves the server when the browser leaves", async () => {
    const client = connectSocket(guard.access.port, "127.0.0.1");
    client.write(`${connectLine(guard, "public.example:443")}GET /silent HTTP/1.1\r\nHost: a\r\n\r\n`);
    await expect.poll(() => received.length).toBe(1);
    client.destroy();
    await expect.poll(() => received[0]?.socket.destroyed).toBe(true);
  });

  it("says that it cannot reach a host", async () => {
    expect(await tunnel("nowhere.example:443")).toMatch(/^HTTP\/1\.1 502 /);
    expect(guard.unreachable).toEqual([
      { host: "nowhere.example", reason: "the name does not resolve (ENOTFOUND)" },
    ]);
  });

  it("ends with the guard", async () => {
    const socket = connectSocket(guard.access.port, "127.0.0.1");
    socket.write(connectLine(guard, "public.example:443"));
    await once(socket, "data");
    const closed = once(socket, "close");
    socket.on("error", () => undefined);
    await guard[Symbol.asyncDispose]();
    await closed;
    await expect.poll(() => socket.destroyed).toBe(true);
    await expect(ask("http://public.example/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("what is refused", () => {
  it.each([
    "localhost",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fd00::1]",
    "[ff02::1]",
    "rebound.example",
    "metadata.example",
    "mixed.example",
    "mapped.example",
  ])("%s, as a plain address and through a tunnel", async (host) => {
    names["localhost"] = ["::1", "127.0.0.1"];
    const { status, body } = await ask(`http://${host}:8080/`);
    expect([status, body]).toEqual([403, expect.stringMatching(/^Refused: .+ is an? .+\.\n$/)]);
    expect(await tunnel(`${host}:8080`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(connections).toEqual([]);
    expect(guard.refused).toHaveLength(1);
  });

  it("is listed once for each host, with the reason", async () => {
    for (const url of ["http://rebound.example/a", "http://rebound.example/b", "http://[::1]:9/"])
      await ask(url);
    expect(guard.refused).toEqual([
      { host: "rebound.example", reason: "127.0.0.1 is an address of this machine" },
      { host: "[::1]:9", reason: "::1 is an address of this machine" },
    ]);
    expect(guard.unreachable).toEqual([]);
  });

  it("connects to the addresses that it checked, whatever the name says next", async () => {
    names["changing.example"] = [publicAddress];
    await using fickle = await startNetworkGuard({
      lookup: (host) => lookup(host).finally(() => (names[host] = ["127.0.0.1"])),
      connect: connectToOrigin,
    });
    const sent = request({
      port: fickle.access.port,
      path: "http://changing.example/",
      headers: passwordFor(fickle.access),
    });
    const [response] = (await once(sent.end(), "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(200);
    expect(lookups).toEqual(["changing.example"]);
    expect(connections).toEqual([{ addresses: [publicAddress], port: 80 }]);
  });
});

describe("what cannot be reached", () => {
  it.each([
    ["empty.example", "the name has no address"],
    ["nowhere.example", "the name does not resolve (ENOTFOUND)"],
    ["silent.example", "no answer within 2 s"],
  ])("%s: %s", async (host, reason) => {
    expect(await ask(`http://${host}/`)).toMatchObject({ status: 502, body: `Unreachable: ${reason}.\n` });
    expect(guard.unreachable).toEqual([{ host, reason }]);
    expect(guard.refused).toEqual([]);
  });

  it("a server that does not listen", async () => {
    await using closed = await startNetworkGuard({ lookup, connect: () => connectSocket(1, "127.0.0.1") });
    const sent = request({
      port: closed.access.port,
      path: "http://public.example/",
      headers: passwordFor(closed.access),
    }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    expect(await text(response)).toBe("Unreachable: no connection (ECONNREFUSED).\n");
    expect(closed.unreachable[0]?.reason).toBe("no connection (ECONNREFUSED)");
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
    const { port } = origin.address() as AddressInfo;
    const socket = connectToAddresses(["::1", "127.0.0.1"], port);
    await once(socket, "connect");
    expect(socket.remoteAddress).toBe("127.0.0.1");
    socket.destroy();
  });
});
