import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { browserNetworkFlags, type NetworkGuard } from "../../src/browser/network-guard.ts";
import type { ProjectFiles } from "../../src/browser/project-files.ts";
import { openTestHost } from "../support/open-host.ts";
import { serveFiles } from "../support/serve-files.ts";
import { launchTestBrowser } from "./network-guard-browser.ts";

/** What a machine has beside the project, and what no page may reach: each visit is written down. */
let visits: string[] = [];
let neighbour: Server;
let neighbourUdp: UdpSocket;
let port: number;
let udpPort: number;
/** Stands for the internet. */
let internet: Server;

let folder: string;
let project: ProjectFiles;
let guard: NetworkGuard;
let page: Page;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  neighbour = createServer((request, response) => {
    visits.push(`${request.method} ${request.headers.host}${request.url}`);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.end("secret");
  });
  neighbour.on("connection", () => visits.push("TCP"));
  internet = createServer((request, response) => {
    const elsewhere = /^\/to\?(.*)$/.exec(request.url ?? "")?.[1];
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (elsewhere === undefined) response.end("public");
    else response.writeHead(302, { location: decodeURIComponent(elsewhere) }).end();
  });
  neighbourUdp = createSocket("udp4").on("message", () => visits.push("UDP"));
  await Promise.all([
    once(neighbour.listen(0, "127.0.0.1"), "listening"),
    once(internet.listen(0, "127.0.0.1"), "listening"),
    once(neighbourUdp.bind(0, "127.0.0.1"), "listening"),
  ]);
  port = (neighbour.address() as AddressInfo).port;
  udpPort = neighbourUdp.address().port;

  folder = await mkdtemp(join(tmpdir(), "guarded-project-"));
  await writeFile(join(folder, "index.html"), `<link rel="stylesheet" href="style.css"><h1>Project</h1>`);
  await writeFile(join(folder, "style.css"), "h1 { color: rgb(1, 2, 3) }");
  await writeFile(join(folder, "ten.txt"), "0123456789");
  const outside = {
    lookup: (host: string) => Promise.resolve([host === "public.example" ? "93.184.215.14" : "127.0.0.1"]),
    connect: () => connect((internet.address() as AddressInfo).port, "127.0.0.1"),
  };
  ({ guard, files: project } = stack.use(await openTestHost(folder, { outside })));
  const browser = stack.use(await launchTestBrowser(guard.access));
  page = browser.page;
  await page.authenticate(guard.access);
  await page.goto("http://project.localhost/");
});

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  for (const server of [neighbour, internet]) server.close().closeAllConnections();
  neighbourUdp.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  visits = [];
});

/** What a page's `fetch` gives: the text of the answer, or how it failed. */
function fetchInPage(url: string, options: RequestInit = {}): Promise<string> {
  const asked = JSON.stringify([url, options]);
  return page.evaluate(`fetch(...${asked}).then((answer) => answer.text(), String)`) as Promise<string>;
}

function evaluate(body: string): Promise<unknown> {
  return page.evaluate(`new Promise((done) => { ${body} })`);
}

function openWebTransport(): string {
  return `
    new WebTransport("https://127.0.0.1:${udpPort}/").ready.then(() => done("ready"), () => done("failed"));
    setTimeout(done, 60_000, "nothing");`;
}

function openWebRtc(): string {
  return `
    const access = { username: "a", credential: "b" };
    const connection = new RTCPeerConnection({ iceServers: [
      { urls: "stun:127.0.0.1:${udpPort}" },
      { urls: "turn:127.0.0.1:${udpPort}", ...access },
      { urls: "turn:127.0.0.1:${port}?transport=tcp", ...access },
    ] });
    const found = [];
    connection.createDataChannel("x");
    connection.onicecandidate = ({ candidate }) => candidate && found.push(candidate.candidate);
    connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && done(found);
    connection.setLocalDescription();`;
}

describe("the project", () => {
  it("is a secure page under the same address everywhere", async () => {
    expect(page.url()).toBe("http://project.localhost/");
    expect(await evaluate("done([isSecureContext, typeof VideoDecoder])")).toEqual([true, "function"]);
    expect(await evaluate("done(getComputedStyle(document.querySelector('h1')).color)")).toBe("rgb(1, 2, 3)");
  });

  it("gives parts of files", async () => {
    expect(await fetchInPage("/ten.txt", { headers: { range: "bytes=2-4" } })).toBe("234");
  });

  it("tells what is missing", async () => {
    await fetchInPage("/nowhere/logo.png?1");
    expect(project.missing).toEqual(["nowhere/logo.png"]);
  });

  it("is reached without the guard", () => {
    expect([guard.refused, guard.unreachable]).toEqual([[], []]);
  });
});

describe("the internet", () => {
  it("is reached through the guard", async () => {
    expect(await fetchInPage("http://public.example/")).toBe("public");
  });

  it("does not redirect to this machine", async () => {
    const target = encodeURIComponent(`http://127.0.0.1:${port}/`);
    const answer = await fetchInPage(`http://public.example/to?${target}`);
    expect(answer).toContain("Failed to fetch");
    expect(visits).toEqual([]);
  });
});

describe("this machine and its network", () => {
  it.each([
    "http://127.0.0.1:PORT/",
    "http://127.1:PORT/",
    "http://2130706433:PORT/",
    "http://0.0.0.0:PORT/",
    "http://localhost:PORT/",
    "http://any.localhost:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://rebound.example:PORT/",
    "https://127.0.0.1:PORT/",
    "https://rebound.example:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.0.1/",
  ])("is not reached: %s", async (address) => {
    const url = address.replace("PORT", String(port));
    const answer = await fetchInPage(url, { mode: "no-cors" });
    // Without CORS, a refusal is an empty answer or an error, depending on the scheme.
    expect(["", "TypeError: Failed to fetch"]).toContain(answer);
    expect(visits).toEqual([]);
    const { hostname } = new URL(url);
    expect(guard.refused.some(({ host }) => host.startsWith(hostname))).toBe(true);
  });

  it("is not reached under the project's name and another port or scheme", async () => {
    for (const url of [`http://project.localhost:${port}/`, `http://project.localhost.:${port}/`]) {
      await fetchInPage(url, { mode: "no-cors" });
    }
    await fetchInPage(`https://project.localhost:${port}/`);
    expect(visits).toEqual([]);
  });

  it.each(["127.0.0.1", "localhost", "project.localhost"])(
    "is not reached by a WebSocket to %s",
    async (host) => {
      const opened = await evaluate(`
      const socket = new WebSocket("ws://${host}:${port}/");
      socket.onopen = () => done(true);
      socket.onerror = () => done(false);`);
      expect(opened).toBe(false);
      expect(visits).toEqual([]);
    },
  );

  it("is not reached by a picture, a frame, a beacon, an early connection, or a worker", async () => {
    const url = `http://127.0.0.1:${port}/`;
    await evaluate(`
      document.body.insertAdjacentHTML("beforeend",
        '<img src="${url}i"><iframe src="${url}f"></iframe><video src="${url}v"></video>' +
        '<link rel="preconnect" href="${url}"><link rel="prefetch" href="${url}p"><link rel="dns-prefetch" href="${url}">' +
        '<script type="speculationrules">{"prerender":[{"urls":["${url}s"]}]}</script>');
      navigator.sendBeacon("${url}b");
      const code = "importScripts('${url}w')";
      new Worker(URL.createObjectURL(new Blob([code]))).onerror = () => setTimeout(done, 500);`);
    expect(visits).toEqual([]);
  });

  it("is not reached by WebTransport, which is UDP", async () => {
    expect(await evaluate(openWebTransport())).toBe("failed");
    expect(visits).toEqual([]);
  });

  it("is not reached by WebRTC, over UDP or TCP, nor does it tell our addresses", async () => {
    expect(await evaluate(openWebRtc())).toEqual([]);
    expect(visits).toEqual([]);
  });

  it("is not reached by opening an address of it", async () => {
    const response = await page.goto(`http://localhost:${port}/`);
    expect(response?.status()).toBe(403);
    expect(visits).toEqual([]);
  });
});

describe("a browser without the guard", () => {
  it("shows that the visits above would have been seen", async () => {
    await using served = await serveFiles(folder);
    const rule = `--host-resolver-rules=MAP project.localhost:80 127.0.0.1:${served.port}`;
    await using open = await launchTestBrowser(null, (flags) => [
      ...flags.filter((flag) => !browserNetworkFlags.includes(flag)),
      rule,
    ]);
    page = open.page;
    await page.goto("http://project.localhost/");
    expect(await fetchInPage(`http://localhost:${port}/`)).toBe("secret");
    expect(visits.splice(0)).toContain(`GET localhost:${port}/`);
    await evaluate(openWebTransport());
    expect(visits.splice(0)).toContain("UDP");
    expect(await evaluate(openWebRtc())).not.toEqual([]);
    expect(visits).toEqual(expect.arrayContaining(["UDP", "TCP"]));
  });
});
