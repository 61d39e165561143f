import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  browserNetworkFlags,
  contextProxy,
  type NetworkGuard,
  startNetworkGuard,
} from "../../src/browser/network-guard.ts";
import { passwordFor } from "../support/serve-files.ts";

let guard: NetworkGuard;
let lookups: string[];

beforeEach(async () => {
  lookups = [];
  guard = await startNetworkGuard({
    lookup: (host) => {
      lookups.push(host);
      return Promise.resolve([]);
    },
  });
});
afterEach(() => guard[Symbol.asyncDispose]());

async function ask(
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status?: number; readonly headers: IncomingHttpHeaders; readonly body: string }> {
  const sent = request({ port: guard.access.port, path, headers, agent: false }).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return { status: response.statusCode!, headers: response.headers, body: await text(response) };
}

it.each([
  ["no password", {}],
  ["another one", { "proxy-authorization": "Basic cmVuZGVyOnNlY3JldA==" }],
  ["another one of the same length", { "proxy-authorization": `Basic ${"x".repeat(52)}` }],
])("gives whoever has %s neither the project nor anything else", async (_, headers) => {
  guard.admit("project.localhost", (_request, response) => Promise.resolve(void response.end("secret")));
  for (const url of ["http://project.localhost/", "http://public.example/in", "/"]) {
    expect(await ask(url, { host: "project.localhost", ...headers })).toMatchObject({
      status: 407,
      headers: { "proxy-authenticate": 'Basic realm="render"' },
      body: "This proxy is not for everybody.\n",
    });
  }
  expect(lookups).toEqual([]);
});

it("makes no tunnel for whoever has no password", async () => {
  const socket = connect(guard.access.port, "127.0.0.1");
  socket.write("CONNECT public.example:443 HTTP/1.1\r\n\r\n");
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 407 /);
  expect(answer).toContain('\r\nProxy-Authenticate: Basic realm="render"\r\n');
  expect(lookups).toEqual([]);
});

it("gives whoever has it the project, asked for by the path as it was written", async () => {
  const asked: Array<string | undefined> = [];
  guard.admit("project.localhost", ({ url }, response) => {
    asked.push(url);
    return Promise.resolve(void response.end("file"));
  });
  for (const path of ["/a%2fb/../c?d=http://x/", ""]) {
    const answer = await ask(`http://project.localhost${path}`, passwordFor(guard.access));
    expect(answer).toMatchObject({ status: 200, body: "file" });
  }
  expect(asked).toEqual(["/a%2fb/../c?d=http://x/", "/"]);
});

it("is another for each guard", async () => {
  await using other = await startNetworkGuard();
  expect(other.access.password).not.toBe(guard.access.password);
  expect((await ask("http://project.localhost/", passwordFor(other.access))).status).toBe(407);
});

it("belongs to the only way that a browser leaves its pages", () => {
  const flags = browserNetworkFlags.join("\n");
  expect(flags).toContain("MAP * ~NOTFOUND");
  expect(flags).toContain("--proxy-bypass-list=<-loopback>");
  expect(contextProxy(guard.access)).toEqual({
    proxyServer: `http://127.0.0.1:${guard.access.port}`,
    proxyBypassList: "<-loopback>",
  });
});
